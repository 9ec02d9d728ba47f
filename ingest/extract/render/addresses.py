"""Addresses of links, pictures and embeds: absolute, and of a scheme that a reader may follow."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urljoin

# Anything but these either runs code (javascript:, data:) or leads nowhere outside the page's own machine.
_FOLLOWED = re.compile(r"(?:https?://[^\s/?#]|mailto:[^\s@]+@)", re.I)
# Browsers ignore these inside an address, so "java\tscript:" is a trap and not a path.
_IGNORED = re.compile(r"[\x00-\x1f\x7f\u200b\ufeff]")


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
    return joined.replace(" ", "%20") if _FOLLOWED.match(joined) else None
