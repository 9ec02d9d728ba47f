"""The article's subtree as a soup: the only part of the page that BeautifulSoup and the cleaners see."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement
from lxml.etree import iterwalk
from lxml.html import HtmlElement
from lxml.html.builder import E

from ingest.clean import Context
from ingest.clean.blocks import BLOCK_TAGS, POST
from ingest.clean.learned import weigher
from ingest.clean.weigher import Weigher
from ingest.extract.body import Body
from ingest.extract.metadata import Metadata

# Where a post says what its address is, unless its last link does.
_PERMALINKS = ("cite", "data-instgrm-permalink", "data-bluesky-uri", "data-text-post-permalink")
# What neither text nor pictures nor embeds are read from.
_DEAD = frozenset("script style svg template select option textarea input".split())


def to_soup(body: Body) -> BeautifulSoup:
    """The container alone, as BeautifulSoup's html.parser would read it, without the space between blocks."""
    for branch in body.foreign:
        # Emptied, not removed: the text before and after it must not run together.
        branch.clear(keep_tail=True)
    for quote in list(body.container.iter("blockquote")):
        if POST.search(quote.get("class") or ""):
            _frame_beside(quote)
    return soup_of(body.container)


def _frame_beside(post: HtmlElement) -> None:
    """The frame that the network's script would put there: its text goes, and a link to it stays."""
    places = [post.get(name) for name in _PERMALINKS]
    links = [link.get("href") for link in post.iter("a")]
    # Hashtags and names come first, the post's own address with its date is the last.
    address = next((place for place in [*places, *reversed(links)] if place), None)
    if address and post.getparent() is not None:
        post.addnext(E.iframe(src=address))


_BLANK = BeautifulSoup("", "html.parser")
_BUILDER = _BLANK.builder
_STRING = vars(NavigableString(""))
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


def _tag(kind: _Kind, element: HtmlElement, parent: Tag, last: PageElement | None) -> Tag:
    """A tag as the tree's last; the constructor costs twice as much, since it asks the builder each time."""
    tag = object.__new__(Tag)
    fields = kind.fields.copy()
    items = element.items()
    if items:
        attrs = fields["attrs"] = _ATTRIBUTES(items)
        for key, value in items:
            if key in kind.lists:
                dict.__setitem__(attrs, key, _WORDS(value.split()))
    else:
        fields["attrs"] = _ATTRIBUTES()
    fields["contents"] = []
    tag.__dict__ = fields
    _set(tag, fields, parent, last)
    return tag


def _squashed(space: str) -> str:
    """White space as BeautifulSoup keeps it."""
    return space if not space.isascii() else "\n" if "\n" in space else " "


def _string(kind: type[NavigableString], text: str, parent: Tag, last: PageElement | None) -> NavigableString:
    string = str.__new__(kind, text)
    fields = string.__dict__ = _STRING.copy()
    _set(string, fields, parent, last)
    return string


def _set(node: PageElement, fields: dict[str, Any], parent: Tag, last: PageElement | None) -> None:
    """Link a new node as the tree's last."""
    fields["parent"] = parent
    contents = parent.contents
    if contents:
        before = contents[-1]
        fields["previous_sibling"] = before
        before.next_sibling = node
    contents.append(node)
    if last is not None:
        fields["previous_element"] = last
        last.next_element = node


def soup_of(root: HtmlElement) -> BeautifulSoup:
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
                last = _string(string, text, parent, last)
        if event == "start":
            last = tag = _tag(kind, element, parent, last)
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


def let_go(soup: BeautifulSoup) -> None:
    """Take a soup apart that nobody needs any more: all its nodes hold each other.

    They are free at once then, where the garbage collector takes 2 of 30 ms a page to find them out.
    """
    node = soup.contents[0] if soup.contents else None
    while node is not None:
        after = node.next_element
        node.__dict__ = {}
        node = after
    soup.contents = []


def context_of(body: Body, metadata: Metadata, url: str | None, weights: Weigher | None = None) -> Context:
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
        weigher=weights or weigher(),
    )
