"""What an address offers to crawl: `ingest source add`, `ingest source test`.

Everything it fetches goes through the same middlewares as a crawl: robots.txt, the address guard, the rests.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Iterator, Sequence
from typing import Any

from scrapy.http import Request, Response
from twisted.python.failure import Failure

from ingest.discover import Candidate, Kind, Listing
from ingest.discover.findings import Findings, Found, Trial
from ingest.discover.site import candidates, menu_sections
from ingest.discover.sitemaps import newest_first
from ingest.errors import IngestError
from ingest.extract import extract
from ingest.middlewares.addresses import without_credentials
from ingest.middlewares.reasons import reason_of
from ingest.responses import to_page, why_unreadable
from ingest.spiders.articles import ArticleSpider
from ingest.spiders.listings import LISTING_TIMEOUT, read_listing
from ingest.store.addresses import clean_address
from ingest.store.rows import count_words
from ingest.walls import TEASER, name_wall

DECLARED_LIMIT = 6
"""Most declared places of one kind that are tried: a site may declare a feed for each of its tags."""
TRIAL_LIMIT = 3
"""Articles tried before a source is called unreadable: the first may be a video or a live ticker."""

NO_HTTPS = ("connection refused", "connection broke off", "no secure connection", "timeout")
"""How a site without https fails. A certificate that is not valid is no such case: it is said."""

NOTHING_FURTHER: tuple[Request, ...] = ()
"""A callback must be a generator of requests; what was found stays in `findings`."""


class DiscoverSpider(ArticleSpider):
    """Finds the sources behind each `url` and tries one article; `kind` tests one known source.

    `guessed` are the addresses whose https nobody named: where there is none, http is tried.
    """

    name = "discover"

    def __init__(
        self,
        url: str = "",
        kind: str = "",
        findings: Sequence[Findings] = (),
        guessed: Collection[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        told = findings or [Findings(without_credentials(each)) for each in url.split()]
        self.findings = {each.url: each for each in told}
        self.kind = kind
        self.guessed = set(guessed)

    async def start(self) -> AsyncIterator[Any]:
        """The addresses themselves; the rest follows from what they say."""
        for url in self.findings:
            yield self._home(url, url)

    def _home(self, url: str, asked: str) -> Request:
        return Request(
            url,
            callback=self.parse_home,
            errback=self.unreachable,
            dont_filter=True,
            meta={
                "download_timeout": LISTING_TIMEOUT,
                "asked": asked,
                **({"dont_retry": True} if url in self.guessed else {}),
            },
        )

    async def parse_home(self, response: Response) -> AsyncIterator[Any]:
        """Look at the address as a source itself, then at all it declares."""
        findings = self.findings.get(response.meta["asked"])
        if findings is not None:
            if not self._is_source(findings, response):
                await self._look_around(findings, response)
            if findings.chosen:
                await self._try_articles(findings)
            self.logger.info("%s: %d sources", response.url, len(findings.found))
        for request in NOTHING_FURTHER:
            yield request

    def unreachable(self, failure: Failure) -> Iterator[Request]:
        """The address itself did not answer; where https was a guess, http may."""
        request: Request = failure.request  # type: ignore[attr-defined]
        asked = request.meta["asked"]
        findings = self.findings.get(asked)
        reason = reason_of(failure.value or IngestError("fetch failed"))
        if findings is not None and request.url in self.guessed and reason.startswith(NO_HTTPS):
            findings.tried.append((findings.url, reason))
            findings.url = f"http://{findings.url.partition('://')[2]}"
            yield self._home(findings.url, asked)
        elif findings is not None:
            findings.problem = reason
        lease = request.meta.get("lease")
        if lease is not None:
            self.session.write(lambda: self.library.queue.done(lease))

    def _is_source(self, findings: Findings, response: Response) -> bool:
        kinds: tuple[Kind, ...] = ("feed", "sitemap")
        if self.kind in {"feed", "sitemap", "section"}:
            kinds = (self.kind,)  # type: ignore[assignment]
        for kind in kinds:
            listing = read_listing(kind, response)
            if listing is not None and (listing.entries or listing.children):
                place = Candidate(listing.kind, response.url, listing.title, "the address itself")
                findings.found.append(_found(place, listing))
                return True
        return bool(self.kind)

    async def _look_around(self, findings: Findings, response: Response) -> None:
        robots = await self._get(findings, f"{_origin(response.url)}/robots.txt", is_robots=True)
        body = robots.body if robots is not None and robots.status == 200 else b""
        places = candidates(response.body, response.url, body)
        for kind in ("feed", "sitemap"):
            declared = [
                place for place in places if place.kind == kind and place.declared_in != "well-known path"
            ]
            for place in declared[:DECLARED_LIMIT]:
                await self._probe(findings, place)
            if any(found.kind == kind for found in findings.found):
                continue
            for place in (place for place in places if place.kind == kind and place not in declared):
                if await self._probe(findings, place):
                    break
        section = read_listing("section", response)
        if section is not None and section.entries:
            place = Candidate("section", response.url, section.title, "the address itself")
            findings.found.append(_found(place, section))
        findings.sections = menu_sections(response.body, response.url)

    async def _probe(self, findings: Findings, place: Candidate) -> bool:
        response = await self._get(findings, place.url)
        if response is None:
            return False
        if response.status != 200:
            findings.tried.append((place.url, f"HTTP {response.status}"))
            return False
        listing = read_listing(place.kind, response)
        if listing is None or not (listing.entries or listing.children):
            findings.tried.append((place.url, f"no {place.kind}" if listing is None else "empty"))
            return False
        if listing.children and not listing.entries:
            listing = await self._first_child(findings, listing)
        findings.found.append(_found(place, listing))
        return True

    async def _first_child(self, findings: Findings, listing: Listing) -> Listing:
        """An index's most promising sitemap, to have articles to show and to try."""
        children = sorted(newest_first(listing.children), key=lambda child: "news" not in child.url.lower())
        for child in children[:2]:
            response = await self._get(findings, child.url)
            found = read_listing("sitemap", response) if response is not None else None
            if found is not None and found.entries:
                return found
        return listing

    async def _get(self, findings: Findings, url: str, *, is_robots: bool = False) -> Response | None:
        engine = self.crawler.engine
        assert engine is not None
        meta: dict[str, Any] = {"download_timeout": LISTING_TIMEOUT, "dont_retry": True}
        meta |= {"dont_obey_robotstxt": True, "is_robots": True} if is_robots else {}
        try:
            return await engine.download_async(Request(url, meta=meta))
        except Exception as error:  # noqa: BLE001 - a place that does not answer is a finding, not a fault
            findings.tried.append((without_credentials(url), reason_of(error)))
            return None

    async def _try_articles(self, findings: Findings) -> None:
        source = findings.chosen[0]
        ordered = newest_first(source.entries) if source.kind == "sitemap" else list(source.entries)
        for entry in ordered[:TRIAL_LIMIT]:
            findings.trial = await self._try(findings, clean_address(entry.url))
            if findings.trial.problem is None:
                return

    async def _try(self, findings: Findings, url: str) -> Trial:
        before = len(findings.tried)
        response = await self._get(findings, url)
        if response is None:
            reason = findings.tried.pop()[1] if len(findings.tried) > before else "no answer"
            return Trial(url, problem=reason)
        problem = f"HTTP {response.status}" if response.status != 200 else why_unreadable(response)
        page = to_page(response)
        article = None if problem else extract(page.body, response.url)
        problem = problem or name_wall(page, article)
        if article is None or (problem and problem != TEASER):
            return Trial(url, problem=problem or "no article on the page")
        published = article.published.isoformat() if article.published else None
        return Trial(url, article.title, count_words(article.body), published, len(article.removed))


def _found(place: Candidate, listing: Listing) -> Found:
    return Found(
        kind=place.kind,
        url=without_credentials(place.url),
        title=place.title or listing.title,
        declared_in=place.declared_in,
        entries=listing.entries,
        language=listing.language,
    )


def _origin(url: str) -> str:
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.partition('/')[0].partition('?')[0]}"
