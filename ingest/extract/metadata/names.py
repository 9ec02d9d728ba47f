"""Names out of a byline's text, and what kind of name each is: a person's, a house's, a login."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from ingest.extract.metadata.values import folded, plain

_BY = re.compile(
    r"^\W*(?:(?:(?:written|words|story|text|reported|posted|published|article|reviewed|edited|texte|textes"
    r"|propos recueillis|geschrieben|scritto|escrito)\s+(?:by|par|von|da|por)"
    r"|by|von|par|por|di|door|av|text|texte|texto|testo|autor(?:in|en)?|authors?|autore|auteur"
    r"|автор|текст|przez|yazan|written|words)(?:\s*:\s*|\s+|$)|(?:作者|文|記者)\s*[:：/／]?\s*)",
    re.I,
)
# "BySummer Swann": the word and the name were two elements.
_GLUED = re.compile(r"^By(?=[A-Z][a-z])")
_AND = re.compile(
    r"\s*(?:[;|/•·●\n、，]|,(?!\s*(?:jr|sr)\b)|&|\s[-–—]\s|\s(?:and|und|et|y|e|og|och|en|i|ve|та|и"
    r"|with|mit)\s)\s*",
    re.I,
)
_JUNK = re.compile(
    r"https?:|www\.|@|^\d|\d{3,}|^(?:admin\w*|administrator|webmaster|guest|author|anonymous|unknown|null"
    r"|undefined|user|test|root|none|n/a|written|by|and|und|et|y|with|website|home|blog|news|all posts"
    r"|youtube|github|mastodon|bluesky|tiktok|pinterest|reddit|rss|search|menu|authored by|the author"
    r"|mon|tue|wed|thu|fri|sat|sun"
    r"|[a-z]*day|skip to .*|table of contents|introduction|overview|summary|account|create account|log ?in)$"
    r"|\b(?:press release|sponsored|subscribe|follow|share|posts?|articles?|view all|see all|view|more"
    r"|read|comments?|updated|published|minutes?|min|ago|contact|e-?mail|twitter|facebook|linkedin|instagram"
    r"|bio|about|category|categories|tags?|filed|photos?|image|listen|print|copy|reply|login|sign|profile|fact"
    r"|checked|medically|reviewed|last|date|learn|meet|disclaimer|cookies?|topics?|credit"
    r"|publiée?|mise? à jour|lecture|veröffentlicht|aktualisiert|lesezeit|stand|uhr|pubblicato|aggiornato"
    r"|publicado|actualizado|atualizado|lectura|gepubliceerd|bijgewerkt|opublikowano|aktualizacja|yayınlanma"
    r"|güncelleme|publicerad|uppdaterad|publisert|oppdatert|udgivet|opdateret)\b|опубл|обновл|оновл",
    re.I,
)
_ROLE = re.compile(
    r"\b(?:editor|reporter|correspondent|writer|journalist|columnist|contributor|producer|chief"
    r"|c[et]o|(?:co-?)?founder|director|manager|analyst|expert|specialist|strategist|consultant|president"
    r"|officer|head of|professor|attorney|marketing|development|research|autor(?:in)?|redakteur(?:in)?"
    r"|korrespondent(?:in)?|envoyée? spéciale?|correspondante?|journaliste|dietitian|coach|engineer|developer"
    r"|lead|senior|vice|owner|researcher|lecturer|fellow|advisor|partner)s?\b",
    re.I,
)
# A name and, after a dash or in brackets, what else there is: "(dpa)", "– Senior Writer".
_TAIL = re.compile(r"\s*[(（\[].*$|\s+[–—-]\s.*$|\s+in\s+[A-Z].*$", re.S)
_CREDENTIALS = re.compile(
    r",?\s+(?:m\.?d|ph\.?\s?d|rdn?|ms|mph|rn|msw|mba|mw|facp|fand|dds|dvm|dacvb|esq|ldn?|cdn|cpa|lcsw|mms"
    r"|facog|cpp|psp|psy\.?d|j\.?d|m\.?sc|b\.?sc|m\.?a|cfp|vmd|e-ryt.*|smt|cscs)\.?(?=$|[,;&]|\s)",
    re.I,
)
# What follows a name in a visible byline: a date, a reading time, an update note.
_AFTER_NAME = re.compile(
    r"\s*(?:\b(?:published|updated|posted|on|last|am|le|el|il|vom)\b\s*(?=\w*\s*\d)|\b(?:published"
    r"|updated|publiée?|veröffentlicht|aktualisiert|pubblicato|publicado|gepubliceerd|mis à jour)\b|[(|•·]"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d|\d).*$",
    re.I | re.S,
)
_HOUSE = re.compile(
    r"\b(?:staff|team|redaktion|redacci[oó]n|redazione|r[ée]daction|redactie|newsroom|news|nachrichten|desk"
    r"|(?:editor|reporter|correspondent|writer)s|agenc\w+|agentur\w*|editorial|inc|llc|ltd|gmbh|foundation|university|institute|magazine|group"
    r"|store|media|company|clinic|center|centre|services?|association|society|blog|online|press|times|post"
    r"|journal|tv|radio|studio|solutions|marketing|dental|law|health|club|school|college|office|ajans\w*"
    r"|ap|afp|dpa|reuters|sid|epd|kna|ansa|efe|tass|xinhua|pti|ians|aap|belga|anp|lusa)\b"
    r"|\.(?:com|org|net|de|fr|io|tr|be|cz|pl)\b|新聞|通信|社$",
    re.I,
)
# Agencies sign news as persons do.
_AGENCY = re.compile(
    r"^(?:the )?(?:ap|afp|dpa|reuters|sid|epd|kna|ansa|efe|tass|xinhua|pti|ians|aap|belga|anp|lusa|apa|ntb"
    r"|stt|tt|associated press|agence france-presse|anadolu ajans\w*|anadolu agency|interfax|keystone-sda|sda"
    r"|cna|press association|europa press|bloomberg)(?:[-/]\w+)?$",
    re.I,
)
# "mdelatorreq6vk2": a machine made it up.
_GENERATED = re.compile(r"[a-z]\d+[a-z]+\d")
_PERSON_WORD = re.compile(r"[^\W\d_][\w'’.-]*$")
_PARTICLES = frozenset(
    "von van der den de da di du del della la le el al bin ibn ter zu af av dos y e".split()
)
_LONGEST, _MOST_WORDS = 60, 6
# A page has one byline near its headline; a list of more is a list of other stories' authors.
_MOST_PEOPLE = 15


def names_in(texts: Iterable[str], *, is_shown: bool) -> tuple[str, ...]:
    """The names in these texts, each once; `is_shown` for a visible byline, where dates and notes follow."""
    names: dict[str, str] = {}
    for text in map(plain, texts):
        if "://" in text or "@" in text:
            continue
        for part in _parts(text, is_shown):
            if _is_name(part):
                names.setdefault(folded(part), part)
    return tuple(names.values()) if len(names) <= _MOST_PEOPLE else ()


@lru_cache(maxsize=1024)
def _parts(text: str, is_shown: bool) -> tuple[str, ...]:
    """What may be names; most places of a page say the same."""
    text = _GLUED.sub("", _BY.sub("", _BY.sub("", text)))
    if is_shown:
        text = _AFTER_NAME.split(text)[0]
    text = _CREDENTIALS.sub("", _CREDENTIALS.sub("", text))
    return tuple(_BY.sub("", _TAIL.sub("", part)).strip(" .,-–—|:*•\"'") for part in _AND.split(text))


@lru_cache(maxsize=4096)
def _is_name(name: str) -> bool:
    words = name.split()
    if not words or len(name) > _LONGEST or len(words) > _MOST_WORDS or len(name) < 2 or _JUNK.search(name):
        return False
    if len(words) == 1 and _GENERATED.search(name):
        return False
    if len(words) > 1 and name[0].islower() and words[0] not in _PARTICLES | {"the"}:
        return False
    return is_house(name) or not _ROLE.search(name)


@lru_cache(maxsize=4096)
def is_house(name: str) -> bool:
    """Whether the name is an outlet's, an agency's or a team's by its words."""
    return _HOUSE.search(name) is not None


def is_agency(name: str) -> bool:
    """Whether it is a news agency."""
    return _AGENCY.match(name) is not None


@lru_cache(maxsize=4096)
def is_person(name: str) -> bool:
    """Whether it has the shape of a person's name: two to four capitalised words, particles aside."""
    words = [word for word in name.split() if word.lower() not in _PARTICLES]
    if not name.isascii() and len(words) == 1 and 2 <= len(name) <= 6 and not name[0].isupper():
        return True  # 松岡大地: no case and no space
    return 2 <= len(words) <= 4 and all(_PERSON_WORD.match(w) and not w[0].islower() for w in words)
