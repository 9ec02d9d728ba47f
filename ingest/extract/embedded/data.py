"""The data in a page's scripts: JSON in any wrapping, Nuxt's flattened form, React's flight rows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from lxml.html import HtmlElement

Value: TypeAlias = "dict[str, Value] | list[Value] | str | int | float | bool | None"

# A script with less text than this holds no article.
SMALLEST_SCRIPT = 300
# What is read of a page's scripts at most: an article's state is far smaller, a hostile page's is not.
LARGEST_SCRIPT = 8_000_000
MOST_OBJECTS = 200
DEEPEST = 60

_DECODER = json.JSONDecoder(strict=False)
_OBJECT = re.compile(r"(?:=|\(|:|return)\s*(?=[{\[]\s*[\"{\[\]}])")
_PARSED = re.compile(r"JSON\.parse\(\s*(\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')\s*\)", re.S)
_FLIGHT = re.compile(r"__next_f\.push\(\s*(\[.*\])\s*\)", re.S)
_ROW = re.compile(r"^([0-9a-f]{1,6}):(?:T([0-9a-f]+),|(?=[\[{\"]))", re.M)
_LITERAL = re.compile(r'"(?:[^"\\]|\\.){120,}"', re.S)


def script_values(scripts: Iterable[HtmlElement]) -> Iterator[Value]:
    """Every parsed value of every script that may hold text, richest forms first."""
    flight: list[str] = []
    for script in scripts:
        text = script.text
        if not text or len(text) < SMALLEST_SCRIPT or len(text) > LARGEST_SCRIPT:
            if text and "__next_f" in text:
                flight += _pushed(text)
            continue
        kind = (script.get("type") or "").lower()
        if "__next_f" in text:
            flight += _pushed(text)
        elif "json" in kind:
            yield from _json(text)
        elif "html" in kind or "template" in kind:
            yield text
        elif not kind or "javascript" in kind or kind == "module":
            yield from _assigned(text)
    if flight:
        yield from _flight_rows("".join(flight))


def _json(text: str) -> Iterator[Value]:
    value = _loaded(text.strip().removeprefix("<!--").removesuffix("-->"))
    if isinstance(value, list) and _is_flattened(value):
        yield _revived(value)
    elif value is not None:
        yield value


def _loaded(text: str) -> Value:
    try:
        value: Value = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None
    return value


def _assigned(text: str) -> Iterator[Value]:
    """The objects that a script assigns or passes on; where none is JSON, its long strings."""
    found = False
    for quoted in _PARSED.findall(text):
        value = _loaded(_unquoted(quoted))
        if value is not None:
            found = True
            yield value
    at = 0
    for _ in range(MOST_OBJECTS):
        start = _OBJECT.search(text, at)
        if start is None:
            break
        try:
            value, at = _DECODER.raw_decode(text, start.end())
        except (ValueError, RecursionError):
            at = start.end() + 1
            continue
        if at - start.end() >= SMALLEST_SCRIPT:
            found = True
            yield value
    if not found:
        strings: list[Value] = [s for s in map(_unquoted, _LITERAL.findall(text)) if s]
        yield strings
        yield from strings


def _unquoted(literal: str) -> str:
    """The string that a JavaScript literal stands for."""
    inner = literal[1:-1]
    if literal[0] == "'":
        inner = inner.replace("\\'", "'").replace('"', '\\"').replace('\\\\"', '\\"')
    inner = re.sub(r"\\x([0-9a-fA-F]{2})", r"\\u00\1", inner)
    inner = re.sub(r"\\([^\"\\/bfnrtu])", r"\1", inner)
    try:
        return str(json.loads(f'"{inner}"', strict=False))
    except ValueError:
        return ""


def _pushed(text: str) -> list[str]:
    """The pieces of text that a React server component streams into the page."""
    match = _FLIGHT.search(text)
    value = _loaded(match[1]) if match else None
    return [part for part in value if isinstance(part, str)] if isinstance(value, list) else []


def _flight_rows(stream: str) -> Iterator[Value]:
    """Rows "id:json" and "id:Tlength,text"; lengths count bytes."""
    data = stream.encode("utf-8", "replace")
    at = 0
    for _ in range(MOST_OBJECTS * 10):
        row = _ROW.search(stream, at)
        if row is None:
            return
        if row[2]:
            start = len(stream[: row.end()].encode("utf-8", "replace"))
            text = data[start : start + int(row[2], 16)].decode("utf-8", "ignore")
            at = row.end() + len(text)
            yield text
        else:
            try:
                value, at = _DECODER.raw_decode(stream, row.end())
            except (ValueError, RecursionError):
                at = row.end() + 1
                continue
            yield value


def _is_flattened(value: list[Value]) -> bool:
    """Nuxt 3 keeps all values in one list, and objects hold indices into it."""
    head = value[0] if value else None
    if isinstance(head, list) and len(head) == 2 and isinstance(head[0], str) and isinstance(head[1], int):
        return True
    return isinstance(head, dict) and bool(head) and all(isinstance(v, int) for v in head.values())


def _revived(table: list[Value]) -> Value:
    """The value that a flattened table stands for; references to what is being read are cut."""

    def read(index: Value, depth: int, around: frozenset[int]) -> Value:
        if type(index) is not int or not 0 <= index < len(table) or depth > DEEPEST or index in around:
            return None
        value = table[index]
        within = around | {index}
        if isinstance(value, dict):
            return {k: read(v, depth + 1, within) for k, v in value.items()}
        if isinstance(value, list):
            if len(value) >= 1 and isinstance(value[0], str):
                return read(value[1], depth + 1, within) if len(value) > 1 else None
            return [read(v, depth + 1, within) for v in value]
        return value

    return read(0, 0, frozenset())
