"""The picture above the article: often outside of the body's container, with the caption that counts."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement

from ingest.extract.render.captions import find_captions, tags_of
from ingest.extract.render.pictures import is_teaser, picture_of
from ingest.extract.soup import soup_of
from ingest.items import Image

_IMAGES = ("img", "amp-img")
_FRAMES = frozenset(("figure", "picture"))
# Above these begins the rest of the page, with its logos and other stories.
_TOPS = frozenset(("article", "main", "body", "html"))
_OTHER = frozenset(("nav", "aside", "footer", "form"))
# A bare <img> without stated size, outside of a figure, must be at least this wide to lead an article.
SMALLEST_LEAD = 300
# Pictures looked at: behind the first few, it is a gallery or a menu.
MOST = 6


def lead_images(container: HtmlElement, base_url: str | None) -> tuple[Image, ...]:
    """The picture that stands nearest above the body in its article, with caption and credit; or none."""
    for frame in _frames(container):
        soup = soup_of(frame)
        captions = find_captions(soup)
        for img in (tag for tag in tags_of(soup) if tag.name in _IMAGES):
            image = picture_of(img, base_url, captions.get(id(img), (None, None)))
            if image is None or is_teaser(img, image, base_url if _is_linked(frame) else None):
                continue
            if frame.tag in _FRAMES or (image.width or 0) >= SMALLEST_LEAD:
                return (image,)
    return ()


def _is_linked(frame: HtmlElement) -> bool:
    parent = frame.getparent()
    return parent is not None and parent.tag == "a"


def _frames(container: HtmlElement) -> Iterator[HtmlElement]:
    """Figures, pictures and bare images before the container, one level of wrappers at a time."""
    seen: set[HtmlElement] = set()
    element = container
    while element is not None and element.tag not in _TOPS:
        before = [s for s in element.itersiblings(preceding=True) if s.tag not in _OTHER]
        for sibling in reversed(before):
            for img in sibling.iter(*_IMAGES):
                frame = next(img.iterancestors("figure"), None)
                frame = frame if frame is not None else next(img.iterancestors("picture"), img)
                if frame not in seen:
                    seen.add(frame)
                    yield frame
                if len(seen) >= MOST:
                    return
        element = element.getparent()
