"""Inline text: white space squashed across tags, equal neighbours merged, paragraphs cut at double breaks."""

from __future__ import annotations

from collections.abc import Iterable

from ingest.extract.render.nodes import BREAK, Span, Spans

# Invisible, and they hide a word from a search: soft hyphen, byte-order mark.
_INVISIBLE = str.maketrans("", "", "\xad\ufeff")


def paragraphs(raw: list[Span]) -> list[Spans]:
    """The paragraphs of a run of raw spans; `<br><br>` ends one."""
    out: list[Spans] = []
    current: list[Span] = []
    gap = False
    for span in raw:
        if span is BREAK:
            gap = False
            if not current:
                continue
            if current[-1] is BREAK:
                current.pop()
                out.append(tuple(current))
                current = []
            else:
                current.append(BREAK)
            continue
        text = span.text
        words = text.split()
        if not words:
            gap = gap or bool(text)
            continue
        tidy = " ".join(words)
        if not tidy.isascii():
            tidy = tidy.translate(_INVISIBLE)
        _append(current, Span(tidy, span.style, span.href), gap or text[0].isspace())
        gap = text[-1].isspace()
    while current and current[-1] is BREAK:
        current.pop()
    if current:
        out.append(tuple(current))
    return out


def _append(current: list[Span], span: Span, gap: bool) -> None:
    """Join a span to its line; a space between two styles belongs to what both have in common."""
    if not current or current[-1] is BREAK:
        current.append(span)
        return
    text, style, href = current[-1]
    space = " " if gap else ""
    if style == span.style and href == span.href:
        current[-1] = Span(text + space + span.text, style, href)
        return
    if not gap:
        current.append(span)
        return
    shared = (style & span.style, href if href == span.href else None)
    if shared == (style, href):
        current[-1] = Span(text + " ", style, href)
        current.append(span)
    elif shared == (span.style, span.href):
        current.append(Span(" " + span.text, span.style, span.href))
    else:
        current += (Span(" ", *shared), span)


def one_line(raw: list[Span]) -> Spans:
    """All of a run as one line: breaks become spaces (headings, table cells)."""
    lines = paragraphs([Span(" ") if span is BREAK else span for span in raw])
    return lines[0] if lines else ()


def plain(spans: Iterable[Span]) -> str:
    return "".join([span.text for span in spans])
