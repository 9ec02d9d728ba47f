"""Articles in parts and in copies: "next page", the single-page view, AMP and mobile."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urldefrag, urlsplit

from lxml import html as lxml_html
from lxml.html import HtmlElement

from ingest.discover import web_address
from ingest.extract.body import find_body
from ingest.extract.document import parse
from ingest.extract.metadata import find_metadata

SINGLE_VIEW = re.compile(
    r"^(?:view|read|show)?\s*(?:as|on|in)?\s*(?:a|one|the)?\s*(?:single|one|whole|full)[ -]"
    r"(?:page|article|story)(?: view)?$"
    r"|^view all$|^auf einer seite(?: lesen)?$|^alles auf einer seite$|^tout afficher$|^en una sola página$"
    r"|^(?:print(?:able)?(?: version| view)?|druckversion|version imprimable)$",
    re.IGNORECASE,
)
PART = re.compile(r"(?:[/_.-]|/page[/-]?|/seite[/-]?|/p)(\d{1,2})(?=(?:\.s?html?)?/?$)|/(all|full|single)/?$")
PART_PARAMETERS = {"page", "p", "pg", "seite", "pagenum", "part"}
COPY_HOST = re.compile(r"^(?:m|mobile|amp|www)\.")


def part_of(url: str) -> tuple[str, int]:
    """An address without its part number, and the number: 1 where it has none."""
    address = urldefrag(url)[0]
    parts = urlsplit(address)
    number = 1
    query = []
    for name, value in parse_qsl(parts.query, keep_blank_values=True):
        if name.lower() in PART_PARAMETERS and (value.isdecimal() or value in {"all", "full"}):
            number = int(value) if value.isdecimal() and len(value) < 5 else 0
        else:
            query.append((name, value))
    path = parts.path
    if number == 1 and len(query) == len(parse_qsl(parts.query, keep_blank_values=True)):
        found = PART.search(path)
        if found:
            number = int(found[1]) if found[1] else 0
            path = path[: found.start()] + path[found.end() :]
    host = COPY_HOST.sub("", parts.netloc.lower())
    return f"{host}{path.rstrip('/')}?{sorted(query)}", number


def next_part(root: HtmlElement, url: str) -> str | None:
    """The address of the article's next part; a link to another story is not one."""
    story, number = part_of(url)
    base_story = re.sub(r"\.s?html?(?=\?)", "", story)
    for link in root.iter("link", "a"):
        address = _address(link, url)
        if address is None:
            continue
        other, part = part_of(address)
        if part == number + 1 and re.sub(r"\.s?html?(?=\?)", "", other) == base_story and part > 1:
            return address
    return None


def single_view(root: HtmlElement, url: str) -> str | None:
    """The declared view of the whole article on one page."""
    story, number = part_of(url)
    canonical = canonical_of(root, url)
    if canonical and part_of(canonical) == (story, 0) and number != 0:
        return canonical
    for link in root.iter("a"):
        label = " ".join((link.text_content() or link.get("title") or "").split())
        if not label or len(label) > 40 or not SINGLE_VIEW.match(label):
            continue
        address = _address(link, url)
        if address and urlsplit(address).hostname == urlsplit(url).hostname and address != urldefrag(url)[0]:
            return address
    return None


def original_of(root: HtmlElement, url: str) -> str | None:
    """The story that an AMP or mobile copy belongs to; None where this page is no copy."""
    canonical = canonical_of(root, url)
    if not canonical or canonical == url:
        return None
    here, there = urlsplit(url), urlsplit(canonical)
    if there.path in {"", "/"}:
        return None
    is_amp = any(name in root.attrib for name in ("amp", "\u26a1"))
    is_mobile = (
        re.match(r"^(?:m|mobile|amp)\.", here.netloc) is not None and part_of(url)[0] == part_of(canonical)[0]
    )
    is_same_site = COPY_HOST.sub("", here.netloc) == COPY_HOST.sub("", there.netloc)
    return canonical if is_same_site and (is_amp or is_mobile) else None


def canonical_of(root: HtmlElement, url: str) -> str | None:
    """The page's declared address, resolved."""
    for link in root.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            return _address(link, url)
    return None


def _address(element: HtmlElement, base: str) -> str | None:
    href = (element.get("href") or "").strip()
    if not href or href.startswith("#"):
        return None
    address = web_address(base, href)
    return urldefrag(address)[0] if address else None


def join_parts(first: bytes, url: str, parts: list[tuple[bytes, str]]) -> bytes:
    """One page out of an article's pages: the bodies of the further ones stand at the end of the first's."""
    document = parse(first, url)
    body = find_body(document, find_metadata(document)) if document else None
    if document is None or body is None:
        return first
    for html, address in parts:
        part = parse(html, address)
        part_body = find_body(part, find_metadata(part)) if part else None
        if part_body is None:
            continue
        part_body.container.make_links_absolute(address, handle_failures="ignore")
        if (part_body.container.text or "").strip():
            body.container.append(_paragraph(part_body.container.text))
        for child in list(part_body.container):
            body.container.append(child)
    return bytes(lxml_html.tostring(document.root, encoding="utf-8", doctype="<!DOCTYPE html>"))


def _paragraph(text: str) -> HtmlElement:
    paragraph = lxml_html.Element("p")
    paragraph.text = text
    return paragraph
