"""Who wrote it: names only, and rather none than wrong."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from ingest.extract.metadata.declared import Declared
from ingest.extract.metadata.jsonld import types_of
from ingest.extract.metadata.values import Value, folded, plain, strings

_BY = re.compile(
    r"^\s*(?:(?:written|words|story|text|reported|posted|published|author|reviewed|texte|textes"
    r"|propos recueillis)\s+(?:by|par)"
    r"|by|von|par|por|di|door|af|av|text|texte|texto|testo|autor(?:in|en)?|author|autore|auteur"
    r"|automne|автор|текст|od|przez|yazan|作者|文)"
    r"\s*[:\s]\s*",
    re.I,
)
_AND = re.compile(
    r"\s*(?:[;|/•·\n]|,(?!\s*(?:jr|sr|ph\.?d|md|m\.d)\b)|&|\s(?:and|und|et|y|e|og|och|en|i|ve|та|и"
    r"|with|und)\s)\s*",
    re.I,
)
_NOT_A_NAME = re.compile(
    r"https?:|www\.|@|\.(?:com|org|net|de|fr|io)\b|^\d|\d{3,}|\b(?:admin|administrator|webmaster"
    r"|editor(?:s|ial)?|staff|team|redaktion"
    r"|redacci[oó]n|redazione|r[ée]daction|redactie|newsroom|news ?desk|desk|guest|contributor"
    r"|author|anonymous|unknown|null|undefined"
    r"|user|test|root|press release|sponsored|contributed|agenc(?:y|ies)|correspondent|subscribe"
    r"|follow|share|posts?|articles?|view all"
    r"|read more|comments?|updated|published|minutes?|min read|ago|contact|email|twitter|facebook"
    r"|bio|about)\b",
    re.I,
)
# What follows a name in a visible byline: a date, a reading time, an update note.
_AFTER_NAME = re.compile(
    r"\s*(?:\b(?:published|updated|posted|on|last|am|le|el|il|vom)\b\s*(?=\w*\s*\d)|\bpublished\b"
    r"|\bupdated\b|[(|•·]"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d|\d).*$",
    re.I | re.S,
)
# A house byline, as declared: not a person, and yet what the outlet signs with.
_HOUSE = re.compile(
    r"\b(?:staff|team|redaktion|redacci[oó]n|redazione|r[ée]daction|redactie|newsroom|news|desk"
    r"|agenc\w+|editorial)\b",
    re.I,
)
_ADDRESS = re.compile(r"https?:|@|/")
_ROLE = re.compile(
    r"\s*(?:[,(–—|-]\s*|\s+in\s+)(?:[\w\s'’./&-]*\b(?:editor|reporter|correspondent|writer"
    r"|journalist|columnist|contributor|producer|chief|ceo|founder"
    r"|director|manager|analyst|expert|staff|autor(?:in)?|redakteur(?:in)?|korrespondent(?:in)?"
    r"|news|today|times|post|dpa|afp|ap|reuters)\b).*$",
    re.I,
)
_INITIALS = re.compile(r"\s*\([\w./]{1,6}\)\s*$")
_CREDENTIALS = re.compile(
    r",?\s+(?:m\.?d|ph\.?d|rdn?|ms|mph|rn|msw|mba|mw|facp|dds|esq|ldn?|cdn)\.?(?=$|,|\s)", re.I
)
_LONGEST = 60
_MOST_WORDS = 5
_LONGEST_CODE = 4
_META = (
    "author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator",
    "citation_author", "byl", "article:author_name", "cxenseparse:author",
)  # fmt: skip
# A page has one byline near its headline; a list of more is a list of other stories' authors.
_MOST_PEOPLE = 12


def find_authors(page: Declared, site_name: str | None) -> Value[tuple[str, ...]] | None:
    """The article's authors: JSON-LD's people first, then meta, then a visible byline."""
    own = "" if _is_news(page) else folded(site_name or "")
    for source, texts in _candidates(page):
        names = _names(texts, own, source)
        if names:
            return Value(names, source, "; ".join(plain(text) for text in texts)[:500])
    return None


def _candidates(page: Declared) -> list[tuple[str, list[str]]]:
    found: list[tuple[str, list[str]]] = []
    if page.article:
        found += [(f"json-ld {key}", _people(page.article.get(key), page)) for key in ("author", "creator")]
    signed = "written" in (page.first("twitter:label1") or ("", ""))[1].lower()
    names = (*_META, "twitter:data1") if signed else _META
    found += [(f"meta {name}", list(page.meta.get(name, ()))) for name in names]
    found.append(("microdata author", _microdata(page)))
    found.append(("byline", _byline(page)))
    return found


def _people(value: object, page: Declared) -> list[str]:
    """The names in a JSON-LD author; a reference by @id is looked up, organisations are left out."""
    if isinstance(value, list):
        return [name for item in value for name in _people(item, page)]
    if isinstance(value, dict):
        if not value.get("name") and value.get("@id"):
            value = next((n for n in page.nodes if n.get("@id") == value["@id"] and n.get("name")), value)
        if "Organization" in str(value.get("@type")) and not _is_news(page):
            return []
    return strings(value)


def _is_news(page: Declared) -> bool:
    """In news an agency or the house is a byline; elsewhere the organisation is who runs the site."""
    return page.article is not None and any(
        "News" in name or "Report" in name for name in types_of(page.article)
    )


def _microdata(page: Declared) -> list[str]:
    found = []
    for element in page.properties:
        if element.get("itemprop") == "author":
            inner = element.xpath(".//*[@itemprop='name']")
            text = inner[0] if inner else element
            found.append(text.get("content") or text.text_content())
    return found


def _byline(page: Declared) -> list[str]:
    """The first visible byline outside lists of other stories, comments and footers."""
    for element in page.bylines:
        if next(element.iterancestors("aside", "footer", "nav", "li"), None) is not None or _in_comments(
            element
        ):
            continue
        text = plain(element.text_content())
        if 3 <= len(text) <= 120:
            marked = _BY.match(text) is not None
            link = element.get("rel") == "author" or element.find(".//a") is not None
            if marked or link or len(text.split()) <= _MOST_WORDS:
                inner = [plain(a.text_content()) for a in element.iter("a")]
                return [name for name in inner if name] or [text]
    return []


def _in_comments(element: HtmlElement) -> bool:
    return any("comment" in (a.get("class") or "") + (a.get("id") or "") for a in element.iterancestors())


def _names(texts: list[str], own: str, source: str) -> tuple[str, ...]:
    names: list[str] = []
    declared = source.startswith("json-ld")
    for text in texts:
        whole = plain(text)
        if (
            declared
            and len(texts) == 1
            and _HOUSE.search(whole)
            and len(whole) <= _LONGEST
            and not _ADDRESS.search(whole)
        ):
            return (whole,)
        if source == "byline":
            text = _AFTER_NAME.split(whole)[0]
        for part in _AND.split(_CREDENTIALS.sub("", _BY.sub("", plain(text)))):
            name = _INITIALS.sub("", _ROLE.sub("", _BY.sub("", part))).strip(" .,-–—|:*")
            if _is_name(name, own) and name not in names:
                names.append(name)
    return tuple(names) if len(names) <= _MOST_PEOPLE else ()


def _is_name(name: str, own: str) -> bool:
    words = name.split()
    if not words or len(name) > _LONGEST or len(words) > _MOST_WORDS or _NOT_A_NAME.search(name):
        return False
    key = folded(name)
    if own and (key == own or key in own.split(" | ")):
        return False
    # One lower-case word is a login, unless it is as short as an agency's code; many scripts have no case.
    return not (len(words) == 1 and name.islower() and len(name) > _LONGEST_CODE)
