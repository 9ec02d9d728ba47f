"""Whether a fetched article would make the stored one worse."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.items import Article, Page

# Walls and error pages are below this (`Article.confidence`); more is not asked where a story is expected.
WALL_CONFIDENCE = 0.25
# Corrections take a sentence or two out; walls, teasers and shells leave less than half of the text.
MUCH_SHORTER = 0.5
# A teaser behind a wall that appeared later may keep more than half of a short article.
TEASER_SHORTER = 0.9
# A live ticker or a two-line flash may honestly halve; losing less than this many words proves nothing.
FLASH_WORDS = 40


@dataclass(frozen=True, slots=True)
class Stored:
    """What is known of the stored article."""

    title: str | None
    body_words: int
    paywalled: bool | None


def why_worse(stored: Stored, article: Article, page: Page, body_words: int) -> str | None:
    """The reason to keep the stored article, or None where the new one may replace it."""
    if not 200 <= page.status < 300:
        return f"error page (HTTP {page.status})"
    if article.confidence < WALL_CONFIDENCE:
        return "no article on the page"
    if not body_words:
        return "empty shell"
    lost = stored.body_words - body_words
    if article.paywalled and not stored.paywalled and body_words < stored.body_words * TEASER_SHORTER:
        return "paywall teaser"
    if body_words < stored.body_words * MUCH_SHORTER and lost > FLASH_WORDS:
        return "much shorter text"
    if stored.title and not article.title:
        return "title lost"
    return None
