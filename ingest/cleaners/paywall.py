"""Prompts to log in, to register or to subscribe, and what stands before a wall."""

from __future__ import annotations

from ingest.clean import Block, Verdict, weigh

CATEGORY = "paywall"
VERSION = 1
NAMED_ONLY = True


def judge(block: Block) -> Verdict | None:
    return weigh(block, CATEGORY, version=VERSION)


EXAMPLES: tuple[str, ...] = (
    "<p>This article is for subscribers only. Already a subscriber? Log in to continue reading.</p>",
    "<p>Sie möchten weiterlesen? Jetzt abonnieren und alle Artikel lesen. Bereits Abonnent? Hier anmelden.</p>",
    "<p>Cet article est réservé aux abonnés. Déjà abonné ? Connectez-vous.</p>",
    "<p>Contenido exclusivo para suscriptores. ¿Ya eres suscriptor? Inicia sesión.</p>",
)
KEEPS: tuple[str, ...] = (
    "<p>The monthly price of a subscription depends on how many people use the account, the company said.</p>",
)
