"""Who wrote it: the byline that a small learned ranking believes most, and rather none than wrong."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

from ingest.extract.metadata.bylines import signed_in_graph
from ingest.extract.metadata.declared import Declared
from ingest.extract.metadata.ranking import ranking
from ingest.extract.metadata.signed import SOURCES, candidates, features, is_news
from ingest.extract.metadata.values import Value, logistic

# Believed from this probability on. News is signed nearly always; half of the other pages are not.
BELIEVED_NEWS, BELIEVED = 0.1, 0.53


def find_authors(page: Declared, site_name: str | None) -> Value[tuple[str, ...]] | None:
    """The names that rank highest; None where even these are doubtful.

    News and other pages are ranked apart: a forest loses on news what it wins elsewhere.
    """
    certain = signed_in_graph(page) if is_news(page) else None
    if certain:
        return Value(certain.names, certain.source, certain.raw)
    found = candidates(page, site_name)
    if not found:
        return None
    rows = features(page, found, site_name)
    news = is_news(page)
    said = _said_of_news(rows) if news else ranking("people_elsewhere").said(rows)
    best = max(range(len(found)), key=said.__getitem__)
    if said[best] < (BELIEVED_NEWS if news else BELIEVED):
        return None
    byline = min(found[best].bylines, key=lambda byline: SOURCES.index(byline.source))
    return Value(found[best].names, byline.source, byline.raw)


def _said_of_news(rows: list[dict[str, float]]) -> list[float]:
    weights, bias = _weights()
    return [logistic(bias + sum(weights[name] * x for name, x in row.items() if x)) for row in rows]


@cache
def _weights() -> tuple[dict[str, float], float]:
    """Logistic regression's weights, one a feature; trained by `python -m ingest.train.people`."""
    stored = json.loads((files("ingest.extract") / "model" / "people.json").read_text("utf-8"))
    return stored["weights"], stored["bias"]
