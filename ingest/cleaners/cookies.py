"""Consent notices: for cookies, for embedded content of others."""

from __future__ import annotations

from ingest.clean import Block, Verdict, weigh

CATEGORY = "cookies"
VERSION = 1
NAMED_ONLY = True


def judge(block: Block) -> Verdict | None:
    return weigh(block, CATEGORY, version=VERSION)


EXAMPLES: tuple[str, ...] = (
    "<p>We use cookies to improve your experience. Accept all cookies or change your cookie settings.</p>",
    "<p>An dieser Stelle finden Sie einen externen Inhalt. Mit Ihrer Zustimmung werden Cookies gesetzt und personenbezogene Daten übermittelt.</p>",
    "<p>Nous utilisons des cookies pour mesurer l’audience. Gérer mes préférences de cookies.</p>",
    "<p>Utilizamos cookies propias y de terceros. Puedes aceptar las cookies o cambiar la configuración.</p>",
)
KEEPS: tuple[str, ...] = (
    "<p>The court ruled that a website may not store cookies before its visitors have agreed, and fined the retailer.</p>",
    "<p>Bake the cookies for twelve minutes and let them cool on the tray.</p>",
)
