"""Data -> elements: what editors' formats have in common (kind, words, children), not one format each.

Covers content-element lists, editor documents (nested nodes with marks), block lists with inner HTML, plain
strings and HTML strings: a value is read by the roles of its keys.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml.etree import LxmlError
from lxml.html import HtmlElement, fragments_fromstring
from lxml.html.builder import E

from ingest.extract.repair import without_controls

if TYPE_CHECKING:
    from ingest.extract.embedded.data import Value
    from ingest.extract.embedded.prose import Prose

DEEPEST = 12
_KIND_KEYS = (
    "type",
    "_type",
    "nodeType",
    "__typename",
    "blockName",
    "kind",
    "component",
    "tag",
    "tagName",
    "name",
    "role",
    "style",
)
_WORD_KEYS = (
    "content text html value body innerHTML paragraph children items data attrs attributes props blocks"
    " elements content_elements nodes fields list_items rows articleBody"
).split()
# An object with a headline or an address of its own is another article, not a part of this one.
_ANOTHER = ("headline", "slug", "url", "href", "link", "canonical_url", "permalink")
_OTHER = re.compile(
    r"\bad\b|advert|promo|related|newsletter|interstitial|link_?list|teaser|recommend|inline-?story|article_?link|"
    r"signup|form|button|script|style|divider|cta\b|share|social|gallery_?link|author|byline|caption|credit",
    re.I,
)
_HEADING = re.compile(r"head(?:er|ing)|subhead|crosshead|^h[1-6]$|title|zwischen", re.I)
_QUOTE = re.compile(r"quot", re.I)
_ITEM = re.compile(r"list[-_ ]?item|^li$", re.I)
_LIST = re.compile(r"list|^[uo]l$", re.I)
_ORDERED = re.compile(r"ordered|number|^ol$", re.I)
_UNORDERED = re.compile(r"unordered|bullet", re.I)
_CODE = re.compile(r"code|^pre$", re.I)
_PICTURE = re.compile(r"image|photo|picture|figure|^img$", re.I)
_LEAF = re.compile(
    r"^(?:text|span|string|leaf|link|a|hyperlink|strong|em|b|i|bold|italic|mark|hard_?break|br|inline.*)$",
    re.I,
)
_MARKUP = re.compile(
    r"<(?:p|br|div|h[1-6]|ul|ol|li|a|em|strong|b|i|span|blockquote|figure|table)\b[^<>]*>|&\w{2,8};|&#\d",
    re.I,
)
_ESCAPED = re.compile(r"&lt;(?:p|div|h\d|ul|br)\b", re.I)


def container_of(prose: Prose) -> HtmlElement:
    """The candidate's elements in one <article>."""
    return E.article(*prose.blocks)


def blocks_of(value: Value, root: dict[str, Value]) -> list[HtmlElement]:
    """The block elements that a value stands for; `root` resolves a normalised cache's references."""
    return _blocks(value, root, 0)


def text_blocks(text: str) -> list[HtmlElement]:
    """Plain or HTML text as elements."""
    text = without_controls(text)
    if _ESCAPED.search(text):
        text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")
    if _MARKUP.search(text):
        return _parsed(text)
    return [
        E.p(line)
        for part in re.split(r"\n\s*\n|\r?\n|\u2028|\u2029", text)
        if (line := " ".join(part.split()))
    ]


def _parsed(text: str) -> list[HtmlElement]:
    """HTML of a value; loose text between its tags becomes paragraphs at blank lines."""
    try:
        parts = fragments_fromstring(text)
    except (LxmlError, ValueError, AssertionError):
        return [E.p(" ".join(re.sub(r"<[^<>]*>", " ", text).split()))]
    holder = E.div()
    for part in parts:
        if isinstance(part, str):
            holder.text = without_controls(part)
        else:
            holder.append(part)
    if holder.find(".//p") is None and "\n" in (loose := holder.text_content().strip()) and not len(holder):
        return [E.p(" ".join(line.split())) for line in loose.split("\n") if line.strip()]
    return [holder]


def fragment(hidden: HtmlElement) -> list[HtmlElement]:
    """The children of an element that browsers do not show, as a block of its own."""
    holder = E.div()
    holder.text = without_controls(hidden.text or "")
    for child in list(hidden):
        holder.append(child)
    return [holder]


def _blocks(value: Value, root: dict[str, Value], depth: int) -> list[HtmlElement]:
    if depth > DEEPEST or value is None or isinstance(value, bool | int | float):
        return []
    if isinstance(value, str):
        return text_blocks(value) if " " in value or "<" in value or not value.isascii() else []
    if isinstance(value, list):
        if _is_component(value):
            return _component(value, root, depth)
        return _line_or_blocks(value, root, depth)
    value = resolved(value, root)
    kind = _kind(value)
    if isinstance(value.get("articleBody"), str):
        return [*_headed(value.get("headline")), *_blocks(value["articleBody"], root, depth + 1)]
    if _OTHER.search(kind) or (not kind and any(k in value for k in _ANOTHER)):
        return []
    return [
        *_headed(None if kind else value.get("heading") or value.get("title")),
        *_typed(kind, value, root, depth),
    ]


def _headed(words: Value) -> list[HtmlElement]:
    """The heading of a live blog's entry or of an untyped section."""
    return [E.h2(" ".join(words.split()))] if isinstance(words, str) and words.strip() else []


def _typed(kind: str, value: dict[str, Value], root: dict[str, Value], depth: int) -> list[HtmlElement]:
    if _PICTURE.search(kind):
        return _picture(value)
    inner = [block for part in _parts(value) for block in _blocks(part, root, depth + 1)]
    if not inner:
        return []
    if _ITEM.search(kind):
        return [E.li(*inner)]
    if _LIST.search(kind):
        items = [block if block.tag == "li" else E.li(block) for block in inner]
        how = kind + str(value.get("style", "")) + str(value.get("list_type", ""))
        return [E.ol(*items) if _ORDERED.search(how) and not _UNORDERED.search(how) else E.ul(*items)]
    if _QUOTE.search(kind):
        return [E.blockquote(*inner)]
    words = " ".join(" ".join(block.text_content().split()) for block in inner)
    if _HEADING.search(kind) and len(words) < 200:
        return [E.h2(words)]
    if _CODE.search(kind):
        return [E.pre("\n".join(block.text_content() for block in inner))]
    return inner


def _line_or_blocks(items: list[Value], root: dict[str, Value], depth: int) -> list[HtmlElement]:
    """Leaves make one paragraph together; anything else makes blocks one after another."""
    if any(isinstance(i, dict) for i in items) and all(_is_leaf(i) for i in items):
        line = "".join(_leaf_text(i, root, 0) for i in items)
        return text_blocks(line) if line.strip() else []
    return [block for item in items for block in _blocks(item, root, depth + 1)]


def _is_leaf(item: Value) -> bool:
    if isinstance(item, str):
        return True
    if not isinstance(item, dict):
        return False
    kind = _kind(item)
    has_words = any(isinstance(item.get(k), str) for k in ("text", "value"))
    if kind:
        return bool(_LEAF.match(kind)) and not isinstance(item.get("content"), str)
    return has_words and len(item) < 4


def _leaf_text(item: Value, root: dict[str, Value], depth: int) -> str:
    if isinstance(item, str):
        return item
    if depth > DEEPEST or not isinstance(item, dict | list):
        return ""
    if isinstance(item, list):
        return "".join(_leaf_text(i, root, depth + 1) for i in item)
    item = resolved(item, root)
    if re.match(r"hard_?break$|br$", _kind(item), re.I):
        return "\n"
    for key in ("text", "value", "content", "children"):
        if item.get(key):
            return _leaf_text(item[key], root, depth + 1)
    return ""


def _kind(value: dict[str, Value]) -> str:
    for key in _KIND_KEYS:
        kind = value.get(key)
        if isinstance(kind, str) and kind and len(kind) < 60 and not (key == "style" and kind == "normal"):
            style = value.get("style")
            # Portable text: {_type: block, style: h2}; editors with levels: {type: block, tag: h2}.
            if kind.lower() in ("block", "element", "node") and isinstance(style, str):
                return style
            return kind.rsplit("/", 1)[-1]
    return ""


def _parts(value: dict[str, Value]) -> list[Value]:
    """The values that hold a node's words: the longest of its strings, else its children."""
    texts = [value[k] for k in _WORD_KEYS if isinstance(value.get(k), str) and value[k]]
    if texts:
        first = max((t for t in texts if isinstance(t, str)), key=len)
        return [first if " " in first or "<" in first or not first.isascii() else f"{first} "]
    return [value[k] for k in _WORD_KEYS if isinstance(value.get(k), dict | list)]


def _picture(value: dict[str, Value]) -> list[HtmlElement]:
    url = next((v for k in ("url", "src", "href") if isinstance(v := value.get(k), str) and v), None)
    if url is None:
        return []
    figure = E.figure(E.img(src=without_controls(url)))
    words = [value.get(k) for k in ("caption", "credit")]
    said = " Photo: ".join(w for w in words if isinstance(w, str) and w)
    if said:
        figure.append(E.figcaption(without_controls(re.sub(r"<[^<>]*>", "", said))))
    return [figure]


def resolved(value: dict[str, Value], root: dict[str, Value]) -> dict[str, Value]:
    """What a normalised cache's reference points to."""
    ref = value.get("__ref") or (value.get("id") if value.get("type") == "id" else None)
    target = root.get(ref) if isinstance(ref, str) else None
    return target if isinstance(target, dict) else value


def _is_component(value: list[Value]) -> bool:
    """A React element on the wire: ["$", tag, key, props]."""
    return len(value) >= 4 and value[0] == "$" and isinstance(value[1], str) and isinstance(value[3], dict)


def _component(value: list[Value], root: dict[str, Value], depth: int) -> list[HtmlElement]:
    tag, props = value[1], value[3]
    children = props.get("children") if isinstance(props, dict) else None
    if not isinstance(tag, str) or tag in ("script", "style", "nav", "footer", "aside", "button", "form"):
        return []
    if isinstance(props, dict) and isinstance(inner := props.get("dangerouslySetInnerHTML"), dict):
        return _blocks(inner.get("__html"), root, depth + 1)
    if isinstance(children, str):
        return [
            E.h2(children)
            if re.fullmatch("h[1-6]", tag)
            else E.li(children)
            if tag == "li"
            else E.p(children)
        ]
    if isinstance(children, list) and tag in ("p", "li", "h2", "h3", "blockquote"):
        words = "".join(_component_text(c) for c in children)
        return (
            [E.h2(words) if tag[0] == "h" else E.li(words) if tag == "li" else E.p(words)]
            if words.strip()
            else []
        )
    return _blocks(children, root, depth + 1)


def _component_text(value: Value) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list) and _is_component(value):
        props = value[3]
        return _component_text(props.get("children")) if isinstance(props, dict) else ""
    return "".join(map(_component_text, value)) if isinstance(value, list) else ""
