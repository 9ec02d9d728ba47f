"""What a picture's caption says, and who made the picture: read before cleaning, kept apart from the text."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from bs4 import BeautifulSoup, Tag

Words: TypeAlias = tuple[str | None, str | None]
"""Caption and credit."""

_CREDIT_CLASS = re.compile(
    r"credit|copyright|photographer|agency|attribution|(?:photo|image|picture)[-_]?(?:by|source)", re.I
)
_CAPTION_CLASS = re.compile(r"caption|legend\b|bildunter|bildtext|cutline", re.I)
# A credit is a name and an agency; anything longer is prose that mentions a photo.
LONGEST_CREDIT = 120
_LABEL = (
    r"photo(?:graph)?s?(?:\s+(?:credits?|by|courtesy(?:\s+of)?))?|images?\s+(?:credits?|by|courtesy(?:\s+of)?|source)"
    r"|pictures?\s+(?:credits?|by)|image|picture|illustration(?:\s+by)?|credits?|courtesy(?:\s+of)?"
    r"|fotos?|fot\.|fotograf(?:ie|ía|ia)?|fotoğraf|bild(?:er)?|bildquelle|quelle|kuva|beeld|imagen"
    r"|cr[eé]dit[oi]?s?(?:\s+photo)?|photographie|фото|джерело фото|зображення|снимка|zdjęcie|slika"
    r"|写真(?:提供)?|撮影|图片?(?:来源)?|圖片?(?:來源)?|사진|תמונה|צילום|تصوير|صورة|الصورة"
)
_LABELLED = re.compile(rf"(?:^|[\s.,;!?)\]|–—-])[(\[]?\s*(?:{_LABEL})\s*[:：|]\s*(\S.*?)[)\]]?\.?$", re.I)
_BY = re.compile(
    r"(?:^|[.!?)\]|–—-]\s*)[(\[]?(?:photo(?:graph)?|image|picture|illustration)s?"
    r"\s+(?:by|courtesy of)\s+(\S.*?)[)\]]?\.?$",
    re.I,
)
_SIGN = re.compile(r"(?:^|\s)[(\[]?\s*[©Ⓒ]\s*(\S.*?)[)\]]?$")
_AGENCY = re.compile(
    r"\s*[(\[]([^()\[\]]{2,80}(?:photo|foto|images|фото)[^()\[\]]{0,60}|[^()\[\]/]{2,50}/[^()\[\]]{2,50})[)\]]\.?$",
    re.I,
)
_PREFIX = re.compile(rf"^\s*[(\[]?\s*(?:(?:{_LABEL})\s*[:：|]\s*|(?:{_LABEL})\s+(?=[A-Z])|[©Ⓒ]\s*)+", re.I)
_FRAMES_END = frozenset(("article", "body", "main", "figure", "[document]"))
# A frame with more paragraphs than a caption has is a piece of the article.
MOST_PARAGRAPHS = 3
_IMAGES = ["img", "amp-img"]


def class_of(tag: Tag) -> str:
    """The tag's classes as one string."""
    return " ".join(name for name in tag.get_attribute_list("class") if name)


def find_captions(soup: BeautifulSoup | Tag) -> dict[int, Words]:
    """Caption and credit by `id()` of the `<img>`: asked before cleaning, which takes captions out."""
    captions: dict[int, Words] = {}
    for img in soup.find_all(_IMAGES):
        figure = img.find_parent("figure")
        words = _of_figure(figure) if figure is not None else _of_frame(img)
        if words is not None:
            captions[id(img)] = words
    return captions


def _of_figure(figure: Tag) -> Words | None:
    return _caption_in(figure, _first(figure, "figcaption") or _first(figure, _is_caption))


def _first(frame: Tag, wanted: str | Callable[[Tag], bool]) -> Tag | None:
    found = frame.find(wanted)
    return found if isinstance(found, Tag) else None


def _of_frame(img: Tag) -> Words | None:
    """Old templates: a <div> around picture and caption, told by the caption's class."""
    frame = img.parent
    for _ in range(3):
        if frame is None or frame.name in _FRAMES_END or len(frame.find_all("p", limit=9)) > MOST_PARAGRAPHS:
            return None
        caption = _first(frame, _is_caption)
        if caption is not None:
            alone = len(frame.find_all("img", limit=2)) < 2
            return _caption_in(frame, caption) if alone else None
        frame = frame.parent
    return None


def _is_caption(tag: Tag) -> bool:
    return "class" in tag.attrs and bool(_CAPTION_CLASS.search(class_of(tag))) and tag.find("img") is None


def _is_credit(tag: Tag) -> bool:
    return "class" in tag.attrs and bool(_CREDIT_CLASS.search(class_of(tag)))


def _caption_in(frame: Tag, caption: Tag | None) -> Words:
    """A credit in an element of its own wins over one in the caption's words."""
    whole = _words(caption) if caption is not None else ""
    for tag in frame.find_all(_is_credit):
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
        if match and len(match[1]) < LONGEST_CREDIT:
            start = match.start()
            start += text[start : start + 1] in tuple(".!?)]")
            return text[:start].strip(" |–—-([") or None, credit_name(match[1])
    return text or None, None


def credit_name(text: str) -> str | None:
    """A credit without its label and sign."""
    return _PREFIX.sub("", text).strip(" ()[]|") or None
