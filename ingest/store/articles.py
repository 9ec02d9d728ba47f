"""Writing one article's rows: the article itself, its revision, its ledger and what hangs on it.

A *version* is an article as plain data: `article` (the content columns), `removals`, `images`, `links`,
`authors` and `tags` (rows in order). What is read back is what was written, byte for byte.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any

from sqlite_utils import Database

from ingest.store import compression, rows
from ingest.store.rows import CONTENT_COLUMNS, Row, Version

# Table -> its columns beside article_id, in the order of a version's rows.
PARTS = {
    "removals": ("position", "category", "rule", "version", "confidence", "text", "markup"),
    "images": ("position", "url", "caption", "credit", "alt", "width", "height"),
    "links": ("position", "url", "text"),
}
# A change that leaves this much of the body alone is a correction; more is a rewrite or an update.
CORRECTION_RATIO = 0.9

_INSERT = (
    f"INSERT INTO articles ({', '.join(CONTENT_COLUMNS)}, page_id, source_id, run_id, first_seen_at,"
    f" changed_at, checked_at, next_check_at) VALUES ({', '.join('?' * (len(CONTENT_COLUMNS) + 7))})"
)
_UPDATE = (
    f"UPDATE articles SET {', '.join(f'{column} = ?' for column in CONTENT_COLUMNS)},"
    " revision = ?, run_id = ?, changed_at = ? WHERE id = ?"
)

_ADD_ROWS = {
    table: f"INSERT INTO {table} (article_id, {', '.join(columns)}) VALUES (?{', ?' * len(columns)})"
    for table, columns in PARTS.items()
}
_ADD_NAMES = {
    kind: f"INSERT OR IGNORE INTO article_{kind}s (article_id, position, {kind}_id)"
    f" SELECT ?, ?, id FROM {kind}s WHERE name = ?"
    for kind in ("author", "tag")
}


def insert_article(
    db: Database,
    version: Version,
    *,
    page_id: int | None,
    source: int | None,
    run: int | None,
    at: str,
    next_check: str | None,
) -> int:
    """A new story and its first revision."""
    cursor = db.conn.execute(
        _INSERT, (*_values(version["article"]), page_id, source, run, at, at, at, next_check)
    )
    article_id = cursor.lastrowid
    assert article_id is not None
    _write_revision(db, article_id, 1, "first", version["article"], run=run, at=at)
    _write_parts(db, article_id, version, is_new=True)
    return article_id


def replace_version(
    db: Database,
    article_id: int,
    version: Version,
    kind: str,
    *,
    run: int | None,
    at: str,
    is_news: bool = True,
) -> int:
    """A new current version: the one before moves into its revision. Gives the new number.

    `is_news` says that the page changed; a new reading of the same page leaves the article's dates alone.
    """
    number, changed_by, changed_at = archive(db, article_id)
    number += 1
    if is_news:
        changed_by, changed_at = run, at
    db.conn.execute(_UPDATE, (*_values(version["article"]), number, changed_by, changed_at, article_id))
    _write_revision(db, article_id, number, kind, version["article"], run=run, at=at)
    _write_parts(db, article_id, version)
    return number


def undo_version(db: Database, article_id: int) -> int | None:
    """Take the current version away and bring back the one before, byte for byte; gives its number."""
    row = db.conn.execute(
        "SELECT r.number, r.body, r.snapshot FROM revisions r JOIN articles a ON a.id = r.article_id"
        " WHERE a.id = ? AND r.number < a.revision ORDER BY r.number DESC LIMIT 1",
        (article_id,),
    ).fetchone()
    if row is None:
        return None
    number, body, snapshot = row
    version = json.loads(compression.decompress(snapshot))
    version["article"] |= {"body": body, "text_hash": bytes.fromhex(version["article"]["text_hash"])}
    db.conn.execute(_UPDATE, (*_values(version["article"]), number, *version["changed"], article_id))
    db.conn.execute("DELETE FROM revisions WHERE article_id = ? AND number > ?", (article_id, number))
    db.conn.execute(
        "UPDATE revisions SET body = NULL, snapshot = NULL WHERE article_id = ? AND number = ?",
        (article_id, number),
    )
    _write_parts(db, article_id, version)
    return int(number)


def read_version(db: Database, article_id: int) -> Version:
    """The current version with all its parts."""
    sql = f"SELECT {', '.join(CONTENT_COLUMNS)} FROM articles WHERE id = ?"
    values = db.conn.execute(sql, (article_id,)).fetchone()
    version: Version = {"article": dict(zip(CONTENT_COLUMNS, values, strict=True))}
    for table, names in PARTS.items():
        order = "position, id" if table == "removals" else "position"
        sql = f"SELECT {', '.join(names)} FROM {table} WHERE article_id = ? ORDER BY {order}"
        version[table] = [list(row) for row in db.conn.execute(sql, (article_id,))]
    for kind in ("author", "tag"):
        sql = (
            f"SELECT n.name FROM article_{kind}s x JOIN {kind}s n ON n.id = x.{kind}_id"
            " WHERE x.article_id = ? ORDER BY x.position"
        )
        version[f"{kind}s"] = [name for (name,) in db.conn.execute(sql, (article_id,))]
    return version


def changed_fields(before: Version, after: Version) -> list[str]:
    """The columns and parts in which two versions differ; the reader's own version does not count."""
    columns = [
        name
        for name in CONTENT_COLUMNS
        if name != "extractor_version" and before["article"][name] != after["article"][name]
    ]
    return columns + [name for name in (*PARTS, "authors", "tags") if before[name] != after[name]]


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


def _values(article: Row) -> list[Any]:
    return [article[column] for column in CONTENT_COLUMNS]


def _write_revision(
    db: Database, article_id: int, number: int, kind: str, row: Row, *, run: int | None, at: str
) -> None:
    """The row that names a version; its text stays NULL while `articles` holds it."""
    db.conn.execute(
        "INSERT INTO revisions (article_id, number, kind, made_at, run_id, extractor_version, title,"
        " subtitle, body_words, text_hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(article_id, number, kind, at, run, row["extractor_version"]),
            *(row["title"], row["subtitle"], row["body_words"], row["text_hash"]),
        ),
    )


def archive(db: Database, article_id: int) -> tuple[int, int | None, str]:
    """Copy the current version into its revision; gives its number, and by which run and when it changed."""
    version = read_version(db, article_id)
    body = version["article"].pop("body")
    version["article"]["text_hash"] = version["article"]["text_hash"].hex()
    sql = "SELECT revision, run_id, changed_at FROM articles WHERE id = ?"
    number, run, changed_at = db.conn.execute(sql, (article_id,)).fetchone()
    version["changed"] = [run, changed_at]
    snapshot = compression.compress(json.dumps(version, ensure_ascii=False).encode())
    db.conn.execute(
        "UPDATE revisions SET body = ?, snapshot = ? WHERE article_id = ? AND number = ?",
        (body, snapshot, article_id, number),
    )
    return number, run, changed_at


def _write_parts(db: Database, article_id: int, version: Version, *, is_new: bool = False) -> None:
    """The ledger, authors, tags, images and links of the current version."""
    if not is_new:
        for table in (*PARTS, "article_authors", "article_tags"):
            db.conn.execute(f"DELETE FROM {table} WHERE article_id = ?", (article_id,))
    for table, sql in _ADD_ROWS.items():
        if version[table]:
            db.conn.executemany(sql, [(article_id, *row) for row in version[table]])
    _add_names(db, "author", article_id, version["authors"])
    _add_names(db, "tag", article_id, version["tags"])


def _add_names(db: Database, kind: str, article_id: int, names: Sequence[str]) -> None:
    """The article's authors or tags, in the page's order, each once. Nearly all are known already."""
    if not names:
        return
    rows = [(article_id, position, name) for position, name in enumerate(names)]
    if db.conn.executemany(_ADD_NAMES[kind], rows).rowcount < len(rows):
        db.conn.executemany(f"INSERT OR IGNORE INTO {kind}s (name) VALUES (?)", [(name,) for name in names])
        db.conn.executemany(_ADD_NAMES[kind], rows)
