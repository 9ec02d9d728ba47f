"""The article's subtree as a soup: the only part of the page that BeautifulSoup reads."""

from __future__ import annotations

import lxml.html
from bs4 import BeautifulSoup

from ingest.extract.body import Body


def to_soup(body: Body) -> BeautifulSoup:
    """The container alone; `html.parser` because it adds no wrapper around a fragment."""
    return BeautifulSoup(lxml.html.tostring(body.container, encoding="unicode"), "html.parser")
