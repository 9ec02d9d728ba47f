"""JSON-LD as pages really have it: several scripts, graphs, lists, and JSON that is not quite."""

from __future__ import annotations

import json
import re
from typing import Any, TypeAlias
from urllib.parse import urlsplit

Node: TypeAlias = dict[str, Any]

_ARTICLE = re.compile(
    r"Article|Posting$|^Report$|LiveBlog|^Review$|^CreativeWork$|^Recipe$|^HowTo$|^Blog$", re.I
)
# Preferred first: a news article beside a generic node is the page's own story.
_ORDER = ("NewsArticle", "Article", "Posting", "Report", "Review", "Recipe", "HowTo", "Blog", "CreativeWork")
_COMMENT = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*.*?\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*$", re.S
)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_NESTED = ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item", "liveBlogUpdate", "hasPart")
_DEEPEST = 6


def nodes_of(scripts: list[str]) -> list[Node]:
    """Every object of every script, containers first; broken scripts are repaired or skipped."""
    found: list[Node] = []
    for text in scripts:
        _collect(_load(text), found, 0)
    return found


def types_of(node: Node) -> list[str]:
    """The node's @type, always as a list, without the schema's address."""
    value = node.get("@type")
    names = value if isinstance(value, list) else [value]
    return [name.rsplit("/", 1)[-1] for name in names if isinstance(name, str)]


def article_of(nodes: list[Node], url: str | None) -> Node | None:
    """The node that is the page's own article: by type, by address, by how much it tells."""
    best: tuple[float, Node] | None = None
    for at, node in enumerate(nodes):
        names = [name for name in types_of(node) if _ARTICLE.search(name)]
        if not names:
            continue
        weight = _weight(node, names[0], url) - at / 100
        if best is None or weight > best[0]:
            best = (weight, node)
    return best[1] if best else None


def _weight(node: Node, name: str, url: str | None) -> float:
    rank = next((at for at, part in enumerate(_ORDER) if part.lower() in name.lower()), len(_ORDER))
    told = sum(bool(node.get(key)) for key in ("headline", "datePublished", "author", "articleBody"))
    weight = told * 2.0 - rank / 4
    if url:
        own = urlsplit(url).path.rstrip("/")
        addresses = [node.get("url"), node.get("@id"), node.get("mainEntityOfPage")]
        paths = {
            urlsplit(a.get("@id") or a.get("url") or "" if isinstance(a, dict) else a).path.rstrip("/")
            for a in addresses
            if isinstance(a, (str, dict)) and _is_address(a)
        }
        weight += 3.0 if own and own in paths else 0.0
    return weight


def _is_address(value: object) -> bool:
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url")
    if not isinstance(value, str):
        return False
    try:
        urlsplit(value)
    except ValueError:
        return False
    return True


def _collect(value: object, found: list[Node], depth: int) -> None:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            _collect(item, found, depth + 1)
    elif isinstance(value, dict):
        if "@type" in value:
            found.append(value)
        for key in _NESTED:
            if isinstance(value.get(key), (dict, list)):
                _collect(value[key], found, depth + 1)


def _load(text: str) -> object:
    for repaired in (_as_is, _without_comments, _without_trailing_commas):
        try:
            return json.loads(repaired(text), strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _as_is(text: str) -> str:
    return text.strip().rstrip(";")


def _without_comments(text: str) -> str:
    return _COMMENT.sub("", _COMMENT.sub("", text.strip())).strip().rstrip(";")


def _without_trailing_commas(text: str) -> str:
    return _TRAILING_COMMA.sub(r"\1", _without_comments(text))
