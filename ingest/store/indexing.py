"""What is done once for a group of articles instead of once an article: search indexes and story clusters.

Triggers note in `unindexed` which articles are new or have new text; `index_waiting` runs before each commit.
"""

from __future__ import annotations

import sqlite3

from ingest.store import clusters, search_index


def index_waiting(db: sqlite3.Connection) -> None:
    """Bring the indexes and clusters up to date with all articles that wait."""
    waiting = db.execute(
        "SELECT a.id, a.title, a.subtitle, a.body FROM unindexed u JOIN articles a ON a.id = u.article_id"
    ).fetchall()
    if not waiting:
        return
    search_index.fill(db, waiting)
    clusters.place(db, [(number, body) for number, _, _, body in waiting])
    db.execute("DELETE FROM unindexed")
