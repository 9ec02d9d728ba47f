"""What people decided against the cleaners: blocks put back, rules switched off, texts dropped."""

from __future__ import annotations

from typing import Any

from sqlite_utils import Database

from ingest.errors import NotFound
from ingest.items import Overrides, Removal, fingerprint
from ingest.store.addresses import host_of
from ingest.store.clock import now
from ingest.store.connection import transaction
from ingest.store.stories import article_at

_REMOVAL = "category, rule, text, position, version, confidence, markup"


class Corrections:
    """The rows of `restored`, `kept_rules` and `dropped`, which every later reading respects."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def restore(self, article_id: int, number: int) -> Removal:
        """Put the ledger's NUMBER-th block (from 1) back for good. Raises `NotFound` where there is none."""
        sql = f"SELECT {_REMOVAL} FROM removals WHERE article_id = ? ORDER BY position, id LIMIT 1 OFFSET ?"
        row = self._db.conn.execute(sql, (article_id, number - 1)).fetchone() if number > 0 else None
        if row is None:
            raise NotFound(f"the ledger has no block {number}")
        removal = Removal(*row)
        with transaction(self._db):
            self._db.conn.execute(
                "INSERT OR IGNORE INTO restored (article_id, fingerprint, text, restored_at) VALUES (?,"
                " ?, ?, ?)",
                (article_id, removal.fingerprint, removal.text, now()),
            )
        return removal

    def keep(self, rule: str, host: str = "") -> None:
        """Switch a rule, or a whole category, off for a host; for all of them where none is named."""
        with transaction(self._db):
            self._db.conn.execute(
                "INSERT OR IGNORE INTO kept_rules (rule, host, kept_at) VALUES (?, ?, ?)", (rule, host, now())
            )

    def use_again(self, rule: str, host: str = "") -> bool:
        """Switch a rule on again; False where it was not off."""
        with transaction(self._db):
            sql = "DELETE FROM kept_rules WHERE rule = ? AND host = ?"
            return self._db.conn.execute(sql, (rule, host)).rowcount > 0

    def convicted_by(self, rule: str, host: str = "") -> list[int]:
        """The articles of a host from which a rule, or a category, took something."""
        sql = (
            "SELECT DISTINCT r.article_id FROM removals r JOIN articles a ON a.id = r.article_id"
            " WHERE ?1 IN (r.rule, r.category) AND ?2 IN ('', a.host) ORDER BY 1"
        )
        return [row[0] for row in self._db.conn.execute(sql, (rule, host))]

    def drop(self, text: str, host: str) -> None:
        """Take a text out of all articles of a host, wherever it is a block of its own."""
        with transaction(self._db):
            self._db.conn.execute(
                "INSERT OR IGNORE INTO dropped (host, fingerprint, text, dropped_at) VALUES (?, ?, ?, ?)",
                (host, fingerprint(text), text, now()),
            )

    def leave_in(self, text: str, host: str) -> bool:
        """Drop a text no more; False where it was not dropped."""
        with transaction(self._db):
            sql = "DELETE FROM dropped WHERE host = ? AND fingerprint = ?"
            return self._db.conn.execute(sql, (host, fingerprint(text))).rowcount > 0

    def dropped(self, host: str) -> list[str]:
        """The texts that are taken out of a host's articles."""
        sql = "SELECT text FROM dropped WHERE host = ? ORDER BY dropped_at, text"
        return [row[0] for row in self._db.conn.execute(sql, (host,))]

    def without(self, text: str, host: str) -> list[int]:
        """The articles of a host that a text was taken out of by hand."""
        sql = (
            "SELECT DISTINCT r.article_id, r.text FROM removals r JOIN articles a ON a.id = r.article_id"
            " WHERE r.category = 'dropped' AND a.host = ? ORDER BY 1"
        )
        name = fingerprint(text)
        return [row[0] for row in self._db.conn.execute(sql, (host,)) if fingerprint(row[1]) == name]


def overrides_of(db: Database, url: str, article_id: int | None = None) -> Overrides:
    """What holds for a page: its site's rules that are off and texts that leave, its own blocks put back."""
    host = host_of(url)
    rules = _column(db, "SELECT rule FROM kept_rules WHERE host IN ('', ?)", host)
    dropped: frozenset[str] = frozenset()
    # A library of an earlier version may be read without being upgraded.
    if db.execute("SELECT 1 FROM sqlite_master WHERE name = 'dropped'").fetchone():
        dropped = _column(db, "SELECT fingerprint FROM dropped WHERE host = ?", host)
    kept: frozenset[str] = frozenset()
    # Nearly every library has none: then no page pays for the look at its article.
    if db.conn.execute("SELECT 1 FROM restored LIMIT 1").fetchone():
        known = article_at(db, url) if article_id is None else article_id
        kept = _column(db, "SELECT fingerprint FROM restored WHERE article_id = ?", known)
    return Overrides(rules, kept, dropped)


def _column(db: Database, sql: str, value: Any) -> frozenset[str]:
    return frozenset(row[0] for row in db.conn.execute(sql, (value,)))
