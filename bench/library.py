"""How fast a large library is: saving with all indexes, and typical searches.

    python -m bench.library 200000 /tmp/library.db
    python -m bench.library --bulk 1000000 /tmp/library.db    rows straight into the tables that searches read
    python -m bench.library --queries-only 200000 /tmp/library.db
    python -m bench.library --unspaced 200000 /tmp/chinese.db    the same in a script without spaces
    python -m bench.library --fts "prefix='2 3'" 10000 /tmp/fts.db    FTS5 alone, with options of its table

The text is synthetic: words by Zipf's law out of 400,000; an article repeats its own words, so that 570
have 310 different ones, as those of real pages do; 570 words in the mean, 500 in the median (log-normal);
500 sites, a few of them large; two years; eight removals and six links an article.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

import numpy as np

from ingest.items import Article, Link, Page, Removal
from ingest.query.stored import StoredContent
from ingest.store import Library, search_index
from ingest.store.rows import CONTENT_COLUMNS, as_version

VOCABULARY, MEDIAN, SPREAD, GROUP, DAYS, STEP = 400_000, 500, 0.6, 50, 730, 20_000
# How many words of an article are among its own first forty once more.
REPEATED, OWN = 0.4, 40
START = datetime(2024, 11, 22, tzinfo=UTC)
REMOVED = tuple(
    Removal(
        category, f"{category}.phrase", f"Line {n} that asks readers for {category}.", 4 * n, markup="<p>…"
    )
    for n, category in enumerate(
        ("donation", "newsletter", "related", "share", "related", "ad", "app", "copyright")
    )
)
LINKS = tuple(Link(f"https://elsewhere.example/page/{n}", f"the report of {n}") for n in range(6))


def word(number: int) -> str:
    """A pronounceable word that stands for a number."""
    letters = ""
    number += 17
    while number:
        number, rest = divmod(number, 95)
        letters += "bcdfghjklmnpqrstvwz"[rest % 19] + "aeiou"[rest // 19]
    return letters


def sign_word(number: int) -> str:
    """The same in two Chinese characters: 2,500 are in use."""
    return chr(0x4E00 + number % 2500) + chr(0x4E00 + number * 7 // 2500 % 2500)


def pairs(count: int, spell: Callable[[int], str] = word) -> Iterator[tuple[Article, Page]]:
    """Articles with their pages, in the order of publication."""
    rng = np.random.default_rng(1)
    vocabulary = np.array([spell(number) for number in range(VOCABULARY)], dtype=object)
    space = " " if spell is word else ""
    share = np.cumsum(1 / np.arange(3, VOCABULARY + 3))
    share /= share[-1]
    sites = np.minimum((rng.pareto(1.0, count) * 3).astype(int), 499)
    lengths = np.clip(rng.lognormal(np.log(MEDIAN), SPREAD, count), 60, 6000).astype(int)
    for number in range(count):
        chosen = np.searchsorted(share, rng.random(lengths[number]))
        again = rng.random(len(chosen)) < REPEATED
        chosen[again] = chosen[rng.integers(0, OWN, int(again.sum()))]
        words = vocabulary[chosen].tolist()
        published = START + timedelta(days=DAYS * number / count)
        yield _article(number, int(sites[number]), words, published, space)


def _article(
    number: int, site: int, words: list[str], published: datetime, space: str
) -> tuple[Article, Page]:
    blocks = [space.join(words[at : at + 40]).capitalize() + "." for at in range(30, len(words), 40)]
    body = "\n\n".join(blocks)
    url = f"https://outlet{site}.example/story/{number}"
    article = Article(
        url=url,
        title=space.join(words[:10]).capitalize(),
        subtitle=space.join(words[10:30]).capitalize() + ".",
        body=body,
        authors=(f"Author {site} {number % 7}",),
        tags=(f"tag{number % 300}", f"tag{number % 17}"),
        published=published,
        language="en" if number % 4 else "de-AT",
        removed=REMOVED,
        links=LINKS,
        content=StoredContent(body, body, "".join([f"<p>{block}</p>" for block in blocks])),
    )
    return article, Page(url, b"<html></html>", published)


def save(path: Path, count: int) -> None:
    """Save in groups of 50, as a busy crawl does, and say what one article costs."""
    library = Library(path)
    spent = before_last = slowest = 0.0
    group: list[tuple[Article, Page]] = []
    for number, pair in enumerate(pairs(count), 1):
        group.append(pair)
        if len(group) == GROUP or number == count:
            before = time.process_time()
            with library.batch():
                for article, page in group:
                    library.save(article, page)
            took = time.process_time() - before
            spent, slowest, group = spent + took, max(slowest, took), []
        if number % STEP == 0 or number == count:
            now = (spent - before_last) / ((number - 1) % STEP + 1) * 1e3
            before_last = spent
            mean = spent / number * 1e3
            print(f"{number:>9,} saved, {mean:.3f} ms CPU an article, {now:.3f} of late", flush=True)
    library.close()
    print(f"size: {os.path.getsize(path) / count:,.0f} bytes an article")  # noqa: PTH202
    print(f"the slowest group: {slowest * 1e3:.0f} ms, the mean one {spent / count * GROUP * 1e3:.0f} ms CPU")
    floor(path.with_suffix(".floor"), count)


def bulk(path: Path, count: int, spell: Callable[[int], str] = word) -> None:
    """Only what searches read (articles, authors, tags, the index), a thousand at a time."""
    library = Library(path)
    db = library.db.conn
    columns = (*CONTENT_COLUMNS, "first_seen_at", "changed_at", "checked_at")
    insert = f"INSERT INTO articles ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
    source = pairs(count, spell)
    for start in range(1, count + 1, 1000):
        group = [as_version(article, page.url, "0") for article, page in islice(source, 1000)]
        rows = [version["article"] for version in group]
        db.execute("BEGIN")
        db.executemany(insert, [(*row.values(), *[row["published_utc"]] * 3) for row in rows])
        for kind in ("author", "tag"):
            names = [
                (n, at, name) for n, v in enumerate(group, start) for at, name in enumerate(v[f"{kind}s"])
            ]
            db.executemany(f"INSERT OR IGNORE INTO {kind}s (name) VALUES (?)", {name[2:] for name in names})
            db.executemany(f"INSERT INTO article_{kind}s SELECT ?, ?, id FROM {kind}s WHERE name = ?", names)
        waiting = db.execute(
            "SELECT a.id, title, subtitle, body FROM unindexed JOIN articles a ON a.id = article_id"
        ).fetchall()
        search_index.fill(db, waiting if spell is sign_word else ())
        db.execute("DELETE FROM unindexed")
        db.execute("COMMIT")
        if start % 50_000 == 1:
            print(f"{start:>9,} {time.process_time():.0f} s CPU", flush=True)
    library.close()
    print(f"size without pages, ledger, history: {os.path.getsize(path) / count:,.0f} bytes an article")  # noqa: PTH202


def floor(path: Path, count: int, options: str = "") -> None:
    """What the full-text index alone costs: FTS5 without a content table, in groups as large."""
    path.unlink(missing_ok=True)
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = NORMAL")
    db.execute(
        "CREATE VIRTUAL TABLE f USING fts5(title, subtitle, body, content = '',"
        f" tokenize = 'unicode61 remove_diacritics 2'{options and ', ' + options})"
    )
    for name, value in (("automerge", 16), ("crisismerge", 64)):  # as the library has it
        db.execute("INSERT INTO f (f, rank) VALUES (?, ?)", (name, value))
    count = min(count, 20_000)
    rows = [(article.title, article.subtitle, article.body) for article, _ in pairs(count)]
    before = time.process_time()
    for at in range(0, count, GROUP):
        db.execute("BEGIN")
        db.executemany("INSERT INTO f (title, subtitle, body) VALUES (?, ?, ?)", rows[at : at + GROUP])
        db.execute("COMMIT")
    spent = (time.process_time() - before) / count * 1e3
    db.execute("INSERT INTO f (f) VALUES ('optimize')")
    size = db.execute("SELECT sum(length(block)) FROM f_data").fetchone()[0] / count
    db.close()
    path.unlink()
    print(f"FTS5 alone, on the same texts: {spent:.3f} ms CPU and {size:,.0f} bytes an article")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("path", type=Path)
    parser.add_argument("--queries-only", action="store_true")
    parser.add_argument("--bulk", action="store_true")
    parser.add_argument("--unspaced", action="store_true")
    parser.add_argument("--fts", metavar="OPTIONS")
    options = parser.parse_args()
    from bench.searches import queries, queries_unspaced

    if options.fts is not None:
        floor(options.path, options.count, options.fts)
        sys.exit()
    if options.unspaced:
        bulk(options.path, options.count, sign_word)
        queries_unspaced(options.path)
        sys.exit()
    if options.bulk:
        bulk(options.path, options.count)
    elif not options.queries_only:
        save(options.path, options.count)
    queries(options.path)
