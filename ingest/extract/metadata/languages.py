"""The article's language: what the page declares, unless its words say otherwise."""

from __future__ import annotations

import re

from ingest.extract.metadata.declared import Declared
from ingest.extract.metadata.values import Value, strings

_LANGUAGE = re.compile(r"^([a-zA-Z]{2,3})(?:[-_]([a-zA-Z]{4}))?(?:[-_]([a-zA-Z]{2}|\d{3}))?\b")
# The templates of the world declare English. English prose has some 40 of these in 100 words, isiZulu none.
_ENGLISH = frozenset(
    "the of and to in a is that for it on as with was are be by at an this from or have".split()
)
_FEWEST_ENGLISH = 0.08
# Read at most this much, of blocks that are sentences rather than menus; fewer words than this prove nothing.
_PROSE, _ENOUGH, _FEWEST_WORDS = 120, 1200, 60


def find_language(page: Declared) -> Value[str] | None:
    """The declared language as a BCP 47 tag; guessed where none is declared, or English that is none."""
    declared = _declared(page)
    if declared and declared.value.partition("-")[0] != "en":
        return declared
    text = _prose(page)
    words = text.lower().split()
    if len(words) < _FEWEST_WORDS and text.isascii():
        return declared
    if sum(word in _ENGLISH for word in words) >= _FEWEST_ENGLISH * max(1, len(words)):
        return declared or Value("en", "text", text[:80])
    guessed = _guessed(text) if text else None
    if guessed is None or (declared and declared.value.startswith(guessed)):
        return declared
    return Value(guessed, "text", text[:80])


def _declared(page: Declared) -> Value[str] | None:
    root = page.document.root
    inside = page.article.get("inLanguage") if page.article else None
    for source, raw in (
        ("html lang", root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang")),
        ("json-ld inLanguage", next(iter(strings(inside)), None)),
        ("meta og:locale", (page.first("og:locale") or (None, None))[1]),
        (
            "meta content-language",
            (page.first("content-language", "language", "dc.language") or (None, None))[1],
        ),
    ):
        tag = language_tag(raw)
        if tag and raw:
            return Value(tag, source, raw)
    return None


def language_tag(text: str | None) -> str | None:
    """ "en_us" or "EN-US" as "en-US"; None where it is no language tag."""
    found = _LANGUAGE.match((text or "").strip())
    if not found or found.group(1).lower() in ("und", "zxx"):
        return None
    language, script, region = found.groups()
    parts = [language.lower(), script.title() if script else None, region.upper() if region else None]
    return "-".join(part for part in parts if part)


def _prose(page: Declared) -> str:
    """The first of the page's longer blocks behind the headline."""
    found, size = [], 0
    for text in page.outline.texts[page.headline or 0 :]:
        if len(text) >= _PROSE or (len(text) >= _PROSE // 3 and not text.isascii()):
            found.append(text)
            size += len(text)
            if size >= _ENOUGH:
                break
    return " ".join(found)[:_ENOUGH]


def _guessed(text: str) -> str:
    import py3langid  # loaded for the few pages that need it: its model takes 0.3 s

    language, _ = py3langid.classify(text)
    return str(language)
