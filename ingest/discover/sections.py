"""Section pages: which of their links are articles, and where the list goes on.

No rule names a site. A link earns points for looking like a headline's link and its address for looking
like a story's; places and words that mean something else cost points.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urldefrag, urlsplit

from lxml import html as lxml_html
from lxml.etree import ParserError
from lxml.html import HtmlElement

from ingest.discover import Entry, Listing, web_address

ARTICLE_SCORE = 3.0
"""Points from which a link is taken for an article's: a headline link with a story's slug has 4 to 6."""

DATED = re.compile(r"/(?:19|20)\d\d[/-]?(?:[01]?\d|[a-z]{3})(?:[/-]?[0-3]?\d)?(?:/|-|$)", re.IGNORECASE)
NUMBERED = re.compile(r"(?:^|[-/._])[a-z]{0,3}\d{5,}(?:\.s?html?|$|[-/._])", re.IGNORECASE)
STORY_WORDS = re.compile(
    r"/(?:article|articles|story|stories|news|artikel|articulo|noticia)s?/", re.IGNORECASE
)
OTHER_WORDS = re.compile(
    r"/(?:tags?|topics?|category|categories|authors?|search|login|log-in|signin|sign-in|sign-up|register|account"
    r"|subscribe|subscription|newsletters?|about|about-us|contact|contact-us|privacy|terms|imprint|impressum"
    r"|cookies?|advertise|jobs|careers|shop|feed|rss|wp-login\.php|wp-admin|comments?|share|print|gallery)"
    r"(?:[-_/.?]|$)",
    re.IGNORECASE,
)
NO_PAGE = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|pdf|mp[34]|m4a|zip|xml|json|css|js|docx?|xlsx?|ics)$", re.IGNORECASE
)
PAGE_NUMBER = re.compile(r"(?:/page[/-]|/p/|[?&](?:page|p|pg|paged|seite)=)(\d{1,4})(?!\d)", re.IGNORECASE)
NEXT_WORDS = re.compile(
    r"^(?:next(?: page)?|older(?: (?:posts|articles|stories|entries))?|more (?:stories|articles|news)"
    r"|weiter|nächste(?: seite)?|suivante?|page suivante|siguiente|próxima|avanti|volgende|nästa"
    r"|следующая|далее)?"
    r"\s*[»›→>]*$",
    re.IGNORECASE,
)
HEADINGS = {"h1", "h2", "h3", "h4", "h5"}
ELSEWHERE = {"nav", "footer", "aside", "form"}


def read_section(body: bytes, url: str, encoding: str | None = None) -> Listing | None:
    """A section page's articles in the page's order; None where the page cannot be parsed."""
    root = parse_page(body, encoding)
    if root is None:
        return None
    best: dict[str, tuple[float, str]] = {}
    for link in _links(root, url):
        address, text, points = link
        score, words = best.get(address, (0.0, ""))
        best[address] = (max(score, points), max(words, text, key=len))
    entries = tuple(
        Entry(address, hints={"title": text} if len(text.split()) > 3 else {})
        for address, (score, text) in best.items()
        if score >= ARTICLE_SCORE
    )
    title = root.findtext(".//title")
    return Listing(
        "section", entries, next_url=find_next(root, url), title=" ".join((title or "").split()) or None
    )


def parse_page(body: bytes, encoding: str | None = None) -> HtmlElement | None:
    """A page's tree for reading links only."""
    try:
        parser = lxml_html.HTMLParser(encoding=encoding or None)
    except LookupError:
        parser = lxml_html.HTMLParser()
    try:
        return lxml_html.document_fromstring(body, parser=parser)
    except (ParserError, ValueError):
        return None


def score_address(address: str) -> float:
    """How much an address looks like a story's, from its path alone."""
    parts = urlsplit(address)
    path = parts.path.rstrip("/")
    if not path or NO_PAGE.search(path) or OTHER_WORDS.search(path + "/"):
        return -10.0
    slug = re.split(r"[-_]", path.rsplit("/", 1)[-1].rsplit(".", 1)[0])
    points = min(len([word for word in slug if word]) - 1, 5) * 0.6
    points += 1.5 if DATED.search(path + "/") else 0.0
    points += 1.5 if NUMBERED.search(path) else 0.0
    points += 0.5 if STORY_WORDS.search(path) else 0.0
    points -= 1.5 if PAGE_NUMBER.search(address) else 0.0
    return points


def find_next(root: HtmlElement, url: str) -> str | None:
    """The list's next page: declared, numbered one higher, or named so."""
    here = _page_number(url) or 1
    named: str | None = None
    for element in root.iter("link", "a"):
        address = _address(element, url)
        if address is None or address == urldefrag(url)[0]:
            continue
        if "next" in (element.get("rel") or "").lower().split():
            return address
        if element.tag == "a" and named is None and _is_next(element, address, here):
            named = address
    return named


def _is_next(element: HtmlElement, address: str, here: int) -> bool:
    if _page_number(address) == here + 1:
        return True
    label = " ".join((element.get("aria-label") or element.text_content() or "").split())
    return 0 < len(label) < 40 and bool(NEXT_WORDS.match(label))


def _links(root: HtmlElement, url: str) -> Iterator[tuple[str, str, float]]:
    host = _site(url)
    for element in root.iter("a"):
        address = _address(element, url)
        if address is None or _site(address) != host or address == urldefrag(url)[0]:
            continue
        text = " ".join((element.text_content() or "").split())
        yield address, text, score_address(address) + _score_place(element, text)


def _score_place(element: HtmlElement, text: str) -> float:
    words = len(text.split())
    points = 1.5 if words >= 5 else 0.5 if words >= 3 else -0.5
    points += 1.0 if any(child.tag in HEADINGS for child in element.iter()) else 0.0
    for distance, parent in enumerate(element.iterancestors()):
        if parent.tag in HEADINGS and distance < 4:
            points += 1.5
        elif parent.tag == "article":
            points += 1.0
        elif parent.tag in ELSEWHERE:
            points -= 2.0
        if distance > 12:
            break
    return points


def _address(element: HtmlElement, base: str) -> str | None:
    href = element.get("href")
    if not href or href.startswith(("#", "javascript:", "mailto:", "tel:", "data:")):
        return None
    address = web_address(base, href)
    return urldefrag(address)[0] if address else None


def _site(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _page_number(url: str) -> int | None:
    found = PAGE_NUMBER.search(url)
    if found:
        return int(found[1])
    for name, value in parse_qsl(urlsplit(url).query):
        if name.lower() in {"page", "p", "pg"} and value.isdecimal() and len(value) < 5:
            return int(value)
    return None
