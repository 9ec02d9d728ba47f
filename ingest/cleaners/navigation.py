"""Skip links, breadcrumbs, menus, legal links, notes about scripts and browsers."""

from __future__ import annotations

import re

from ingest.clean import Block, Verdict, weigh

CATEGORY = "navigation"
VERSION = 1
# "Home > News > Region": words between arrows, each of them a link.
TRAIL = 4.5
_TRAIL = re.compile(r"^[^.!?]{2,40}(?:\s*[>›»/→]\s*[^.!?>›»/→]{2,60}){1,6}$")


def judge(block: Block) -> Verdict | None:
    if (
        block.link_density > 0.4
        and len(block.text) < 200
        and _TRAIL.match(block.text)
        and block.place == "before"
    ):
        return weigh(block, CATEGORY, extra=TRAIL, why="trail", version=VERSION)
    return weigh(block, CATEGORY, version=VERSION)


EXAMPLES: tuple[str, ...] = (
    '<p><a href="#main">Skip to content</a></p>',
    "<p>Privacy and Cookie Policies.</p>",
    "<p>Zurück zur Startseite</p>",
    "<p>Retour à l’accueil</p>",
    "<p>Volver arriba</p>",
)
KEEPS: tuple[str, ...] = (
    "<p>Every child in the town knows the menu of the ferry’s kitchen by heart, and nobody ever orders the soup.</p>",
)
