"""Writing one article's rows: the article itself, its revision, its ledger and what hangs on it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import Any

from sqlite_utils import Database

from ingest.items import Article
from ingest.store import clusters, compression, rows, search_index
from ingest.store.rows import CONTENT_COLUMNS, Row

# Table -> its columns beside article_id, in the order of the row builders.
LEDGER = ("position", "category", "rule", "version", "confidence", "text", "markup")
IMAGES = ("position", "url", "caption", "credit", "alt", "width", "height")
LINKS = ("position", "url", "text")
# A change that leaves this much of the body alone is a correction; more is a rewrite or an update.
CORRECTION_RATIO = 0.9

_INSERT = (
    f"INSERT INTO articles ({', '.join(CONTENT_COLUMNS)}, page_id, source_id, run_id, first_seen_at,"
    f" changed_at,"
    f" checked_at, next_check_at) VALUES ({', '.join('?' * (len(CONTENT_COLUMNS) + 7))}) RETURNING id"
)
_UPDATE = (
    f"UPDATE articles SET {', '.join(f'{column} = ?' for column in CONTENT_COLUMNS)}, page_id ="
    f" coalesce(?, page_id),"
    " run_id = ?, revision = ?, changed_at = ?, checked_at = ?, next_check_at = ? WHERE id = ?"
)


def insert_article(
    db: Database, article: Article, row: Row, *, page_id: int | None, source: int | None, run: int | None,
    at: str,
    next_check: str | None,
) -> int:  # fmt: skip
    """A new story and its first revision."""
    values = [row[column] for column in CONTENT_COLUMNS]
    cursor = db.conn.execute(_INSERT, (*values, page_id, source, run, at, at, at, next_check))
    article_id = int(cursor.fetchone()[0])
    write_revision(db, article_id, 1, "first", row, run=run, at=at)
    write_parts(db, article_id, article)
    return article_id


def update_article(
    db: Database, article_id: int, article: Article, row: Row, kind: str, *, page_id: int | None,
    run: int | None,
    at: str, next_check: str | None,
) -> int:  # fmt: skip
    """A changed story: the stored text moves into its revision. Gives the new number."""
    number = archive_current(db, article_id) + 1
    values = [row[column] for column in CONTENT_COLUMNS]
    db.conn.execute(_UPDATE, (*values, page_id, run, number, at, at, next_check, article_id))
    write_revision(db, article_id, number, kind, row, run=run, at=at)
    write_parts(db, article_id, article)
    return number


def write_revision(
    db: Database, article_id: int, number: int, kind: str, row: Row, *, run: int | None, at: str
) -> None:
    """The row that names a version; its text stays NULL while `articles` holds it."""
    db.conn.execute(
        "INSERT INTO revisions (article_id, number, kind, made_at, run_id, extractor_version, title,"
        " subtitle,"
        " body_words, text_hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(article_id, number, kind, at, run, row["extractor_version"]),
            *(row["title"], row["subtitle"], row["body_words"], row["text_hash"]),
        ),
    )


def archive_current(db: Database, article_id: int) -> int:
    """Copy the current version's text and all its parts into its revision; gives its number."""
    stored = read_article(db, article_id)
    body = stored["article"].pop("body")
    snapshot = compression.compress(json.dumps(stored, ensure_ascii=False).encode())
    number = int(stored["revision"])
    db.conn.execute(
        "UPDATE revisions SET body = ?, snapshot = ? WHERE article_id = ? AND number = ?",
        (body, snapshot, article_id, number),
    )
    return number


def read_article(db: Database, article_id: int) -> dict[str, Any]:
    """The current version with all its parts, as plain data that JSON can hold."""
    columns = ", ".join(CONTENT_COLUMNS)
    cursor = db.conn.execute(f"SELECT {columns}, revision FROM articles WHERE id = ?", (article_id,))
    *values, revision = cursor.fetchone()
    article = dict(zip(CONTENT_COLUMNS, values, strict=True))
    article["text_hash"] = article["text_hash"].hex()
    stored: dict[str, Any] = {"article": article, "revision": revision}
    for table, names in (("removals", LEDGER), ("images", IMAGES), ("links", LINKS)):
        sql = f"SELECT {', '.join(names)} FROM {table} WHERE article_id = ? ORDER BY position"
        stored[table] = [list(row) for row in db.conn.execute(sql, (article_id,))]
    for table, names_table, column in (
        ("article_authors", "authors", "author_id"),
        ("article_tags", "tags", "tag_id"),
    ):
        sql = (
            f"SELECT n.name FROM {table} x JOIN {names_table} n ON n.id = x.{column}"
            " WHERE x.article_id = ? ORDER BY x.position"
        )
        stored[names_table] = [name for (name,) in db.conn.execute(sql, (article_id,))]
    return stored


def write_parts(db: Database, article_id: int, article: Article) -> None:
    """The ledger, authors, tags, images and links of the current version, and its place in the indexes."""
    replace_rows(db, "removals", LEDGER, article_id, rows.removal_rows(article))
    replace_rows(db, "images", IMAGES, article_id, _numbered(rows.image_rows(article)))
    replace_rows(db, "links", LINKS, article_id, _numbered(rows.link_rows(article)))
    replace_names(db, "author", article_id, article.authors)
    replace_names(db, "tag", article_id, article.tags)
    search_index.index_unspaced(db.conn, article_id)
    clusters.place(db.conn, article_id)


def replace_rows(
    db: Database, table: str, columns: Sequence[str], article_id: int, values: Iterable[Sequence[Any]]
) -> None:
    """All rows of one article in one table."""
    db.conn.execute(f"DELETE FROM {table} WHERE article_id = ?", (article_id,))
    sql = f"INSERT INTO {table} (article_id, {', '.join(columns)}) VALUES (?{', ?' * len(columns)})"
    db.conn.executemany(sql, [(article_id, *row) for row in values])


def replace_names(db: Database, kind: str, article_id: int, names: Iterable[str]) -> None:
    """The article's authors or tags, in the page's order, each once."""
    table = f"article_{kind}s"
    db.conn.execute(f"DELETE FROM {table} WHERE article_id = ?", (article_id,))
    for position, name in enumerate(dict.fromkeys(name for name in names if name)):
        found = db.conn.execute(f"SELECT id FROM {kind}s WHERE name = ?", (name,)).fetchone()
        found = (
            found
            or db.conn.execute(f"INSERT INTO {kind}s (name) VALUES (?) RETURNING id", (name,)).fetchone()
        )
        db.conn.execute(
            f"INSERT INTO {table} (article_id, position, {kind}_id) VALUES (?, ?, ?)",
            (article_id, position, found[0]),
        )


def kind_of_change(before: Row, after: Row) -> str:
    """What a revision changed: headline, standfirst, and the body by a correction or as a whole."""
    changed = [
        name
        for name, column in (("headline", "title"), ("standfirst", "subtitle"))
        if rows.normalise(before[column]) != rows.normalise(after[column])
    ]
    old, new = rows.normalise(before["body"]).split(), rows.normalise(after["body"]).split()
    if old != new:
        matcher = SequenceMatcher(None, old, new, autojunk=len(old) > 2000)
        changed.append("correction" if matcher.ratio() >= CORRECTION_RATIO else "body")
    return ", ".join(changed) or "typography"


def _numbered(values: Iterable[Sequence[Any]]) -> list[tuple[Any, ...]]:
    return [(position, *row) for position, row in enumerate(values)]
