"""One file per export format, found by its name: `exporters/csv.py` is `ingest export csv`.

A format's file defines, with a docstring whose first line says what it makes,

    EXTENSION = "csv"
    def write(articles, stream, fields=None): ...

`articles` is an iterable of `ingest.query.Stored`, to be read once and not kept: memory stays flat whatever
its length. `stream` takes bytes. `fields` are names out of `ingest.query.FIELDS`, or None for the format's
own choice; a format without a choice leaves the parameter out. One that a terminal cannot show says
`IS_TEXT = False`. A format of many small files defines

    def files(articles): yield "name.md", b"…"

instead, and `ingest export` writes them into a folder or a ZIP archive. Other packages add formats through
the entry-point group `ingest.exporters`: a module, or any object, with these attributes.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import entry_points
from typing import IO, Any, Protocol

from ingest.query import Stored

GROUP = "ingest.exporters"


class Exporter(Protocol):
    """A format that is written as one stream."""

    EXTENSION: str

    def write(
        self, articles: Iterable[Stored], stream: IO[bytes], fields: Sequence[str] | None = None
    ) -> None: ...


class FilesExporter(Protocol):
    """A format that is a folder of files."""

    EXTENSION: str

    def files(self, articles: Iterable[Stored]) -> Iterator[tuple[str, bytes]]: ...


def names() -> list[str]:
    """The formats there are."""
    own = [module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_")]
    return sorted({*own, *(point.name for point in entry_points(group=GROUP))})


def load(name: str) -> Any:
    """The format's module; another package's format of the same name wins. Raises ImportError."""
    for point in entry_points(group=GROUP):
        if point.name == name:
            return point.load()
    return importlib.import_module(f"{__name__}.{name}")
