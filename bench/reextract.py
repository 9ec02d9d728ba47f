"""Reading a large archive again: the dry run and the real one agree, and an undo brings back every byte.

    python -m bench.reextract 10000 /tmp/archive.db

The pages are those of fixtures/, each many times under other addresses and with other headlines; what is
stored was read by an extractor that left every third removed block in and took no standfirst.
"""

from __future__ import annotations

import argparse
import hashlib
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import ingest
from ingest.items import Article, Page
from ingest.query import open_library
from ingest.query.stored import StoredContent
from ingest.reextract import Summary, apply, changes, pages_to_read
from ingest.store import Library, reextraction

FIXTURES = Path(__file__).parents[1] / "fixtures"
FETCHED = datetime(2026, 11, 22, tzinfo=UTC)
# What a reader of the library can see of the articles; row numbers of child tables are nobody's business.
SEEN = (
    "SELECT * FROM articles ORDER BY id",
    "SELECT article_id, position, category, rule, version, confidence, text, markup FROM removals"
    " ORDER BY 1, 2, 7",
    "SELECT * FROM images ORDER BY 1, 2",
    "SELECT * FROM links ORDER BY 1, 2",
    "SELECT * FROM article_authors ORDER BY 1, 2",
    "SELECT * FROM article_tags ORDER BY 1, 2",
    "SELECT article_id, number, kind, made_at, title, body, snapshot FROM revisions ORDER BY 1, 2",
    "SELECT term, doc, cnt FROM temp.vocabulary ORDER BY 1",
)


def archive(count: int) -> Iterator[tuple[Article, Page]]:
    """Articles as an older extractor left them, with their pages."""
    pages = [path.read_bytes() for path in sorted(FIXTURES.glob("*/*/page.html"))]
    read = [(page, article) for page in pages if (article := ingest.extract(page))]
    for number in range(count):
        page, article = read[number % len(read)]
        url = f"https://outlet{number % 97}.example/story/{number}"
        left_in = article.removed[::3]
        body = "\n\n".join([article.body, f"Story {number}.", *(removal.text for removal in left_in)])
        removed = tuple(removal for removal in article.removed if removal not in left_in)
        old = replace(
            article,
            url=url,
            canonical_url=url,
            subtitle=None,
            body=body,
            removed=removed,
            content=StoredContent(body, body, f"<p>{body}</p>"),
        )
        yield old, Page(url, page.replace(b"</h1>", b" (%d)</h1>" % number), FETCHED)


def digest(library: Library) -> str:
    """The fingerprint of all that can be seen."""
    found = hashlib.sha256()
    library.db.conn.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab(main, articles_fts, row)"
    )
    for sql in SEEN:
        for row in library.db.conn.execute(sql):
            found.update(repr(row).encode())
    return found.hexdigest()[:16]


def main(count: int, path: Path) -> None:
    with Library(path) as library:
        source = archive(count)
        while group := list(islice(source, 100)):
            with library.batch():
                for article, page in group:
                    library.save(article, page)
        before = digest(library)
    with open_library(path) as reader:
        ids = pages_to_read(reader, reader.filters())
    start = time.perf_counter()
    dry = Summary()
    for change in changes(path, ids):
        dry.add(change)
    print(f"{len(ids):,} pages; dry run {time.perf_counter() - start:.0f} s: {dry.changed:,} would change")
    with Library(path) as library:
        assert digest(library) == before, "the dry run wrote"
        run = library.start_run("reextract")
        real = Summary()
        start = time.perf_counter()
        for change in apply(library, changes(path, ids), run):
            real.add(change)
        print(f"real run {time.perf_counter() - start:.0f} s: {real.changed:,} changed")
        print("they agree" if real.as_data() == dry.as_data() else "THEY DIFFER")
        changed = digest(library)
        start = time.perf_counter()
        with library.batch():
            restored, since = reextraction.undo(library.db, run)
        print(f"undo {time.perf_counter() - start:.0f} s: {restored:,} restored, {len(since)} changed since")
        same = digest(library) == before != changed
        print("every byte is back" if same else "THE UNDO LEFT SOMETHING")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("path", type=Path)
    options = parser.parse_args()
    main(options.count, options.path)
