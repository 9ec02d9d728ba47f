"""One page in, one article out: bytes -> document -> metadata -> body -> clean soup -> renderings."""

from __future__ import annotations

from dataclasses import replace

from ingest.clean import Context, Weigher, strip
from ingest.extract.body import Body, find_body
from ingest.extract.copied import read_lines
from ingest.extract.document import parse
from ingest.extract.embedded import prefer_embedded
from ingest.extract.garbage import collected_later
from ingest.extract.kind import OF_A_WALL, confidence, is_wall
from ingest.extract.metadata import find_metadata, with_visible_rights
from ingest.extract.outline import outline
from ingest.extract.render import find_captions, lead_images, merge_images, render
from ingest.extract.scorer import Scorer
from ingest.extract.soup import context_of, let_go, to_soup
from ingest.items import Article, Overrides, Provenance, Rights

__all__ = ["clean_text", "extract"]

# Somebody chose this text to be read: nothing but its words says that it is an article.
COPIED = 0.8


@collected_later
def extract(
    html: bytes | str,
    url: str | None = None,
    *,
    scorer: Scorer | None = None,
    overrides: Overrides | None = None,
    weigher: Weigher | None = None,
) -> Article | None:
    """Read the article out of a page: its clean body, its metadata and a ledger of all that was removed.

    `html` is the page as bytes (preferred: the encoding is declared, sniffed or repaired) or as text.
    A page without an article gives None. `scorer` and `weigher` replace shipped weights (for
    cross-validation); `overrides` are what a person decided against the cleaners.
    Raises TypeError for anything but bytes or str, and nothing else.
    """
    document = parse(html, url)
    if document is None:
        return None
    page = outline(document.root)
    metadata = find_metadata(document, page)
    body = prefer_embedded(find_body(document, metadata, scorer, page), document, metadata)
    if body is None:
        return None
    lead = lead_images(body.container, document.base_url)
    soup = to_soup(body)
    captions = find_captions(soup)
    context = context_of(body, metadata, url, weigher)
    removed = strip(soup, replace(context, overrides=overrides or Overrides()))
    content = render(soup, document.base_url, captions, metadata.authors)
    let_go(soup)
    sure = confidence(document, page, metadata, body)
    return Article(
        url=url,
        title=metadata.title,
        subtitle=metadata.subtitle,
        body=content.text,
        canonical_url=metadata.canonical_url,
        authors=metadata.authors,
        published=metadata.published,
        modified=metadata.modified,
        language=metadata.language,
        site_name=metadata.site_name,
        section=metadata.section,
        tags=metadata.tags,
        images=merge_images(metadata.images, lead, content.images, authors=metadata.authors),
        links=content.links,
        paywalled=metadata.paywalled,
        rights=with_visible_rights(metadata.rights, removed, page),
        removed=removed,
        provenance=metadata.provenance,
        confidence=min(sure, OF_A_WALL) if is_wall(content.text, removed) else sure,
        content=content,
    )


@collected_later
def clean_text(text: str, url: str | None = None) -> Article | None:
    """Read an article out of a page's plain text, one block a line, as a person copies it."""
    copied = read_lines(text)
    document = parse(copied.markup(), url)
    container = None if document is None else document.root.find(".//article")
    if document is None or container is None or not copied.lines:
        return None
    title = copied.lines[copied.titles[0]] if copied.titles else None
    subtitle = None if copied.subtitle is None else copied.lines[copied.subtitle]
    whole = Body(container, (), 1.0, copied.lines)
    context = Context(title=title, subtitle=subtitle)
    gone = {removal.position for removal in strip(to_soup(whole), context)}
    soup = to_soup(whole)
    removed = strip(soup, replace(context, scores=copied.scores(gone)))
    content = render(soup, url, {})
    if not content.text:
        return None
    return Article(
        url=url,
        title=title,
        subtitle=subtitle,
        body=content.text,
        rights=with_visible_rights(Rights(), removed),
        removed=removed,
        provenance={"title": Provenance("text", title)} if title else {},
        confidence=COPIED,
        content=content,
    )
