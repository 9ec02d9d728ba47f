"""Pages that somebody saved: HTML and MHTML files of browsers, texts, WARC files, and folders of them."""

from __future__ import annotations

import gzip
import os
import re
import zlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from ingest.errors import UnreadablePage
from ingest.extract.document import parse
from ingest.filetypes import file_in, no_page
from ingest.items import Page
from ingest.warc import SIZE_LIMIT, read_warc

PAGES = (".html", ".htm", ".xhtml", ".shtml", ".mhtml", ".mht", ".txt")
ARCHIVES = (".warc", ".warc.gz", ".warc.zst")
_IN_FOLDERS = (*PAGES, *(f"{name}.gz" for name in PAGES), *ARCHIVES)
# Where browsers put a saved page's pictures, and the frames of its adverts as pages: "Story_files".
_FILES = re.compile(r"[-_](?:files?|Dateien|fichiers|archivos|arquivos|bestanden|pliki|filer)$")
_MHTML = (".mhtml", ".mht", ".mhtml.gz", ".mht.gz")
# Browsers and SingleFile note the address in a comment before or right behind the page's first tag.
_NOTED = re.compile(rb"saved from url=\(\d+\)(\S+)|Page saved with SingleFile\s+url:\s*(\S+)")
_NOTED_WITHIN = 4096
_DECLARED = (".//link[@rel='canonical']", "href"), (".//meta[@property='og:url']", "content")


def files_in(paths: Iterable[str | os.PathLike[str]]) -> Iterator[Path]:
    """The files named and those in the folders named: pages, texts and archives, in order of their names."""
    for path in map(Path, paths):
        if not path.is_dir():
            yield path
            continue
        for folder, subfolders, names in os.walk(path):
            stems = {Path(name).stem for name in names}
            subfolders[:] = sorted(sub for sub in subfolders if _FILES.sub("", sub) not in stems)
            yield from (Path(folder, name) for name in sorted(names) if name.lower().endswith(_IN_FOLDERS))


def is_archive(path: str | os.PathLike[str]) -> bool:
    """Whether a file holds many pages, by its name."""
    return os.fspath(path).lower().endswith(ARCHIVES)


def read_saved(path: str | os.PathLike[str], url: str | None = None) -> Page:
    """A file as a page. Its address is the one given or noted in the file, else "".

    Raises `UnreadablePage` for a file that cannot be opened, is too large or is no page.
    """
    name = os.fspath(path)
    try:
        data = _bytes_of(name)
        changed = datetime.fromtimestamp(Path(name).stat().st_mtime, UTC)
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadablePage(getattr(error, "strerror", None) or str(error), name) from error
    if len(data) > SIZE_LIMIT:
        raise UnreadablePage(f"more than {SIZE_LIMIT // 1_000_000} MB", name)
    if (kind := file_in(data)) is not None:
        raise UnreadablePage(no_page(kind, Path(name).suffix), name)
    if not name.lower().endswith(_MHTML):
        return Page(url or _noted(data), data, changed)
    part, place = _page_of(data, name)
    body = part.get_payload(decode=True)
    return Page(
        url or place, body if isinstance(body, bytes) else b"", changed, encoding=part.get_content_charset()
    )


def pages_in(paths: Iterable[str | os.PathLike[str]]) -> Iterator[Page | UnreadablePage]:
    """Every page of files, archives and folders, with its address; what is none comes as its error."""
    for path in files_in(paths):
        try:
            if is_archive(path):
                yield from read_warc(path)
                continue
            page = read_saved(path)
            address = page.url or _declared(page.body)
            if not address:
                raise UnreadablePage("the file does not say which address it was saved from", os.fspath(path))
            yield page if page.url else Page(address, page.body, page.fetched_at, encoding=page.encoding)
        except UnreadablePage as error:
            yield error


def _bytes_of(name: str) -> bytes:
    """The file's bytes, unpacked, and no more of them than tell that it is too large."""
    with gzip.open(name) if name.lower().endswith(".gz") else Path(name).open("rb") as file:
        return file.read(SIZE_LIMIT + 1)


def _noted(data: bytes) -> str:
    """The address in the comment of whoever saved the page; "" where there is none."""
    found = _NOTED.search(data[:_NOTED_WITHIN])
    return _web_address((found[1] or found[2]).decode("utf-8", "replace")) if found else ""


def _declared(data: bytes) -> str:
    """The address that the page itself names as its own."""
    document = parse(data, None)
    if document is None:
        return ""
    named = (document.root.find(path) for path, _ in _DECLARED)
    found = [
        _web_address(element.get(name) or "")
        for element, (_, name) in zip(named, _DECLARED, strict=True)
        if element is not None
    ]
    return next(filter(None, found), "")


# With a host: a page that percent-encodes the slashes of its address names none.
_ADDRESS = re.compile(r"https?://[^/%?#]+(?:[/?#]|$)")


def _web_address(text: str) -> str:
    return text if _ADDRESS.match(text) else ""


def _page_of(data: bytes, name: str) -> tuple[EmailMessage, str]:
    """Of an MHTML file the part that is the page, and its address."""
    message = message_from_bytes(data, _class=EmailMessage, policy=policy.default)
    for part in message.walk():
        if isinstance(part, EmailMessage) and part.get_content_type() in (
            "text/html",
            "application/xhtml+xml",
        ):
            place = message.get("Snapshot-Content-Location") or part.get("Content-Location") or ""
            return part, _web_address(str(place))
    raise UnreadablePage("no page in this MHTML file", name)
