"""Everything that a cleaner may see of a block: phrases, names, place, and the heading above."""

from __future__ import annotations

from bisect import bisect_left
from statistics import median
from typing import TYPE_CHECKING

from bs4 import Tag

from ingest.clean.appeal import LONGEST, SHORTEST
from ingest.clean.block import CELLS, HEADINGS
from ingest.clean.hints import hints_of
from ingest.clean.walk import walk
from ingest.phrases import find

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bs4 import BeautifulSoup
    from bs4.element import NavigableString

    from ingest.clean.appeal import Appeal
    from ingest.clean.block import Block
    from ingest.clean.context import Context

NAMING = ("class", "id", "role", "aria-label", "itemprop", "data-component", "data-testid", "data-type")
_NAMING = frozenset(NAMING)
# Ancestors whose names still say what a block is: further up they name the page.
NEAR = 3
# A block of that many characters is a paragraph: what stands after the last one stands after the article.
PARAGRAPH = 140
# With so many characters that are certain to be body there is an article beside what is called comments.
ARTICLE, CERTAIN = 1500, 0.9
_THREAD = "comments"
# What prose reads like in languages that the weights know, at the most; so many paragraphs tell.
UNLIKE, SAMPLE = -4.0, 15
_NO_HINTS: frozenset[str] = frozenset()
# A few words without a verb may be anything.
_LABELS = CELLS | HEADINGS

# A frame up to this long is one plea, and one of these names speaks of the words in it.
FRAME = 400
SMALL_FRAMES = frozenset(
    (
        "newsletter",
        "donation",
        "paywall",
        "app",
        "adblock",
        "cookies",
        "comments",
        "correction",
        "reuse",
        "share",
    )
)


def blocks_of(soup: BeautifulSoup, context: Context) -> list[Block]:
    """All blocks in document order, with texts, phrases, hints and places filled in."""
    blocks = walk(soup)
    scores = _scores(blocks, context)
    for block, score in zip(blocks, scores, strict=True):
        block.score = score
        block.context = context
        block.hits = find(block.text)
    if context.weigher is not None and context.weigher.appeal is not None:
        _read(blocks, context.weigher.appeal)
    _name(soup, blocks)
    _place(blocks)
    return blocks


def _read(blocks: Sequence[Block], appeal: Appeal) -> None:
    """How much each block reads like a plea, beside what the page's own prose reads like.

    Where the weights have seen little of a language, all of it looks like the pleas that they know.
    """
    prose = [b for b in blocks if b.score is not None and b.score >= 0.5 and b.length >= PARAGRAPH]
    if not prose:
        return
    usual = median([appeal.of(block.text) for block in prose[:: 1 + len(prose) // SAMPLE]])
    foreign = max(0.0, usual - UNLIKE)
    for block in blocks:
        if SHORTEST <= len(block.text) <= LONGEST and block.tag not in _LABELS:
            block.appeal = appeal.of(block.text) - foreign


def _scores(blocks: Sequence[Block], context: Context) -> Sequence[float | None]:
    """The extractor's scores where they are one a block; none at all rather than shifted ones."""
    if len(context.scores) == len(blocks):
        return context.scores
    return (None,) * len(blocks)


def names_of(tag: Tag) -> str:
    """The attributes that name a tag's part in the page, in one string."""
    attrs = tag.attrs
    keys = [key for key in attrs if key in _NAMING]
    if len(keys) > 1:
        keys = [key for key in NAMING if key in attrs]
    return " ".join([v if isinstance(v := attrs[key], str) else " ".join(v) for key in keys])


def _name(soup: BeautifulSoup, blocks: Sequence[Block]) -> None:
    """What the block's element and those near it are called."""
    known: dict[int, frozenset[str]] = {id(soup): _NO_HINTS}
    around: dict[int, frozenset[str]] = {id(soup): _NO_HINTS}
    root = next((child for child in soup.contents if isinstance(child, Tag)), None)
    if root is not None:
        # The container is the article's own: its names speak of all blocks alike, so of none.
        known[id(root)] = _NO_HINTS
    for block in blocks:
        owner, above = block.owner, block.owner.parent
        own = _hints(owner, known)
        inline = _inline(block.strings)
        if inline is not None and inline is not owner:
            own = own | _hints(inline, known)
        if above is not None and above is not root and (hints := _hints(above, known) & SMALL_FRAMES):
            own = own | hints if _is_small(above) else own
        block.own = own
        if above is not None:
            near = around.get(id(above))
            block.near = _near(above, known, around) if near is None else near


def _is_small(frame: Tag) -> bool:
    """Whether a frame holds no more than a plea does: its name then says what its text is."""
    size = 0
    for string in frame.strings:
        size += len(string)
        # A frame of ten thousand comments is asked once a comment.
        if size > FRAME:
            return False
    return True


def _hints(tag: Tag, known: dict[int, frozenset[str]]) -> frozenset[str]:
    found = known.get(id(tag))
    if found is None:
        names = names_of(tag)
        found = hints_of(names) if names else _NO_HINTS
        known[id(tag)] = found = found | {"navigation"} if tag.name == "nav" else found
    return found


def _near(tag: Tag, known: dict[int, frozenset[str]], around: dict[int, frozenset[str]]) -> frozenset[str]:
    """What an element and the next ones above it are called."""
    near, above = _NO_HINTS, tag
    for _ in range(NEAR):
        # The soup itself is no element.
        if above.parent is None:
            break
        near |= _hints(above, known)
        above = above.parent
    around[id(tag)] = near
    return near


def _inline(strings: Sequence[NavigableString]) -> Tag | None:
    """The one element that holds all words of a block; None where there are several."""
    if len(strings) == 1:
        return strings[0].parent
    inline = None
    for string in strings:
        if not string.isspace() and string:
            if inline is not None and string.parent is not inline:
                return None
            inline = string.parent
    return inline


def _place(blocks: Sequence[Block]) -> None:
    """Where the article's paragraphs begin and end, and which heading governs what."""
    prose = [
        block
        for block in blocks
        if block.length >= PARAGRAPH
        and block.link_density < 0.5
        and (block.score is None or block.score >= 0.5)
        and not any(block.says(c, "strong") for c in block.hits)
    ]
    # Readers' comments stand after the article, unless they are the article: a forum's.
    own = [block for block in prose if _THREAD not in block.own and _THREAD not in block.near]
    is_article = (
        sum(block.length for block in own if block.score is None or block.score >= CERTAIN) >= ARTICLE
    )
    paragraphs = [block.index for block in (own if is_article else prose)]
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
