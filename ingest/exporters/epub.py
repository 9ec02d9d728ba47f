"""An EPUB 3 book for e-readers: one chapter an article, with a table of contents."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from html import escape
from typing import IO
from uuid import uuid4

from ingest.exporters._feed import TITLE, xml_text
from ingest.exporters.html import facts
from ingest.query import Stored
from ingest.query.safe_html import safe_html

EXTENSION = "epub"
IS_TEXT = False

_XML = '<?xml version="1.0" encoding="utf-8"?>\n'
_CONTAINER = (
    _XML + '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="book/content.opf" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>"
)
_PAGE = (
    _XML
    + '<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
    '{language}><head><title>{title}</title><link rel="stylesheet" href="style.css"/></head>\n'
    "<body>{body}</body></html>\n"
)
_WHOLE = re.compile(r"\s*(https?://[^/?#\s]+|mailto:\S)", re.IGNORECASE)
# ASCII that RFC 3986 gives no place, and percent signs that begin no escape.
_NOT_OF_URIS = re.compile(r'[\x00-\x20"<>\[\]\\^`{|}\x7f]|%(?![0-9A-Fa-f]{2})')
_STYLE = (
    "h1{line-height:1.2}.standfirst{font-size:1.15em;font-style:italic}.facts{font-size:.85em}"
    "blockquote{margin-left:0;padding-left:1em;border-left:2px solid}"
    "td,th{border:1px solid;padding:.2em .4em}"
)


def write(articles: Iterable[Stored], stream: IO[bytes]) -> None:
    """Chapters are written as they come; of each one only its title is kept until the end."""
    chapters: list[tuple[str, str]] = []
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as book:
        # The standard wants this file first and uncompressed, so that the type can be sniffed.
        book.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        book.writestr("META-INF/container.xml", _CONTAINER)
        book.writestr("book/style.css", _STYLE)
        for number, item in enumerate(articles, 1):
            name = f"article-{number:06}.xhtml"
            chapters.append((name, _text(item.article.title or item.url)))
            book.writestr(f"book/{name}", _chapter(item))
        book.writestr("book/contents.xhtml", _contents(chapters))
        book.writestr("book/content.opf", _package(chapters))


def _chapter(item: Stored) -> str:
    article = item.article
    title = _text(article.title or item.url)
    standfirst = f'<p class="standfirst">{_text(item.standfirst)}</p>' if item.standfirst else ""
    link = f'<p class="facts"><a href="{_text(item.url)}">{_text(item.url)}</a></p>'
    head = f'<h1>{title}</h1>{standfirst}<p class="facts">{_text(facts(item))}</p>'
    language = f' xml:lang="{_text(article.language)}"' if article.language else ""
    return _PAGE.format(language=language, title=title, body=head + _xhtml(article.html) + link)


def _xhtml(html: str) -> str:
    """Safe HTML as XML: e-readers stop at the first tag that is not closed."""
    import lxml.html
    from lxml import etree

    fragment = lxml.html.fragment_fromstring(xml_text(safe_html(html)), create_parent="div")
    for link in fragment.iter("a"):
        if address := _uri(link.attrib.pop("href", "")):
            link.set("href", address)
    return str(etree.tostring(fragment, method="xml", encoding="unicode"))


def _uri(address: str) -> str | None:
    """The address in the letters that the standard allows; None where a book would look inside itself."""
    if not _WHOLE.match(address):
        return None
    before, mark, fragment = address.strip().partition("#")
    return _NOT_OF_URIS.sub(
        lambda match: f"%{ord(match[0]):02X}", before + mark + fragment.replace("#", "%23")
    )


def _contents(chapters: list[tuple[str, str]]) -> str:
    # A list must not be empty: a book without articles lists its one page.
    items = "".join(f'<li><a href="{name}">{title}</a></li>' for name, title in chapters)
    items = items or '<li><a href="contents.xhtml">No articles</a></li>'
    body = f'<nav epub:type="toc" id="toc"><h1>Contents</h1><ol>{items}</ol></nav>'
    return _PAGE.format(language="", title="Contents", body=body)


def _package(chapters: list[tuple[str, str]]) -> str:
    """The book's metadata, its files and their order."""
    now = datetime.now(UTC)
    xhtml = 'media-type="application/xhtml+xml"'
    files = "".join(f'<item id="c{n}" href="{name}" {xhtml}/>' for n, (name, _) in enumerate(chapters))
    order = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    return (
        f'{_XML}<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:identifier id="id">urn:uuid:{uuid4()}</dc:identifier>'
        f"<dc:title>{TITLE}, {now:%d %B %Y}</dc:title><dc:language>mul</dc:language>"
        f'<meta property="dcterms:modified">{now:%Y-%m-%dT%H:%M:%SZ}</meta></metadata>'
        f'<manifest><item id="contents" href="contents.xhtml" properties="nav" {xhtml}/>'
        f'<item id="style" href="style.css" media-type="text/css"/>{files}</manifest>'
        f'<spine><itemref idref="contents"/>{order}</spine></package>'
    )


def _text(text: str) -> str:
    return escape(xml_text(text))
