"""Where the article belongs: its canonical address, site, section, tags, and who may read it."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from w3lib.url import url_query_cleaner

from ingest.extract.metadata.declared import Declared
from ingest.extract.metadata.jsonld import types_of
from ingest.extract.metadata.values import Value, folded, plain, strings

# Parameters that say who sent the reader, never what is read.
_TRACKING = re.compile(
    r"^(?:utm_\w+|fbclid|gclid|dclid|msclkid|yclid|mc_[ce]id|igshid|ref_?src|cmpid|cmp|wt_mc|at_\w+"
    r"|_ga|xtor|ns_\w+|spm|smid)$"
)
_LONGEST_TAG = 60
_LONGEST_NAME = 80
_CUT = re.compile(r"\s+[|–—·•»«:-]\s+|\s*\|\s*")
_FEWEST_STEPS = 3
# "Category: Economy" is the economy; a number or a key of a database is no word.
_LABEL = re.compile(r"^(?:category|tag|topic|section|keyword)s?:\s*", re.I)
_IDENTIFIER = re.compile(r"\d+|[0-9a-f]{8}-[0-9a-f-]{27}|(?=\w*\d)[0-9a-f]{16,}")


def find_canonical(page: Declared) -> Value[str] | None:
    """The declared address of the story; one that points home or to another site is not its own."""
    declared = [
        ("link canonical", link.get("href"))
        for link in page.links
        if "canonical" in (link.get("rel") or "").lower().split()
    ]
    for source, raw in [*declared, ("meta og:url", (page.first("og:url") or ("", ""))[1])]:
        url = _own_address(page, raw) if raw else None
        if url and raw:
            return Value(without_tracking(url), source, raw)
    return None


def _own_address(page: Declared, raw: str) -> str | None:
    try:
        url = urljoin(page.document.base_url or "", raw.strip())
        parts, own = urlsplit(url), urlsplit(page.document.url or "")
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    is_home = len(own.path) > 1 and parts.path in ("", "/")
    if own.hostname and (_site(parts.hostname) != _site(own.hostname) or is_home):
        return None
    return url


def without_tracking(url: str) -> str:
    """The address without its fragment and the parameters that only say where the reader came from."""
    query = urlsplit(url).query
    names = {
        part.split("=", 1)[0] for part in query.split("&") if _TRACKING.match(part.split("=", 1)[0].lower())
    }
    cleaned = url_query_cleaner(url, sorted(names), remove=True) if names else url.partition("#")[0]
    return str(cleaned).rstrip("?")


def _site(host: str) -> str:
    return ".".join(host.lower().split(".")[-2:])


def find_site_name(page: Declared) -> Value[str] | None:
    """The outlet's name as it writes it."""
    found = page.first(
        "og:site_name", "application-name", "al:android:app_name", "apple-mobile-web-app-title"
    )
    if found and 1 < len(plain(found[1])) <= _LONGEST_NAME:
        return Value(plain(found[1]), f"meta {found[0]}", found[1])
    for node in ([page.article] if page.article else []) + page.nodes:
        names = strings(node.get("publisher")) or (strings(node) if "WebSite" in types_of(node) else [])
        if names and 1 < len(plain(names[0])) <= _LONGEST_NAME:
            return Value(plain(names[0]), "json-ld publisher", names[0])
    # A feed is called what its outlet is called, where the window's title says the same.
    window = folded(page.window_title)
    for link in page.links:
        name = plain(link.get("title") or "")
        if "alternate" in (link.get("rel") or "") and name and window.startswith(folded(name) + " "):
            return Value(name, "link alternate", name)
    return _named_in_window(page)


def _named_in_window(page: Declared) -> Value[str] | None:
    """The end or the beginning of the window's title, where the host is called the same."""
    host = (urlsplit(page.document.url or "").hostname or "").removeprefix("www.").split(".")
    pieces = [piece.strip() for piece in _CUT.split(page.window_title)]
    for piece in (pieces[-1], pieces[0]) if len(pieces) > 1 else ():
        letters = folded(piece).replace(" ", "")
        if len(letters) > 2 and (letters in host or letters == "".join(host)):
            return Value(piece, "title", page.window_title)
    return None


def find_section(page: Declared) -> Value[str] | None:
    """The desk or topic page that the article stands under."""
    raw = next(iter(strings(page.article.get("articleSection"))), None) if page.article else None
    if raw and plain(raw):
        return Value(plain(raw), "json-ld articleSection", raw)
    found = page.first("article:section", "parsely-section", "section", "cxenseparse:section", "category")
    if found and plain(found[1]):
        return Value(plain(found[1]), f"meta {found[0]}", found[1])
    return _from_breadcrumbs(page)


def _from_breadcrumbs(page: Declared) -> Value[str] | None:
    """The second of at least three steps: home, the desk, the article itself."""
    for node in page.nodes:
        steps = node.get("itemListElement")
        if "BreadcrumbList" in types_of(node) and isinstance(steps, list) and len(steps) >= _FEWEST_STEPS:
            step = steps[1]
            item = step.get("item") if isinstance(step, dict) else None
            names = strings(step) or strings(item if isinstance(item, dict) else None)
            if names and 1 < len(plain(names[0])) <= _LONGEST_TAG:
                return Value(plain(names[0]), "json-ld breadcrumbs", names[0])
    return None


def find_tags(page: Declared) -> Value[tuple[str, ...]] | None:
    """Keywords of the article, in the page's order, each once; identifiers are none."""
    texts = strings(page.article.get("keywords")) if page.article else []
    source = "json-ld keywords"
    if not texts:
        source, texts = "meta article:tag", page.meta.get("article:tag", [])
    if not texts:
        source, texts = "meta keywords", page.meta.get("news_keywords", []) or page.meta.get("keywords", [])
    split = texts if len(texts) > 1 else [part for text in texts for part in re.split(r"[,;、，]", text)]
    tags: dict[str, str] = {}
    for tag in (_LABEL.sub("", plain(text)) for text in split):
        if tag and len(tag) <= _LONGEST_TAG and not _IDENTIFIER.fullmatch(tag):
            tags.setdefault(tag.casefold(), tag)
    return Value(tuple(tags.values()), source, "; ".join(texts)[:500]) if tags else None


def find_paywall(page: Declared) -> Value[bool] | None:
    """Whether the outlet declares the article to be for payers only."""
    for node in ([page.article] if page.article else []) + page.nodes:
        free = node.get("isAccessibleForFree")
        if isinstance(free, (bool, str)):
            return Value(
                str(free).rsplit("/", 1)[-1].lower() in ("false", "no", "0"),
                "json-ld isAccessibleForFree",
                str(free),
            )
    found = page.first("article:content_tier", "content_tier", "og:article:content_tier")
    if found:
        return Value(found[1].strip().lower() in ("locked", "metered", "paid"), f"meta {found[0]}", found[1])
    return None
