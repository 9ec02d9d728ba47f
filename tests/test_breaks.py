"""Old templates part paragraphs with line breaks; each of them is a block all the same."""

from __future__ import annotations

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.extract.breaks import split_at_breaks


def split(html: str) -> str:
    root = lxml.html.fragment_fromstring(html)
    split_at_breaks(root.iter("br"))
    return lxml.html.tostring(root, encoding="unicode")


@pytest.mark.parametrize(
    ("page", "wanted"),
    [
        ("<div>a<br><br>b</div>", "<div><p>a</p><p>b</p></div>"),
        ("<div>a<br> <br><br>b<br>c</div>", "<div><p>a</p><p>b<br>c</p></div>"),
        (
            "<div><b>x</b> a<br><br><ul><li>1</li></ul>b</div>",
            "<div><p><b>x</b> a</p><ul><li>1</li></ul><p>b</p></div>",
        ),
        ("<div>a<br>b</div>", "<div>a<br>b</div>"),
        ("<pre>a<br><br>b</pre>", "<pre>a<br><br>b</pre>"),
    ],
)
def test_runs_between_double_breaks_become_paragraphs(page: str, wanted: str) -> None:
    assert split(page) == wanted


pieces = st.sampled_from(["word ", "<b>bold</b> ", "<br>", "<br>", "<div>block</div>", "<p>para</p>", "tail"])


@given(st.lists(pieces, max_size=20).map("".join))
def test_no_word_is_lost_doubled_or_moved(inside: str) -> None:
    page = f"<div>{inside}</div>"
    text = lxml.html.fragment_fromstring(page).text_content()
    assert lxml.html.fromstring(split(page)).text_content().split() == text.split()
