"""The lead image, as declared."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from ingest.extract.metadata.declared import Declared
from ingest.extract.metadata.values import Value, folded, plain
from ingest.items import Image

# A name with one of these, beside which it says only whose it is and how large, is no picture of the story.
_MARKS = frozenset("logo default placeholder social share sharing og opengraph ogimage shareimage".split())
_BESIDE = frozenset(
    "image images img open graph facebook fb twitter linkedin card media icon graphic square full dark"
    " light white black wide header banner thumb thumbnail letter color site web png jpg com www".split()
)
# Shorter names of folders ("images", "2026") stand in many addresses.
TELLING_FOLDER = 12


def find_images(page: Declared, site_name: str | None = None) -> Value[tuple[Image, ...]] | None:
    """The lead image that Open Graph names, else JSON-LD's first, with what is said of it; no logo."""
    declared = _from_node(page)
    if declared and is_house_mark(declared.url, site_name, page.document.base_url):
        declared = None
    shown = page.first(
        "og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src"
    )
    if shown:
        name, raw = shown
        url = _absolute(page, raw)
        if url and not is_house_mark(url, site_name, page.document.base_url):
            if declared and declared.url == url:
                return Value((declared,), f"meta {name}", raw)
            alt = page.first("og:image:alt", "twitter:image:alt")
            image = Image(
                url, alt=plain(alt[1]) or None if alt else None,
                width=_size(page, "og:image:width"), height=_size(page, "og:image:height"),
            )  # fmt: skip
            return Value((image,), f"meta {name}", raw)
    return Value((declared,), "json-ld image", declared.url) if declared else None


def is_house_mark(url: str, site_name: str | None, page_url: str | None) -> bool:
    """Whether the file's name says "logo" or the like, and nothing beyond that but the outlet's name.

    A picture in a folder that is called as the page is belongs to the page, whatever its name.
    """
    parts = urlsplit(url)
    *_, folder, name = ("", *unquote(parts.path).split("/"))
    if len(folder) >= TELLING_FOLDER and folder in (page_url or ""):
        return False
    stem = name.partition(".")[0].lower()
    words = [word for word in re.split(r"[\W_]+", stem) if word.isalpha()]
    if _MARKS.isdisjoint(words):
        return False
    house = folded(f"{parts.hostname or ''} {site_name or ''}").replace(" ", "")
    return all(word in _MARKS or word in _BESIDE or folded(word) in house for word in words)


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
