"""Paragraphs that a site shows under story after story: house lines that no cleaner knew."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.query.stored import Rows

# The newest articles tell what a site prints today.
LATEST = 200
# Two stories may quote the same sentence.
LEAST = 3


@dataclass(frozen=True, slots=True)
class Repeat:
    """A paragraph that stands in `stories` different stories of a host, of `among` looked at."""

    host: str
    text: str
    stories: int
    among: int
    url: str
    """The newest article that has it."""


@dataclass(slots=True)
class _Line:
    url: str
    stories: set[int] = field(default_factory=set)


def repeats(rows: Rows, host: str, *, least: int = LEAST, latest: int = LATEST) -> list[Repeat]:
    """What a host's newest articles repeat, the most frequent first; copies of a story are one story."""
    sql = "SELECT id, url, body, cluster_id FROM articles WHERE host = ? ORDER BY sort_utc DESC LIMIT ?"
    lines: dict[str, _Line] = {}
    stories: set[int] = set()
    for row in rows(sql, [host, latest]):
        # Clusters are named by one of their articles' numbers.
        story = row["cluster_id"] or row["id"]
        stories.add(story)
        for text in paragraphs(row["body"]):
            lines.setdefault(text, _Line(row["url"])).stories.add(story)
    found = [
        Repeat(host, text, len(line.stories), len(stories), line.url)
        for text, line in lines.items()
        if len(line.stories) >= least and any(map(str.isalpha, text))
    ]
    return sorted(found, key=lambda repeat: (-repeat.stories, -len(repeat.text), repeat.text))


def paragraphs(body: str) -> list[str]:
    """A stored body's paragraphs, each on one line."""
    return [" ".join(paragraph.split()) for paragraph in body.split("\n\n")]


def beginning_with(rows: Rows, host: str, text: str) -> dict[str, list[int]]:
    """The paragraphs of a host's bodies that begin like `text`, whatever its case: their articles' numbers.

    A paragraph that is the text and nothing more is the only one.
    """
    wanted = " ".join(text.split()).casefold()
    found: dict[str, list[int]] = {}
    for row in rows("SELECT id, body FROM articles WHERE host = ? ORDER BY id", [host]):
        if wanted in " ".join(row["body"].split()).casefold():
            for paragraph in dict.fromkeys(paragraphs(row["body"])):
                if paragraph.casefold().startswith(wanted):
                    found.setdefault(paragraph, []).append(row["id"])
    whole = {paragraph: ids for paragraph, ids in found.items() if paragraph.casefold() == wanted}
    return whole or found


def cut(text: str, most: int = 100) -> str:
    """A paragraph's beginning, for a message."""
    return text if len(text) <= most else text[:most].rstrip() + "…"
