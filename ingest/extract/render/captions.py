"""What a picture's caption says, and who made the picture: read before cleaning, kept apart from the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import TypeAlias

from bs4 import BeautifulSoup, Tag
from bs4.element import PageElement

Words: TypeAlias = tuple[str | None, str | None]
"""Caption and credit."""

_CREDIT_CLASS = re.compile(
    r"credit|copyright|photographer|agency|attribution|auth?or|urheber|bildquelle|(?:photo|image|picture)[-_]?(?:by|source)",
    re.I,
)
_CAPTION_CLASS = re.compile(r"caption|l[eé]gende?\b|bildunter|bildtext|cutline", re.I)
# A credit is a name and an agency; anything longer is prose that mentions a photo.
LONGEST_CREDIT = 120
_LABEL = (
    r"photo(?:graph)?s?(?:\s+(?:credits?|by|courtesy(?:\s+of)?))?|images?\s+(?:credits?|by|courtesy(?:\s+of)?|source)"
    r"|pictures?\s+(?:credits?|by)|image|picture|illustration(?:\s+by)?|credits?|courtesy(?:\s+of)?"
    r"|fotos?|fot\.|fotograf(?:ie|ía|ia)?|fotoğraf|bild(?:er)?|bildquelle|quelle|kuva|beeld|imagen"
    r"|cr[eé]dit[oi]?s?(?:\s+photo)?|photographie|фото|джерело фото|зображення|снимка|zdjęcie|slika"
    r"|写真(?:提供)?|撮影|图片?(?:来源)?|圖片?(?:來源)?|사진|תמונה|צילום|تصوير|صورة|الصورة"
)
_LABELLED = re.compile(rf"(?:^|[\s.,;!?)\]|–—-])[(\[]?\s*(?:{_LABEL})\s*[:：|・]\s*(\S.*?)[)\]]?\.?$", re.I)
_BY = re.compile(
    r"(?:^|[.!?)\]|–—-]\s*)[(\[]?(?:photo(?:graph)?|image|picture|illustration)s?"
    r"\s+(?:by|courtesy of)\s+(\S.*?)[)\]]?\.?$"
    # Ukrainian and Russian captions end "Фото Ім'я Прізвище", with no sign between.
    r"|[.!?]\s*фото\s+(\S.*?)\.?$",
    re.I,
)
_SIGN = re.compile(r"(?:^|\s)[(\[]?\s*[©Ⓒ]\s*(\S.*?)[)\]]?$")
_AGENCY = re.compile(
    r"\s*[(\[]([^()\[\]]{2,80}(?:photo|foto|images|фото)[^()\[\]]{0,60}|[^()\[\]/]{2,50}/[^()\[\]]{2,50})[)\]]\.?$",
    re.I,
)
_PREFIX = re.compile(rf"^\s*[(\[]?\s*(?:(?:{_LABEL})(?:\s*[:：|・]\s*|\s+(?=\w)))?(?:[©Ⓒ]\s*)*", re.I)
_FRAMES_END = frozenset(("article", "body", "main", "figure", "[document]"))
# A frame with more paragraphs than a caption has is a piece of the article.
MOST_PARAGRAPHS = 3
# And one of so many elements is no frame of a picture.
LARGEST_FRAME = 200
_IMAGES = frozenset(("img", "amp-img"))


def class_of(tag: Tag) -> str:
    """The tag's classes as one string."""
    value = tag.attrs.get("class", "")
    return value if isinstance(value, str) else " ".join(value)


@lru_cache(maxsize=4096)
def _names_caption(names: str) -> bool:
    return bool(_CAPTION_CLASS.search(names))


@lru_cache(maxsize=4096)
def _names_credit(names: str) -> bool:
    return bool(_CREDIT_CLASS.search(names))


def find_captions(soup: BeautifulSoup | Tag) -> dict[int, Words]:
    """Caption and credit by `id()` of the `<img>`: asked before cleaning, which takes captions out."""
    captions: dict[int, Words] = {}
    frames: list[Tag] = []
    called: list[Tag] = []
    has_images = False
    for tag in tags_of(soup):
        if tag.name == "figure":
            frames.append(tag)
        elif tag.name in _IMAGES:
            has_images = True
        elif _is_called(tag):
            called.append(tag)
    if not has_images:
        return {}
    for figure in frames:
        within = list(tags_of(figure))
        caption = next((tag for tag in within if tag.name == "figcaption"), None)
        _give(captions, within, caption or next(filter(_is_caption, within), None))
    for caption in called:
        if all(above.name != "figure" for above in caption.parents):
            _give_nearest(captions, caption)
    return captions


def tags_of(root: Tag) -> Iterator[Tag]:
    """All elements below one, in order: find_all() with a function costs five times as much."""
    around: list[Iterator[PageElement]] = []
    nodes = iter(root.contents)
    while True:
        for node in nodes:
            if isinstance(node, Tag):
                yield node
                if node.contents:
                    around.append(nodes)
                    nodes = iter(node.contents)
                    break
        else:
            if not around:
                return
            nodes = around.pop()


def _give(captions: dict[int, Words], within: list[Tag], caption: Tag | None) -> None:
    """The caption belongs to the frame's first picture, and to its stand-in for readers without scripts."""
    images = [tag for tag in within if tag.name in _IMAGES and id(tag) not in captions]
    shown = [img for img in images if img.parent is None or img.parent.name != "noscript"]
    hidden = [img for img in images if img.parent is not None and img.parent.name == "noscript"]
    if images:
        words = _caption_in(within, caption)
        captions.update((id(img), words) for img in (*shown[:1], *hidden[:1]))


def _give_nearest(captions: dict[int, Words], caption: Tag) -> None:
    """Old templates: a <div> around one picture and its caption, told by the caption's class."""
    frame = caption.parent
    for _ in range(3):
        if frame is None or frame.name in _FRAMES_END:
            return
        within = list(islice(tags_of(frame), LARGEST_FRAME))
        if sum(tag.name == "p" for tag in within) > MOST_PARAGRAPHS or len(within) == LARGEST_FRAME:
            return
        pictures = [tag.name for tag in within if tag.name in _IMAGES]
        if pictures:
            if not _has_picture(caption) and pictures.count("img") < 2:
                _give(captions, within, caption)
            return
        frame = frame.parent


def _is_called(tag: Tag) -> bool:
    return "class" in tag.attrs and _names_caption(class_of(tag))


def _is_caption(tag: Tag) -> bool:
    return _is_called(tag) and not _has_picture(tag)


def _has_picture(tag: Tag) -> bool:
    return any(inner.name == "img" for inner in tags_of(tag))


def _caption_in(within: list[Tag], caption: Tag | None) -> Words:
    """A credit in an element of its own wins over one in the caption's words."""
    whole = _words(caption) if caption is not None else ""
    for tag in within:
        if not ("class" in tag.attrs and _names_credit(class_of(tag))):
            continue
        credit = _words(tag)
        if credit and credit != whole and len(credit) < LONGEST_CREDIT:
            rest = " ".join(whole.replace(credit, " ", 1).split()).rstrip(" |/–—-")
            return rest or None, credit_name(credit)
    return split_credit(whole)


def _words(tag: Tag) -> str:
    return re.sub(r"\s+([.,;:)])", r"\1", " ".join(tag.get_text(" ").split()))


def split_credit(text: str) -> Words:
    """(caption, credit): "A bridge. Photo: X / Agency" -> ("A bridge.", "X / Agency")."""
    for pattern in (_LABELLED, _BY, _SIGN, _AGENCY):
        match = pattern.search(text)
        credit = match and next(filter(None, match.groups()))
        if match and credit and len(credit) < LONGEST_CREDIT:
            start = match.start()
            start += text[start : start + 1] in tuple(".!?)]")
            return text[:start].strip(" |–—-([") or None, credit_name(credit)
    return text or None, None


def credit_name(text: str) -> str | None:
    """A credit without its label and sign."""
    return _PREFIX.sub("", text).strip(" ()[]|") or None
