"""Pages that libxml2 alone would cut short."""

import time

import pytest

import ingest
from ingest.extract.repair import flattened

FIRST = "<p>" + "The first paragraph stands before the trouble and is read by everybody. " * 4 + "</p>"
LAST = "<p>" + "The last one stands behind it, and many a reader never gets that far. " * 4 + "</p>"


@pytest.mark.parametrize(
    "tag", ["div", "font", "b", "blockquote", "ul><li", "table><tr><td", "a href=x", "x-y"]
)
def test_what_stands_behind_deep_nesting_is_read(tag: str) -> None:
    article = ingest.extract(f"<h1>Title</h1>{FIRST}{f'<{tag}>' * 3000}deep{LAST}")
    assert article is not None
    assert "gets that far" in article.body


def test_flattening_keeps_scripts_comments_and_balance() -> None:
    inner = b"<!-- <div> --><script>'<div>'</script><p>x</p>"
    page = b"<div>" * 600 + inner + b"</div>" * 600
    result = flattened(page)
    assert inner in result
    assert result.count(b"<div>") - 2 == result.count(b"</div>") == 500
    assert flattened(inner) == inner


def story(paragraphs: int) -> str:
    """Prose that does not repeat itself, with the small change of real markup between."""
    words = "harbour council winter bridge teacher river engine letter summer garden window market".split()
    lines = (
        f"<p>On day {n} the {words[n % 12]} of the {words[n // 12 % 12]} met the {words[n // 144 % 12]}, "
        f"and <a href='/{n}'>number {n}</a> was <b>read out</b> to all who had come to hear it that day.</p>"
        f"<div class=ad><img src=/ad-{n}.gif width=1 height=1><br><br></div>"
        for n in range(paragraphs)
    )
    return f"<html><body><article><h1>A very long story</h1>{''.join(lines)}</article></body></html>"


def seconds(page: str) -> float:
    """CPU seconds of reading a page that must be read to its end."""
    start = time.process_time()
    article = ingest.extract(page)
    assert article is not None
    assert "On day 749 " in article.body
    return time.process_time() - start


def grows_linearly(small: int, factor: int) -> None:
    seconds(story(small))
    # Three times what is due, since other work shares the machine.
    assert seconds(story(small * factor)) < 3 * factor * seconds(story(small))


def test_time_grows_with_the_page() -> None:
    grows_linearly(750, 6)


@pytest.mark.slow
def test_a_page_of_five_megabytes_is_read_in_linear_time() -> None:
    assert len(story(3000 * 8)) > 5_000_000
    grows_linearly(3000, 8)


@pytest.mark.slow
def test_a_million_nodes_end_in_bounded_time() -> None:
    start = time.process_time()
    ingest.extract(f"<h1>Title</h1>{FIRST}{'<i></i>x ' * 1_000_000}{LAST}")
    assert time.process_time() - start < 60
