"""Pages beside what they resemble: zstd with a page of the same host as dictionary.

The first page of a host becomes its dictionary and is stored once: in `pages` it has a body of no bytes.
Hosts' first pages resemble each other a little: one trained on some of them compresses the rest.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from ingest.store import compression as zstd
from ingest.store.clock import later, now

if TYPE_CHECKING:
    from sqlite_utils import Database

# Level 6 takes 1.8 ms for a page of 200 KB; level 12 saves 3 % more for four times the time.
_LEVEL = 6
# Once a host: 3 % less for 1 ms more.
_DICTIONARY_LEVEL = 9
# The longest match that level 6 looks back for; what lies behind it is not used.
_MOST_BYTES = 500_000
# A page without a frame helps no other.
_LEAST_BYTES = 1000
# Sites are redesigned once in a while; a page of last year helps little.
_DAYS = timedelta(days=60)
# The host of the dictionary that all hosts share; a page from a file has the host "".
_ALL_HOSTS = "*"
# Trained on 64 first pages it saves 6 % of the others, on 128 7 %; training takes 7 ms a page.
_SAMPLES, _SAMPLE_BYTES = 128, 300_000
# A digested dictionary takes 1.5 MB, at most 4; beyond this many the oldest are read again when needed.
_KEPT_LOADED = 32


def compress(db: Database, host: str, page: bytes) -> tuple[int | None, bytes]:
    """A page's bytes for `pages.body` and the dictionary that reads them; b"" where that is the page."""
    found = _of(db).of_host.get(host) or _newest(db, host)
    is_first = found is None and len(page) >= _LEAST_BYTES
    if is_first:
        found = _add(db, host, page[:_MOST_BYTES], _shared(db))
    if found is None:
        return None, zstd.compress(page, _LEVEL)
    _of(db).of_host[host] = found
    if is_first and len(page) <= _MOST_BYTES:
        return found, b""
    return found, zstd.compress(page, _LEVEL, zstd_dict=_load(db, found).as_digested_dict)


def decompress(db: Database, body: bytes, dictionary_id: int | None) -> bytes:
    """A page's bytes from what `pages.body` holds."""
    if dictionary_id is None:
        return zstd.decompress(body)
    if not body:
        return _read(db, dictionary_id)[1]
    return zstd.decompress(body, zstd_dict=_load(db, dictionary_id))


def prune(db: Database) -> None:
    """Forget the dictionaries that nothing is compressed with any more."""
    sql = (
        "DELETE FROM dictionaries WHERE id NOT IN"
        " (SELECT dictionary_id FROM pages WHERE dictionary_id IS NOT NULL UNION"
        " SELECT dictionary_id FROM dictionaries WHERE dictionary_id IS NOT NULL)"
    )
    while db.conn.execute(sql).rowcount:  # the last host's dictionary frees the one that all share
        pass
    forget(db)


def forget(db: Database) -> None:
    """What was read may be gone: after a prune, or a transaction that was undone."""
    _of(db).clear()


class _Known:
    """What one connection has read: dictionaries by id, and the newest of each host."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        self.loaded: dict[int, zstd.ZstdDict] = {}
        self.of_host: dict[str, int] = {}


_known: WeakKeyDictionary[Database, _Known] = WeakKeyDictionary()


def _of(db: Database) -> _Known:
    return _known.setdefault(db, _Known())


def _load(db: Database, dictionary_id: int) -> zstd.ZstdDict:
    loaded = _of(db).loaded
    if dictionary_id not in loaded:
        host, data = _read(db, dictionary_id)
        if len(loaded) >= _KEPT_LOADED:
            del loaded[next(iter(loaded))]
        loaded[dictionary_id] = zstd.ZstdDict(data, is_raw=host != _ALL_HOSTS)
    return loaded[dictionary_id]


def _read(db: Database, dictionary_id: int) -> tuple[str, bytes]:
    row = db.conn.execute("SELECT * FROM dictionaries WHERE id = ?", (dictionary_id,)).fetchone()
    _, host, _, body, *rest = row
    # A library of the first version, opened for reading alone, has no such column.
    return host, decompress(db, body, rest[0] if rest else None)


def _newest(db: Database, host: str) -> int | None:
    since = later(now(), -_DAYS)
    sql = "SELECT id FROM dictionaries WHERE host = ? AND made_at >= ? ORDER BY id DESC LIMIT 1"
    row = db.conn.execute(sql, (host, since)).fetchone()
    return int(row[0]) if row else None


def _add(db: Database, host: str, data: bytes, shared: int | None) -> int:
    dictionary = None if shared is None else _load(db, shared).as_digested_dict
    body = zstd.compress(data, _DICTIONARY_LEVEL, zstd_dict=dictionary)
    sql = "INSERT INTO dictionaries (host, made_at, body, dictionary_id) VALUES (?, ?, ?, ?) RETURNING id"
    return int(db.conn.execute(sql, (host, now(), body, shared)).fetchone()[0])


def _shared(db: Database) -> int | None:
    """The dictionary of all hosts, trained once enough of them are known."""
    known = _of(db).of_host
    found = known.get(_ALL_HOSTS)
    if found is None:
        sql = "SELECT id FROM dictionaries WHERE host = ? ORDER BY id DESC LIMIT 1"
        row = db.conn.execute(sql, (_ALL_HOSTS,)).fetchone()
        found = int(row[0]) if row else _train(db)
    if found is not None:
        known[_ALL_HOSTS] = found
    return found


def _train(db: Database) -> int | None:
    sql = "SELECT id FROM dictionaries ORDER BY id DESC LIMIT ?"
    ids = [row[0] for row in db.conn.execute(sql, (_SAMPLES,))]
    if len(ids) < _SAMPLES:
        return None
    samples = [_read(db, dictionary_id)[1][:_SAMPLE_BYTES] for dictionary_id in ids]
    try:
        trained = zstd.train_dict(samples, _MOST_BYTES)
    except zstd.ZstdError:  # pages too small or too much alike to learn from: not now
        return None
    return _add(db, _ALL_HOSTS, trained.dict_content, None)
