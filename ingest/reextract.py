"""Reading kept pages again with the extractor of today: what would change, then the change itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from sqlite_utils import Database

import ingest
from ingest.cores import in_order
from ingest.errors import UnreadablePage
from ingest.items import Article, Overrides, Page
from ingest.query import Filters, Reader, open_library
from ingest.query.filters import condition
from ingest.reading import read_complete
from ingest.store import Library, reextraction
from ingest.store.articles import read_version
from ingest.store.corrections import overrides_of
from ingest.store.worse import Stored, why_worse

# Some 0.2 s of work: long enough that sending it costs nothing, short enough to show progress.
_CHUNK = 20
# How sure the extractor is, which one it was, and what follows from other values: no reason for a version.
_NOT_CONTENT = {
    *("confidence", "extractor_version", "text_hash", "provenance", "body_words"),
    *("published_utc", "modified_utc"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """What today's extractor makes of one page. `kept` is the reason not to take it, if there is one."""

    article_id: int
    url: str
    fields: tuple[str, ...] = ()
    kept: str | None = None
    words_before: int = 0
    words_after: int = 0
    body_before: str = field(default="", repr=False)
    removed: Counter[str] = field(default_factory=Counter)
    """Blocks by category that are in the ledger now and were not before."""
    returned: Counter[str] = field(default_factory=Counter)
    """Blocks by category that were in the ledger and are not any more."""
    stored: dict[str, Any] = field(default_factory=dict, repr=False)
    """The new version as the store takes it."""

    @property
    def is_change(self) -> bool:
        return bool(self.fields) and self.kept is None

    @property
    def body_after(self) -> str:
        return str(self.stored["article"]["body"]) if self.stored else self.body_before


@dataclass(slots=True)
class Summary:
    """All changes of a run, counted."""

    pages: int = 0
    changed: int = 0
    fields: Counter[str] = field(default_factory=Counter)
    kept: Counter[str] = field(default_factory=Counter)
    removed: Counter[str] = field(default_factory=Counter)
    returned: Counter[str] = field(default_factory=Counter)
    words: int = 0

    def as_data(self) -> dict[str, Any]:
        """For JSON (`asdict` would make counters count pairs)."""
        values = {name: getattr(self, name) for name in self.__slots__}
        return {name: dict(value) if isinstance(value, Counter) else value for name, value in values.items()}

    def add(self, change: Change) -> None:
        self.pages += 1
        if change.kept:
            self.kept[change.kept] += 1
        if change.is_change:
            self.changed += 1
            self.fields.update(change.fields)
            self.removed += change.removed
            self.returned += change.returned
            self.words += change.words_after - change.words_before


def pages_to_read(reader: Reader, filters: Filters) -> list[int]:
    """The articles whose page was kept, by id."""
    wanted = condition(filters)
    sql = (
        "SELECT a.id FROM articles a JOIN pages p ON p.id = a.page_id"
        f" WHERE p.body IS NOT NULL AND {wanted.sql or 1} ORDER BY a.id"
    )
    return [row["id"] for row in reader.rows(sql, wanted.parameters)]


def changes(path: Path, article_ids: Sequence[int], *, workers: int | None = None) -> Iterator[Change]:
    """Read the articles' pages again, on all cores, in order; the library is only looked at."""
    chunks = in_order(_read_again, _chunks(article_ids), workers=workers, initializer=_open, initargs=(path,))
    for chunk in chunks:
        yield from chunk
    # With one worker the connection is this process's own.
    while _readers:
        _readers.pop().close()


def apply(library: Library, found: Iterator[Change], run: int) -> Iterator[Change]:
    """Write each change as a new version, in transactions of a chunk; gives all changes on."""
    while group := list(islice(found, _CHUNK)):
        with library.batch():
            for change in group:
                if change.is_change:
                    reextraction.rewrite(library.db, change.article_id, change.stored, run)
        yield from group


def _chunks(article_ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for at in range(0, len(article_ids), _CHUNK):
        yield article_ids[at : at + _CHUNK]


# Each worker's own read-only connection, opened once.
_readers: list[Reader] = []


def _open(path: Path) -> None:
    _readers.append(open_library(path))


def _read_again(article_ids: Sequence[int]) -> list[Change]:
    """Compare what is stored with what today's extractor reads; runs in a worker."""
    reader = _readers[-1]
    database = Database(reader.db, recursive_triggers=False, execute_plugins=False)
    found = []
    for article_id in article_ids:
        item = reader.article(str(article_id))
        page = item.read_page()
        if page is not None:
            before = read_version(database, article_id)
            decided = overrides_of(database, page.url, article_id)
            found.append(_compare(article_id, before, page, decided))
    return found


def _compare(article_id: int, before: dict[str, Any], page: Page, decided: Overrides) -> Change:
    old = before["article"]
    article, problem = _read(page, decided)
    if article is None:
        return Change(article_id, old["url"], kept=problem or "no article on the page")
    after = reextraction.as_stored(article, old["url"], old["host"], ingest.__version__)
    new = after["article"]
    known = Stored(
        old["title"], old["body_words"], None if old["paywalled"] is None else bool(old["paywalled"])
    )
    before_ledger, after_ledger = _ledger(before), _ledger(after)
    return Change(
        article_id,
        old["url"],
        fields=_differences(before, after),
        kept=why_worse(known, article, page, new["body_words"]),
        words_before=old["body_words"],
        words_after=new["body_words"],
        body_before=old["body"],
        removed=_by_category(after_ledger - before_ledger),
        returned=_by_category(before_ledger - after_ledger),
        stored=after,
    )


def _read(page: Page, decided: Overrides) -> tuple[Article | None, str | None]:
    try:
        return read_complete(page, decided), None
    except UnreadablePage as error:
        return None, error.reason


def _differences(before: dict[str, Any], after: dict[str, Any]) -> tuple[str, ...]:
    old, new = before["article"], after["article"]
    fields = [name for name in new if name not in _NOT_CONTENT and old[name] != new[name]]
    fields += [
        name for name in ("removals", "images", "links", "authors", "tags") if before[name] != after[name]
    ]
    return tuple(fields)


def _ledger(stored: dict[str, Any]) -> Counter[tuple[str, str]]:
    """Blocks by (category, text)."""
    return Counter((category, text) for _, category, _, _, _, text, _ in stored["removals"])


def _by_category(blocks: Counter[tuple[str, str]]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for (category, _), count in blocks.items():
        counts[category] += count
    return counts
