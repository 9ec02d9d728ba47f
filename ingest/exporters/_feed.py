"""What Atom and RSS share: XML that is written as it goes, and text that XML can hold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from types import TracebackType
from typing import IO, Self
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from ingest.query import Stored

# A feed reader shows this name where it lists its feeds.
TITLE = "Articles from the library"
# What XML 1.0 has no way to write, not even escaped.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    """The text without the characters that XML cannot hold."""
    return _FORBIDDEN.sub("", text)


class Feed:
    """An XML document with one root; elements are written at once, so a feed may have any length."""

    def __init__(self, stream: IO[bytes], root: str, attributes: Mapping[str, str]) -> None:
        self.xml = XMLGenerator(stream, "utf-8", short_empty_elements=True)
        self.root = root
        self.xml.startDocument()
        self.open(root, attributes)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.close(self.root)
            self.xml.endDocument()

    def open(self, name: str, attributes: Mapping[str, str] | None = None) -> None:
        clean = {key: xml_text(value) for key, value in (attributes or {}).items()}
        self.xml.startElement(name, AttributesImpl(clean))

    def close(self, name: str) -> None:
        self.xml.endElement(name)
        self.xml.ignorableWhitespace("\n")

    def element(
        self, name: str, text: str | None = None, attributes: Mapping[str, str] | None = None
    ) -> None:
        """An element with text; nothing at all where there is neither."""
        if not text and not attributes:
            return
        self.open(name, attributes)
        self.xml.characters(xml_text(text or ""))
        self.close(name)


def published_at(item: Stored) -> datetime:
    """A moment with an offset, which feeds demand; a page without one is taken as UTC."""
    moment = item.article.published or item.first_seen_at
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def changed_at(item: Stored) -> datetime:
    """When the page last changed, as it says or as the library saw; never before it was published."""
    moment = item.article.modified or item.article.published or item.changed_at
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(moment, published_at(item))


def summary(item: Stored) -> str:
    """The standfirst, else the first paragraph."""
    return item.article.subtitle or item.article.body.split("\n\n", 1)[0]
