"""Writing what a better extractor read out of a kept page, and taking a whole run of it back.

A re-extraction changes what was read and nothing of what was fetched: pages, dates of change and of the next
look stay as they are.
"""

from __future__ import annotations

from sqlite_utils import Database

from ingest.items import Article
from ingest.store import articles
from ingest.store.clock import now
from ingest.store.rows import Version, as_version

KIND = "re-extraction"


def as_stored(article: Article, url: str, host: str, extractor_version: str) -> Version:
    """The article as `articles.read_version` would give it once it is written: for comparing before."""
    version = as_version(article, url, extractor_version)
    version["article"]["host"] = host
    return version


def rewrite(db: Database, article_id: int, version: Version, run: int) -> None:
    """Make `version` the current one; the one before is kept whole in its revision."""
    articles.replace_version(db, article_id, version, KIND, run=run, at=now(), is_news=False)


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
            articles.undo_version(db, article_id)
        else:
            changed_since.append(article_id)
    return len(found) - len(changed_since), changed_since
