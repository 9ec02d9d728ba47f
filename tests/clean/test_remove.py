"""What removal leaves is a sound soup, in time that grows with the page and not with its square."""

from __future__ import annotations

import time

from bs4 import BeautifulSoup
from bs4.element import PageElement, Tag

from ingest.clean import Context, strip

PROSE = "<p>The ferry left at seven, as it had every morning since the war, with four cars and a horse on its deck.</p>"
PLEA = "<p>Advertisement</p>"
TEASER = "<ul> <li><a href='/x'><img src='x.jpg'/>Read also: The bridge</a></li> <li><video src='y.mp4'></video></li></ul>"


def _nodes(tag: Tag) -> list[PageElement]:
    found: list[PageElement] = []
    for place, child in enumerate(tag.contents):
        assert child.parent is tag
        assert child.previous_sibling is (tag.contents[place - 1] if place else None)
        assert child.next_sibling is (tag.contents[place + 1] if place + 1 < len(tag.contents) else None)
        found += [child, *(_nodes(child) if isinstance(child, Tag) else ())]
    return found


def test_what_is_left_is_linked() -> None:
    soup = BeautifulSoup(f"<article>{PLEA}{PROSE}\n{PLEA}\n{TEASER}{PROSE}{PLEA}</article>", "html.parser")
    removed = strip(soup, Context())
    assert [removal.text for removal in removed] == [
        "Advertisement", "Advertisement", "Read also: The bridge", "Advertisement",
    ]  # fmt: skip
    nodes = _nodes(soup)
    for node, after in zip(nodes, [*nodes[1:], None], strict=True):
        assert node.next_element is after
        assert after is None or after.previous_element is node
    assert str(soup) == (f'<article>{PROSE}\n<ul> <li><video src="y.mp4"></video></li></ul>{PROSE}</article>')


def test_nothing_is_left_of_a_soup_of_pleas() -> None:
    soup = BeautifulSoup(f"<article>{PLEA * 3}</article>", "html.parser")
    assert len(strip(soup, Context())) == 3
    assert str(soup) == ""


def test_a_thousand_removals_cost_ten_times_a_hundred() -> None:
    def seconds(pleas: int) -> float:
        soup = BeautifulSoup(f"<article>{(PROSE + PLEA) * pleas}</article>", "html.parser")
        begin = time.process_time()
        assert len(strip(soup, Context())) >= pleas
        return time.process_time() - begin

    seconds(10)
    # Fifty leaves room for a busy machine; a scan of all siblings makes it a hundred.
    assert seconds(5000) < 50 * min(seconds(500) for _ in range(3))
