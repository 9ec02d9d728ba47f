"""Labels of advertisements, adverts of partners and of the outlet itself."""

from __future__ import annotations

from ingest.clean import Block, Verdict, weigh

CATEGORY = "advert"
VERSION = 1
NAMED_ONLY = True


def judge(block: Block) -> Verdict | None:
    return weigh(block, CATEGORY, version=VERSION)


EXAMPLES: tuple[str, ...] = (
    "<p>Advertisement</p>",
    "<div>Story continues below</div>",
    "<p>Anzeige</p>",
    "<p>Publicité</p>",
    "<p>Publicidad</p>",
    "<p>Special discount for our readers</p>",
)
KEEPS: tuple[str, ...] = (
    "<p>The advertisement that the party had printed in three papers was withdrawn a day later.</p>",
)
