"""Which story a page belongs to, and every address that leads there."""

from __future__ import annotations

from sqlite_utils import Database

from ingest.items import Article, Page
from ingest.store.addresses import address_key, clean_address
from ingest.store.rows import normalise

# Two readings of one story share most of their three-word runs, even after a rewrite; two stories of one site
# share a stock phrase or two.
SAME_STORY = 0.25
SHINGLE = 3


def find_story(db: Database, article: Article, page: Page) -> tuple[int | None, str]:
    """The stored article that this page updates, if any, and the address the story is kept under."""
    own = clean_address(page.url)
    canonical = clean_address(article.canonical_url) if article.canonical_url else own
    if address_key(canonical) != address_key(own):
        claimed = article_at(db, canonical)
        if claimed is not None and is_same_story(db, claimed, article):
            return claimed, canonical
        if claimed is not None:
            _contest(db, claimed, canonical)
        if claimed is not None or _is_contested(db, canonical):
            canonical = own
    found = article_at(db, own)
    if found is None and page.requested_url and address_key(page.requested_url) != address_key(own):
        found = article_at(db, page.requested_url)
        if found is not None and not is_same_story(db, found, article):
            found = None
    if found is None:
        if canonical != own and _holder(db, canonical) is not None:
            canonical = own
        _evict(db, own)
    return found, canonical


def article_at(db: Database, url: str) -> int | None:
    """The article that an address leads to, in any of its spellings."""
    row = db.conn.execute(
        "SELECT article_id FROM aliases WHERE key = ? AND article_id IS NOT NULL LIMIT 1", (address_key(url),)
    ).fetchone()
    return int(row[0]) if row else None


def write_aliases(
    db: Database, article_id: int, url: str, article: Article, page: Page | None, at: str
) -> None:
    """Every address seen on the way to the story."""
    seen = {}
    if page is not None:
        seen[clean_address(page.url)] = "answered"
        seen.setdefault(url, "story")
        if page.requested_url:
            seen.setdefault(clean_address(page.requested_url), "requested")
        for redirect in page.redirects:
            seen.setdefault(clean_address(redirect), "redirect")
    db.conn.executemany(
        "INSERT INTO aliases (url, key, article_id, kind, seen_at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (url) DO UPDATE SET article_id = excluded.article_id"
        ", kind = excluded.kind"
        " WHERE article_id IS NOT excluded.article_id AND excluded.kind IN ('story', 'answered')"
        " OR (excluded.kind = 'answered' AND kind = 'story')",
        [(address, address_key(address), article_id, kind, at) for address, kind in seen.items()],
    )


def is_same_story(db: Database, article_id: int, article: Article) -> bool:
    """Whether the stored text and the new one are readings of one story."""
    row = db.conn.execute("SELECT title, body FROM articles WHERE id = ?", (article_id,)).fetchone()
    title, body = row
    if normalise(body) == normalise(article.body):
        return True
    old, new = _shingles(body), _shingles(article.body)
    smaller = min(len(old), len(new))
    if not smaller:
        return bool(title) and normalise(title) == normalise(article.title)
    return len(old & new) / smaller >= SAME_STORY


def _contest(db: Database, article_id: int, canonical: str) -> None:
    """Two stories claim one address: it belongs to neither, unless one was fetched from there."""
    key = address_key(canonical)
    sql = "SELECT 1 FROM aliases WHERE key = ? AND article_id = ? AND kind = 'answered'"
    if db.conn.execute(sql, (key, article_id)).fetchone():
        return
    _evict(db, canonical)
    db.conn.execute("UPDATE aliases SET article_id = NULL, kind = 'contested' WHERE key = ?", (key,))


def _holder(db: Database, url: str) -> int | None:
    row = db.conn.execute("SELECT id FROM articles WHERE url = ?", (url,)).fetchone()
    return int(row[0]) if row else None


def _evict(db: Database, url: str) -> None:
    """A story that holds an address which is not its own is kept under the one it was fetched from."""
    holder = _holder(db, url)
    if holder is None:
        return
    sql = "SELECT p.url FROM pages p JOIN articles a ON a.page_id = p.id WHERE a.id = ?"
    row = db.conn.execute(sql, (holder,)).fetchone()
    address = row[0] if row and _holder(db, row[0]) is None else f"{url}#{holder}"
    db.conn.execute("UPDATE articles SET url = ? WHERE id = ?", (address, holder))
    db.conn.execute(
        "INSERT OR REPLACE INTO aliases (url, key, article_id, kind, seen_at)"
        " SELECT ?1, ?2, id, 'story', checked_at FROM articles WHERE id = ?3",
        (address, address_key(address) if row and address == row[0] else address, holder),
    )


def _is_contested(db: Database, url: str) -> bool:
    sql = "SELECT 1 FROM aliases WHERE key = ? AND article_id IS NULL"
    return db.conn.execute(sql, (address_key(url),)).fetchone() is not None


def _shingles(text: str) -> set[str]:
    words = normalise(text).split()
    if len(words) * 8 < len(text):  # a script without spaces: runs of letters serve as words
        words = list("".join(words))
    return {" ".join(words[i : i + SHINGLE]) for i in range(max(0, len(words) - SHINGLE + 1))}
