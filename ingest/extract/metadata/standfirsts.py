"""The standfirst: the sentence or two that a page sets apart between headline and text."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.clean.blocks import BLOCK_TAGS
from ingest.extract.metadata.declared import Declared
from ingest.extract.metadata.values import Value, folded, plain, strings
from ingest.extract.outline import INSIDE

_SHORTEST, _LONGEST = 20, 700
# Characters compared before a whole text is folded: enough to tell sentences apart.
_OPENING = 24
_ELSEWHERE = sum(
    1 << INSIDE.index(tag)
    for tag in ("aside", "footer", "nav", "ul", "ol", "figure", "figcaption", "button", "form")
)
_HEADINGS = frozenset(("h2", "h3", "h4"))


def find_subtitle(page: Declared, title: str | None) -> Value[str] | None:
    """What is called a standfirst, or repeats the page's description and is set apart from the text."""
    said = _descriptions(page)
    head = folded(title or "")
    named = set(page.standfirsts)
    outline = page.outline
    for at in _after_headline(page):
        is_named = at in named
        text = page.text(at)
        if not _SHORTEST <= len(text) <= _LONGEST:
            continue
        opening = folded(text[:_OPENING])
        if not is_named and not any(key.startswith(opening) for key in said):
            continue
        key = folded(text)
        if outline.inside[at] & _ELSEWHERE or key == head:
            continue
        if any(key == other or (is_named and (key in other or other in key)) for other in said) and (
            is_named or _is_apart(page, at)
        ):
            return Value(text, "standfirst", text)
    return None


def _after_headline(page: Declared) -> Iterator[int]:
    """Block-level elements from the headline on, those that hold one or a few blocks."""
    outline = page.outline
    first = page.headings[0] + 1 if page.headings else 0
    for at in range(first, len(outline.tag)):
        if outline.tag[at] in BLOCK_TAGS and 0 < outline.end[at] - outline.begin[at] <= 4:
            yield at


def _is_apart(page: Declared, at: int) -> bool:
    """Whether it is marked up unlike the paragraphs that follow: another tag, name or container."""
    outline = page.outline
    if outline.tag[at] in _HEADINGS:
        return True
    tag, parent, names = outline.tag[at], outline.parent[at], outline.names[at]
    following = [
        other
        for other in range(at + 1, len(outline.tag))
        if outline.parent[other] == parent
        and outline.tag[other] == tag
        and len(page.text(other)) > _SHORTEST * 4
    ]
    return not following or all(outline.names[other] != names for other in following)


def _descriptions(page: Declared) -> list[str]:
    found = [
        text
        for name in ("og:description", "description", "twitter:description")
        for text in page.meta.get(name, ())
    ]
    if page.article:
        found += strings(page.article.get("description")) + strings(page.article.get("alternativeHeadline"))
    return [key for key in (folded(plain(text)) for text in found if len(text) >= _SHORTEST) if key]
