"""What came of a look at an address: the sources that answer, and how an article of theirs read."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.discover import Candidate, Entry, Kind
from ingest.discover.sitemaps import newest_first


@dataclass(frozen=True, slots=True)
class Found:
    """A source that answers, with what it lists."""

    kind: Kind
    url: str
    title: str | None
    declared_in: str
    entries: tuple[Entry, ...]
    language: str | None = None

    @property
    def newest(self) -> str | None:
        """When its newest entry was published, as far as it says."""
        ordered = newest_first(self.entries)
        return (ordered[0].hints.get("published") or ordered[0].modified) if ordered else None

    @property
    def is_news(self) -> bool:
        """Whether this is a sitemap made for news: it dates and titles its entries."""
        return self.kind == "sitemap" and any("title" in entry.hints for entry in self.entries)


@dataclass(frozen=True, slots=True)
class Trial:
    """One article of a source, read as a crawl would read it."""

    url: str
    title: str | None = None
    words: int = 0
    published: str | None = None
    removed: int = 0
    problem: str | None = None


@dataclass(slots=True)
class Findings:
    """What came of one address. `chosen` is what should be crawled, best first."""

    url: str
    found: list[Found] = field(default_factory=list)
    tried: list[tuple[str, str]] = field(default_factory=list)
    sections: list[Candidate] = field(default_factory=list)
    trial: Trial | None = None
    problem: str | None = None

    @property
    def chosen(self) -> list[Found]:
        """The site's feed and its news sitemap; a plain sitemap or a section only where there is neither."""
        feeds = [found for found in self.found if found.kind == "feed" and found.entries]
        news = [found for found in self.found if found.is_news]
        rest = [found for found in self.found if found.kind == "sitemap"]
        sections = [found for found in self.found if found.kind == "section" and found.entries]
        return [*feeds[:1], *news[:1]] or rest[:1] or sections[:1]
