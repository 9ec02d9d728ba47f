"""Pleas to switch an ad blocker off."""

from __future__ import annotations

from ingest.clean import Block, Verdict, weigh

CATEGORY = "adblock"
VERSION = 1
NAMED_ONLY = True


def judge(block: Block) -> Verdict | None:
    return weigh(block, CATEGORY, version=VERSION)


EXAMPLES: tuple[str, ...] = (
    "<p>It seems you are using an ad blocker. Please whitelist our site so that we can pay our reporters.</p>",
    "<p>Bitte deaktivieren Sie Ihren Adblocker, um diese Seite zu lesen.</p>",
    "<p>Vous utilisez un bloqueur de publicité. Merci de le désactiver sur notre site.</p>",
    "<p>Hemos detectado un bloqueador de anuncios. Desactívalo para seguir leyendo.</p>",
)
KEEPS: tuple[str, ...] = (
    "<p>About a third of all readers block advertisements, the survey found, and ad blockers are most common among students.</p>",
)
