"""Ingest: news pages in, a library of clean articles out.

    import ingest
    article = ingest.extract(html, url="https://outlet.example/story")
    article.title, article.body, article.removed

The map: `extract` turns bytes into an article, `clean` and `cleaners` take boilerplate out of it and keep
a ledger, `spiders`, `middlewares`, `pipelines` and `frontier` are Scrapy's edge, `store` is the only
writer of the database, `query` the only reader, `cli` and `web` what people use.
"""

from typing import TYPE_CHECKING, Any

from ingest.extract import clean_text, extract
from ingest.items import Article, Removal

if TYPE_CHECKING:
    from ingest.store import Library

__version__ = "0.1.0"
__all__ = ["Article", "Library", "Removal", "clean_text", "extract"]


def __getattr__(name: str) -> Any:
    """`Library` is loaded when it is asked for: who only extracts needs no database."""
    if name == "Library":
        from ingest.store import Library

        return Library
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
