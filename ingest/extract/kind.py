"""Is it an article? A calibrated probability from what the page claims, where it lives and what was found."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from ingest.extract.metadata.values import logistic
from ingest.extract.traits import is_declared, taken_of, traits

if TYPE_CHECKING:
    from ingest.extract.body import Body
    from ingest.extract.document import Document
    from ingest.extract.metadata import Metadata
    from ingest.extract.outline import Outline
    from ingest.items import Removal

# What stands in the place of an article: walls, checks, errors. Only short pages are judged by it.
_WALL = re.compile(
    r"checking your browser|verify (?:that )?you are (?:a )?human|just a moment|enable javascript"
    r"|access denied|are you a robot"
    r"|captcha|unusual traffic|request blocked|403 forbidden|404|not found|page (?:you requested"
    r"|can(?:no|.)t be found|doesn.t exist)"
    r"|service unavailable|bad gateway|internal server error|before you continue"
    r"|we value your privacy|we and our partners"
    r"|accept (?:all )?cookies|seite nicht gefunden|zustimm\w+ (?:und|zu)|mit werbung"
    r"|page introuvable|page non trouv|p[áa]gina no encontrada"
    r"|pagina non trovata|сторінку не знайдено|страница не найдена|sign in to continue"
    r"|log in to continue|subscribe to (?:read|continue)",
    re.I,
)
_WALL_WORDS = 220
# A wall at a story's address often keeps the story's metadata, and then has hardly any text of its own.
_DECLARED_WALL_WORDS = 40
# A wall says first what it is; a short story that ends "the captain was not found" is none.
_WALL_BEGINS = 300
# The development pages hold next to no walls, so what they are worth cannot be learned from them.
OF_A_WALL = 0.2
# What a wall says instead of an article; what the cleaners leave of one is shorter than this.
_WALLS, _LEFT_OF_A_WALL = frozenset(("cookies", "paywall", "adblock")), 400


def is_wall(text: str, removed: Sequence[Removal]) -> bool:
    """Whether the cleaners took more for a wall's words than they left, and left next to nothing."""
    said = sum(len(removal.text) for removal in removed if removal.category in _WALLS)
    return len(text) < min(said, _LEFT_OF_A_WALL)


def confidence(document: Document, page: Outline, metadata: Metadata, body: Body) -> float:
    """The probability that the page is an article; below 0.5 it is probably something else.

    Logistic regression, trained and cross-validated by site by `python -m ingest.train.kinds`.
    """
    weights, bias = _weights()
    found = traits(document, page, metadata, body)
    said = logistic(bias + sum(weights[name] * value for name, value in found.items()))
    return min(said, OF_A_WALL) if _is_short_wall(metadata, body) else said


@cache
def _weights() -> tuple[dict[str, float], float]:
    stored = json.loads((files("ingest.extract") / "model" / "kinds.json").read_text("utf-8"))
    return stored["weights"], stored["bias"]


def _is_short_wall(metadata: Metadata, body: Body) -> bool:
    """A short page that begins with a wall's words; in a dated, declared article they are news or a box."""
    text = " ".join(text for text, _ in taken_of(body))
    limit = _DECLARED_WALL_WORDS if is_declared(metadata) else _WALL_WORDS
    if len(text.split(maxsplit=limit)) >= limit:
        return False
    return _WALL.search(metadata.title or "") is not None or _WALL.search(text[:_WALL_BEGINS]) is not None
