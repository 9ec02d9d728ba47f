"""An article as the library holds it, and its value for each field that people export."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from ingest.items import Article, Image, Link, Page, Provenance, Removal, Rights


@dataclass(frozen=True, slots=True)
class StoredContent:
    """The renderings as the library keeps them."""

    text: str
    stored_markdown: str
    stored_html: str

    def markdown(self) -> str:
        return self.stored_markdown

    def html(self) -> str:
        return self.stored_html


@dataclass(frozen=True, slots=True)
class Stored:
    """The article and what the library knows of it. `read_page` gives the page as fetched, if it was kept."""

    id: int
    article: Article
    host: str
    source: str | None
    cluster: int | None
    revision: int
    body_words: int
    extractor_version: str
    first_seen_at: datetime
    changed_at: datetime
    checked_at: datetime
    sort_utc: datetime
    read_page: Callable[[], Page | None] = field(repr=False, compare=False)

    @property
    def url(self) -> str:
        return self.article.url or ""

    @property
    def outlet(self) -> str:
        """The name to show beside the title: the site's, else the host."""
        return self.article.site_name or self.host.removeprefix("www.")

    @property
    def standfirst(self) -> str | None:
        """The standfirst, where the text does not begin with it."""
        return standfirst_of(self.article)


# Shorter ones may well be the first words of another sentence.
_LEAST_LETTERS = 30


def standfirst_of(article: Article) -> str | None:
    """The standfirst to show above the text; None where the text begins with it and would say it twice."""
    said = article.subtitle or ""
    letters = _letters(said)
    # Twice as much text holds it, whatever spaces and signs stand between its letters.
    is_said_again = len(letters) >= _LEAST_LETTERS and _letters(article.body[: 2 * len(said)]).startswith(
        letters
    )
    return None if is_said_again else article.subtitle


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


OF_ARTICLE = (
    "url canonical_url title subtitle authors published modified language site_name section tags body"
    " markdown html images links paywalled rights confidence removed provenance"
).split()
_OF_LIBRARY = (
    "id host source cluster revision body_words extractor_version first_seen_at changed_at checked_at".split()
)
FIELDS = ("id", *OF_ARTICLE, *(name for name in _OF_LIBRARY if name != "id"))
"""Every field that `record` knows, in the order that files have them."""


def record(stored: Stored, fields: Sequence[str] = FIELDS) -> dict[str, Any]:
    """The fields' values as plain JSON data: dates as ISO text, pictures and removals as objects."""
    return {name: plain(_value(stored, name)) for name in fields}


def _value(stored: Stored, name: str) -> Any:
    return getattr(stored.article if name in OF_ARTICLE else stored, name)


def plain(value: Any) -> Any:
    """A field's value as JSON has it: dates as ISO text, tuples as lists, our own types as objects."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Image | Link | Removal | Provenance | Rights):
        return {key: plain(part) for key, part in asdict(value).items()}
    if isinstance(value, tuple | list):
        return [plain(part) for part in value]
    if hasattr(value, "items"):
        return {key: plain(part) for key, part in value.items()}
    return value


# Everything but the child tables, which are read for each article in turn: memory stays flat.
COLUMNS = (
    "a.id, a.url, a.canonical_url, a.host, a.title, a.subtitle, a.body, a.markdown, a.html, a.published,"
    " a.modified, a.language, a.site_name, a.section, a.paywalled, a.rights, a.provenance, a.confidence,"
    " a.body_words, a.extractor_version, a.revision, a.cluster_id, a.first_seen_at, a.changed_at,"
    " a.checked_at, a.sort_utc,"
    " (SELECT coalesce(s.name, s.outlet) FROM sources s WHERE s.id = a.source_id) AS source"
)

Rows = Callable[[str, Sequence[Any]], Iterator[dict[str, Any]]]


def stored_article(row: dict[str, Any], rows: Rows, read_page: Callable[[], Page | None]) -> Stored:
    """A row of `COLUMNS` and its child tables as one value. `rows(sql, parameters)` runs a query."""
    return Stored(
        id=row["id"],
        article=_article(row, rows),
        host=row["host"],
        source=row["source"],
        cluster=row["cluster_id"],
        revision=row["revision"],
        body_words=row["body_words"],
        extractor_version=row["extractor_version"],
        first_seen_at=datetime.fromisoformat(row["first_seen_at"]),
        changed_at=datetime.fromisoformat(row["changed_at"]),
        checked_at=datetime.fromisoformat(row["checked_at"]),
        sort_utc=datetime.fromisoformat(row["sort_utc"]),
        read_page=read_page,
    )


def _article(row: dict[str, Any], rows: Rows) -> Article:
    article_id = row["id"]
    return Article(
        url=row["url"],
        canonical_url=row["canonical_url"],
        title=row["title"],
        subtitle=row["subtitle"],
        body=row["body"],
        authors=_names(rows, "article_authors", "authors", "author_id", article_id),
        published=_moment(row["published"]),
        modified=_moment(row["modified"]),
        language=row["language"],
        site_name=row["site_name"],
        section=row["section"],
        tags=_names(rows, "article_tags", "tags", "tag_id", article_id),
        images=tuple(Image(**part) for part in rows(_CHILDREN["images"], [article_id])),
        links=tuple(Link(**part) for part in rows(_CHILDREN["links"], [article_id])),
        paywalled=None if row["paywalled"] is None else bool(row["paywalled"]),
        rights=_rights(row["rights"]),
        removed=removals(rows, article_id),
        provenance={name: Provenance(**value) for name, value in json.loads(row["provenance"]).items()},
        confidence=row["confidence"],
        content=StoredContent(row["body"], row["markdown"], row["html"]),
    )


_CHILDREN = {
    "images": (
        "SELECT url, caption, credit, alt, width, height FROM images WHERE article_id = ? ORDER BY position"
    ),
    "links": "SELECT url, text FROM links WHERE article_id = ? ORDER BY position",
}


def removals(rows: Rows, article_id: int) -> tuple[Removal, ...]:
    """The article's ledger, in the page's order."""
    sql = (
        "SELECT category, rule, text, position, version, confidence, markup FROM removals"
        " WHERE article_id = ? ORDER BY position, id"
    )
    return tuple(Removal(**part) for part in rows(sql, [article_id]))


def _names(rows: Rows, table: str, names: str, column: str, article_id: int) -> tuple[str, ...]:
    sql = (
        f"SELECT n.name FROM {table} t JOIN {names} n ON n.id = t.{column}"
        " WHERE t.article_id = ? ORDER BY t.position"
    )
    return tuple(row["name"] for row in rows(sql, [article_id]))


def _rights(text: str) -> Rights:
    values = json.loads(text)
    lists = {name: tuple(values.get(name, ())) for name in ("opt_outs", "search_limits")}
    return Rights(**{**values, **lists})


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
