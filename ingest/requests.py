"""Requests as JSON: what the frontier keeps of them. No pickle: a file from elsewhere is safe."""

from __future__ import annotations

import base64
import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from scrapy import Request

if TYPE_CHECKING:
    from scrapy import Spider

# What a request has when nobody says otherwise is not written down.
DEFAULTS: dict[str, Any] = {
    "method": "GET", "body": b"", "cookies": {}, "meta": {}, "encoding": "utf-8", "priority": 0,
    "dont_filter": False, "flags": [], "cb_kwargs": {}, "callback": None, "errback": None, "headers": {},
}  # fmt: skip
# Bookkeeping of one download, of no use to the next.
PASSING = frozenset("lease download_latency download_slot download_timeout depth_checked".split())


def to_json(request: Request, spider: Spider | None) -> str:
    """The request as JSON. Raises TypeError or ValueError where it holds what JSON cannot say."""
    values = request.to_dict(spider=spider)
    values["headers"] = {
        name.decode("latin-1"): [value.decode("latin-1") for value in many]
        for name, many in values["headers"].items()
    }
    values["meta"] = {name: value for name, value in values["meta"].items() if name not in PASSING}
    kept = {name: value for name, value in values.items() if name not in DEFAULTS or value != DEFAULTS[name]}
    return json.dumps(_encode(kept), ensure_ascii=False, separators=(",", ":"))


def from_json(text: str, spider: Spider) -> Request:
    """The request again. Raises ValueError where the spider has no such callback any more."""
    values = json.loads(text, object_hook=_decode)
    values.pop("_class", None)  # only Scrapy's own Request is made again: a name in a file runs no code
    for name in ("callback", "errback"):
        if name in values:
            values[name] = _method(spider, values[name])
    return Request(**values)


def _method(spider: Spider, name: str) -> Any:
    method = None if name.startswith("__") else getattr(spider, name, None)
    if not callable(method):
        raise ValueError(f"spider {spider.name!r} has no method {name!r}")
    return method


_BYTES, _DATETIME, _PAIRS = _MARKS = ("__bytes__", "__datetime__", "__pairs__")


def _encode(value: Any) -> Any:
    """A value in JSON's own types; what JSON lacks is a dictionary with one mark for a key."""
    if isinstance(value, dict):
        made = {key: _encode(one) for key, one in value.items()}
        # A dictionary that looks like a mark is told from one.
        is_marked = len(made) == 1 and next(iter(made)) in _MARKS
        return {_PAIRS: [list(pair) for pair in made.items()]} if is_marked else made
    if isinstance(value, list | tuple):
        return [_encode(one) for one in value]
    if isinstance(value, set | frozenset):
        return [_encode(one) for one in sorted(value)]
    if isinstance(value, bytes):
        return {_BYTES: base64.b64encode(value).decode()}
    if isinstance(value, datetime):
        return {_DATETIME: value.isoformat()}
    if value is None or isinstance(value, str | int | float):
        return value
    raise TypeError(f"{type(value).__name__} cannot be written as JSON")


def _decode(value: dict[str, Any]) -> Any:
    if value.keys() == {_BYTES}:
        return base64.b64decode(value[_BYTES])
    if value.keys() == {_DATETIME}:
        return datetime.fromisoformat(value[_DATETIME])
    if value.keys() == {_PAIRS}:
        return dict(value[_PAIRS])
    return value
