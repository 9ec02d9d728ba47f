"""Pleas for donations, membership and support, and who pays for the outlet."""

from __future__ import annotations

from ingest.clean import Block, Verdict, weigh

CATEGORY = "donation"
VERSION = 1
NAMED_ONLY = True


def judge(block: Block) -> Verdict | None:
    return weigh(block, CATEGORY, version=VERSION)


EXAMPLES: tuple[str, ...] = (
    "<p>Our newsroom is funded by readers like you. If you can, please make a donation today.</p>",
    "<p>Unsere Berichte bleiben frei zugänglich. Mit einer Spende unterstützen Sie unsere Arbeit.</p>",
    "<p>Cet article est en accès libre grâce à nos lecteurs. Faites un don pour soutenir notre rédaction.</p>",
    "<p>Si puedes, hazte socio y apoya el periodismo independiente.</p>",
)
KEEPS: tuple[str, ...] = (
    "<p>The charity collected donations worth two million euros last year, most of them from pensioners.</p>",
    "<p>Spenden in Höhe von 300 Euro lassen sich ohne Quittung von der Steuer absetzen, sagte der Minister.</p>",
    "<blockquote><p>“Please make a donation to the hospice instead of flowers,” she wrote in her last letter.</p></blockquote>",
)
