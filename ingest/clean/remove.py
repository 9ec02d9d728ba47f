"""The one place that removes: convicted runs of text, and the frames that this leaves empty."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bs4 import Tag
from bs4.element import NavigableString, PageElement

from ingest.clean.blocks import BLOCK_TAGS

if TYPE_CHECKING:
    from ingest.clean.judge import Judged

# What makes an element worth keeping without any text.
MEDIA = frozenset("img picture video audio iframe embed object svg table amp-img math".split())


def remove(judged: Sequence[Judged]) -> None:
    """Take every convicted block out of the tree, in place, and the containers that are empty then."""
    for one in judged:
        if one.verdict is None:
            continue
        for node in one.block.strings:
            parent = node.parent
            node.extract()
            _drop_empty(parent, one.verdict.category)


def _drop_empty(tag: Tag | None, category: str) -> None:
    """Remove a tag that holds neither text nor media, and its parents as long as that holds for them."""
    while tag is not None and tag.parent is not None and _is_empty(tag, category):
        above = tag.parent
        before = tag.previous_sibling
        if tag.name in BLOCK_TAGS and type(before) is NavigableString and before.isspace():
            # Else every further look at a long list walks over the gaps that its items left.
            before.extract()
        tag.extract()
        tag = above


def _is_empty(tag: Tag, category: str) -> bool:
    if not tag.contents:
        return True
    for node in tag.descendants:
        if not isinstance(node, Tag):
            if _is_text(node):
                return False
        elif node.name in MEDIA and not _goes_with(node, tag, category):
            return False
    return True


def _is_text(node: PageElement) -> bool:
    return type(node) is NavigableString and not node.isspace() and node != ""


def _goes_with(media: Tag, frame: Tag, category: str) -> bool:
    """A teaser's thumbnail, an author's portrait, a share icon: pictures that belong to what was removed."""
    if category in ("other", "dateline", "caption", "tags"):
        return (
            media.name == "img" and media.find_parent("a") is not None and media.find_parent("figure") is None
        )
    return media.name in ("img", "picture", "amp-img", "svg")
