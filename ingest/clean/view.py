"""Everything that a cleaner may see of a block, read in one pass over the soup."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from bs4 import Tag
from bs4.element import NavigableString, PreformattedString

from ingest.clean.blocks import BLOCK_TAGS, SKIPPED_TAGS
from ingest.clean.hints import hints_of
from ingest.phrases import Hits, find

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bs4 import BeautifulSoup

    from ingest.clean.context import Context

Node: TypeAlias = NavigableString

NAMING = ("class", "id", "role", "aria-label", "itemprop", "data-component", "data-testid", "data-type")
# Ancestors whose names still say what a block is: further up they name the page.
NEAR = 3
# A block of that many characters is a paragraph: what stands after the last one stands after the article.
PARAGRAPH = 140
# Wide scripts say in one character what others say in two or three.
WIDE = 2.5
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_NO_HITS: Hits = {}


@dataclass(slots=True, eq=False)
class Block:
    """A run of text between block-level tags, with what stands around it."""

    index: int
    text: str
    tag: str
    owner: Tag = field(repr=False)
    strings: list[Node] = field(repr=False)
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
    def length(self) -> float:
        """Characters, with those of unspaced scripts counted for what they say."""
        return len(self.text) * (WIDE if is_wide(self.text) else 1)

    @property
    def link_density(self) -> float:
        """Share of the text that is inside links."""
        return min(1.0, self.linked / max(1, len(self.text)))

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
        """Whether somebody is quoted: a blockquote, or text that begins with a quotation mark."""
        return self.text[:1] in '“„«‘「『"»' or self.in_quote

    def says(self, category: str, *kinds: str) -> bool:
        """Whether a phrase of one of these kinds speaks for the category."""
        found = self.hits.get(category, ())
        return any(kind in found for kind in kinds)

    def count(self, category: str, kind: str) -> int:
        """How many phrases of a kind speak for the category."""
        return self.hits.get(category, {}).get(kind, 0)


def is_wide(text: str) -> bool:
    """Whether the text is in a script without spaces (told by its first letters)."""
    return not text.isascii() and any(
        "\u3040" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7a3" for c in text[:20]
    )


def blocks_of(soup: BeautifulSoup, context: Context) -> list[Block]:
    """All blocks in document order, with texts, phrases, hints and places filled in."""
    blocks = _walk(soup)
    scores = _scores(blocks, context)
    for block, score in zip(blocks, scores, strict=True):
        block.score = score
        block.context = context
        block.hits = find(block.text) or _NO_HITS
    _name(soup, blocks)
    _place(blocks)
    return blocks


def _walk(soup: BeautifulSoup) -> list[Block]:
    """The same blocks as the extractor's outline: a block ends where a block-level tag begins or ends."""
    blocks: list[Block] = []
    run = _Run(soup)
    stack: list[tuple[Tag, int]] = [(soup, 0)]
    while stack:
        tag, at = stack.pop()
        contents = tag.contents
        while at < len(contents):
            node = contents[at]
            at += 1
            if isinstance(node, Tag):
                if node.name in SKIPPED_TAGS:
                    continue
                stack.append((tag, at))
                run.enter(node, blocks)
                tag, contents, at = node, node.contents, 0
            elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
                run.take(node)
        run.leave(tag, blocks)
    return blocks


class _Run:
    """The block that is being read."""

    def __init__(self, root: Tag) -> None:
        self.owners: list[Tag] = [root]
        self.links_open = self.strong_open = self.captions_open = self.quotes_open = 0
        self.strings: list[Node] = []
        self.pieces: list[str] = []
        self.linked = self.links = self.strong = 0

    def take(self, node: Node) -> None:
        self.strings.append(node)
        self.pieces.append(node)
        if self.links_open:
            self.linked += len(node.strip())
        if self.strong_open:
            self.strong += len(node.strip())

    def enter(self, tag: Tag, blocks: list[Block]) -> None:
        name = tag.name
        if name in BLOCK_TAGS:
            self.flush(blocks)
            self.owners.append(tag)
            self.captions_open += name == "figcaption"
            self.quotes_open += name == "blockquote"
        elif name == "a":
            self.links_open += 1
            self.links += 1
        elif name in _STRONG:
            self.strong_open += 1
        elif name == "br":
            self.pieces.append("\n")

    def leave(self, tag: Tag, blocks: list[Block]) -> None:
        name = tag.name
        if name in BLOCK_TAGS:
            self.flush(blocks)
            self.owners.pop()
            self.captions_open -= name == "figcaption"
            self.quotes_open -= name == "blockquote"
        elif name == "a":
            self.links_open -= 1
        elif name in _STRONG:
            self.strong_open -= 1
        elif tag is self.owners[0]:
            self.flush(blocks)

    def flush(self, blocks: list[Block]) -> None:
        text = " ".join("".join(self.pieces).split()) if self.pieces else ""
        if text:
            owner = self.owners[-1]
            block = Block(len(blocks), text, owner.name, owner, self.strings)
            block.linked, block.links, block.strong = self.linked, self.links, self.strong
            block.in_caption, block.in_quote = self.captions_open > 0, self.quotes_open > 0
            if blocks:
                block.before, blocks[-1].after = blocks[-1], block
            blocks.append(block)
            self.strings = []
        elif self.pieces:
            self.strings = []
        self.pieces = []
        self.linked = self.links = self.strong = 0


_STRONG = frozenset(("b", "strong", "em", "i"))


def _scores(blocks: Sequence[Block], context: Context) -> Sequence[float | None]:
    """The extractor's scores where they are one a block; none at all rather than shifted ones."""
    if len(context.scores) == len(blocks):
        return context.scores
    return (None,) * len(blocks)


def names_of(tag: Tag) -> str:
    """The attributes that name a tag's part in the page, in one string."""
    attrs = tag.attrs
    if not attrs:
        return ""
    found = []
    for key in NAMING:
        value = attrs.get(key)
        if value:
            found.append(value if isinstance(value, str) else " ".join(value))
    return " ".join(found)


def _name(soup: BeautifulSoup, blocks: Sequence[Block]) -> None:
    """What the block's element and those near it are called."""
    known: dict[int, frozenset[str]] = {id(soup): frozenset()}
    root = next((child for child in soup.contents if isinstance(child, Tag)), None)
    if root is not None:
        # The container is the article's own: its names speak of all blocks alike, so of none.
        known[id(root)] = frozenset()

    def hints(tag: Tag) -> frozenset[str]:
        found = known.get(id(tag))
        if found is None:
            names = names_of(tag)
            found = known[id(tag)] = hints_of(names) if names else frozenset()
            if tag.name == "nav":
                found = known[id(tag)] = found | {"navigation"}
        return found

    for block in blocks:
        own = hints(block.owner)
        if len(block.strings) == 1 or len({id(s.parent) for s in block.strings if s.strip()}) == 1:
            inline = next(s.parent for s in block.strings if s.strip())
            if inline is not None and inline is not block.owner:
                own = own | hints(inline)
        near: frozenset[str] = frozenset()
        above = block.owner.parent
        for _ in range(NEAR):
            if above is None or above is soup:
                break
            near |= hints(above)
            above = above.parent
        block.own, block.near = own, near


def _place(blocks: Sequence[Block]) -> None:
    """Where the article's paragraphs begin and end, and which heading governs what."""
    paragraphs = [
        block.index
        for block in blocks
        if block.length >= PARAGRAPH
        and block.link_density < 0.5
        and (block.score is None or block.score >= 0.5)
        and not any(block.says(c, "strong") for c in block.hits)
    ]
    heading = ""
    for block in blocks:
        before = bisect_left(paragraphs, block.index)
        if not before and (not paragraphs or paragraphs[0] != block.index):
            block.place = "before"
        elif before == len(paragraphs):
            block.place = "after"
        block.heading = heading
        if block.is_heading:
            heading = block.text
