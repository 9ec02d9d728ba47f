"""The article as a small plain tree: what text, Markdown and HTML are rendered from.

Named tuples, because a page has hundreds of nodes and they are the cheapest immutable thing that pickles.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from ingest.items import Image

STRONG, EMPHASIS, CODE, STRUCK, SUBSCRIPT, SUPERSCRIPT = 1, 2, 4, 8, 16, 32


class Span(NamedTuple):
    """Words of one style; `style` is a sum of the flags above, `href` an absolute link."""

    text: str
    style: int = 0
    href: str | None = None


Spans: TypeAlias = tuple[Span, ...]

BREAK = Span("\n")
"""A line break inside a paragraph; no other span contains a newline."""


class Paragraph(NamedTuple):
    spans: Spans


class Heading(NamedTuple):
    level: int
    spans: Spans


class Item(NamedTuple):
    blocks: tuple[Block, ...]


class Listing(NamedTuple):
    """A list; `start` is None where it is not numbered."""

    items: tuple[Item, ...]
    start: int | None = None


class Quote(NamedTuple):
    blocks: tuple[Block, ...]


class Table(NamedTuple):
    """Rows of cells; the first `header` rows are headings."""

    rows: tuple[tuple[Spans, ...], ...]
    header: int = 0


class Preformatted(NamedTuple):
    """Code or other text whose white space counts."""

    text: str
    language: str | None = None


class Picture(NamedTuple):
    image: Image
    href: str | None = None


class Embed(NamedTuple):
    """A player, post or graphic that stands elsewhere: kept as a link."""

    url: str
    title: str | None = None


class Caption(NamedTuple):
    """The words under a table, a player or a listing: shown, but no body text."""

    spans: Spans


class Rule(NamedTuple):
    """A thematic break."""


Block: TypeAlias = (
    Paragraph | Heading | Listing | Quote | Table | Preformatted | Picture | Embed | Caption | Rule
)
