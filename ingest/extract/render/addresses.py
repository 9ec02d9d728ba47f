"""Addresses of links, pictures and embeds: absolute, and of a scheme that a reader may follow."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote, urljoin, urlsplit

# Anything but these either runs code (javascript:, data:) or leads nowhere outside the page's own machine.
_FOLLOWED = re.compile(r"(?:https?://[^\s/?#]|mailto:[^\s@]+@)", re.I)
# Browsers ignore these inside an address, so "java\tscript:" is a trap and not a path.
_IGNORED = re.compile(r"[\x00-\x1f\x7f\u200b\ufeff]")
# All of ASCII but the space: what is percent-encoded already, or should have been, stays as it is.
_AS_THEY_ARE = "".join(map(chr, range(0x21, 0x7F)))
# Most links: nothing in them for a join to change, so no "." or ".." as a step, no empty query or fragment.
_SIGN = r"[\w.~%+,:@!*=&()'-]"
_STEP = rf"/(?!\.\.?(?:[/?#]|$)){_SIGN}*"
_REST = rf"(?:\?(?:{_SIGN}|/)+)?(?:#(?:{_SIGN}|/)+)?"
_WHOLE = re.compile(rf"https?://[a-z0-9.-]+(?::\d+)?(?:{_STEP})*{_REST}", re.A)
_ROOTED = re.compile(rf"(?!//)(?:{_STEP})+{_REST}", re.A)


@lru_cache(maxsize=64)
def _root(base_url: str) -> str | None:
    """Where addresses that begin with a slash stand."""
    try:
        parts = urlsplit(base_url)
    except ValueError:
        return None
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme in ("http", "https") and parts.netloc else None


@lru_cache(maxsize=1024)
def absolute(address: str | None, base_url: str | None) -> str | None:
    """The absolute address, or None where there is none to follow (fragments, scripts, broken ones)."""
    if not address:
        return None
    if _WHOLE.fullmatch(address):
        return address
    if base_url and _ROOTED.fullmatch(address) and (root := _root(base_url)):
        return root + address
    address = _IGNORED.sub("", address).strip()
    if not address or address[0] == "#":
        return None
    try:
        joined = urljoin(base_url, address) if base_url else address
        urlsplit(joined)
    except ValueError:
        return None
    if joined.startswith("//"):
        joined = "https:" + joined
    if not _FOLLOWED.match(joined):
        return None
    return quote(joined, _AS_THEY_ARE) if " " in joined or not joined.isascii() else joined
