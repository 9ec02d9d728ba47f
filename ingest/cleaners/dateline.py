"""Bylines, dates, reading times: what the metadata already hold."""

from __future__ import annotations

import re

from ingest.clean import Block, Verdict, weigh

CATEGORY = "dateline"
VERSION = 1
# A short block that is a date or a time and nothing else.
DATED = 4.5
# A short block that is the author's name and nothing else.
SIGNED = 4.5
LONGEST = 90
_DATE = re.compile(
    r"^\W*(?:(?>(?:published|updated|posted|last|on|at|am|um|le|el|il|a las|alle|stand|veröffentlicht|aktualisiert|publié"
    r"|mis à jour|publicado|actualizado|aggiornato|pubblicato|опубліковано|оновлено|опубликовано|обновлено"
    r"|publicerad|uppdaterad|opublikowano|aktualizacja|gepubliceerd|bijgewerkt|güncelleme|yayınlanma|uhr|kl|ore|klo"
    r"|mon|tue|wed|thu|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    r"|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    r"|lunes|martes|miércoles|jueves|viernes|sábado|domingo"
    r"|jan\w*|feb\w*|fév\w*|mar\w*|mär\w*|apr\w*|avr\w*|abr\w*|may|mai|mayo|maj|maggio|jun\w*|juin|jul\w*|juil\w*|aug\w*|août|ago\w*"
    r"|sep\w*|set\w*|oct\w*|okt\w*|ott\w*|out\w*|nov\w*|dec\w*|dez\w*|déc\w*|dic\w*"
    r"|січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня"
    r"|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
    r"|stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia"
    r"|ocak|şubat|mart|nisan|mayıs|haziran|temmuz|ağustos|eylül|ekim|kasım|aralık"
    r"|pm|gmt|utc|est|edt|et|bst|ist|cet|de|del|of|h|min|st|nd|rd|th)(?![^\W\d_])"
    r"|\d+(?:st|nd|rd|th)?|年|月|日|時|分|更新|公開|配信)"
    r"[\s,.:;/|·•()\-–—]*+)+$",
    re.I,
)
_BY = re.compile(r"^(?:by|von|par|por|di|door|av|af|autor|texte?|text|автор|текст|words)\b[:\s]+", re.I)
_CUT = re.compile(r"[\W_]+")


# A line that ends in a date after a desk and a town at most: "Redaktion Nord, 4. Mai 2026, 10:30".
_ENDS_DATED, _DESK = 3.5, 3
_CLOCK = re.compile(r"\b\d{1,2}[:.h]\d\d(?!\d)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def judge(block: Block) -> Verdict | None:
    text = block.text
    if len(text) <= LONGEST and block.place != "between":
        if any(map(str.isdigit, text)) and len(_CUT.sub("", text)) > 2 and _DATE.match(text):
            return weigh(block, CATEGORY, extra=DATED, why="date", version=VERSION)
        if _ends_dated(text):
            return weigh(block, CATEGORY, extra=_ENDS_DATED, why="date", version=VERSION)
        if _is_byline(block):
            return weigh(block, CATEGORY, extra=SIGNED, why="byline", version=VERSION)
    elif len(text) > LONGEST or not block.hits.get(CATEGORY):
        return None
    return weigh(block, CATEGORY, version=VERSION)


def _ends_dated(text: str) -> bool:
    """A year and a time of day, and behind the first words nothing else."""
    if not (_YEAR.search(text) and _CLOCK.search(text)):
        return False
    words = text.split()
    return any(_DATE.match(" ".join(words[n:])) for n in range(1, min(_DESK, len(words) - 2) + 1))


def _is_byline(block: Block) -> bool:
    authors = block.context.authors if block.context else ()
    rest = _BY.sub("", block.text)
    for author in authors:
        rest = rest.replace(author, "") if author else rest
    return bool(authors) and rest != _BY.sub("", block.text) and len(_CUT.sub("", rest)) <= 4


EXAMPLES: tuple[str, ...] = (
    "<p>14 October 2026, 10:31</p>",
    "<p>Last updated: 3 May 2024</p>",
    "<p>4 min read</p>",
    "<p>14. Oktober 2026</p>",
    "<p>Publié le 3 mai 2024 à 12:30</p>",
    "<p>Redacción Costa 13 de octubre de 2026 (13:45h)</p>",
)
KEEPS: tuple[str, ...] = (
    "<p>On 14 October 2026 the council met for the last time in the old hall, and nobody took the minutes.</p>",
)
