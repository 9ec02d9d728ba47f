"""What travels between stages: plain frozen data, no behaviour beyond naming itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Page:
    """What was fetched. `url` is the address that answered, `requested_url` the one that was asked for.

    `headers` has lower-case names and one value each; `redirects` are the addresses in between, in order.
    """

    url: str
    body: bytes = field(repr=False)
    fetched_at: datetime
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    encoding: str | None = None
    requested_url: str | None = None
    redirects: tuple[str, ...] = ()
    source: str | None = None
    lease: int | None = None
    """The frontier's lease on this page: given back in the transaction that stores its result."""
    hints: Mapping[str, str] = field(default_factory=dict)
    """What the source said of the page (a feed's or sitemap's title, published, language)."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture of the article; its caption and credit stand here and not in the body."""

    url: str
    caption: str | None = None
    credit: str | None = None
    alt: str | None = None
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the body: absolute URL and the words that carry it."""

    url: str
    text: str


@dataclass(frozen=True, slots=True)
class Rights:
    """What the page says about reuse, each with where it was read (`sources`: field -> source)."""

    copyright: str | None = None
    licence: str | None = None
    reuse_notice: str | None = None
    excerpt_limit: int | None = None
    """Longest excerpt that the notice allows, in characters."""
    link_required: bool = False
    opt_outs: tuple[str, ...] = ()
    """Machine-readable reservations against text mining and AI: "noai", "tdm-reservation", …"""
    search_limits: tuple[str, ...] = ()
    """What the page asks of search engines: "noindex", "noarchive", "nosnippet"; no reservation of rights."""
    sources: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Removal:
    """A block taken out of the article, and why: one row of the ledger.

    `position` is the block's index among all blocks of the article's container, kept ones included, so
    body and ledger can be put together again. `markup` is the block's own HTML, cut to a bounded length.
    """

    category: str
    rule: str
    text: str
    position: int
    version: int = 1
    confidence: float = 1.0
    markup: str = field(default="", repr=False)

    @property
    def fingerprint(self) -> str:
        """What tells the block again in the next version of the page: its letters and digits."""
        return fingerprint(self.text)


def fingerprint(text: str) -> str:
    """A block's name by its text, whatever its spacing, case and punctuation."""
    plain = "".join(filter(str.isalnum, text.casefold()))
    return sha256(plain.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Overrides:
    """What a reader decided against the cleaners: it holds for every later extraction of the page.

    `rules` are rules ("newsletter/text") or whole categories ("newsletter") that convict nothing here;
    `kept` are blocks, by `Removal.fingerprint`, that stay whatever the rules say, and `dropped` those that
    leave whatever the rules say.
    """

    rules: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()
    dropped: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a value was read ("json-ld", "meta og:title", "h1", "feed", …) and how it stood there."""

    source: str
    raw: str


@dataclass(frozen=True)
class Article:
    """What was read out of a page. Text, Markdown and HTML come from one tree; the last two are lazy."""

    url: str | None
    title: str | None
    body: str = field(repr=False)
    canonical_url: str | None = None
    subtitle: str | None = None
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    modified: datetime | None = None
    language: str | None = None
    site_name: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    images: tuple[Image, ...] = field(default=(), repr=False)
    links: tuple[Link, ...] = field(default=(), repr=False)
    paywalled: bool | None = None
    rights: Rights = field(default=Rights(), repr=False)
    removed: tuple[Removal, ...] = field(default=(), repr=False)
    provenance: Mapping[str, Provenance] = field(default_factory=dict, repr=False)
    confidence: float = 1.0
    content: Content | None = field(default=None, repr=False, compare=False)

    @cached_property
    def markdown(self) -> str:
        """The body as CommonMark with GitHub tables."""
        return self.content.markdown() if self.content else self.body

    @cached_property
    def html(self) -> str:
        """The body as sanitised HTML."""
        return self.content.html() if self.content else ""


class Content(Protocol):
    """The article's cleaned tree, from which text, Markdown and HTML are rendered; it can be pickled."""

    @property
    def text(self) -> str: ...

    def markdown(self) -> str: ...

    def html(self) -> str: ...
