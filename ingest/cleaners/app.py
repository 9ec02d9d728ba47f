"""Prompts to install an app or to allow notifications."""

from __future__ import annotations

from ingest.clean import Block, Verdict, weigh

CATEGORY = "app"
VERSION = 1
NAMED_ONLY = True


def judge(block: Block) -> Verdict | None:
    return weigh(block, CATEGORY, version=VERSION)


EXAMPLES: tuple[str, ...] = (
    "<p>Download our app for iOS and Android and turn on notifications for breaking news.</p>",
    "<p>Laden Sie unsere App herunter und verpassen Sie keine Eilmeldung.</p>",
    "<p>Téléchargez notre application pour suivre l’actualité en temps réel.</p>",
    "<p>Descarga nuestra app y activa las notificaciones.</p>",
)
KEEPS: tuple[str, ...] = (
    "<p>The app has been downloaded two million times since the city put it into the app stores.</p>",
)
