"""How every spider reads a source: a feed, a sitemap, a section page, and all they lead to."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from scrapy.http import Request, Response
from twisted.python.failure import Failure

from ingest.discover import Entry, Kind, Listing
from ingest.discover.feeds import read_feed
from ingest.discover.sections import read_section
from ingest.discover.sitemaps import moment, newest_first, read_sitemap
from ingest.middlewares.addresses import without_credentials
from ingest.middlewares.reasons import reason_of
from ingest.spiders.articles import ArticleSpider
from ingest.store.failures import resolve

SITEMAP_AGE = timedelta(days=7)
"""How far back a sitemap is read where nothing else is said: the outlet's whole past is not news."""
CHILDREN_LIMIT = 5
"""Sitemaps of an index that are read where nothing else is said: the newest ones."""
INDEX_DEPTH = 3
"""Indexes within indexes that are followed."""
ENTRY_LIMIT = 1000
"""Most articles of one listing in one crawl; the next crawl goes on."""
LISTING_PRIORITY = 100
"""Sources are read before articles, so that a crawl knows early how much there is to do."""
BIG_LISTING = 300_000
"""Bytes from which a listing is read beside the event loop; a usual feed has 50,000."""
LISTING_TIMEOUT = 90
"""Seconds for a feed or sitemap as a whole: they may be 15 MB."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to read of a source; a row of `sources` with its options, or a spider's arguments.

    `depth` is how many pages of a list are read, `days` how far back a sitemap goes (0: all of it).
    """

    url: str
    kind: str
    source: str | None = None
    language: str | None = None
    depth: int = 1
    days: float | None = None
    limit: int = ENTRY_LIMIT
    include: str = ""
    exclude: str = ""
    render: str = ""
    level: int = field(default=0)

    def wants(self, url: str) -> bool:
        """Whether the operator's patterns let this address through."""
        if self.include and not re.search(self.include, url):
            return False
        return not (self.exclude and re.search(self.exclude, url))

    def is_recent(self, entry: Entry) -> bool:
        """Whether the entry is young enough; one without a date is."""
        age = self.age
        when = moment(entry.hints.get("published") or entry.modified)
        return age is None or when is None or when >= datetime.now(UTC) - age

    @property
    def age(self) -> timedelta | None:
        """How far back to read."""
        if self.days is None:
            return SITEMAP_AGE if self.kind == "sitemap" else None
        return timedelta(days=self.days) if self.days > 0 else None


PLAN_FIELDS = tuple(Plan.__dataclass_fields__)


class ListingSpider(ArticleSpider):
    """A spider that reads listings and asks for the articles on them that the library does not have."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._listed: set[str] = set()

    def listing(self, plan: Plan, *, validated: bool = True) -> Request:
        """A request for a source's page; unchanged ones answer 304 and cost nothing."""
        headers = self.library.validators(plan.url) if validated else {}
        return Request(
            plan.url,
            callback=self.parse_listing,
            errback=self.listing_failed,
            headers=headers,
            dont_filter=True,
            priority=LISTING_PRIORITY - plan.level,
            meta={
                "plan": {name: getattr(plan, name) for name in PLAN_FIELDS},
                "download_timeout": LISTING_TIMEOUT,
                **({"playwright": True} if plan.render == "browser" and plan.kind == "section" else {}),
                **({"handle_httpstatus_list": [304]} if headers else {}),
            },
        )

    async def parse_listing(self, response: Response) -> AsyncIterator[Any]:
        """A source's page: requests for its new articles, for its children, for where it goes on."""
        plan = Plan(**response.meta["plan"])
        self.count("listings")
        if response.status == 304:
            self.count("listings/not_modified")
            self.source_read(plan)
            return
        listing = await self._read(plan.kind, response)
        if listing is None:
            self.source_read(plan, error=f"no {plan.kind} at this address")
            self.record_failure(
                without_credentials(response.url),
                "read",
                f"no {plan.kind} at this address",
                lease=response.meta.get("lease"),
            )
            return
        known, asked = 0, 0
        for entry in listing.entries:
            if not plan.wants(entry.url) or not plan.is_recent(entry):
                continue
            if not self.library.is_due(entry.url):
                known += 1
                continue
            asked += 1
            yield self._entry_request(plan, listing, entry)
            if asked >= plan.limit:
                break
        for request in self._further(plan, listing):
            yield request
        self.logger.info("%s: %d new, %d known", plan.url, asked, known)
        self.source_read(plan, found_new=asked > 0)
        if asked < plan.limit:  # else there is more to take, and a 304 would hide it
            self._remember(response)

    def listing_failed(self, failure: Failure) -> None:
        """A source that did not arrive: its row says why, and it is tried again when it is due."""
        request: Request = failure.request  # type: ignore[attr-defined]
        self.source_read(Plan(**request.meta["plan"]), error=reason_of(failure.value or Exception()))
        self.failed(failure)

    def source_read(self, plan: Plan, *, error: str | None = None, found_new: bool = False) -> None:
        """Note in the source's row that it was crawled; only its own page counts, not what it leads to."""
        if plan.source is None or plan.level:
            return
        number, session = int(plan.source), self.session
        if error is None:
            session.write(lambda: resolve(session.library.db, plan.url))
        session.write(lambda: session.library.sources.crawled(number, error=error, found_new=found_new))

    async def _read(self, kind: str, response: Response) -> Listing | None:
        if len(response.body) < BIG_LISTING:
            return read_listing(kind, response)
        # A feed of 20,000 entries takes four seconds: the other hosts' answers must not wait for it.
        return await asyncio.to_thread(read_listing, kind, response)

    def _entry_request(self, plan: Plan, listing: Listing, entry: Entry) -> Request:
        language = entry.hints.get("language") or listing.language or plan.language
        hints = {**entry.hints, "from": plan.kind, **({"language": language} if language else {})}
        meta = {"playwright": True} if plan.render == "browser" else None
        return self.article(entry.url, source=plan.source, hints=hints, meta=meta)

    def _further(self, plan: Plan, listing: Listing) -> list[Request]:
        """Children of an index; the next page of a list, until its depth or what is known already."""
        further: list[Plan] = []
        if listing.children and plan.level < INDEX_DEPTH:
            recent = [child for child in newest_first(listing.children) if plan.is_recent(child)]
            recent.sort(key=lambda child: "news" not in child.url.lower())
            shown = recent if plan.days == 0 else recent[:CHILDREN_LIMIT]
            further = [_next(plan, child.url) for child in shown]
        if listing.next_url and plan.depth > plan.level + 1 and listing.entries:
            further.append(_next(plan, listing.next_url))
        return [
            self.listing(step, validated=step.kind != "sitemap" or bool(listing.children)) for step in further
        ]

    def _remember(self, response: Response) -> None:
        etag, modified = (_header(response, name) for name in ("ETag", "Last-Modified"))
        if etag or modified:
            session, url = self.session, without_credentials(response.url)
            session.write(lambda: session.library.remember_validators(url, etag, modified))


def read_listing(kind: str, response: Response) -> Listing | None:
    """The response read as this kind of source, or as another kind where a site has swapped them."""
    if response.status != 200:
        return None
    content_type = _header(response, "Content-Type") or ""
    if kind == "section":
        return read_section(response.body, response.url, None)
    readers = {
        "feed": lambda: read_feed(response.body, response.url, content_type),
        "sitemap": lambda: read_sitemap(response.body, response.url),
    }
    order = ("sitemap", "feed") if kind in {"sitemap", "list"} else ("feed", "sitemap")
    for each in order:
        listing = readers[each]()
        if listing is not None:
            return listing
    return None


def plan_of(url: str, kind: Kind, arguments: Mapping[str, Any]) -> Plan:
    """A spider's arguments (text, as Scrapy gives them) as a plan."""
    return Plan(
        url=url,
        kind=kind,
        depth=int(arguments.get("depth", 1)),
        days=float(arguments["days"]) if arguments.get("days") not in (None, "") else None,
        limit=int(arguments.get("limit", ENTRY_LIMIT)),
        include=str(arguments.get("include", "")),
        exclude=str(arguments.get("exclude", "")),
        render=str(arguments.get("render", "")),
    )


def _next(plan: Plan, url: str) -> Plan:
    from dataclasses import replace

    return replace(plan, url=url, level=plan.level + 1)


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None
