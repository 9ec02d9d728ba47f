"""Ingest: news pages in, a library of clean articles out.

    import ingest
    article = ingest.extract(html, url="https://outlet.example/story")
    article.title, article.body, article.removed

The map: `extract` turns bytes into an article, `clean` and `cleaners` take boilerplate out of it and keep
a ledger, `spiders`, `middlewares`, `pipelines` and `frontier` are Scrapy's edge, `store` is the only
writer of the database, `query` the only reader, `cli` and `web` what people use.
"""

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

from ingest.items import Article, Removal

if TYPE_CHECKING:
    from ingest.extract import clean_text, extract
    from ingest.store import Library

__version__ = "0.1.0"
__all__ = ["Article", "Library", "Removal", "clean_text", "extract"]


def __getattr__(name: str) -> Any:
    """Loaded when it is asked for: who only extracts needs no database, who only searches no models."""
    if name == "clean_text":
        from ingest.extract import clean_text

        return clean_text
    if name == "Library":
        from ingest.store import Library

        return Library
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*__all__, "__version__"]


class _Package(ModuleType):
    """`ingest.extract` is the function, though Python wants to put the package of that name there."""

    @property
    def extract(self) -> Any:
        from ingest.extract import extract

        return extract

    @extract.setter
    def extract(self, package: ModuleType) -> None:
        """Imports inside the package set it; they find each other in `sys.modules`."""


sys.modules[__name__].__class__ = _Package
