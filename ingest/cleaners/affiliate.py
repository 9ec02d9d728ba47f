"""Disclosures of commissions, of machine translation, and the disclaimers that stand beside them."""

from __future__ import annotations

from ingest.clean import Block, Verdict, weigh

CATEGORY = "affiliate"
VERSION = 1
NAMED_ONLY = True


def judge(block: Block) -> Verdict | None:
    return weigh(block, CATEGORY, version=VERSION)


EXAMPLES: tuple[str, ...] = (
    "<p>If you buy something through our links, we may earn a small commission at no extra cost to you.</p>",
    "<p>Bei den mit Sternchen markierten Links handelt es sich um Affiliate-Links: Kaufen Sie darüber ein, erhalten wir eine Provision.</p>",
    "<p>Cet article contient des liens affiliés : nous pouvons toucher une commission sur vos achats.</p>",
    "<p>Dieser Artikel wurde automatisiert übersetzt und von unserer Redaktion geprüft.</p>",
    "<p>Este artículo contiene enlaces de afiliados y podemos recibir una comisión por tus compras.</p>",
)
KEEPS: tuple[str, ...] = (
    "<p>Most of the leaflets had been translated automatically, and nobody in the village could read them.</p>",
    "<p>The agency earns a commission on every flat it sells, which the tenants’ union calls a scandal.</p>",
)
