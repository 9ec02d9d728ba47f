"""Small plots: bars of counts, in a terminal's letters, as SVG, or as PNG."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from html import escape

_EIGHTHS = " ▏▎▍▌▋▊▉█"
_LEVELS = " ▁▂▃▄▅▆▇█"

Counts = Sequence[tuple[str, int]]


def bars(counts: Counts, width: int = 40) -> list[str]:
    """A line a count: its name, a bar, the number."""
    most = max((count for _, count in counts), default=0) or 1
    names = max((len(name) for name, _ in counts), default=0)
    return [f"{name:<{names}}  {_bar(count / most * width)} {count:,}" for name, count in counts]


def sparkline(counts: Counts) -> str:
    """One character a count; any count above zero is seen."""
    most = max((count for _, count in counts), default=0) or 1
    return "".join(_LEVELS[max(1, round(count / most * 8)) if count else 0] for _, count in counts)


def columns_svg(counts: Counts, title: str, *, width: int = 640, height: int = 160) -> str:
    """A column a count, as a picture that scales and that a screen reader reads, in the page's colour."""
    most = max((count for _, count in counts), default=0) or 1
    step = width / max(1, len(counts))
    plot = height - 20
    columns = "".join(
        f'<rect x="{number * step + 1:.1f}" y="{plot - count / most * (plot - 16):.1f}"'
        f' width="{max(1.0, step - 2):.1f}" height="{count / most * (plot - 16):.1f}">'
        f"<title>{escape(name)}: {count:,}</title></rect>"
        for number, (name, count) in enumerate(counts)
    )
    first, last = (counts[0][0], counts[-1][0]) if counts else ("", "")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" class="plot"'
        ' fill="currentColor" font-family="system-ui, sans-serif" font-size="12">'
        f"<title>{escape(title)}</title>"
        f"{columns}"
        f'<text x="0" y="{height - 4}">{escape(first)}</text>'
        f'<text x="{width}" y="{height - 4}" text-anchor="end">{escape(last)}</text>'
        f'<text x="{width}" y="12" text-anchor="end">at most {most:,}</text></svg>'
    )


def columns_png(counts: Counts, *, width: int = 640, height: int = 160) -> bytes:
    """The same columns as a PNG, without words: black on white, a byte a pixel."""
    most = max((count for _, count in counts), default=0) or 1
    step = width / max(1, len(counts))
    tops = [height] * width
    for number, (_, count) in enumerate(counts):
        top = height - round(count / most * (height - 8))
        for x in range(int(number * step + 1), max(int(number * step + 2), int((number + 1) * step - 1))):
            if x < width:
                tops[x] = top
    lines = b"".join(b"\0" + bytes(0 if y >= top else 255 for top in tops) for y in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = (_chunk(b"IHDR", header), _chunk(b"IDAT", zlib.compress(lines, 9)), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)


def _bar(length: float) -> str:
    whole, rest = divmod(round(length * 8), 8)
    return "█" * whole + (_EIGHTHS[rest] if rest else "")
