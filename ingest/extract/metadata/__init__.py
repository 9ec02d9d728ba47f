"""What the page says of its article, each value with where it was read and how it stood there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from ingest.extract.document import Document
from ingest.extract.metadata.dates import find_modified, find_published
from ingest.extract.metadata.declared import declared_by
from ingest.extract.metadata.languages import find_language
from ingest.extract.metadata.people import find_authors
from ingest.extract.metadata.pictures import find_images
from ingest.extract.metadata.places import (
    find_canonical,
    find_paywall,
    find_section,
    find_site_name,
    find_tags,
)
from ingest.extract.metadata.rights import find_rights, rights_of_text, with_visible_rights
from ingest.extract.metadata.standfirsts import find_subtitle
from ingest.extract.metadata.titles import find_title
from ingest.extract.metadata.values import Value
from ingest.extract.outline import Outline, outline
from ingest.items import Image, Provenance, Rights

__all__ = ["Metadata", "find_metadata", "rights_of_text", "with_visible_rights"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Metadata:
    """The metadata fields of `Article`, and witnesses that help to find the body.

    `article_body` is the JSON-LD articleBody as text, where there is one: evidence, not an answer.
    `types` are the schema.org and Open Graph types that the page claims, lower-case.
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
    types: frozenset[str] = frozenset()


def find_metadata(document: Document, page_outline: Outline | None = None) -> Metadata:
    """Weigh the page's declarations against each other; abstain rather than guess.

    `page_outline` is the page's outline where the caller has it already.
    """
    page = declared_by(document, page_outline or outline(document.root))
    provenance: dict[str, Provenance] = {}

    def said(name: str, value: Value[T] | None) -> T | None:
        if value is None:
            return None
        provenance[name] = Provenance(value.source, value.raw)
        return value.value

    site_name = said("site_name", find_site_name(page))
    title = said("title", find_title(page, site_name))
    subtitle = said("subtitle", find_subtitle(page, title))
    return Metadata(
        title=title,
        subtitle=subtitle,
        authors=said("authors", find_authors(page, site_name)) or (),
        published=said("published", find_published(page)),
        modified=said("modified", find_modified(page)),
        language=said("language", find_language(page)),
        site_name=site_name,
        section=said("section", find_section(page)),
        tags=said("tags", find_tags(page)) or (),
        images=said("images", find_images(page, site_name)) or (),
        canonical_url=said("canonical_url", find_canonical(page)),
        paywalled=said("paywalled", find_paywall(page)),
        rights=find_rights(page),
        provenance=provenance,
        article_body=page.article_body,
        types=page.types,
    )
