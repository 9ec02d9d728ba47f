"""The frontier's rows: requests queued, waiting, leased by a run, done.

A queue is named after the spider that understands its requests. Rows that are done stay until the crawl is
finished, so that a crawl which died goes on without asking twice; then `sweep` takes them away.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta

from sqlite_utils import Database

from ingest.store.addresses import host_of
from ingest.store.clock import later, now
from ingest.store.connection import transaction

# A crawl that died longer ago than this starts anew: its listings have moved on.
RESUME_WITHIN = timedelta(hours=6)
# What a single command (`ingest fetch`) left when it was killed: nobody goes on with it.
ONCE_IS_OVER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A request to be queued. `request` is its JSON form, `fingerprint` what makes it the same request."""

    url: str
    fingerprint: bytes
    request: str
    priority: int = 0
    not_before: str | None = None
    is_repeatable: bool = False
    """Queue it again although it was done in this crawl (Scrapy's `dont_filter`)."""


@dataclass(frozen=True, slots=True)
class Lease:
    """A request given to a run. `id` goes back with the result."""

    id: int
    url: str
    host: str
    request: str
    attempts: int


class Queue:
    """One name's requests, shared by all runs that use the name."""

    def __init__(self, db: Database, name: str = "default") -> None:
        self._db = db
        self.name = name
        self._after_host = ""

    def named(self, name: str) -> Queue:
        """The queue of another name in the same file."""
        return Queue(self._db, name)

    def push(self, wanted: Iterable[Wanted]) -> int:
        """Queue what is not queued, leased or done in this crawl already; gives how many were new."""
        at = now()
        with transaction(self._db):
            return sum(self._push(each, at) for each in wanted)

    def has(self, fingerprint: bytes) -> bool:
        """Whether the request is known: queued, waiting, leased or done in this crawl."""
        sql = "SELECT 1 FROM frontier WHERE queue = ? AND fingerprint = ?"
        return self._db.conn.execute(sql, (self.name, fingerprint)).fetchone() is not None

    def lease(self, run: int, count: int = 1, *, busy_hosts: Collection[str] = ()) -> list[Lease]:
        """Take up to `count` requests, one host after the other, the best of each host first."""
        if not self.has_pending(timedelta(0)):  # a look costs no lock
            return []
        with transaction(self._db):
            self._wake(now())
            taken: list[Lease] = []
            while len(taken) < count and (lease := self._lease_next(run, busy_hosts)) is not None:
                taken.append(lease)
            return taken

    def done(self, lease: int) -> None:
        """The result is stored: call it in the same transaction. What was given back stays so."""
        self._db.conn.execute(
            "UPDATE frontier SET state = 'done', done_at = ?, request = '{}' WHERE id = ? AND state ="
            " 'leased'",
            (now(), lease),
        )

    def retry(self, lease: int, not_before: str | None = None, request: str | None = None) -> None:
        """Give a request back, to be tried again, after a while or at once."""
        state = "waiting" if not_before else "queued"
        self._db.conn.execute(
            "UPDATE frontier SET state = ?, not_before = ?, request = coalesce(?, request), attempts ="
            " attempts + 1,"
            " run_id = NULL, leased_at = NULL WHERE id = ?",
            (state, not_before, request, lease),
        )

    def release(self, run: int) -> int:
        """Give back all that a run holds; gives how many."""
        cursor = self._db.conn.execute(
            "UPDATE frontier SET state = 'queued', run_id = NULL, leased_at = NULL WHERE run_id = ? AND"
            " state = 'leased'",
            (run,),
        )
        return cursor.rowcount

    def pending(self, within: timedelta | None = None) -> int:
        """How many requests are queued, leased by any run, or waiting (no longer than `within`)."""
        limit = "9" if within is None else later(now(), within)
        sql = (
            "SELECT (SELECT count(*) FROM frontier WHERE queue = ? AND state = 'queued')"
            " + (SELECT count(*) FROM frontier WHERE queue = ? AND state = 'leased')"
            " + (SELECT count(*) FROM frontier WHERE state = 'waiting' AND queue = ? AND not_before <= ?)"
        )
        return int(self._db.conn.execute(sql, (self.name, self.name, self.name, limit)).fetchone()[0])

    def has_pending(self, within: timedelta) -> bool:
        """Whether anything is queued, or waits for no longer than `within`."""
        sql = (
            "SELECT EXISTS (SELECT 1 FROM frontier WHERE queue = ?1 AND state = 'queued') OR EXISTS"
            " (SELECT 1 FROM frontier WHERE queue = ?1 AND state = 'waiting' AND not_before <= ?2)"
        )
        return bool(self._db.conn.execute(sql, (self.name, later(now(), within))).fetchone()[0])

    def leased_by(self, run: int) -> list[tuple[int, str]]:
        """Lease and address of all that a run holds."""
        sql = "SELECT id, url FROM frontier WHERE queue = ? AND state = 'leased' AND run_id = ?"
        return list(self._db.conn.execute(sql, (self.name, run)))

    def sweep(self) -> None:
        """Forget what is done once nothing is left to do, or when the crawl it belongs to is long dead."""
        with transaction(self._db):
            if not self.pending():
                self._db.conn.execute("DELETE FROM frontier WHERE queue = ? AND state = 'done'", (self.name,))
            self._db.conn.execute(
                "DELETE FROM frontier WHERE queue = ? AND state = 'done' AND done_at < ?",
                (self.name, later(now(), -RESUME_WITHIN)),
            )
            self._db.conn.execute(
                "DELETE FROM frontier WHERE queue LIKE 'once-%' AND state != 'leased' AND added_at < ?",
                (later(now(), -ONCE_IS_OVER),),
            )

    def _push(self, wanted: Wanted, at: str) -> int:
        cursor = self._db.conn.execute(
            "INSERT INTO frontier (queue, fingerprint, url, host, state, priority, not_before, added_at,"
            " request)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (queue, fingerprint) DO UPDATE SET"
            " state = excluded.state, priority = excluded.priority, not_before = excluded.not_before,"
            " request = excluded.request, attempts = 0, run_id = NULL, leased_at = NULL, done_at = NULL"
            " WHERE ? AND state = 'done'",
            (
                *(self.name, wanted.fingerprint, wanted.url, host_of(wanted.url)),
                *("waiting" if wanted.not_before else "queued", wanted.priority, wanted.not_before, at),
                *(wanted.request, wanted.is_repeatable),
            ),
        )
        return cursor.rowcount

    def _wake(self, at: str) -> None:
        self._db.conn.execute(
            "UPDATE frontier SET state = 'queued', not_before = NULL WHERE state = 'waiting' AND"
            " not_before <= ?",
            (at,),
        )

    def _lease_next(self, run: int, busy_hosts: Collection[str]) -> Lease | None:
        row = self._next_after(self._after_host, busy_hosts)
        if row is None and self._after_host:
            self._after_host = ""
            row = self._next_after("", busy_hosts)
        if row is None:
            return None
        lease = Lease(*row)
        self._after_host = lease.host
        self._db.conn.execute(
            "UPDATE frontier SET state = 'leased', run_id = ?, leased_at = ? WHERE id = ?",
            (run, now(), lease.id),
        )
        return lease

    def _next_after(self, host: str, busy_hosts: Collection[str]) -> tuple[int, str, str, str, int] | None:
        """The best request of the first host after `host`: one step in the index `frontier_next`."""
        while True:
            row: tuple[int, str, str, str, int] | None = self._db.conn.execute(
                "SELECT id, url, host, request, attempts FROM frontier WHERE queue = ? AND state = 'queued'"
                " AND host > ? ORDER BY host, priority DESC, id LIMIT 1",
                (self.name, host),
            ).fetchone()
            if row is None or row[2] not in busy_hosts:
                return row
            host = row[2]
