"""The lead image, as declared."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin, urlsplit

from ingest.extract.metadata.declared import Declared
from ingest.extract.metadata.values import Value, plain
from ingest.items import Image


def find_images(page: Declared) -> Value[tuple[Image, ...]] | None:
    """The lead image that Open Graph names, else JSON-LD's first, with what is said of it."""
    declared = _from_node(page)
    shown = page.first(
        "og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src"
    )
    if shown:
        name, raw = shown
        url = _absolute(page, raw)
        if url:
            if declared and declared.url == url:
                return Value((declared,), f"meta {name}", raw)
            alt = page.first("og:image:alt", "twitter:image:alt")
            image = Image(
                url, alt=plain(alt[1]) or None if alt else None,
                width=_size(page, "og:image:width"), height=_size(page, "og:image:height"),
            )  # fmt: skip
            return Value((image,), f"meta {name}", raw)
    return Value((declared,), "json-ld image", declared.url) if declared else None


def _from_node(page: Declared) -> Image | None:
    value: Any = page.article.get("image") if page.article else None
    while isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, str):
        url = _absolute(page, value)
        return Image(url) if url else None
    if not isinstance(value, dict):
        return None
    raw = value.get("url") or value.get("contentUrl")
    url = _absolute(page, raw) if isinstance(raw, str) else None
    if not url:
        return None
    return Image(
        url,
        caption=plain(value.get("caption") or value.get("description")) or None,
        credit=plain(value.get("creditText") or value.get("copyrightHolder")) or None,
        width=_number(value.get("width")),
        height=_number(value.get("height")),
    )


def _absolute(page: Declared, address: str) -> str | None:
    try:
        url = urljoin(page.document.base_url or "", address.strip())
        urlsplit(url)
    except ValueError:
        return None
    return url if url.startswith(("http://", "https://", "/")) else None


def _size(page: Declared, name: str) -> int | None:
    found = page.first(name)
    return _number(found[1]) if found else None


def _number(value: object) -> int | None:
    text = str(value).removesuffix("px").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else None
