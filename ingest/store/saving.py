"""From an article and its page to rows: new, changed, unchanged, or the stored text kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sqlite_utils import Database

from ingest.items import Article, Page
from ingest.store import articles, merging, pages, stories, worse
from ingest.store.addresses import clean_address
from ingest.store.clock import utc
from ingest.store.rechecks import checked, next_check
from ingest.store.rows import Row, Version, as_version

Outcome = Literal["new", "changed", "unchanged", "kept"]


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a page: a new story, a revision, nothing, or the stored text kept for a `reason`."""

    outcome: Outcome
    url: str
    article_id: int
    reason: str | None = None


def save_article(db: Database, article: Article, page: Page, *, run: int | None, keep_body: bool) -> Saved:
    """Store what was read from a page, with its page and its addresses."""
    at = utc(page.fetched_at)
    known, url = stories.find_story(db, article, page)
    version = as_version(article, url, extractor_version())
    if known is None:
        return _insert(db, article, version, page, run=run, at=at, keep_body=keep_body)
    merging.absorb_copies(db, known, article, page)
    stored, row = stored_text(db, known), version["article"]
    paywalled = None if stored["paywalled"] is None else bool(stored["paywalled"])
    before = worse.Stored(stored["title"], stored["body_words"], paywalled)
    words = row["body_words"]
    reason = worse.why_worse(before, article, page, words)
    if reason is not None:
        write_attempt(db, known, page.url, reason, at, run=run, status=page.status, body_words=words)
        return Saved("kept", stored["url"], known, reason)
    page_id = pages.write_page(db, page, run=run, keep_body=keep_body)
    stories.write_aliases(db, known, stored["url"], article, page, at)
    db.conn.execute("UPDATE articles SET page_id = ? WHERE id = ?", (page_id, known))
    outcome: Outcome = "unchanged"
    kind = None
    if row["text_hash"] != stored["text_hash"]:
        outcome, kind = "changed", articles.kind_of_change(stored, row)
        row |= {"url": stored["url"], "host": stored["host"]}
        articles.replace_version(db, known, version, kind, run=run, at=at)
    checked(db, known, at)
    return Saved(outcome, stored["url"], known, kind)


def stored_text(db: Database, article_id: int) -> Row:
    """What a new reading is compared with."""
    columns = ("url", "host", "title", "subtitle", "body", "body_words", "paywalled", "text_hash")
    sql = f"SELECT {', '.join(columns)} FROM articles WHERE id = ?"
    return dict(zip(columns, db.conn.execute(sql, (article_id,)).fetchone(), strict=True))


def write_attempt(
    db: Database, article_id: int, url: str, reason: str, at: str, *, run: int | None, status: int | None,
    body_words: int | None = None,
) -> None:  # fmt: skip
    """A fetch that would have made the article worse: noted, not stored."""
    db.conn.execute(
        "INSERT INTO attempts (article_id, url, made_at, run_id, reason, status, body_words)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (article_id, clean_address(url), at, run, reason, status, body_words),
    )
    checked(db, article_id, at)


def extractor_version() -> str:
    """The version of ingest that reads."""
    from ingest import __version__

    return __version__


def _insert(
    db: Database, article: Article, version: Version, page: Page, *, run: int | None, at: str, keep_body: bool
) -> Saved:
    url = version["article"]["url"]
    article_id = articles.insert_article(
        db,
        version,
        page_id=pages.write_page(db, page, run=run, keep_body=keep_body),
        source=pages.source_id(page),
        run=run,
        at=at,
        next_check=next_check(version["article"]["published_utc"] or at, at),
    )
    stories.write_aliases(db, article_id, url, article, page, at)
    return Saved("new", url, article_id)
