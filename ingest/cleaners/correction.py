"""Prompts to report mistakes, to rate, to write to the editors; notes on the outlet's own standards."""

from __future__ import annotations

from ingest.clean import Block, Verdict, weigh

CATEGORY = "correction"
VERSION = 1
NAMED_ONLY = True


def judge(block: Block) -> Verdict | None:
    return weigh(block, CATEGORY, version=VERSION)


EXAMPLES: tuple[str, ...] = (
    "<p>To suggest a correction or clarification, write to us here</p>",
    "<p>Fehler gefunden? Schreiben Sie uns an die Redaktion.</p>",
    "<p>Une erreur dans cet article ? Signalez-la à la rédaction.</p>",
    "<p>¿Has visto un error? Escríbenos y lo corregiremos.</p>",
    "<p>Was this article helpful?</p>",
)
KEEPS: tuple[str, ...] = (
    "<p>The ministry corrected the figure on Friday: 4,000 soldiers, not 40,000, had been moved.</p>",
)
