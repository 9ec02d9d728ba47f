"""Players, posts and graphics that another site serves: kept as links, never as running frames."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from bs4 import Tag

from ingest.extract.render.addresses import absolute
from ingest.extract.render.nodes import Embed

# Frames that serve the page and not its reader: measuring, adverts, consent, logins, forms.
_MACHINERY = re.compile(
    r"(?<![a-z])(?:ads?|adserver|adservice|doubleclick|[a-z]*syndication|tagmanager|googletagmanager|analytics|captcha|recaptcha|"
    r"consent|cookie|cmp|login|signin|signup|subscribe|newsletter|paywall|piano|beacon|pixel|tracking|comments?|disqus|"
    r"outbrain|taboola|plugins/(?:like|share|page)|widgets?/(?:follow|like|share))(?![a-z])",
    re.I,
)
_ADDRESSES = (
    "src",
    "data-src",
    "data-lazy-src",
    "data-original-src",
    "data-url",
    "data-embed-url",
    "data-oembed-url",
    "data",
)
_POSTS = (
    "data-instgrm-permalink",
    "data-permalink",
    "cite",
    "data-url",
    "data-href",
    "data-embed-url",
    "data-oembed-url",
)
# Smaller frames are pixels that count visitors.
SMALLEST_FRAME = 32


def embed_of(tag: Tag, base_url: str | None) -> Embed | None:
    """What an iframe, video, audio, embed or object shows, as a link; None for machinery."""
    if tag.attrs.get("aria-hidden") == "true" or "display:none" in str(tag.attrs.get("style", "")).replace(
        " ", ""
    ):
        return None
    if any(_is_tiny(tag.attrs.get(side)) for side in ("width", "height")):
        return None
    places = [tag, *tag.find_all("source")]
    found = (
        absolute(str(place.attrs[name]), base_url)
        for place in places
        for name in _ADDRESSES
        if name in place.attrs
    )
    url = next((u for u in found if u and u.lower().startswith("http")), None)
    if url is None:
        return None
    parts = urlsplit(url)
    if _MACHINERY.search(f"{parts.netloc}{parts.path}"):
        return None
    title = " ".join(str(tag.attrs.get("title") or tag.attrs.get("aria-label") or "").split())
    return Embed(url, title or None)


def post_of(tag: Tag, base_url: str | None) -> Embed | None:
    """The post that an empty frame stands for: its permanent link."""
    for name in _POSTS:
        url = absolute(str(tag.attrs.get(name, "")), base_url)
        if url and url.lower().startswith("http"):
            return Embed(url)
    return None


def _is_tiny(side: object) -> bool:
    found = re.match(r"\s*([0-9]+)\s*(?:px)?\s*$", str(side)) if side is not None else None
    return bool(found) and int(found[1]) < SMALLEST_FRAME  # type: ignore[index]
