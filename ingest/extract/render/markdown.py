"""The tree as CommonMark with GitHub tables: a renderer shows the same words, structure and links.

What Markdown cannot say (emphasis that ends in the middle of a word after a bracket, sub- and superscript) is
left out; it is never written in a way that shows as stray asterisks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from unicodedata import category
from urllib.parse import urlsplit

from ingest.extract.render.inline import plain
from ingest.extract.render.nodes import (
    BREAK,
    CODE,
    EMPHASIS,
    STRONG,
    STRUCK,
    Block,
    Caption,
    Embed,
    Heading,
    Item,
    Listing,
    Paragraph,
    Picture,
    Preformatted,
    Quote,
    Rule,
    Span,
    Spans,
    Table,
)
from ingest.items import Image

_SPECIAL = re.compile(r"([\\`*\[\]<~|]|(?<!\w)_|_(?!\w)|&(?=#?\w{1,40};)|!(?=\[))")
_AT_START = re.compile(r"^(?:([#>+=:-])|(\d{1,9})([.)])(?=\s|$))")
_FLAGS = (STRONG, EMPHASIS, STRUCK)
_MARKS = {STRONG: "**", EMPHASIS: "*", STRUCK: "~~"}


def markdown_of(blocks: tuple[Block, ...]) -> str:
    """The blocks as Markdown, a blank line between them."""
    return "\n\n".join(_written(blocks))


def _written(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Neighbouring lists take turns in their markers, or they would run together."""
    other = False
    before: Block | None = None
    for block in blocks:
        if isinstance(block, Listing):
            together = isinstance(before, Listing) and (before.start is None) == (block.start is None)
            other = together and not other
            yield _list(block, other)
        else:
            yield _block(block)
        before = block


def _block(block: Block) -> str:
    match block:
        case Paragraph(spans):
            return _lines(spans)
        case Heading(level, spans):
            # A closing run of # would be taken for decoration.
            return f"{'#' * level} " + re.sub(r"(#+)$", r"\\\1", _inline(spans))
        case Quote(inner):
            return "\n".join(f"> {line}".rstrip() for line in markdown_of(inner).split("\n"))
        case Table():
            return _table(block)
        case Preformatted(text, language):
            fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
            return f"{fence}{language or ''}\n{text}\n{fence}"
        case Picture(image):
            return _picture(image)
        case Embed(url, title):
            return f"[{_escaped(title or urlsplit(url).netloc)}]({_address(url)})"
        case Caption(spans):
            return _lines(tuple(Span(s.text, s.style | EMPHASIS, s.href) for s in spans))
        case Rule():
            # The one form that no list marker before it can change.
            return "___"
        case _:
            return _list(block, False)


def _list(listing: Listing, other: bool) -> str:
    """A tight list where every item is a line and lists below it, else a loose one."""
    loose = any(_is_loose(item) for item in listing.items)
    out = []
    for number, item in enumerate(listing.items, listing.start or 0):
        marker = ("*" if other else "-") if listing.start is None else f"{number}{')' if other else '.'}"
        inner = ("\n\n" if loose else "\n").join(_written(item.blocks))
        indent = " " * (len(marker) + 1)
        out.append(
            f"{marker} " + "\n".join(indent + line if line else "" for line in inner.split("\n")).lstrip()
        )
    return ("\n\n" if loose else "\n").join(out)


def _is_loose(item: Item) -> bool:
    """Lists below a line may stand close; a numbered one only if it starts at one."""
    return any(not isinstance(b, Listing) or b.start not in (None, 1) for b in item.blocks[1:])


def _table(table: Table) -> str:
    def row(cells: tuple[Spans, ...]) -> str:
        # Inside a cell even the bar in an address or in code ends the cell.
        return (
            "| " + " | ".join(re.sub(r"(?<!\\)\|", r"\\|", _inline(_barred(cell))) for cell in cells) + " |"
        )

    width = len(table.rows[0])
    head = table.rows[0] if table.header else ((),) * width
    rest = table.rows[1:] if table.header else table.rows
    return "\n".join([row(head), "|" + " --- |" * width, *map(row, rest)])


def _barred(cell: Spans) -> Spans:
    """A cell has no way to write a backslash and a bar as code: it stays plain."""
    if "\\|" not in plain(cell):
        return cell
    return tuple(span._replace(style=span.style & ~CODE) for span in cell)


def _picture(image: Image) -> str:
    words = " ".join(filter(None, (image.caption, image.credit and f"({image.credit})")))
    drawn = f"![{_escaped(image.alt or '')}]({_address(image.url)})"
    return f"{drawn}\\\n{_lines((Span(words, EMPHASIS),))}" if words else drawn


def _lines(spans: Spans) -> str:
    """A paragraph; signs that would start a list, a heading or a quote on a line are escaped."""
    return "\n".join(_AT_START.sub(_disarmed, line) for line in _inline(spans).split("\n"))


def _disarmed(match: re.Match[str]) -> str:
    return f"\\{match[1]}" if match[1] else f"{match[2]}\\{match[3]}"


def _inline(spans: Spans) -> str:
    """Links first, styles within them: `[**words**](address)`."""
    out = ""
    groups = [(href, tuple(group)) for href, group in groupby(_code_joined(spans), key=lambda s: s.href)]
    for i, (href, group) in enumerate(groups):
        if href is None:
            out += _styled(group, _FLAGS, out[-1:], "[" if i + 1 < len(groups) else "")
        else:
            # "!" before a link would make it a picture.
            out = out[:-1] + "\\!" if out.endswith("!") else out
            out += f"[{_styled(group, _FLAGS, '[', ']')}]({_address(href)})"
    return out


def _code_joined(spans: Spans) -> Iterator[Span]:
    """Pieces of code that touch are one: their backticks would run together."""
    for is_code, group in groupby(spans, key=lambda s: (s.style & CODE, s.href if s.style & CODE else None)):
        if is_code[0]:
            first, *rest = group
            yield first._replace(text=first.text + "".join(s.text for s in rest))
        else:
            yield from group


def _styled(spans: Spans, flags: tuple[int, ...], before: str, after: str) -> str:
    """Spans with their marks: the outermost style first, the rest within it."""
    if not flags:
        return "".join(_words(span) for span in spans)
    flag, mark = flags[0], _MARKS[flags[0]]
    groups = [(on, tuple(group)) for on, group in groupby(spans, key=lambda s: bool(s.style & flag))]
    out = ""
    for i, (on, group) in enumerate(groups):
        following = _first(groups[i + 1][1]) if i + 1 < len(groups) else after
        lead, core, trail = _peeled(group) if on else ("", group, "")
        previous = (out + lead)[-1:] or before
        inner = _styled(core, flags[1:], mark[0], mark[0]) if on else ""
        if on and _can_mark(inner, mark[0], previous, trail or following):
            out += lead + mark + inner + mark + trail
        else:
            out += _styled(group, flags[1:], out[-1:] or before, following)
    return out


def _peeled(spans: Spans) -> tuple[str, Spans, str]:
    """Spaces at the edges stand outside the marks."""
    first, last = spans[0].text, spans[-1].text
    lead, trail = " " if first.startswith(" ") else "", " " if last.endswith(" ") else ""
    core = list(spans)
    core[0] = core[0]._replace(text=core[0].text.lstrip(" "))
    core[-1] = core[-1]._replace(text=core[-1].text.rstrip(" "))
    return lead, tuple(core), trail


def _first(spans: Spans) -> str:
    return "`" if spans[0].style & CODE else spans[0].text[:1]


def _can_mark(inner: str, sign: str, previous: str, following: str) -> bool:
    """CommonMark's flanking rules; marks of one sign touch only where one style covers all of another."""
    bare = inner.strip(sign)
    if not bare or (sign in (previous, following) and previous != following):
        return False
    opens = not _is_sign(bare[0]) or not previous or previous.isspace() or _is_sign(previous)
    closes = not _is_sign(bare[-1]) or not following or following.isspace() or _is_sign(following)
    return opens and closes


def _is_sign(char: str) -> bool:
    return category(char)[0] in "PS"


def _words(span: Span) -> str:
    if span.text == BREAK.text:
        return "\\\n"
    text = span.text
    if not span.style & CODE or not text.strip():
        return _escaped(text)
    fence = "`" * (1 + max(map(len, re.findall("`+", text)), default=0))
    inner = f" {text} " if text[0] == "`" or text[-1] == "`" else text
    return f"{fence}{inner}{fence}"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _address(url: str) -> str:
    """An address that cannot end its link early."""
    encoded = re.sub(r"[()<>\\|`\[\]\s]", lambda m: "".join(f"%{b:02X}" for b in m[0].encode()), url)
    return re.sub(r"&(?=#?\w{1,40};)", "&amp;", encoded)
