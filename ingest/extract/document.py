"""Bytes -> lxml tree."""

from __future__ import annotations

from dataclasses import dataclass

import lxml.html
from lxml.etree import ParserError
from lxml.html import HtmlElement


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed page: its tree, the URL it came from, and the URL its links are relative to."""

    root: HtmlElement
    url: str | None
    base_url: str | None
    encoding: str


def parse(html: bytes | str, url: str | None) -> Document | None:
    """The page's tree, or None where there is no markup at all."""
    if isinstance(html, str):
        html = html.encode("utf-8", "replace")
    # libxml2 drops text nested ~250 levels deep unless huge_tree is set.
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = lxml.html.document_fromstring(html, parser=parser)
    except (ParserError, ValueError):
        return None
    return Document(root, url, url, "utf-8")
