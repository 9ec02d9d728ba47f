"""Apache Parquet for pandas, DuckDB and Spark: typed columns, compressed (the extra "parquet")."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq

from ingest.query import FIELDS, Stored

EXTENSION = "parquet"
IS_TEXT = False

# Some 8 MB of articles: large enough to compress well, small enough to hold.
_ROW_GROUP = 1000
_PICTURE = {"url": pa.string(), "caption": pa.string(), "credit": pa.string(), "alt": pa.string()}
_SIZES = {"width": pa.int32(), "height": pa.int32()}
_REMOVAL = {"category": pa.string(), "rule": pa.string(), "text": pa.string(), "position": pa.int32()}
_TYPES: dict[str, Any] = {
    **dict.fromkeys(("id", "cluster"), pa.int64()),
    **dict.fromkeys(("revision", "body_words"), pa.int32()),
    "confidence": pa.float64(),
    "paywalled": pa.bool_(),
    **dict.fromkeys(("authors", "tags"), pa.list_(pa.string())),
    # A page's offset is lost here: Parquet keeps moments. `jsonl` keeps the text.
    **dict.fromkeys(("published", "modified"), pa.timestamp("us", tz="UTC")),
    **dict.fromkeys(("first_seen_at", "changed_at", "checked_at"), pa.timestamp("us", tz="UTC")),
    "images": pa.list_(pa.struct({**_PICTURE, **_SIZES})),
    "links": pa.list_(pa.struct({"url": pa.string(), "text": pa.string()})),
    "removed": pa.list_(
        pa.struct({**_REMOVAL, "version": pa.int32(), "confidence": pa.float64(), "markup": pa.string()})
    ),
}


def write(articles: Iterable[Stored], stream: IO[bytes], fields: Sequence[str] | None = None) -> None:
    """One row an article, a thousand at a time; rights and provenance are JSON text."""
    fields = fields or FIELDS
    schema = pa.schema([(name, _TYPES.get(name, pa.string())) for name in fields])
    rows = iter(articles)
    with pq.ParquetWriter(stream, schema, compression="zstd") as writer:
        while group := list(islice(rows, _ROW_GROUP)):
            writer.write_table(pa.Table.from_pylist([_row(item, fields) for item in group], schema))


def _row(item: Stored, fields: Sequence[str]) -> dict[str, Any]:
    from datetime import UTC, datetime

    from ingest.query import record

    row = record(item, fields)
    for name in fields:
        if name in ("rights", "provenance"):
            row[name] = json.dumps(row[name], ensure_ascii=False)
        elif isinstance(_TYPES.get(name), pa.TimestampType) and row[name]:
            moment = datetime.fromisoformat(row[name])
            row[name] = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return row
