"""Pictures of the body: the real address behind lazy loading, the caption, the credit."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from bs4 import Tag

from ingest.extract.render.addresses import absolute
from ingest.extract.render.captions import Words, class_of
from ingest.items import Image
from ingest.pictures import PICTURE_FILE, key_of

# A picture this small on either side is an icon, a rule or a tracking pixel.
SMALLEST = 33
_FURNITURE = re.compile(
    r"(?<![a-z])(?:pixel|tracking|beacon|spacer|blank|transparent|placeholder|sprite|icons?|favicon|logo|"
    r"avatar|gravatar|emoji|smil(?:ey|ies)|badge|button|captcha|1x1|share)(?![a-z])",
    re.I,
)
_STAND_IN = re.compile(r"^data:|(?:placeholder|spacer|blank|transparent|lazy|loading|1x1|pixel)[^/]*$", re.I)
_ADDRESS = re.compile(r"^(?:https?:)?/{0,2}[^\s{}<>]+$")
# Nothing is read twice: an address may be a picture of a megabyte.
_CANDIDATE = re.compile(r"(\S++)(?:\s++(\d++(?:\.\d++)?|\.\d++)([wx]))?+\s*+,?")


def picture_of(img: Tag, base_url: str | None, caption: Words = (None, None)) -> Image | None:
    """The picture behind an `<img>` (or `<amp-img>`), or None for icons, pixels and empty frames."""
    attrs = {k: v for k, v in img.attrs.items() if isinstance(v, str)}
    width, height = _pixels(attrs.get("width")), _pixels(attrs.get("height"))
    if (width and width < SMALLEST) or (height and height < SMALLEST):
        return None
    found = absolute(_address(img, attrs), base_url)
    if found is None or _FURNITURE.search(urlsplit(found).path):
        return None
    if _FURNITURE.search(class_of(img)):
        return None
    alt = " ".join(attrs.get("alt", "").split()) or None
    return Image(found, caption[0], caption[1], alt, width, height)


def is_teaser(img: Tag, image: Image, href: str | None) -> bool:
    """A picture without caption that links to another page advertises that page."""
    if href is None or image.caption or image.credit or any(above.name == "figure" for above in img.parents):
        return False
    target = urlsplit(href).path.lower()
    stem = key_of(image.url)
    return not (PICTURE_FILE.search(target) or "attachment" in href or (len(stem) > 3 and stem in target))


def _pixels(value: str | None) -> int | None:
    match = re.match(r"\s*(\d{1,5})(?:\.\d+)?\s*(?:px)?\s*$", value or "")
    return int(match[1]) if match else None


def _address(img: Tag, attrs: dict[str, str]) -> str | None:
    """The best address: the widest of the source sets, else a lazy attribute, else src."""
    sets = [v for k, v in attrs.items() if "srcset" in k]
    if img.parent is not None and img.parent.name == "picture":
        for source in img.parent.contents:
            if isinstance(source, Tag) and source.name == "source":
                sets += [v for k, v in source.attrs.items() if "srcset" in k and isinstance(v, str)]
    best = max((c for s in sets for c in _candidates(s)), default=None)
    if best is not None:
        return best[1]
    for name, value in attrs.items():
        lazy = name.startswith("data-") and (
            "src" in name or "original" in name or PICTURE_FILE.search(value)
        )
        if lazy and _ADDRESS.match(value) and not _STAND_IN.search(value):
            return value
    src = attrs.get("src", "").strip()
    return None if not src or _STAND_IN.search(src) else src


def _candidates(srcset: str) -> list[tuple[float, str]]:
    """(width, address) of each candidate; a density counts as a thousand pixels."""
    found = []
    for whole, size, unit in _CANDIDATE.findall(srcset):
        url = whole.strip(",")
        if not _STAND_IN.search(url) and _ADDRESS.match(url):
            found.append((float(size or 1) * (1 if unit == "w" else 1000), url))
    return found
