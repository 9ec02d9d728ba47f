"""The date that is written on the page, where none is declared."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import TypeAlias

from ingest.extract.metadata.declared import Declared

# The months' first letters in the languages that write them out, as many as tell them apart.
_MONTHS = (
    "jan ene gen jän styc янв січ oca ιαν leden saus tammi يناير",
    "feb fév fev lut февр лют şub φεβ únor vasar helmi فبراير",
    "mar mär mrt maart берез μαρ březen kovo maalis мар مارس",
    "apr avr abr kwi апр квіт nis απρ dub baland huhti أبريل",
    "may mai mei maj mag maio мая трав μαΐ květen gegu touko مايو",
    "jun juin giu cze июн черв haz ιουν červen birž kesä يونيو",
    "jul juil lug lip июл лип tem ιουλ červenec liep heinä يوليو",
    "aug aoû aou ago agu sie авг серп ağu αυγ srpen rugp elok أغسطس",
    "sep set wrz сент верес eyl σεπ září rugs syys سبتمبر",
    "oct okt out ott paź окт жовт eki οκτ říjen spal lokak أكتوبر",
    "nov lis ноя лист kas νοε listopad lapk marras نوفمبر",
    "dec déc dez des dic gru дек груд ara δεκ prosinec gruo joulu ديسمبر",
)
_PREFIXES = sorted(
    ((prefix, month) for month, text in enumerate(_MONTHS, 1) for prefix in text.split()),
    key=lambda pair: -len(pair[0]),
)
_YEAR = r"((?:19|20)\d\d)"
_ISO = re.compile(rf"(?<!\d){_YEAR}\s?[-/.年년]\s?(\d{{1,2}})\s?[-/.月월]\s?(\d{{1,2}})(?!\d)")
_DAY_MONTH = re.compile(
    r"(?<![\d:])(\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?\s*(?:de\s+|of\s+|-)?([^\W\d_]{3,12})\.?,?"
    rf"\s*(?:de\s+|del\s+|-)?\s*{_YEAR}(?!\d)"
)
_MONTH_DAY = re.compile(rf"([^\W\d_]{{3,12}})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}(?!\d)")
_NUMBERS = re.compile(rf"(?<![\d.])(\d{{1,2}})\s?([./-])\s?(\d{{1,2}})\s?\2\s?{_YEAR}(?!\d)")
# Languages whose numbers stand month first, with a slash between them.
_MONTH_FIRST = ("en", "en-US", "en-PH")
_SAYS_PUBLISHED = re.compile(
    r"publish|posted|veröffentlicht|erschienen|publi[ée]|publicad|pubblicat|gepubliceerd|опубл|stand:|by\s",
    re.I,
)
_SAYS_CHANGED = re.compile(
    r"updat|modified|review|aktualisiert|mis(?:e)? à jour|actualizad|atualizad|aggiornat|bijgewerkt|обнов"
    r"|онов",
    re.I,
)
_SAYS_OTHER = re.compile(r"©|copyright|all rights|founded|since|effective|expires|event|deadline", re.I)
# Blocks around the headline that hold its dateline, and the longest line that is one.
_ABOVE, _BELOW, _LINE = 8, 25, 160
# What speaks for a dateline: near the headline, called a date, next to nothing else on the line, "published".
_NEAR, _CALLED, _BARE, _PUBLISHED = 3.0, 1.5, 1.0, 1.5
_CHANGED, _OTHER, _ELSEWHERE = -0.7, -3.0, -2.0
_BARE_LENGTH = 40

Parts: TypeAlias = tuple[str, str | int, str | int]


def find_visible(page: Declared) -> tuple[datetime, str] | None:
    """The date of the line that looks most like a dateline, and how it is written there."""
    language = page.document.root.get("lang") or "en"
    best: tuple[float, datetime, str] | None = None
    for n, text in enumerate(page.outline.texts):
        if ("20" not in text and "19" not in text) or (len(text) > _LINE and not page.is_dated(n)):
            continue
        found = date_in(text[:_LINE], language)
        if found is None:
            continue
        weight = _weight(page, n, text, is_called=page.is_dated(n))
        if weight > (best[0] if best else 0):
            best = (weight, *found)
    return best[1:] if best else None


def date_in(text: str, language: str) -> tuple[datetime, str] | None:
    """The first date that a text holds, and how it is written there."""
    found: list[tuple[int, datetime, str]] = []
    for pattern, read in _READ:
        for match in pattern.finditer(text):
            year, month, day = read(match, language)
            try:
                found.append((match.start(), datetime(int(year), int(month), int(day)), match.group()))
            except ValueError:
                continue
            break
    return min(found)[1:] if found else None


def _month(word: str) -> int:
    word = word.casefold()
    return next((month for prefix, month in _PREFIXES if word.startswith(prefix)), 0)


def _numbers(match: re.Match[str], language: str) -> Parts:
    first, mark, second, year = match[1], match[2], match[3], match[4]
    is_month_first = mark != "." and (language in _MONTH_FIRST or int(second) > 12)
    return (year, first, second) if is_month_first and int(first) <= 12 else (year, second, first)


_READ: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], str], Parts]], ...] = (
    (_ISO, lambda match, _: (match[1], match[2], match[3])),
    (_DAY_MONTH, lambda match, _: (match[3], _month(match[2]), match[1])),
    (_MONTH_DAY, lambda match, _: (match[3], _month(match[1]), match[2])),
    (_NUMBERS, _numbers),
)


def _weight(page: Declared, n: int, text: str, *, is_called: bool) -> float:
    distance = n - (page.headline or 0)
    weight = 1.0
    if -_ABOVE <= distance <= _BELOW:
        weight += _NEAR * (1 - abs(distance) / (_BELOW + 5))
    if is_called:
        weight += _CALLED
    if len(text) <= _BARE_LENGTH:
        weight += _BARE
    for pattern, worth in ((_SAYS_PUBLISHED, _PUBLISHED), (_SAYS_CHANGED, _CHANGED), (_SAYS_OTHER, _OTHER)):
        if pattern.search(text):
            weight += worth
    at = page.outline.owner[n]
    if page.is_elsewhere(at):
        weight += _ELSEWHERE
    if page.is_within(at, "omment") or page.is_within(at, "elated"):
        weight += _ELSEWHERE
    return weight
