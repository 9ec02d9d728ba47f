"""What a site says about its own sources: a home page's links, robots.txt; and where to look else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from ingest.discover import Candidate, web_address
from ingest.discover.sections import ELSEWHERE, OTHER_WORDS, parse_page

FEED_TYPES = {
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/feed+json",
    "application/json",
    "text/xml",
    "application/xml",
}
FEED_PATHS = ("/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feeds", "/feed.json")
NEWS_SITEMAPS = ("/news-sitemap.xml", "/sitemap-news.xml", "/sitemap_news.xml", "/sitemap/news.xml")
SITEMAPS = ("/sitemap.xml", "/sitemap_index.xml", "/sitemap-index.xml", "/sitemap.xml.gz")
FEED_LIKE = re.compile(r"(?:/rss|/feed|/atom|\.rss|\.rdf|\.atom|/index\.xml)(?:[/.?]|$)", re.IGNORECASE)
COMMENTS = re.compile(r"\bcomments?\b|/comments/|kommentare", re.IGNORECASE)
SITEMAP_LINE = re.compile(rb"^[ \t]*sitemap[ \t]*:[ \t]*(\S+)", re.IGNORECASE | re.MULTILINE)
SECTIONS_LIMIT = 12
"""Sections offered for one site: a front page's menu, not its whole tree."""


def candidates(body: bytes, url: str, robots: bytes = b"", encoding: str | None = None) -> list[Candidate]:
    """Places to look for sources, the most trustworthy first, each once."""
    root = parse_page(body, encoding)
    found: list[Candidate] = []
    if root is not None:
        found += declared_feeds(root, url)
    found += [Candidate("sitemap", address, None, "robots.txt") for address in robots_sitemaps(robots, url)]
    if root is not None:
        found += linked_feeds(root, url)
    found += [Candidate("feed", urljoin(url, path)) for path in FEED_PATHS]
    found += [Candidate("sitemap", urljoin(url, path)) for path in NEWS_SITEMAPS + SITEMAPS]
    return list(unique(found))


def declared_feeds(root: HtmlElement, url: str) -> Iterator[Candidate]:
    """Feeds in `<link rel=alternate>`; feeds of comments last."""
    feeds: list[Candidate] = []
    for link in root.iter("link"):
        rel = (link.get("rel") or "").lower().split()
        kind = (link.get("type") or "").lower().partition(";")[0].strip()
        href = link.get("href")
        if (
            not href
            or not ({"alternate", "feed"} & set(rel))
            or ("feed" not in rel and kind not in FEED_TYPES)
        ):
            continue
        if kind in {"application/json", "text/xml", "application/xml"} and not FEED_LIKE.search(href):
            continue
        address = web_address(url, href)
        if address:
            feeds.append(Candidate("feed", address, link.get("title"), "link tag"))
    yield from sorted(feeds, key=lambda feed: bool(COMMENTS.search(f"{feed.title} {feed.url}")))


def linked_feeds(root: HtmlElement, url: str) -> Iterator[Candidate]:
    """Feeds a person can click on."""
    for link in root.iter("a"):
        href = (link.get("href") or "").strip()
        if href and FEED_LIKE.search(href) and not COMMENTS.search(href):
            address = web_address(url, href)
            if address and _host(address) == _host(url):
                yield Candidate(
                    "feed", address, " ".join(link.text_content().split()) or None, "link on the page"
                )


def robots_sitemaps(robots: bytes, url: str) -> Iterator[str]:
    """`Sitemap:` lines, news sitemaps first."""
    found = []
    for line in SITEMAP_LINE.finditer(robots[:512_000]):
        address = web_address(url, line[1].decode("utf-8", "replace"))
        if address:
            found.append(address)
    yield from sorted(found, key=lambda address: "news" not in address.lower())


def menu_sections(body: bytes, url: str, encoding: str | None = None) -> list[Candidate]:
    """Section pages in the site's menus: short addresses of the same host, in a navigation."""
    root = parse_page(body, encoding)
    if root is None:
        return []
    found = []
    for link in root.iter("a"):
        address = (web_address(url, link.get("href") or "") or "").partition("#")[0]
        text = " ".join(link.text_content().split())
        if not text or len(text.split()) > 4 or not address or _host(address) != _host(url):
            continue
        steps = [step for step in urlsplit(address).path.split("/") if step]
        if any(step.isdigit() or step.lower() == "page" for step in steps):
            continue
        is_short = 1 <= len(steps) <= 2 and all(step.count("-") <= 2 for step in steps)
        if is_short and not OTHER_WORDS.search(urlsplit(address).path + "/") and _is_in_menu(link):
            found.append(Candidate("section", address, text, "menu"))
    return list(unique(found))[:SECTIONS_LIMIT]


def unique(found: Iterable[Candidate]) -> Iterator[Candidate]:
    """Each address once, where it was found first."""
    seen: set[str] = set()
    for candidate in found:
        key = candidate.url.rstrip("/")
        if key not in seen:
            seen.add(key)
            yield candidate


def _is_in_menu(link: HtmlElement) -> bool:
    for parent in link.iterancestors():
        if parent.tag in {"nav", "header"} or parent.get("role") == "navigation":
            return True
        if parent.tag in ELSEWHERE - {"nav"} or parent.tag in {"main", "article"}:
            return False
        if re.search(r"\b(?:nav|menu)\b", f"{parent.get('class', '')} {parent.get('id', '')}", re.IGNORECASE):
            return True
    return False


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
