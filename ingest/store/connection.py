"""Opening the database file: pragmas, upgrades with a copy kept, and errors that a person can act on."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlite_utils import Database

from ingest.errors import StoreFailed
from ingest.store.migrations import known, migrations

# "INGS": marks the file as a library, so that a stranger's database is never migrated by mistake.
APPLICATION_ID = 0x494E4753
# A second run holds the write lock for milliseconds, a backup or VACUUM for seconds.
BUSY_SECONDS = 30.0
# Enough for every statement of a save; sqlite3's default of 128 is shared with the readers' own.
CACHED_STATEMENTS = 256
# 32 MB: the index pages that saving touches stay in memory; the default of 2 MB spills at 50,000 articles.
CACHE_KIB = 32_768
# 16 MB: what a few groups of articles write twice is copied to the file once; 4 % of saving.
CHECKPOINT_PAGES = 4000


def open_database(
    path: str | os.PathLike[str], *, create: bool = True, wait: float = BUSY_SECONDS
) -> Database:
    """Open a library for writing, make or upgrade its tables, and keep a copy of an older file beside it.

    `wait` is how many seconds another writer is waited for.
    """
    with store_errors(path):
        in_memory = str(path) == ":memory:"
        exists = in_memory or Path(path).exists()
        if not exists and not create:
            raise StoreFailed("there is no library here", str(path))
        connection = sqlite3.connect(
            path, timeout=wait, isolation_level=None, cached_statements=CACHED_STATEMENTS
        )
        try:
            db = Database(connection)
            _prepare(db, Path(path))
        except BaseException:
            connection.close()
            raise
        return db


@contextmanager
def store_errors(path: object = None) -> Iterator[None]:
    """Turn SQLite's errors into `StoreFailed`, each with what a person can do about it.

    Errors of one statement's values stay what they are: they concern one article and not the file.
    """
    about = None if path is None else str(path)
    try:
        yield
    except (sqlite3.IntegrityError, sqlite3.DataError, sqlite3.ProgrammingError, sqlite3.InterfaceError):
        raise
    except sqlite3.Error as error:
        raise StoreFailed(_explain(error), about) from error


@contextmanager
def transaction(db: Database) -> Iterator[None]:
    """A transaction that takes the write lock at once: to take it later could not wait."""
    execute = db.conn.execute
    is_nested = db.conn.in_transaction
    execute("SAVEPOINT part" if is_nested else "BEGIN IMMEDIATE")
    try:
        yield
        execute("RELEASE part" if is_nested else "COMMIT")
    except BaseException:
        # A full disk or a failed write may have undone the whole transaction already.
        if db.conn.in_transaction:
            execute("ROLLBACK TO part" if is_nested else "ROLLBACK")
            if is_nested:
                execute("RELEASE part")
        raise


def _prepare(db: Database, path: Path) -> None:
    _refuse_strangers(db, path)
    db.conn.execute("PRAGMA journal_mode = WAL")
    for pragma in (
        "synchronous = NORMAL",
        "foreign_keys = ON",
        f"cache_size = -{CACHE_KIB}",
        "temp_store = MEMORY",
        f"wal_autocheckpoint = {CHECKPOINT_PAGES}",
    ):
        db.conn.execute(f"PRAGMA {pragma}")
    if migrations.pending(db):
        _upgrade(db, path)


def _refuse_strangers(db: Database, path: Path) -> None:
    applied = [step.name for step in migrations.applied(db)]
    unknown = [name for name in applied if name not in known()]
    if unknown:
        raise StoreFailed(
            f"the library was written by a newer version of ingest (it has “{unknown[-1]}”); upgrade ingest",
            str(path),
        )
    application_id = db.conn.execute("PRAGMA application_id").fetchone()[0]
    if not applied and db.table_names() and application_id != APPLICATION_ID:
        raise StoreFailed("this database holds other tables and is not a library of ingest", str(path))


def _upgrade(db: Database, path: Path) -> None:
    """Apply what is pending; two processes may try at once, so look again once the lock is held."""
    done = len(migrations.applied(db))
    if done:
        _copy(db, path.with_name(f"{path.name}.before-{done + 1}.bak"))
    with transaction(db):
        migrations.apply(db)
        db.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def _copy(db: Database, target: Path) -> None:
    """A copy of the file as it was; an earlier copy of the same version is left alone."""
    if target.exists():
        return
    draft = target.with_name(target.name + ".part")
    with closing(sqlite3.connect(draft)) as copy:
        db.conn.backup(copy)
    draft.rename(target)


def _explain(error: sqlite3.Error) -> str:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    advice = {
        sqlite3.SQLITE_FULL: "the disk is full; make room and run again, nothing stored is lost",
        sqlite3.SQLITE_IOERR: "the disk refused to write (full, failing, over quota); nothing stored is lost",
        sqlite3.SQLITE_BUSY: "another program held the database for too long; close it and run again",
        sqlite3.SQLITE_LOCKED: "another program has locked the database; close it and run again",
        sqlite3.SQLITE_READONLY: "the file or its folder is read-only; give write permission or another --db",
        sqlite3.SQLITE_CANTOPEN: "the file cannot be opened; does its folder exist and may you write there?",
        sqlite3.SQLITE_PERM: "permission to the file is denied",
        sqlite3.SQLITE_NOTADB: "the file is not a SQLite database",
        sqlite3.SQLITE_CORRUPT: "the database is damaged; see `PRAGMA integrity_check` and restore a copy",
    }.get(code)
    return f"{advice} ({error})" if advice else f"{type(error).__name__}: {error}"
