"""The one place that removes: convicted runs of text, and the frames that this leaves empty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from bs4 import Tag
from bs4.element import NavigableString, PageElement

from ingest.clean.blocks import BLOCK_TAGS

if TYPE_CHECKING:
    from ingest.clean.judge import Judged

# What makes an element worth keeping without any text.
MEDIA = frozenset("img picture video audio iframe embed object svg table amp-img math".split())


def remove(judged: Sequence[Judged]) -> None:
    """Take every convicted block out of the tree, in place, and the containers that are empty then.

    Each element is looked at once and linked anew: bs4's own `extract` asks all siblings for each that goes.
    """
    gone: dict[int, str] = {}
    touched: dict[int, Tag] = {}
    root: Tag | None = None
    for block, category in ((one.block, one.verdict.category) for one in judged if one.verdict is not None):
        for string in block.strings:
            gone[id(string)] = category
            tag = string.parent
            while tag is not None and id(tag) not in touched:
                touched[id(tag)] = root = tag
                tag = tag.parent
    if root is None:
        return
    left: dict[int, _Left] = {}
    for tag in reversed(list(_from_above(_top(root), touched))):
        left[id(tag)] = _prune(tag, gone, left)
    left[id(_top(root))].last.next_element = None


def _top(tag: Tag) -> Tag:
    while tag.parent is not None:
        tag = tag.parent
    return tag


def _from_above(root: Tag, touched: dict[int, Tag]) -> Iterator[Tag]:
    todo = [root]
    while todo:
        tag = todo.pop()
        yield tag
        todo += [child for child in tag.contents if isinstance(child, Tag) and id(child) in touched]


class _Left(NamedTuple):
    """What an element that lost text still holds."""

    category: str
    """Of the last block that it lost."""
    is_empty: bool
    has_text: bool
    media: list[Tag]
    last: PageElement
    """Its last descendant, or itself."""


def _prune(tag: Tag, gone: dict[int, str], left: dict[int, _Left]) -> _Left:
    """Take out of an element what goes; all below it are done."""
    kept: list[PageElement] = []
    category, has_text = "", False
    media: list[Tag] = []
    for child in tag.contents:
        if not isinstance(child, Tag):
            if id(child) in gone:
                category = gone[id(child)]
                continue
            has_text = has_text or _is_text(child)
        elif (inside := left.get(id(child))) is not None:
            category = inside.category
            if inside.is_empty:
                if child.name in BLOCK_TAGS:
                    if kept and _is_space(kept[-1]):
                        kept.pop()
                    if kept and _is_inline(kept[-1]):
                        # The words around it were apart: what is empty still parts them.
                        child.contents.clear()
                        left[id(child)] = inside._replace(last=child)
                        kept.append(child)
                continue
            has_text = has_text or inside.has_text
            media += inside.media
        elif not has_text:
            has_text = _look(child, media)
        kept.append(child)
    tag.contents[:] = kept
    is_empty = tag.parent is not None and not has_text
    is_empty = is_empty and all(_goes_with(one, category) for one in media)
    if tag.name in MEDIA:
        media.append(tag)
    return _Left(category, is_empty, has_text, media, _link(tag, left))


def _look(tag: Tag, media: list[Tag]) -> bool:
    """Whether an untouched element holds text; if it does not, its media are noted."""
    todo: list[PageElement] = [tag]
    while todo:
        node = todo.pop()
        if isinstance(node, Tag):
            if node.name in MEDIA:
                media.append(node)
            todo += node.contents
        elif _is_text(node):
            return True
    return False


def _link(tag: Tag, left: dict[int, _Left]) -> PageElement:
    """Set the neighbours of an element's children by where they stand now; its last descendant."""
    last: PageElement = tag
    before: PageElement | None = None
    for child in tag.contents:
        child.previous_sibling, child.previous_element = before, last
        if before is not None:
            before.next_sibling = child
        if tag.parent is not None or before is not None:
            last.next_element = child
        inside = left.get(id(child))
        last, before = inside.last if inside is not None else child, child
        while inside is None and isinstance(last, Tag) and last.contents:
            last = last.contents[-1]
    if before is not None:
        before.next_sibling = None
    return last


def _is_text(node: PageElement) -> bool:
    return type(node) is NavigableString and not node.isspace() and node != ""


def _is_space(node: PageElement) -> bool:
    return type(node) is NavigableString and node.isspace()


def _is_inline(node: PageElement) -> bool:
    return not (isinstance(node, Tag) and node.name in BLOCK_TAGS)


def _goes_with(media: Tag, category: str) -> bool:
    """A teaser's thumbnail, an author's portrait, a share icon: pictures that belong to what was removed."""
    if category in ("other", "dateline", "caption", "tags"):
        return (
            media.name == "img" and media.find_parent("a") is not None and media.find_parent("figure") is None
        )
    return media.name in ("img", "picture", "amp-img", "svg")
