"""The article's subtree as a soup: the only part of the page that BeautifulSoup reads."""

from __future__ import annotations

import gc

from bs4 import BeautifulSoup
from lxml.etree import strip_elements, tostring

from ingest.extract.body import Body

# What neither text nor pictures nor embeds are read from.
_DEAD = ("script", "style", "svg", "template", "select", "option", "textarea", "input")


def to_soup(body: Body) -> BeautifulSoup:
    """The container alone; `html.parser` because it adds no wrapper around a fragment."""
    for branch in body.foreign:
        # Emptied, not removed: the text before and after it must not run together.
        branch.clear(keep_tail=True)
    strip_elements(body.container, *_DEAD, with_tail=False)
    # As XML, because BeautifulSoup takes quadratic time over many unclosed <br>.
    markup = tostring(body.container, encoding="unicode", method="xml", with_tail=False)
    # A soup in the making is all new objects and no garbage: looking for some takes a tenth of the time.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return BeautifulSoup(markup, "html.parser")
    finally:
        if collecting:
            gc.enable()
