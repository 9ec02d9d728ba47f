"""Many saved pages at once: every file's article, read on all cores, in the order of the files."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from ingest.cores import in_order
from ingest.errors import UnreadablePage
from ingest.extract import clean_text
from ingest.filetypes import copied_text, looks_like_html, no_page
from ingest.items import Article, Page
from ingest.reading import read_complete, rendered
from ingest.saved import files_in, is_archive, read_saved
from ingest.warc import read_warc

# Starting processes takes longer than reading so few files.
FEW = 16
# Some 0.2 s of work a time: sending it costs nothing then.
_CHUNK = 8


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one page: its article, or the reason why there is none.

    `file` is the file it stands in; an archive has many. The article is rendered and can travel.
    """

    file: str
    article: Article | None = None
    reason: str = ""


def read_files(paths: Iterable[str | os.PathLike[str]], *, workers: int | None = None) -> Iterator[Outcome]:
    """Read files, archives and folders of them: pages as HTML or MHTML, copied texts, WARC files.

    As many processes as there are cores do it, or `workers`. A page that cannot be read is an outcome too.
    """
    work = chain.from_iterable(map(_pages_of, files_in(paths)))
    first = list(islice(work, FEW))
    chunks = _chunks(chain(first, work))
    yield from chain.from_iterable(in_order(_read, chunks, workers=1 if len(first) < FEW else workers))


def read_body(page: Page) -> Article | None:
    """The article of a page or of a copied text, whichever its bytes are; rendered, without its tree.

    Raises `UnreadablePage` where they are neither.
    """
    if looks_like_html(page.body):
        return read_complete(page)
    text = copied_text(page.body)
    if text is None:
        raise UnreadablePage(no_page(None, ""), page.url)
    article = clean_text(text, page.url or None)
    return None if article is None else rendered(article)


_Work = tuple[str, Page | str | None]
"""A file, and its page where it is known already, or why it has none."""


def _pages_of(path: os.PathLike[str]) -> Iterator[_Work]:
    name = os.fspath(path)
    if not is_archive(name):
        yield name, None
        return
    try:
        for page in read_warc(name):
            yield name, page
    except UnreadablePage as error:
        yield name, error.reason


def _chunks(work: Iterable[_Work]) -> Iterator[list[_Work]]:
    rest = iter(work)
    while chunk := list(islice(rest, _CHUNK)):
        yield chunk


def _read(chunk: list[_Work]) -> list[Outcome]:
    return [_outcome(file, found) for file, found in chunk]


def _outcome(file: str, found: Page | str | None) -> Outcome:
    if isinstance(found, str):
        return Outcome(file, reason=found)
    try:
        article = read_body(read_saved(file)) if found is None else read_complete(found)
    except UnreadablePage as error:
        return Outcome(file, reason=error.reason)
    return Outcome(file, article, "" if article else "no article in this page")
