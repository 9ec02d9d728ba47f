"""Paragraphs that a page makes with two line breaks become paragraphs, so that each is a block."""

from __future__ import annotations

from collections.abc import Iterable

from lxml.html import HtmlElement

from ingest.clean.blocks import BLOCK_TAGS, SKIPPED_TAGS
from ingest.extract.repair import without_controls

# Where line breaks are layout of their own.
_VERBATIM = frozenset({"pre", "code", "table", "tr", "ul", "ol", "dl", "p", *SKIPPED_TAGS})


def split_at_breaks(breaks: Iterable[HtmlElement]) -> None:
    """Wrap the runs between double ones of a page's `<br>`s in `<p>`, in place; blocks among them stay."""
    parents: list[HtmlElement] = []
    for br in breaks:
        following = br.getnext()
        if following is not None and following.tag == "br" and not (br.tail or "").strip():
            parent = br.getparent()
            if parent is not None and parent.tag not in _VERBATIM and parent not in parents[-1:]:
                parents.append(parent)
    for parent in dict.fromkeys(parents):
        _wrap(parent)


def _wrap(parent: HtmlElement) -> None:
    children = list(parent)
    run = parent.makeelement("p")
    run.text, parent.text = without_controls(parent.text or ""), None
    for child in children:
        tail = child.tail
        if child.tag == "br" and (_is_break(child) or (not len(run) and not (run.text or "").strip())):
            _close(parent, run)
            parent.remove(child)
        elif child.tag in BLOCK_TAGS:
            child.tail = None
            _close(parent, run)
            parent.append(child)
        else:
            run.append(child)
            continue
        run = parent.makeelement("p")
        run.text = without_controls(tail or "")
    _close(parent, run)


def _is_break(br: HtmlElement) -> bool:
    """The first of two line breaks with nothing between; the rest are taken at a run's beginning."""
    following = br.getnext()
    return following is not None and following.tag == "br" and not (br.tail or "").strip()


def _close(parent: HtmlElement, run: HtmlElement) -> None:
    if len(run) or (run.text or "").strip():
        parent.append(run)
