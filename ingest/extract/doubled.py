"""Pages encoded twice: UTF-8 that somebody read as Latin-1 or Windows-1252 and wrote as UTF-8 again."""

from __future__ import annotations

import re

# A character's further bytes after that: Latin-1's controls and signs, or what Windows has in their place.
_WINDOWS = rb"\xe2\x82\xac|\xe2\x80[\x90-\xbf]|\xe2\x84\xa2|\xc5[\x92-\xbe]|\xcb[\x86\x9c]|\xc6\x92"
_REST = rb"(?:\xc2[\x80-\xbf]|" + _WINDOWS + rb")"
_TWICE = re.compile(
    rb"\xc3(?:[\x82-\x9f]" + _REST + rb"|[\xa0-\xaf]" + _REST * 2 + rb"|[\xb0-\xb4]" + _REST * 3 + rb")"
)
_ONCE = re.compile(rb"[\xc2-\xf4]")
# A page that shows what became of somebody's letters has proper ones beside them, or a single example.
_FEWEST, _SHARE = 2, 0.8


def undoubled(data: bytes) -> bytes:
    """The page in UTF-8 with its characters as they were meant; as it is where most of them are."""
    twice = len(_TWICE.findall(data))
    if twice < _FEWEST:
        return data
    once = len(_ONCE.findall(_TWICE.sub(b"", data)))
    if twice < _SHARE * (twice + once):
        return data
    # One page in sixty needs it: loading takes longer than reading a page.
    from ftfy import fix_encoding

    lines = data.decode("utf-8", "replace").split("\n")
    return "\n".join(line if line.isascii() else fix_encoding(line) for line in lines).encode(
        "utf-8", "replace"
    )
