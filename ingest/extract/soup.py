"""The article's subtree as a soup: the only part of the page that BeautifulSoup and the cleaners see."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple, TypeVar
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement
from lxml.etree import iterwalk
from lxml.html import HtmlElement

from ingest.clean import Context
from ingest.clean.blocks import BLOCK_TAGS
from ingest.clean.learned import weigher
from ingest.clean.trees import Trees
from ingest.extract.body import Body
from ingest.extract.metadata import Metadata

# What neither text nor pictures nor embeds are read from.
_DEAD = frozenset("script style svg template select option textarea input".split())


def to_soup(body: Body) -> BeautifulSoup:
    """The container alone, as BeautifulSoup's html.parser would read it, without the space between blocks."""
    for branch in body.foreign:
        # Emptied, not removed: the text before and after it must not run together.
        branch.clear(keep_tail=True)
    return _planted(body.container)


_BLANK = BeautifulSoup("", "html.parser")
_BUILDER = _BLANK.builder
_ATTRIBUTES, _WORDS = _BUILDER.attribute_dict_class, _BUILDER.attribute_value_list_class


class _Kind(NamedTuple):
    """What BeautifulSoup knows of a tag by its name."""

    fields: dict[str, Any]
    """A tag's own before it stands anywhere."""
    is_block: bool
    is_void: bool
    """Whether it has no contents: what lxml reads into a <source> or a <wbr> follows it in a soup."""
    is_spaced: bool
    """Whether white space counts inside."""
    lists: frozenset[str]
    """The attributes that are lists of words."""
    string: type[NavigableString] | None
    """The class of the strings inside, where it is a special one."""


@lru_cache(maxsize=1024)
def _kind(name: str) -> _Kind:
    lists = _BUILDER.cdata_list_attributes or {}
    return _Kind(
        vars(Tag(_BLANK, _BUILDER, name)),
        name in BLOCK_TAGS,
        _BUILDER.can_be_empty_element(name),
        name in _BUILDER.preserve_whitespace_tags,
        frozenset((*lists.get("*", ()), *lists.get(name, ()))),
        _BUILDER.string_containers.get(name),
    )


def _tag(kind: _Kind, element: HtmlElement) -> Tag:
    """A tag with its attributes; the constructor costs twice as much, since it asks the builder each time."""
    tag = object.__new__(Tag)
    fields = kind.fields.copy()
    items = element.items()
    attrs = fields["attrs"] = _ATTRIBUTES(items)
    for key, value in items:
        if key in kind.lists:
            dict.__setitem__(attrs, key, _WORDS(value.split()))
    fields["contents"] = []
    tag.__dict__ = fields
    return tag


def _squashed(space: str) -> str:
    """White space as BeautifulSoup keeps it."""
    return space if not space.isascii() else "\n" if "\n" in space else " "


_Node = TypeVar("_Node", bound=PageElement)


def _set(node: _Node, parent: Tag, last: PageElement | None) -> _Node:
    """Link a new node as the tree's last."""
    contents = parent.contents
    node.parent = parent
    if contents:
        before = contents[-1]
        node.previous_sibling, before.next_sibling = before, node
    contents.append(node)
    if last is not None:
        node.previous_element, last.next_element = last, node
    return node


def _planted(root: HtmlElement) -> BeautifulSoup:
    """The soup node by node: to serialise the tree and to parse that again takes six times as long."""
    soup = BeautifulSoup("", "html.parser")
    parent: Tag = soup
    last: PageElement | None = None
    text, at_edge = "", True
    spaced = 0
    string = NavigableString
    stack: list[tuple[Tag, type[NavigableString], _Kind]] = []
    walker = iterwalk(root, events=("start", "end"))
    for event, element in walker:
        name = element.tag
        if event == "start":
            if name in _DEAD:
                walker.skip_subtree()
                continue
            kind = _kind(name)
        elif name in _DEAD:
            text += (stack and element.tail) or ""
            continue
        else:
            up, above, kind = stack.pop()
        if text:
            if not spaced and text.isspace():
                text = "" if at_edge or kind.is_block else _squashed(text)
            if text:
                last = _set(string(text), parent, last)
        if event == "start":
            last = tag = _set(_tag(kind, element), parent, last)
            stack.append((parent, string, kind))
            if not kind.is_void:
                parent = tag
                string = kind.string or string
            spaced += kind.is_spaced
            text = element.text or ""
        else:
            parent, string = up, above
            spaced -= kind.is_spaced
            text = (stack and element.tail) or ""
        at_edge = kind.is_block
    return soup


def context_of(body: Body, metadata: Metadata, url: str | None, trees: Trees | None = None) -> Context:
    """What the cleaners may know of the page beside the soup."""
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        host = ""
    return Context(
        scores=body.scores,
        language=metadata.language,
        title=metadata.title,
        subtitle=metadata.subtitle,
        authors=metadata.authors,
        site_name=metadata.site_name,
        host=host.removeprefix("www."),
        weigher=trees or weigher(),
    )
