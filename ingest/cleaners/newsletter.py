"""Prompts to subscribe to a newsletter, and the forms that go with them."""

from __future__ import annotations

from ingest.clean import Block, Verdict, weigh

CATEGORY = "newsletter"
VERSION = 1
NAMED_ONLY = True


def judge(block: Block) -> Verdict | None:
    return weigh(block, CATEGORY, version=VERSION)


EXAMPLES: tuple[str, ...] = (
    "<p>Sign up for our newsletter and get the week’s best stories straight to your inbox.</p>",
    "<p>Melden Sie sich für unseren Newsletter an und erhalten Sie jeden Morgen das Wichtigste ins Postfach.</p>",
    "<p>Inscrivez-vous à notre newsletter pour recevoir chaque matin l’essentiel de l’actualité.</p>",
    "<p>Suscríbete a nuestra newsletter y recibe cada mañana las noticias en tu correo.</p>",
)
KEEPS: tuple[str, ...] = (
    "<p>The newsletter, which the two brothers have written since 2019, has 40,000 readers and no advertising.</p>",
    "<p>Er habe den Newsletter des Vereins nie bestellt, sagte der Kläger vor Gericht.</p>",
)
