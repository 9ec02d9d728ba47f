"""When the article appeared and when it was changed."""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime
from urllib.parse import urlsplit

from dateutil import parser as dateutil_parser

from ingest.extract.metadata.declared import Declared
from ingest.extract.metadata.values import Value
from ingest.extract.metadata.visible import find_visible

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished",
    "publish-date",
    "publishdate", "publish_date", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime", "dc.date.issued", "dcterms.created", "dcterms.date", "dc.date",
    "dc.date.created",
    "article.published", "published-date", "published_at", "pubdate", "pub_date",
    "citation_publication_date",
    "citation_online_date", "article:published", "date", "rnews:datepublished", "prism.publicationdate",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time", "og:updated_time", "og:article:modified_time", "datemodified",
    "dcterms.modified",
    "dc.date.modified", "last-modified", "lastmod", "article.updated", "cxenseparse:recs:modifiedtime",
)  # fmt: skip
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_URL_DAY = re.compile(r"/((?:19|20)\d\d)[/-]([01]?\d)[/-]([0-3]?\d)(?:[/-]|$)")
_OLDEST = datetime(1990, 1, 1, tzinfo=UTC)
_ZONES = {"UTC": 0, "GMT": 0, "Z": 0, "EST": -18000, "EDT": -14400, "CST": -21600, "CDT": -18000,
          "MST": -25200,
          "MDT": -21600, "PST": -28800, "PDT": -25200, "CET": 3600, "CEST": 7200, "BST": 3600, "MSK": 10800,
          "EET": 7200, "EEST": 10800, "IST": 19800, "JST": 32400, "AEST": 36000, "AEDT": 39600}  # fmt: skip


def find_published(page: Declared) -> Value[datetime] | None:
    """The first appearance: declared, else marked up, else in the address, else written on the page."""
    return (
        _from_article(page, "datePublished", "dateCreated", "uploadDate")
        or _from_meta(page, _PUBLISHED)
        or _from_property(page, "datePublished", "dateCreated")
        or _from_other_nodes(page, "datePublished")
        or _from_time(page)
        or _from_url(page)
        or _from_text(page)
    )


def find_modified(page: Declared) -> Value[datetime] | None:
    """The last change that the page declares."""
    return (
        _from_article(page, "dateModified")
        or _from_meta(page, _MODIFIED)
        or _from_property(page, "dateModified")
        or _from_other_nodes(page, "dateModified")
    )


def parse_date(text: object) -> datetime | None:
    """A declared date, with its offset where it has one; None for what is no plausible date."""
    if isinstance(text, (int, float)) and not isinstance(text, bool) and math.isfinite(text):
        text = str(int(text))
    if not isinstance(text, str) or not 6 <= len(text.strip()) <= 60:
        return None
    text = text.strip()
    try:
        if re.fullmatch(r"1\d{9}(?:\d{3})?", text):
            when = datetime.fromtimestamp(int(text[:10]), UTC)
        elif _ISO.match(text):
            when = _iso(text)
        elif re.search(r"\d{4}", text):
            when = _loose(text)
        else:
            return None
    except (ValueError, OverflowError, TypeError, OSError):
        return None
    return when if _plausible(when) else None


def _iso(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return _loose(text)


def _loose(text: str) -> datetime:
    when: datetime = dateutil_parser.parse(text, tzinfos=zone_of, default=datetime(2000, 1, 1))
    return when


def zone_of(name: str | None, offset: int | None) -> int | None:
    """For dateutil: seconds east of Greenwich, None for a zone that nobody knows (it would warn)."""
    return _ZONES.get(name or "") if offset is None else offset


def _plausible(when: datetime) -> bool:
    aware = when if when.tzinfo else when.replace(tzinfo=UTC)
    try:
        return aware >= _OLDEST
    except (OverflowError, ValueError):  # an offset of days is found out only now
        return False


def _from_article(page: Declared, *names: str) -> Value[datetime] | None:
    return _from_node(page.article, names) if page.article else None


def _from_other_nodes(page: Declared, name: str) -> Value[datetime] | None:
    for node in page.nodes:
        if node is not page.article and "Page" in str(node.get("@type")):
            found = _from_node(node, (name,))
            if found:
                return found
    return None


def _from_node(node: dict[str, object], names: tuple[str, ...]) -> Value[datetime] | None:
    for name in names:
        raw = node.get(name)
        raw = raw[0] if isinstance(raw, list) and raw else raw
        raw = raw.get("@value") if isinstance(raw, dict) else raw
        when = parse_date(raw)
        if when:
            return Value(when, f"json-ld {name}", str(raw))
    return None


def _from_meta(page: Declared, names: tuple[str, ...]) -> Value[datetime] | None:
    for name in names:
        for raw in page.meta.get(name, ()):
            when = parse_date(raw)
            if when:
                return Value(when, f"meta {name}", raw)
    return None


def _from_property(page: Declared, *names: str) -> Value[datetime] | None:
    for element in page.outline.elements(page.properties):
        if element.get("itemprop") in names:
            raw = element.get("datetime") or element.get("content") or element.text or ""
            when = parse_date(raw)
            if when:
                return Value(when, f"microdata {element.get('itemprop')}", raw)
    return None


def _from_time(page: Declared) -> Value[datetime] | None:
    """The first <time> that no list of other stories, aside or footer holds."""
    for at in page.times:
        raw = page.outline.element[at].get("datetime") or ""
        when = parse_date(raw) if raw else None
        if when:
            return Value(when, "time", raw)
    return None


def _from_url(page: Declared) -> Value[datetime] | None:
    found = _URL_DAY.search(urlsplit(page.document.url or "").path) if page.document.url else None
    if not found:
        return None
    try:
        year, month, day = map(int, found.groups())
        return Value(datetime(year, month, day), "url", found.group().strip("/"))
    except ValueError:
        return None


def _from_text(page: Declared) -> Value[datetime] | None:
    found = find_visible(page)
    return Value(found[0], "visible text", found[1]) if found and _plausible(found[0]) else None
