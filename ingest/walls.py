"""What stands in an article's place: a bot check, a consent wall, a login, an error page; by what it says.

Only pages with little text are asked: an article about captchas is long, a captcha is short.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.extract.document import parse
from ingest.extract.outline import outline
from ingest.items import Article, Page

# A wall says what it wants in some 10 to 90 words; an article that speaks of walls has more.
WALL_WORDS = 120
# Bytes of a page that are looked at: a wall is short, though its scripts may not be.
_READ = 500_000


@dataclass(frozen=True, slots=True)
class Wall:
    """A kind of wall: one sign in its title tells it, or any of its phrases in a page of few words."""

    name: str
    title: re.Pattern[str]
    text: re.Pattern[str]


TEASER = "paywall teaser"
"""The one wall whose page has an article in it, if a short one."""


def _any(*phrases: str) -> re.Pattern[str]:
    return re.compile("|".join(phrases), re.IGNORECASE)


WALLS = (
    Wall(
        "bot check",
        _any(
            r"^just a moment",
            r"^attention required!",
            r"are you (a )?(robot|human)",
            r"^security check$",
            r"checking your browser",
            r"^access (to this page has been )?denied",
            r"^captcha",
            r"pardon our interruption",
        ),
        _any(
            r"verify(ing)? (that )?you are (a )?human",
            r"checking (if the site|your browser)",
            r"not a robot",
            r"unusual (traffic|activity)",
            r"enable javascript and cookies to continue",
            r"complete the (security|captcha)",
            r"(kein|nicht ein) roboter",
            r"pas un robot",
            r"no (soy|eres) un robot",
            r"не робот",
        ),
    ),
    Wall(
        "consent wall",
        _any(
            r"^(before you continue|bevor sie fortfahren|avant de continuer|antes de continuar)",
            r"^(cookies?|privacy|datenschutz|consent)( (settings|policy|notice|choices|einstellungen))?$",
            r"we value your privacy",
        ),
        _any(
            r"we (and our (\d+ )?partners )?(value your privacy|store and/or access)",
            r"accept (all )?cookies",
            r"consent to (the use|our|cookies)",
            r"(alle )?cookies (akzeptieren|zulassen)",
            r"mit werbung (weiterlesen|lesen)",
            r"(tout )?accepter (et fermer|les cookies)|continuer sans accepter",
            r"aceptar (todas las )?cookies",
            r"accett(a|are) (tutti )?i cookie",
            r"aceitar (todos os )?cookies",
            r"(alle )?cookies accepteren",
            r"(прийняти|принять) (усі |все )?(cookie|куки|файл)",
            r"akceptuj[eę]? (wszystkie )?(cookie|pliki)",
        ),
    ),
    Wall(
        "login",
        _any(r"^(log ?in|sign ?in|anmelden|login|connexion|iniciar sesi[oó]n|accedi|entrar|вход|увійти)\b"),
        _any(
            r"(log|sign) in to (continue|read|view)",
            r"(bitte|um weiterzulesen)[^.]{0,40}(anmelden|einloggen)",
            r"connectez-vous pour",
            r"inicia sesi[oó]n para",
            r"accedi per (leggere|continuare)",
        ),
    ),
    Wall(
        TEASER,
        _any(r"^subscribe( now)?$", r"^(jetzt )?abonnieren$"),
        _any(
            r"subscribe (now )?to (continue|read|unlock)",
            r"(article|content|story) is (only )?(for|available to) (paying )?(subscribers|members)",
            r"(weiterlesen|lesen) (sie )?mit[^.]{0,20}(abo|plus)\b",
            r"(article|contenu) r[eé]serv[eé] aux abonn[eé]s",
            r"(contenido|art[ií]culo)[^.]{0,30}para suscriptores",
            r"(contenuto|articolo) riservato agli abbonati",
        ),
    ),
    Wall(
        "error page",
        _any(
            r"^(error )?(40\d|50[0-4])[ :-]*(not found|forbidden|unauthorized|gone|error)?$",
            r"page (was |could )?not (be )?found",
            r"(seite nicht gefunden|p[aá]gina no encontrada|pagina non trovata)",
            r"page (introuvable|non trouv[eé]e)",
            r"service (temporarily )?unavailable",
            r"bad gateway",
            r"страница не найдена",
            r"сторінку не знайдено",
            r"internal server error",
        ),
        _any(
            r"(page|story) (you('re| are) looking for|you requested)[^.]{0,60}(not|n.t|no longer|moved)",
            r"(we|wir)( are|) (sorry|bedauern)[^.]{0,60}(not be found|page|seite)",
        ),
    ),
)


def name_wall(page: Page, article: Article | None) -> str | None:
    """The kind of wall that stands in the article's place, or None where nothing speaks for one."""
    title, text = _page_words(page) if article is None else (article.title or "", article.body)
    if len(text.split()) > WALL_WORDS:
        return None
    for wall in WALLS:
        if wall.title.search(title.strip()) or wall.text.search(text):
            return wall.name
    return None


def _page_words(page: Page) -> tuple[str, str]:
    """Title and text of a page in which nobody found an article."""
    document = parse(page.body[:_READ], None)
    if document is None:
        return "", ""
    title = document.root.findtext(".//title") or ""
    return " ".join(title.split()), " ".join(outline(document.root).texts)
