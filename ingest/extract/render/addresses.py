"""Addresses of links, pictures and embeds: absolute, and of a scheme that a reader may follow."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote, urljoin

# Anything but these either runs code (javascript:, data:) or leads nowhere outside the page's own machine.
_FOLLOWED = re.compile(r"(?:https?://[^\s/?#]|mailto:[^\s@]+@)", re.I)
# Browsers ignore these inside an address, so "java\tscript:" is a trap and not a path.
_IGNORED = re.compile(r"[\x00-\x1f\x7f\u200b\ufeff]")
# All of ASCII but the space: what is percent-encoded already, or should have been, stays as it is.
_AS_THEY_ARE = "".join(map(chr, range(0x21, 0x7F)))


@lru_cache(maxsize=1024)
def absolute(address: str | None, base_url: str | None) -> str | None:
    """The absolute address, or None where there is none to follow (fragments, scripts, broken ones)."""
    if not address:
        return None
    address = _IGNORED.sub("", address).strip()
    if not address or address[0] == "#":
        return None
    try:
        joined = urljoin(base_url, address) if base_url else address
    except ValueError:
        return None
    if joined.startswith("//"):
        joined = "https:" + joined
    if not _FOLLOWED.match(joined):
        return None
    return quote(joined, _AS_THEY_ARE) if " " in joined or not joined.isascii() else joined
