"""Inline text: white space squashed across tags, equal neighbours merged, paragraphs cut at double breaks."""

from __future__ import annotations

from collections.abc import Iterable

from ingest.clean.blocks import seen
from ingest.extract.render.nodes import BREAK, Span, Spans


def paragraphs(raw: list[Span]) -> list[Spans]:
    """The paragraphs of a run of raw spans; `<br><br>` ends one."""
    if len(raw) == 1:
        # Most runs are one string.
        text, style, href = raw[0]
        tidy = _tidy(text.split())
        return [(Span(tidy, style, href),)] if tidy else []
    out: list[Spans] = []
    line = _Line()
    gap = False
    for span in raw:
        if span is BREAK:
            gap = False
            if line.ends_in_break:
                out.append(line.spans())
                line = _Line()
            elif line.pieces:
                line.start("\n", 0, None)
                line.ends_in_break = True
            continue
        text, style, href = span
        tidy = _tidy(text.split())
        if not tidy:
            gap = gap or text[:1].isspace() or text[-1:].isspace()
            continue
        line.add(tidy, style, href, gap or text[0].isspace())
        gap = text[-1].isspace()
    if line.pieces:
        out.append(line.spans())
    return out


def _tidy(words: list[str]) -> str:
    text = " ".join(words)
    if text.isascii():
        return text
    # Soft hyphens and byte-order marks are invisible, and hide a word from a search.
    return seen(text.replace("\xad", "").replace("\ufeff", ""))


class _Line:
    """A paragraph in the making: the pieces of each span, joined at its end."""

    def __init__(self) -> None:
        self.pieces: list[list[str]] = []
        self.styles: list[tuple[int, str | None]] = []
        self.ends_in_break = False

    def start(self, text: str, style: int, href: str | None) -> None:
        self.pieces.append([text])
        self.styles.append((style, href))

    def add(self, text: str, style: int, href: str | None, gap: bool) -> None:
        """Join words to the line; a space between two styles belongs to what both have in common."""
        own = (style, href)
        if not self.pieces or self.ends_in_break:
            self.ends_in_break = False
            self.start(text, style, href)
            return
        last = self.styles[-1]
        if own == last:
            self.pieces[-1] += (" ", text) if gap else (text,)
            return
        if gap:
            shared = (style & last[0], href if href == last[1] else None)
            if shared == last:
                self.pieces[-1].append(" ")
            elif shared == own:
                text = " " + text
            else:
                self.start(" ", *shared)
        self.start(text, style, href)

    def spans(self) -> Spans:
        if self.ends_in_break:
            self.pieces.pop()
        return tuple(
            BREAK if pieces[0] == "\n" else Span("".join(pieces), style, href)
            for pieces, (style, href) in zip(self.pieces, self.styles, strict=False)
        )


def one_line(raw: list[Span]) -> Spans:
    """All of a run as one line: breaks become spaces (headings, table cells)."""
    lines = paragraphs([Span(" ") if span is BREAK else span for span in raw])
    return lines[0] if lines else ()


def plain(spans: Iterable[Span]) -> str:
    return "".join([span.text for span in spans])
