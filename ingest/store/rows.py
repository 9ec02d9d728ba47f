"""An article as rows: pure functions from items to what the tables hold."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import fields
from operator import attrgetter
from typing import Any

from ingest.items import Article, Rights
from ingest.store.addresses import host_of
from ingest.store.clock import utc
from ingest.store.unspaced import may_be_unspaced

Row = dict[str, Any]
Version = dict[str, Any]

# Chinese, Japanese and Thai set no spaces: there a letter counts as a word, as their editors count.
UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
# What may change without the text having changed: quotes, dashes, spaces, soft hyphens.
SAME = (
    {"‘": "'", "’": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "—": "-", "‑": "-"}
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\ufeff", "")
    | {"…": "..."}
)
# All that `str.split` takes for a space, but the space; first what stands between paragraphs.
_SPACES = ("\n\n", *(space for space in map(chr, range(0x3001)) if space.isspace() and space != " "))
_RIGHTS = tuple(one.name for one in fields(Rights))
# The columns of `articles` that a revision's snapshot brings back.
CONTENT_COLUMNS = (
    "url canonical_url host title subtitle body markdown html published published_utc modified"
    " modified_utc language"
    " site_name section paywalled rights provenance confidence body_words text_hash extractor_version"
).split()


def count_words(text: str) -> int:
    """Words as a reader counts them."""
    words = len(text.split())
    return words + len(UNSPACED.findall(text)) if may_be_unspaced(text) else words


def normalise(text: str | None) -> str:
    """The text as compared between revisions: case, spaces, quotes and dashes do not count."""
    if not text or text.isascii():
        return _single_spaced((text or "").lower())
    text = unicodedata.normalize("NFKC", text)
    # A third of the time that `str.translate` takes: most texts have two or three of these.
    for character, plain in SAME.items():
        if character in text:
            text = text.replace(character, plain)
    return _single_spaced(text.casefold())


def _single_spaced(text: str) -> str:
    """What `" ".join(text.split())` gives, in half its time: it makes no string of each word."""
    for space in _SPACES:
        if space in text:
            text = text.replace(space, " ")
    while "  " in text:
        text = text.replace("  ", " ")
    return text.strip(" ")


def text_hash(title: str | None, subtitle: str | None, normal_body: str) -> bytes:
    """The fingerprint of what a reader reads; equal for texts that differ in typography alone."""
    text = "\0".join((normalise(title), normalise(subtitle), normal_body))
    return hashlib.sha256(text.encode("utf-8", "replace")).digest()[:16]


def article_row(article: Article, url: str, extractor_version: str) -> Row:
    """The content columns of `articles`."""
    body = normalise(article.body)
    return {
        "url": url,
        "canonical_url": _text(article.canonical_url),
        "host": host_of(url),
        "title": _text(article.title),
        "subtitle": _text(article.subtitle),
        "body": _text(article.body) or "",
        "markdown": _text(article.markdown) or "",
        "html": _text(article.html) or "",
        "published": article.published.isoformat() if article.published else None,
        "published_utc": utc(article.published) if article.published else None,
        "modified": article.modified.isoformat() if article.modified else None,
        "modified_utc": utc(article.modified) if article.modified else None,
        "language": _text(article.language),
        "site_name": _text(article.site_name),
        "section": _text(article.section),
        "paywalled": None if article.paywalled is None else int(article.paywalled),
        "rights": rights_json(article.rights),
        "provenance": to_json(
            {name: {"source": value.source, "raw": value.raw} for name, value in article.provenance.items()}
        ),
        "confidence": float(article.confidence),
        # The same number for a third of the time, where there is nothing to normalise but spaces and case.
        "body_words": body.count(" ") + bool(body) if article.body.isascii() else count_words(article.body),
        "text_hash": text_hash(article.title, article.subtitle, body),
        "extractor_version": extractor_version,
    }


def as_version(article: Article, url: str, extractor_version: str) -> Version:
    """The article as plain data, in the shape that the library reads back (see `ingest.store.articles`)."""
    return {
        "article": article_row(article, url, extractor_version),
        "removals": _clean_rows(
            [r.position, r.category, r.rule, r.version, float(r.confidence), r.text, r.markup]
            for r in sorted(article.removed, key=attrgetter("position"))
        ),
        "images": _clean_rows(
            [n, i.url, i.caption, i.credit, i.alt, i.width, i.height] for n, i in enumerate(article.images)
        ),
        "links": _clean_rows([n, link.url, link.text] for n, link in enumerate(article.links)),
        "authors": _each_once(article.authors),
        "tags": _each_once(article.tags),
    }


def _clean_rows(rows: Iterable[list[Any]]) -> list[list[Any]]:
    """Rows whose texts UTF-8 can hold; nearly always all of them can, and one look tells."""
    found = list(rows)
    everything = "".join([value for row in found for value in row if isinstance(value, str)])
    if _text(everything) == everything:
        return found
    return [[_text(value) if isinstance(value, str) else value for value in row] for row in found]


def rights_json(rights: Rights) -> str:
    """Only what the page said: an empty object where it said nothing."""
    return to_json({name: value for name in _RIGHTS if (value := getattr(rights, name))})


def to_json(value: Mapping[str, Any]) -> str:
    """Compact JSON that a person can read in any language."""
    return _text(json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)) or "{}"


def _text(value: str | None) -> str | None:
    """Text that UTF-8 can hold: a page may smuggle lone surrogates or NUL into any field."""
    if value is None or (value.isascii() and "\0" not in value):
        return value
    value = value.replace("\0", "")
    try:
        value.encode()
    except UnicodeEncodeError:
        return value.encode("utf-8", "replace").decode()
    return value


def _each_once(names: Iterable[str]) -> list[str | None]:
    return list(dict.fromkeys(_text(name) for name in names if name))
