"""The soup that is built from lxml's tree is the one that BeautifulSoup would have parsed."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag
from lxml.etree import tostring
from lxml.html import fragment_fromstring

from ingest.extract.body import Body
from ingest.extract.soup import let_go, to_soup

FRAGMENTS = (
    '<div class="a  b" id="x" data-y=""><p>One <b>two</b> three</p></div>',
    "<div>loose <span>run</span>&nbsp;<i>on</i><p>block</p> after <br>line</div>",
    "<picture><source srcset='a 1x'><source srcset='b 1x'><img src='c.jpg' alt='&quot;d&quot;'></picture>",
    "<p>long<wbr>word<wbr>s and more</p>",
    "<div><pre>  kept\n\n   as it is </pre><pre> <b>x</b> \n</pre></div>",
    "<p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>字</p>",
    "<div><a rel='nofollow noopener' href='/a?b=1&amp;c=2' class=''>x</a><td headers='a b'>y</td></div>",
    "<div><noscript><img src='n.jpg'></noscript><iframe src='/f'></iframe><hr><o:p>z</o:p></div>",
    "<ul>\n<li>one</li>\n\n<li>two <em>2</em> </li>\n</ul>",
    "<div><p>empty:</p><p></p><span></span>&lt;tag&gt; &amp;amp;</div>",
)


def _nodes(soup: BeautifulSoup) -> Iterator[Any]:
    """Every node in the order of `next_element`, with what it is linked to; without space between blocks."""
    node: PageElement | None = soup.contents[0]
    while node is not None:
        if isinstance(node, Tag):
            fields = {key: value for key, value in vars(node).items() if key in _PLAIN}
            yield fields, node.parent and node.parent.name, [c.name for c in node.contents if c.name]
        elif isinstance(node, NavigableString) and node.strip():
            assert node.previous_element is not None
            assert node.previous_element.next_element is node
            yield type(node), str(node), node.parent and node.parent.name
        node = node.next_element


_PLAIN = frozenset(
    "name attrs prefix namespace hidden known_xml parser_class can_be_empty_element cdata_list_attributes"
    " preserve_whitespace_tags interesting_string_types attribute_value_list_class".split()
)


@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_equals_what_html_parser_makes(fragment: str) -> None:
    element = fragment_fromstring(fragment)
    parsed = BeautifulSoup(tostring(element, encoding="unicode", method="xml"), "html.parser")
    built = to_soup(Body(element, (), 1.0))
    assert list(_nodes(built)) == list(_nodes(parsed))
    assert "".join(built.get_text().split()) == "".join(parsed.get_text().split())
    assert set(vars(built.contents[0])) == set(vars(parsed.contents[0]))


def test_is_a_soup_like_any_other() -> None:
    soup = to_soup(Body(fragment_fromstring("<div><p>a<b>c</b></p><p>d</p></div>"), (), 1.0))
    first = soup.find("p")
    assert isinstance(first, Tag)
    assert [p.get_text() for p in soup.select("div > p")] == ["ac", "d"]
    first.b.replace_with("e")  # type: ignore[union-attr]
    first.insert_after(soup.new_tag("hr"))
    assert str(soup) == "<div><p>ae</p><hr/><p>d</p></div>"
    first.extract()
    assert str(soup) == "<div><hr/><p>d</p></div>"


def test_dead_elements_leave_their_text_in_one_piece() -> None:
    element = fragment_fromstring("<p>before <script>x()</script>after<style>p{}</style></p>")
    assert [str(node) for node in to_soup(Body(element, (), 1.0)).p.contents] == ["before after"]  # type: ignore[union-attr]


def test_foreign_branches_are_empty() -> None:
    element = fragment_fromstring("<div><p>mine</p><nav><a>theirs</a></nav> tail</div>")
    soup = to_soup(Body(element, (), 1.0, foreign=(element[1],)))
    assert str(soup) == "<div><p>mine</p><nav></nav> tail</div>"


def test_a_soup_that_is_let_go_leaves_nothing_to_the_garbage_collector() -> None:
    soup = to_soup(Body(fragment_fromstring("<div><p>a<b>c</b></p><p>d</p></div>"), (), 1.0))
    paragraphs = weakref.ref(soup.contents[0])
    collecting = gc.isenabled()
    gc.disable()
    try:
        let_go(soup)
        assert paragraphs() is None
    finally:
        if collecting:
            gc.enable()
