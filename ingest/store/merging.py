"""Two rows that turn out to be one story become one: nothing that either held is lost."""

from __future__ import annotations

import json

from sqlite_utils import Database

from ingest.items import Article, Page
from ingest.store import compression
from ingest.store.articles import archive
from ingest.store.stories import article_at, is_same_story


def absorb_copies(db: Database, article_id: int, article: Article, page: Page) -> list[int]:
    """Take in the stories that were stored under this page's addresses before it named its canonical one.

    Gives the rows that are gone; their addresses lead to `article_id` now.
    """
    others = {
        other
        for address in (page.url, page.requested_url, *page.redirects)
        if address and (other := article_at(db, address)) not in (None, article_id)
    }
    if not others or not is_same_story(db, article_id, article):
        return []
    absorbed = [other for other in sorted(others) if is_same_story(db, other, article)]
    for other in absorbed:
        _absorb(db, article_id, other)
    return absorbed


def _absorb(db: Database, article_id: int, other: int) -> None:
    """The other row's versions become earlier revisions, its addresses aliases, its attempts attempts."""
    archive(db, other)
    _take_revisions(db, article_id, other)
    for table in ("attempts", "aliases"):
        db.conn.execute(f"UPDATE {table} SET article_id = ? WHERE article_id = ?", (article_id, other))
    db.conn.execute("UPDATE OR IGNORE restored SET article_id = ? WHERE article_id = ?", (article_id, other))
    db.conn.execute(
        "UPDATE articles SET first_seen_at = min(articles.first_seen_at, o.first_seen_at),"
        " source_id = coalesce(articles.source_id, o.source_id)"
        " FROM (SELECT first_seen_at, source_id FROM articles WHERE id = ?1) AS o WHERE articles.id = ?2",
        (other, article_id),
    )
    db.conn.execute("DELETE FROM articles WHERE id = ?", (other,))
    db.conn.execute(
        "UPDATE articles SET cluster_id = NULL WHERE id = ?1 AND NOT EXISTS"
        " (SELECT 1 FROM articles o WHERE o.cluster_id = articles.cluster_id AND o.id <> ?1)",
        (article_id,),
    )


def _take_revisions(db: Database, article_id: int, other: int) -> None:
    """All versions of both in the order they were made, the current one last."""
    sql = "SELECT url, host, revision FROM articles WHERE id = ?"
    url, host, current = db.conn.execute(sql, (article_id,)).fetchone()
    for key, packed in db.conn.execute(
        "SELECT id, snapshot FROM revisions WHERE article_id = ?", (other,)
    ).fetchall():
        version = json.loads(compression.decompress(packed))
        version["article"] |= {"url": url, "host": host}  # an undo brings a text back and no second row
        snapshot = compression.compress(json.dumps(version, ensure_ascii=False).encode())
        db.conn.execute(
            "UPDATE revisions SET snapshot = ?, kind = kind || ' (merged)' WHERE id = ?", (snapshot, key)
        )
    ordered = db.conn.execute(
        "SELECT id FROM revisions WHERE article_id IN (?1, ?2)"
        " ORDER BY article_id = ?1 AND number = ?3, made_at, id",
        (article_id, other, current),
    ).fetchall()
    # Numbers are unique within a story: all are moved out of the way before they are given anew.
    db.conn.execute("UPDATE revisions SET number = -number WHERE article_id = ?", (article_id,))
    for number, (key,) in enumerate(ordered, 1):
        db.conn.execute(
            "UPDATE revisions SET article_id = ?, number = ? WHERE id = ?", (article_id, number, key)
        )
    db.conn.execute("UPDATE articles SET revision = ? WHERE id = ?", (len(ordered), article_id))
