"""Articles that stand only in a page's data: JSON-LD, a framework's state, a template, a <noscript>.

`prefer_embedded` asks cheaply whether the visible text can be all; only then is anything parsed:
data (scripts -> values) -> prose (the value that holds the article) -> elements (value -> lxml).
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement

from ingest.extract.body import BODY, Body
from ingest.extract.document import Document
from ingest.extract.embedded.data import script_values
from ingest.extract.embedded.elements import container_of, fragment
from ingest.extract.embedded.prose import Prose, best_prose, prose_size
from ingest.extract.metadata import Metadata
from ingest.extract.outline import outline

__all__ = ["embedded_body", "prefer_embedded"]

# Below this many characters of visible body the data are searched: a teaser, a consent wall, an empty shell.
SHORT = 700
# Data win only when they hold this many times the visible body: an equal text with markup is the better one.
MUCH_LONGER = 2.0
# Shorter than this is a description, not an article.
SMALLEST = 350
# Long prose in a page's data is an article unless its metadata say otherwise.
CONFIDENCE = 0.9
_HIDDEN = ("template", "noscript")


def prefer_embedded(body: Body | None, document: Document, metadata: Metadata) -> Body | None:
    """The visible body, or the one in the page's data where the visible one is missing or a mere piece."""
    visible = 0
    if body is not None:
        visible = sum(len(text) for text, score in zip(body.texts, body.scores, strict=True) if score >= BODY)
    container = embedded_body(document, metadata, visible)
    if container is None:
        return body
    return Body(container, (), CONFIDENCE, outline(container).texts)


def embedded_body(document: Document, metadata: Metadata, visible: int) -> HtmlElement | None:
    """The article's element built from the page's data, where they hold far more than is visible."""
    declared = metadata.article_body
    least = max(SMALLEST, MUCH_LONGER * visible)
    if visible >= SHORT and (declared is None or len(declared) < least):
        return None
    found = max(_candidates(document, metadata), key=lambda prose: prose.weight, default=None)
    if found is None or found.size < least:
        return None
    return container_of(found)


def _candidates(document: Document, metadata: Metadata) -> Iterator[Prose]:
    if metadata.article_body:
        yield Prose.of_text(metadata.article_body)
    for value in script_values(document.scripts):
        found = best_prose(value, metadata.title)
        if found is not None:
            yield found
    for hidden in document.root.iter(*_HIDDEN):
        size = prose_size(" ".join(hidden.itertext()))
        if size >= SMALLEST:
            yield Prose(fragment(hidden), size, size)
