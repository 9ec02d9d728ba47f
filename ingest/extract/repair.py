"""What libxml2 would stop at: an end of the page in its middle, endless nesting, odd characters."""

from __future__ import annotations

import re

# libxml2 gives a page up at 2,048 open elements, and all that follows with it. Counted are only those that
# pages close by hand: a table level is four elements.
DEEPEST = 500
_ENDS = re.compile(rb"</(?:body|html)>", re.I)
_MARKUP = re.compile(
    rb"<(?:!--.*?-->|(script|style)\b.*?</\1\s*>|(/?)(?:(div|section|article|main|center|aside|blockquote|ul|ol|table"
    rb"|header|footer|nav|form|fieldset|figure|dl)|font|span|b|i|u|em|strong|small|big|a|sup|sub|label|tt|code"
    rb"|[a-z]+-[a-z-]+)\b[^<>]*>)",
    re.I | re.S,
)
# Characters that lxml reads from a page and does not take back.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def without_controls(text: str) -> str:
    """A text that an element may be given."""
    return _CONTROLS.sub("", text)


def without_early_end(data: bytes) -> bytes:
    """The page without its end tags: browsers read on behind them, libxml2 drops what follows."""
    return _ENDS.sub(b"", data)


def flattened(data: bytes) -> bytes:
    """The page with wrappers below `DEEPEST` taken out; a wrapper that broke the line leaves a break."""
    depth = 0

    def keep(match: re.Match[bytes]) -> bytes:
        nonlocal depth
        if match[2] is None:
            return match[0]
        is_open = not match[2]
        depth = max(0, depth + (1 if is_open else -1))
        if depth < DEEPEST + (1 if is_open else 0):
            return match[0]
        return b"<br>" if match[3] else b""

    return _MARKUP.sub(keep, data)
