"""A block as the cleaners see it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bs4 import Tag
from bs4.element import NavigableString

from ingest.phrases import Hits

if TYPE_CHECKING:
    from ingest.clean.context import Context

# Nobody's words are links from half of their characters on.
CALLOUT = 0.5
# The appeal of a text that is too short or too long to tell.
UNREAD = -9.0
CELLS = frozenset(("td", "th"))
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


@dataclass(slots=True, eq=False)
class Block:
    """A run of text between block-level tags, with what stands around it."""

    index: int
    text: str
    tag: str
    owner: Tag = field(repr=False)
    strings: list[NavigableString] = field(repr=False)
    length: float = 0.0
    """Characters, with those of unspaced scripts counted for what they say."""
    link_density: float = 0.0
    """Share of the text that is inside links."""
    linked: int = 0
    """Characters inside links."""
    links: int = 0
    strong: int = 0
    """Characters in bold or italics."""
    score: float | None = None
    """The extractor's probability that this is body text; None where there is none."""
    own: frozenset[str] = frozenset()
    """Categories that the block's own class, id, role or label names."""
    near: frozenset[str] = frozenset()
    """Categories that elements up to three levels above name."""
    hits: Hits = field(default_factory=dict)
    """Category -> kinds of phrases found in the text ("line", "label", "strong", "weak")."""
    appeal: float = UNREAD
    """Log-odds that the text reads like a plea, whatever the lexicons know."""
    place: str = "between"
    """Before the first paragraph, between, or after the last."""
    heading: str = ""
    """The text of the heading that governs this block."""
    before: Block | None = field(default=None, repr=False)
    after: Block | None = field(default=None, repr=False)
    context: Context | None = field(default=None, repr=False)
    in_caption: bool = False
    in_quote: bool = False

    @property
    def in_list(self) -> bool:
        """Whether it is a list's entry."""
        return self.tag == "li" or (self.owner.parent is not None and self.owner.parent.name == "li")

    @property
    def is_heading(self) -> bool:
        """Whether it is an h1 to h6."""
        return self.tag in HEADINGS

    @property
    def is_quote(self) -> bool:
        """Whether somebody is quoted: a blockquote, or text that begins with a quotation mark.

        A blockquote that is mostly link frames a teaser, and "»" with no "«" behind it points at one.
        """
        if self.in_quote:
            return self.link_density < CALLOUT
        first = self.text[:1]
        return first in '“„«‘「『"' or (first == "»" and "«" in self.text)

    def says(self, category: str, *kinds: str) -> bool:
        """Whether a phrase of one of these kinds speaks for the category."""
        found = self.hits.get(category)
        return found is not None and any(kind in found for kind in kinds)

    def count(self, category: str, kind: str) -> int:
        """How many phrases of a kind speak for the category."""
        return self.hits.get(category, {}).get(kind, 0)
