"""Writing what a better extractor read out of a kept page, and taking a whole run of it back.

A re-extraction changes what was read and nothing of what was fetched: pages, dates of change and of the next
look stay as they are.
"""

from __future__ import annotations

import json
from typing import Any

from sqlite_utils import Database

from ingest.items import Article
from ingest.store import articles, clusters, compression, rows, search_index
from ingest.store.articles import IMAGES, LEDGER, LINKS
from ingest.store.clock import now
from ingest.store.rows import CONTENT_COLUMNS, Row

KIND = "re-extraction"
_SET = ", ".join(f"{column} = ?" for column in (*CONTENT_COLUMNS, "revision"))
_UPDATE = f"UPDATE articles SET {_SET} WHERE id = ?"


def as_stored(article: Article, url: str, host: str, extractor_version: str) -> dict[str, Any]:
    """The article as `articles.read_article` would give it once it is written: for comparing before."""
    row = rows.article_row(article, url, extractor_version) | {"host": host}
    row["text_hash"] = row["text_hash"].hex()
    images = [[position, *part] for position, part in enumerate(rows.image_rows(article))]
    links = [[position, *part] for position, part in enumerate(rows.link_rows(article))]
    return {
        "article": row,
        "removals": [list(part) for part in sorted(rows.removal_rows(article), key=lambda part: part[0])],
        "images": images,
        "links": links,
        "authors": list(dict.fromkeys(name for name in article.authors if name)),
        "tags": list(dict.fromkeys(name for name in article.tags if name)),
    }


def rewrite(db: Database, article_id: int, stored: dict[str, Any], run: int) -> None:
    """Make `stored` (from `as_stored`) the current version; the one before is kept whole in its revision."""
    number = articles.archive_current(db, article_id) + 1
    _write(db, article_id, number, stored)
    articles.write_revision(db, article_id, number, KIND, _row(stored), run=run, at=now())


def undo(db: Database, run: int) -> tuple[int, list[int]]:
    """Bring back what a run replaced, to the byte. Gives how many, and the articles that changed since."""
    found = db.conn.execute(
        "SELECT r.article_id, r.number, a.revision FROM revisions r JOIN articles a ON a.id = r.article_id"
        " WHERE r.run_id = ? AND r.kind = ? ORDER BY r.article_id",
        (run, KIND),
    ).fetchall()
    changed_since = []
    for article_id, number, current in found:
        if number == current:
            _restore(db, article_id, number)
        else:
            changed_since.append(article_id)
    return len(found) - len(changed_since), changed_since


def _restore(db: Database, article_id: int, number: int) -> None:
    body, snapshot = db.conn.execute(
        "SELECT body, snapshot FROM revisions WHERE article_id = ? AND number = ?", (article_id, number - 1)
    ).fetchone()
    stored = json.loads(compression.decompress(snapshot))
    stored["article"]["body"] = body
    _write(db, article_id, number - 1, stored)
    db.conn.execute("DELETE FROM revisions WHERE article_id = ? AND number = ?", (article_id, number))
    # The current version's text stands in `articles` and in no second place.
    db.conn.execute(
        "UPDATE revisions SET body = NULL, snapshot = NULL WHERE article_id = ? AND number = ?",
        (article_id, number - 1),
    )


def _write(db: Database, article_id: int, number: int, stored: dict[str, Any]) -> None:
    row = _row(stored)
    db.conn.execute(_UPDATE, (*(row[column] for column in CONTENT_COLUMNS), number, article_id))
    for table, columns in (("removals", LEDGER), ("images", IMAGES), ("links", LINKS)):
        articles.replace_rows(db, table, columns, article_id, stored[table])
    articles.replace_names(db, "author", article_id, stored["authors"])
    articles.replace_names(db, "tag", article_id, stored["tags"])
    search_index.index_unspaced(db.conn, article_id)
    clusters.place(db.conn, article_id)


def _row(stored: dict[str, Any]) -> Row:
    row: Row = stored["article"]
    return row | {"text_hash": bytes.fromhex(row["text_hash"])}
