"""Reading stored pages again after a person has overruled a cleaner."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal, NamedTuple

from ingest.errors import NotFound
from ingest.reading import read_complete
from ingest.store.corrections import overrides_of
from ingest.store.pages import read_page

if TYPE_CHECKING:
    from ingest.items import Page
    from ingest.store import Library

Kind = Literal["restored", "dropped"]
"""What the new revision is called."""


class Reread(NamedTuple):
    """How many articles changed, and how many will when they are fetched: their pages were not kept."""

    changed: int
    without_page: int


def reread(library: Library, article_id: int, kind: Kind = "restored") -> list[str]:
    """Read an article's page again as people want it; gives the fields that changed.

    Raises `NotFound` where the page's bytes were not kept: then it counts from the next fetch on.
    """
    page = _page_of(library, article_id)
    article = read_complete(page, overrides_of(library.db, page.url, article_id))
    if article is None:
        raise NotFound("no article on the page any more", page.url)
    return library.replace(article_id, article, kind)


def reread_all(library: Library, article_ids: Iterable[int], kind: Kind = "restored") -> Reread:
    """The same for many articles; those whose pages are gone are counted."""
    changed = without_page = 0
    for article_id in article_ids:
        try:
            changed += bool(reread(library, article_id, kind))
        except NotFound:
            without_page += 1
    return Reread(changed, without_page)


def _page_of(library: Library, article_id: int) -> Page:
    sql = "SELECT p.* FROM pages p JOIN articles a ON a.page_id = p.id WHERE a.id = ?"
    row = next(library.db.query(sql, [article_id]), None)
    page = read_page(library.db, row) if row else None
    if page is None:
        raise NotFound("the page's bytes were not kept; the decision counts from the next fetch on")
    return page
