"""A table for spreadsheets: one row an article; lists are joined with "; "."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import IO, Any

from ingest.query import Stored, record

EXTENSION = "csv"
FIELDS = (
    "id url title subtitle authors published modified language site_name section tags body body_words"
    " confidence first_seen_at"
).split()
# Excel, LibreOffice and Google Sheets run a cell that begins like this as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(articles: Iterable[Stored], stream: IO[bytes], fields: Sequence[str] | None = None) -> None:
    """RFC 4180 in UTF-8 with a byte order mark, which Excel needs to read it as UTF-8."""
    fields = fields or FIELDS
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(fields)
    for item in articles:
        writer.writerow([_cell(value) for value in record(item, fields).values()])
    text.flush()
    text.detach()


def _cell(value: Any) -> Any:
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        value = "; ".join(value)
    elif isinstance(value, list | dict):
        value = json.dumps(value, ensure_ascii=False)
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return value
