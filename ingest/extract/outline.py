"""One pass over the tree: the page's blocks, the elements around them, and what each element is called."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from ingest.clean.blocks import BLOCK_TAGS, SKIPPED_TAGS, squeezed

# Attributes that name an element's part in the page.
NAMING = frozenset(
    (
        "class id role itemprop data-component data-testid data-type data-module data-block aria-label"
        " data-qa data-name property"
    ).split()
)
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
# What a block stands inside of: bit n of `Outline.inside` is the n-th of these.
INSIDE = (
    "article main aside nav footer header form figure figcaption ul ol table blockquote section button"
    " label details a dl pre td dialog address"
).split()
_BIT = {tag: 1 << n for n, tag in enumerate(INSIDE)}
_HIDDEN_BIT = 1 << len(INSIDE)
_ARIA_HIDDEN_BIT = 2 << len(INSIDE)
BITS = len(INSIDE) + 2


@dataclass(slots=True)
class Outline:
    """A page as parallel lists: one entry a block, one entry an element (in document order).

    An element's blocks are `begin[e]:end[e]`; `parent[0]` is 0.
    """

    texts: list[str] = field(default_factory=list)
    owner: list[int] = field(default_factory=list)
    """Per block: the block-level element it belongs to."""
    inner: list[int] = field(default_factory=list)
    """Per block: the innermost element of its first text."""
    linked: list[int] = field(default_factory=list)
    """Per block: characters inside links."""
    links: list[int] = field(default_factory=list)
    strong: list[int] = field(default_factory=list)
    """Per block: characters in bold."""
    element: list[HtmlElement] = field(default_factory=list)
    parent: list[int] = field(default_factory=list)
    depth: list[int] = field(default_factory=list)
    tag: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    inside: list[int] = field(default_factory=list)
    begin: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)

    def elements(self, wanted: Sequence[int]) -> list[HtmlElement]:
        """The tree's elements of these numbers."""
        return [self.element[e] for e in wanted]


# What an element does to the run of text around it.
_PLAIN, _BLOCK, _LINK, _STRONG, _BREAK, _SKIPPED = range(6)
_PARTS = {
    **dict.fromkeys(BLOCK_TAGS, _BLOCK),
    **dict.fromkeys(SKIPPED_TAGS, _SKIPPED),
    "a": _LINK,
    "b": _STRONG,
    "strong": _STRONG,
    "br": _BREAK,
}
# Per tag what it does and its bit.
_KNOWN = {tag: (_PARTS.get(tag, _PLAIN), _BIT.get(tag, 0)) for tag in {*_PARTS, *_BIT}}


def _named(items: Sequence[tuple[str, str]], bits: int) -> tuple[str, int]:
    """Of an element's attributes the naming ones in one string, and its bits with those for being hidden."""
    names = ""
    for key, value in items:
        if key in NAMING:
            names = f"{names} {value}" if names else value
        elif key == "style":
            if _HIDING.search(value):
                bits |= _HIDDEN_BIT
        elif key == "hidden":
            bits |= _HIDDEN_BIT
        elif key == "aria-hidden" and value == "true":
            bits |= _ARIA_HIDDEN_BIT
    return names, bits


def outline(root: HtmlElement) -> Outline:
    """The page's blocks and elements, in document order."""
    out = Outline()
    texts, elements, parents, depths = out.texts, out.element, out.parent, out.depth
    tags, all_names, inside, begin, end = out.tag, out.names, out.inside, out.begin, out.end
    pieces: list[str] = []
    linked = links = strong = 0
    inner = owner = 0
    current = -1
    in_link = in_strong = 0
    # Per element: the block-level element around its text.
    owners: list[int] = []
    known, other = _KNOWN.get, (_PLAIN, 0)

    def flush() -> None:
        nonlocal linked, links, strong
        text = squeezed(pieces)
        pieces.clear()
        if text:
            texts.append(text)
            out.owner.append(owner)
            out.inner.append(inner)
            out.linked.append(linked)
            out.links.append(links)
            out.strong.append(strong)
        linked = links = strong = 0

    body = root.find("body")
    walker = iterwalk(root if body is None else body, events=("start", "end"))
    for event, element in walker:
        tag = element.tag
        part, bits = known(tag, other)
        if event == "start":
            if part == _SKIPPED:
                walker.skip_subtree()
                continue
            if part == _BLOCK and pieces:
                flush()
            items = element.items()
            names, bits = _named(items, bits) if items else ("", bits)
            parents.append(current)
            if current >= 0:
                depths.append(depths[current] + 1)
                inside.append(inside[current] | bits)
            else:
                depths.append(0)
                inside.append(bits)
            current = len(elements)
            elements.append(element)
            tags.append(tag)
            all_names.append(names)
            begin.append(len(texts))
            end.append(0)
            if part == _BLOCK:
                owner = current
            elif part == _LINK:
                in_link += 1
                links += 1
            elif part == _STRONG:
                in_strong += 1
            elif part == _BREAK and pieces:
                pieces.append("\n")
            owners.append(owner)
            text = element.text
        else:
            if part != _SKIPPED:
                if part == _BLOCK:
                    if pieces:
                        flush()
                elif part == _LINK:
                    in_link -= 1
                elif part == _STRONG:
                    in_strong -= 1
                end[current] = len(texts)
                current = parents[current]
                if current < 0:
                    break
                owner = owners[current]
            text = element.tail
        # White space alone opens no block; most of a page's text nodes are nothing else.
        if text and (pieces or not text.isspace()):
            if not pieces:
                inner = current
            pieces.append(text)
            if in_link:
                linked += len(text.strip())
            if in_strong:
                strong += len(text.strip())
    if parents:
        parents[0] = 0
    return out
