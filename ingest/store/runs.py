"""Runs: who works on the library now, what each one did, and which have died."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlite_utils import Database

from ingest.store.clock import later, now
from ingest.store.connection import transaction

# A live run says so every few seconds; a machine that sleeps or swaps may miss a few.
SILENT_IS_DEAD = timedelta(minutes=2)
COUNTERS = frozenset("requests bytes pages new changed unchanged kept failed".split())


class Runs:
    """The rows of `runs`, and the leases that dead ones left."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def start(
        self, command: str, *, queue: str | None = None, arguments: Mapping[str, Any] | None = None
    ) -> int:
        """A new run; leases of runs that died go back to the queue first."""
        from ingest import __version__

        with transaction(self._db):
            self.bury_dead()
            at = now()
            cursor = self._db.conn.execute(
                "INSERT INTO runs (command, queue, arguments, version, machine, pid, started_at,"
                " heartbeat_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    *(command, queue, json.dumps(arguments or {}, default=str), __version__),
                    *(socket.gethostname(), os.getpid(), at, at),
                ),
            )
            assert cursor.lastrowid is not None
            return cursor.lastrowid

    def heartbeat(self, run: int) -> None:
        """Say that the run is alive, and take back what others left when they died."""
        with transaction(self._db):
            self._db.conn.execute(
                "UPDATE runs SET heartbeat_at = ? WHERE id = ? AND finished_at IS NULL", (now(), run)
            )
            self.bury_dead()

    def count(self, run: int | None, **counters: int) -> None:
        """Add to the run's counters: requests, bytes, pages, new, changed, unchanged, kept, failed."""
        assert counters.keys() <= COUNTERS
        if run is not None:
            sets = ", ".join(f"{name} = {name} + ?" for name in counters)
            self._db.conn.execute(f"UPDATE runs SET {sets} WHERE id = ?", (*counters.values(), run))

    def finish(self, run: int, outcome: str = "finished", summary: Mapping[str, Any] | None = None) -> None:
        """Close the run and give back what it still holds."""
        with transaction(self._db):
            self._db.conn.execute(
                "UPDATE runs SET finished_at = ?, heartbeat_at = ?, outcome = ?, summary = ? WHERE id = ?",
                (now(), now(), outcome, json.dumps(summary or {}, default=str), run),
            )
            self._release(run)

    def alive(self, queue: str | None = None) -> list[int]:
        """The runs that work now, on one queue or on any."""
        sql = (
            "SELECT id, machine, pid, heartbeat_at FROM runs"
            " WHERE finished_at IS NULL AND (?1 IS NULL OR queue = ?1)"
        )
        return [row[0] for row in self._db.conn.execute(sql, (queue,)) if not _is_dead(*row[1:])]

    def bury_dead(self) -> int:
        """Close the runs that died and release their leases; gives how many leases came back."""
        sql = "SELECT id, machine, pid, heartbeat_at FROM runs WHERE finished_at IS NULL"
        released = 0
        for run, machine, pid, heartbeat_at in self._db.conn.execute(sql).fetchall():
            if _is_dead(machine, pid, heartbeat_at):
                self._db.conn.execute(
                    "UPDATE runs SET finished_at = heartbeat_at, outcome = 'died' WHERE id = ?", (run,)
                )
                released += self._release(run)
        return released

    def _release(self, run: int) -> int:
        sql = (
            "UPDATE frontier SET state = 'queued', run_id = NULL, leased_at = NULL"
            " WHERE run_id = ? AND state = 'leased'"
        )
        return self._db.conn.execute(sql, (run,)).rowcount


def _is_dead(machine: str, pid: int, heartbeat_at: str) -> bool:
    if heartbeat_at < later(now(), -SILENT_IS_DEAD):
        return True
    return machine == socket.gethostname() and not _is_running(pid)


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
