"""The standfirst: the sentence or two that a page sets apart between headline and text."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement

from ingest.extract.metadata.declared import Declared
from ingest.extract.metadata.values import Value, folded, plain, strings

_SHORTEST, _LONGEST = 20, 700
# Words compared before a whole text is folded: enough to tell sentences apart.
_OPENING = 24
_ELSEWHERE = ("aside", "footer", "nav", "li", "figure", "figcaption", "button", "form")


def find_subtitle(page: Declared, title: str | None) -> Value[str] | None:
    """What is called a standfirst, or repeats the page's description and is set apart from the text."""
    said = _descriptions(page)
    head = folded(title or "")
    named = {page.outline.elements[at] for at in page.standfirsts}
    for element in _after_headline(page):
        is_named = element in named
        opening = folded((element.text or "")[:_OPENING])
        if not is_named and not (opening and any(key.startswith(opening) for key in said)):
            continue
        if next(element.iterancestors(_ELSEWHERE), None) is not None:
            continue
        text = plain(element.text_content())
        key = folded(text)
        if not _SHORTEST <= len(text) <= _LONGEST or key == head:
            continue
        if any(key == other or (is_named and (key in other or other in key)) for other in said) and (
            is_named or _is_apart(element)
        ):
            return Value(text, "standfirst", text)
    return None


def _after_headline(page: Declared) -> Iterator[HtmlElement]:
    headline = page.outline.elements[page.headings[0]] if page.headings else None
    seen = headline is None
    for element in page.document.root.iter(
        "h1", "p", "h2", "h3", "h4", "div", "span", "strong", "section", "header"
    ):
        if element is headline:
            seen = True
        elif seen or element.tag in ("header", "section"):
            yield element


def _is_apart(element: HtmlElement) -> bool:
    """Whether it is marked up unlike the paragraphs that follow: another tag, class or container."""
    if element.tag in ("h2", "h3", "h4"):
        return True
    following = [
        other for other in element.itersiblings(element.tag) if len(other.text_content()) > _SHORTEST * 4
    ]
    return not following or all(other.get("class") != element.get("class") for other in following)


def _descriptions(page: Declared) -> list[str]:
    found = [
        text
        for name in ("og:description", "description", "twitter:description")
        for text in page.meta.get(name, ())
    ]
    if page.article:
        found += strings(page.article.get("description")) + strings(page.article.get("alternativeHeadline"))
    return [key for key in (folded(plain(text)) for text in found if len(text) >= _SHORTEST) if key]
