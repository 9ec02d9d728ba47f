"""Every block of the article's container with its verdict: why is this here, why is that gone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.extract import clean_text, extract
from ingest.extract.body import find_body
from ingest.extract.document import parse
from ingest.extract.embedded import prefer_embedded
from ingest.extract.metadata import find_metadata
from ingest.items import Article, Removal


@dataclass(frozen=True, slots=True)
class Judged:
    """A block in its place, kept where `removal` is None; `score` is how likely it looked to be body."""

    position: int
    text: str
    score: float | None = None
    removal: Removal | None = None


def explain_page(html: bytes | str, url: str | None = None) -> tuple[Judged, ...]:
    """The blocks of a page's article in order; none where the page has no article."""
    article = extract(html, url)
    document = parse(html, url)
    if article is None or document is None:
        return ()
    metadata = find_metadata(document)
    body = prefer_embedded(find_body(document, metadata), document, metadata)
    if body is None:
        return ()
    ledger = {removal.position: removal for removal in article.removed}
    # An article found in a page's data comes without scores.
    scores = body.scores or (None,) * len(body.texts)
    return tuple(
        Judged(position, text, score, ledger.get(position))
        for position, (text, score) in enumerate(zip(body.texts, scores, strict=True))
    )


def explain_text(text: str, url: str | None = None) -> tuple[Judged, ...]:
    """The same for a page's plain text."""
    article = clean_text(text, url)
    return _interleaved(article, article.body.split("\n\n")) if article else ()


def _interleaved(article: Article, kept: Sequence[str]) -> tuple[Judged, ...]:
    """Ledger and body put together again: what has no place in the ledger was kept, in order."""
    ledger = {removal.position: removal for removal in article.removed}
    waiting = iter(kept)
    judged = []
    for position in range(len(ledger) + len(kept)):
        removal = ledger.get(position)
        text = removal.text if removal else next(waiting, None)
        if text is not None:
            judged.append(Judged(position, text, None, removal))
    return tuple(judged)
