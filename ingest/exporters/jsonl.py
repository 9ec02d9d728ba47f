"""JSON Lines: one JSON object a line, every field of the article."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import IO

from ingest.query import FIELDS, Stored, record

EXTENSION = "jsonl"


def write(articles: Iterable[Stored], stream: IO[bytes], fields: Sequence[str] | None = None) -> None:
    """UTF-8, one article a line."""
    for item in articles:
        line = json.dumps(record(item, fields or FIELDS), ensure_ascii=False, separators=(",", ":"))
        stream.write(line.encode("utf-8", "replace") + b"\n")
