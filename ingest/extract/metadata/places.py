"""Where the article belongs: its canonical address, site, section, tags, language, and who may read it."""

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
_LANGUAGE = re.compile(r"^([a-zA-Z]{2,3})(?:[-_]([a-zA-Z]{4}))?(?:[-_]([a-zA-Z]{2}|\d{3}))?\b")
_LONGEST_TAG = 60
_LONGEST_NAME = 80


def find_canonical(page: Declared) -> Value[str] | None:
    """The declared address of the story; one that points home or to another site is a lie."""
    raw = next(
        (link.get("href") for link in page.links if "canonical" in (link.get("rel") or "").lower().split()),
        None,
    )
    source = "link canonical"
    if not raw:
        og = page.first("og:url")
        source, raw = "meta og:url", og[1] if og else None
    if not raw:
        return None
    try:
        url = urljoin(page.document.base_url or "", raw.strip())
        parts, own = urlsplit(url), urlsplit(page.document.url or "")
        if parts.scheme not in ("http", "https") or not parts.hostname:
            return None
        if own.hostname and (
            _site(parts.hostname) != _site(own.hostname) or (len(own.path) > 1 and parts.path in ("", "/"))
        ):
            return None
    except ValueError:
        return None
    return Value(without_tracking(url), source, raw)


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
    return None


def find_section(page: Declared) -> Value[str] | None:
    """The desk or topic page that the article stands under."""
    raw = next(iter(strings(page.article.get("articleSection"))), None) if page.article else None
    if raw and plain(raw):
        return Value(plain(raw), "json-ld articleSection", raw)
    found = page.first("article:section", "parsely-section", "section", "cxenseparse:section", "category")
    return Value(plain(found[1]), f"meta {found[0]}", found[1]) if found and plain(found[1]) else None


def find_tags(page: Declared) -> Value[tuple[str, ...]] | None:
    """Keywords of the article, in the page's order."""
    texts = strings(page.article.get("keywords")) if page.article else []
    source = "json-ld keywords"
    if not texts:
        source, texts = "meta article:tag", page.meta.get("article:tag", [])
    if not texts:
        source, texts = "meta keywords", page.meta.get("news_keywords", []) or page.meta.get("keywords", [])
    split = texts if len(texts) > 1 else [part for text in texts for part in re.split(r"[,;、，]", text)]
    tags = tuple(dict.fromkeys(tag for tag in map(plain, split) if tag and len(tag) <= _LONGEST_TAG))
    return Value(tags, source, "; ".join(texts)[:500]) if tags else None


def find_language(page: Declared) -> Value[str] | None:
    """The declared language as a BCP 47 tag; guessed from the text only where nothing is declared."""
    inside = page.article.get("inLanguage") if page.article else None
    candidates = [
        (
            "html lang",
            page.document.root.get("lang")
            or page.document.root.get("{http://www.w3.org/XML/1998/namespace}lang"),
        ),
        ("json-ld inLanguage", next(iter(strings(inside)), None)),
        ("meta og:locale", (page.first("og:locale") or (None, None))[1]),
        (
            "meta content-language",
            (page.first("content-language", "language", "dc.language") or (None, None))[1],
        ),
    ]
    for source, raw in candidates:
        tag = language_tag(raw)
        if tag and raw:
            return Value(tag, source, raw)
    return None


def language_tag(text: str | None) -> str | None:
    """ "en_us" or "EN-US" as "en-US"; None where it is no language tag."""
    found = _LANGUAGE.match((text or "").strip())
    if not found or found.group(1).lower() in ("und", "zxx"):
        return None
    language, script, region = found.groups()
    parts = [language.lower(), script.title() if script else None, region.upper() if region else None]
    return "-".join(part for part in parts if part)


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
