"""When two addresses show one picture: sizes, crops and formats of it are many, its name is one."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|webp|avif|gif)(?:$|[?!/:@])", re.I)
# Shorter names ("1.jpg", "image.jpg") are shared by many pictures, and so are these.
TELLING_NAME = 8
TELLING_NUMBER = 6
_SHARED_NAMES = frozenset("original featured fullsize download standard thumbnail facebook preview".split())
# A drawing and an animation are not the photograph of the same name.
_ENDINGS = re.compile(r"(?:\.(?:p?jpe?g|png|webp|avif)){1,3}$")
# What a name says of its size: -1024x768, _2048x, @2x, -scaled, -w640, -640w, _large, -superJumbo.
_SIZE = re.compile(
    r"(?:[-_](?:[lwh]?\d{1,4}[x:×]\d{0,4}|w\d{3,4}|\d{3,4}(?:w|px)|x\d{2,4}|scaled|"
    r"(?:[a-z]{0,12}jumbo|[a-z]{0,7}large|medium|small|thumb(?:nail)?|preview|fullsize)\d{0,4}))?"
    r"(?:@\d(?:\.\d)?x|-e1\d{9,12})?$"
)
# A folder that is a size or a crop: 640x360, 1200x0, 0_0_5000_3000, w_640,h_360,c_fill, 16:9, max-640.
_SIZE_FOLDER = re.compile(
    r"(?:\d{1,5}(?:[x_:,-]\d{0,5}){1,3}|(?:[a-z]{1,7}[_:=-][\w.:]{1,16},)*(?:[wh]|width|height|max)[_:=-]?\d{2,4}"
    r"(?:,[a-z]{1,7}[_:=-][\w.:]{1,16})*)$"
)
_SIZE_WORDS = frozenset(
    "w h width height mw mh maxwidth maxheight max-w max-h imwidth wid hei q quality qlt fit crop rect resize"
    " scale auto format fm fmt output dpr strip ssl ixlib sharp usm bg s sig signature itok v ver dm"
    " optimize size ixid downsize disable enable precrop resizemode mode cs cache original_fit"
    " _a position gravity smart upscale trim zoom ar aspect".split()
)
_SERVICE = re.compile(r"^.*(?:=/|https?:/+[^/]+/)")


@lru_cache(maxsize=1024)
def key_of(url: str) -> str:
    """What is equal for all sizes of one picture: its file's name, or its path where the name says little."""
    parts = urlsplit(url)
    for _, value in parse_qsl(parts.query) if "%2f" in parts.query.lower() or "/" in parts.query else ():
        if PICTURE_FILE.search(value) and "/" in value:
            parts = urlsplit(unquote(value))
    path = unquote(parts.path).lower()
    folder, _, file = path.rpartition("/")
    name = _ENDINGS.sub("", file)
    name = _SIZE.sub("", name) or name
    asked = [(key, value) for key, value in parse_qsl(parts.query) if key.lower() not in _SIZE_WORDS]
    # What is no file is told apart by what is asked of it.
    asked = [] if PICTURE_FILE.search(path) else asked
    least = TELLING_NUMBER if name.isdecimal() else TELLING_NAME
    if len(name) >= least and name not in _SHARED_NAMES and not asked:
        return name
    # An image service puts sizes and its signature before the picture's own path.
    folder = _SERVICE.sub("", f"{folder}/").rstrip("/")
    folders = [each for each in folder.split("/") if each and not _SIZE_FOLDER.match(each)]
    return "/".join([*folders, name]) + (f"?{urlencode(asked)}" if asked else "")


def is_larger(url: str, known: str) -> bool:
    """Whether `url` shows the picture at `known` larger: an address without a size is the original."""
    size = _width_of(known)
    return size is not None and (_width_of(url) or _ENDLESS) > size


_ENDLESS = 1_000_000
_SMALL = re.compile(r"[-_](?:small|thumb(?:nail)?|preview)\d{0,4}\.\w{3,4}$", re.I)
_WIDTHS = frozenset(("w", "width", "imwidth", "wid", "mw"))
_WIDTH = re.compile(r"[-_/](\d{3,5})x\d{0,5}(?=[/.@])|[/_,-]w_?(\d{3,5})(?=[/.,])", re.I)


def _width_of(url: str) -> int | None:
    """How wide the address says that the picture is."""
    parts = urlsplit(url)
    said = [value for key, value in parse_qsl(parts.query) if key.lower() in _WIDTHS]
    said = said or [one or other for one, other in _WIDTH.findall(parts.path)]
    widths = [int(each) for each in said if each.isdecimal() and len(each) < 6]
    return max(widths, default=1 if _SMALL.search(parts.path) else None)
