"""Story clusters: articles that tell one story in the same words, as outlets do with an agency's text.

Each article's sketch is kept with its eight smallest hashes as keys. Texts that share half of their shingles
share a key in 99.6 % of cases, so a new article looks at the few that share one and at nothing else.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from ingest.store.sketch import packed, shared, sketches, unpacked

if TYPE_CHECKING:
    from ingest.store.sketch import Hashes, Sketch

_KEYS = 8
# A new lead and a changed last paragraph leave this much; two reports of one event in own words share 0.02.
ALIKE = 0.5
# An outlet that prints the first half of an agency's text: nearly all of it stands in the longer one.
# Follow-ups that repeat the background paragraphs share 0.3 to 0.5 of the shorter text.
CONTAINED, ALIKE_WHEN_CONTAINED = 0.8, 0.2
# Below 30 words two flashes of an agency look alike and are not: "Magnitude 5.1 earthquake strikes …".
_FEWEST_SHINGLES = 27
# A form text (weather, stock prices) may have thousands of near copies; the newest few tell the cluster.
_CANDIDATES = 32
_HOLDERS = f"""
SELECT j.value, k.article_id FROM json_each(?) j JOIN sketch_keys k ON k.hash = j.value WHERE k.article_id IN
    (SELECT article_id FROM sketch_keys WHERE hash = j.value ORDER BY article_id DESC LIMIT {_CANDIDATES})
"""
_SKETCH = """
SELECT s.shingles, s.hashes, a.cluster_id FROM sketches s JOIN articles a ON a.id = s.article_id
WHERE a.id = ?
"""


def place(db: sqlite3.Connection, texts: Sequence[tuple[int, str]]) -> None:
    """Put articles whose text is new, by number, into their stories' clusters."""
    found = sketches([text for _, text in texts])
    sketched = {number: one for (number, _), one in zip(texts, found, strict=True)}
    candidates = _candidates(db, sketched)
    was_known = _replace(db, sketched)
    for number, (hashes, shingles) in sketched.items():
        copies = _copies(db, number, hashes, shingles, candidates.get(number, ()))
        if copies:
            _join(db, [number, *(copy for copy, _ in copies)], [cluster or copy for copy, cluster in copies])
        elif number in was_known:
            sql = "UPDATE articles SET cluster_id = NULL WHERE id = ? AND cluster_id IS NOT NULL"
            db.execute(sql, (number,))


def _join(db: sqlite3.Connection, members: Sequence[int], clusters: Sequence[int]) -> None:
    """Make one cluster of these articles and all that are with them already."""
    first, *others = sorted(set(clusters))
    db.executemany(
        "UPDATE articles SET cluster_id = ? WHERE cluster_id = ?", [(first, other) for other in others]
    )
    db.executemany(
        "UPDATE articles SET cluster_id = ?1 WHERE id = ?2 AND cluster_id IS NOT ?1",
        [(first, member) for member in members],
    )


def _replace(db: sqlite3.Connection, sketched: Mapping[int, Sketch]) -> set[int]:
    """Store the sketches and their keys in place of those before; gives the articles that had one."""
    sql = "SELECT article_id, hashes FROM sketches WHERE article_id IN (SELECT value FROM json_each(?))"
    old = dict(db.execute(sql, (json.dumps(list(sketched)),)))
    blobs = {number: packed(hashes) for number, (hashes, _) in sketched.items()}
    changed = [number for number, blob in blobs.items() if old.get(number) != blob]
    gone = [(key, number) for number in changed if number in old for key in _keys(unpacked(old[number]))]
    db.executemany("DELETE FROM sketch_keys WHERE hash = ? AND article_id = ?", gone)
    long = [number for number in changed if sketched[number][1] >= _FEWEST_SHINGLES]
    short = [(number,) for number in changed if number in old and sketched[number][1] < _FEWEST_SHINGLES]
    db.executemany("DELETE FROM sketches WHERE article_id = ?", short)
    db.executemany(
        "INSERT OR REPLACE INTO sketches VALUES (?, ?, ?)",
        [(number, sketched[number][1], blobs[number]) for number in long],
    )
    # In the order of the table, so that neighbours fall on one page of the file.
    keys = sorted((key, number) for number in long for key in _keys(sketched[number][0]))
    db.executemany("INSERT OR IGNORE INTO sketch_keys VALUES (?, ?)", keys)
    return set(old)


def _candidates(db: sqlite3.Connection, sketched: Mapping[int, Sketch]) -> dict[int, set[int]]:
    """Article -> the articles that share a key with it, a few of the newest for each key.

    Those stored before are asked for before these are stored: most keys are new, and then nothing is found.
    """
    holders: dict[int, list[int]] = defaultdict(list)
    for number, (hashes, shingles) in sketched.items():
        for key in _keys(hashes) if shingles >= _FEWEST_SHINGLES else ():
            holders[key].append(number)
    found: dict[int, set[int]] = defaultdict(set)
    for numbers in holders.values():
        if len(numbers) > 1:
            for number in numbers:
                found[number].update(numbers[-_CANDIDATES:])
    for key, article_id in db.execute(_HOLDERS, (json.dumps(list(holders)),)):
        for number in holders[key]:
            found[number].add(article_id)
    return found


def _copies(
    db: sqlite3.Connection, article_id: int, hashes: Hashes, shingles: int, candidates: Collection[int]
) -> list[tuple[int, int | None]]:
    """Those candidates that tell the same story in the same words, with the cluster that each is in."""
    copies = []
    for candidate in sorted(candidates, reverse=True)[:_CANDIDATES]:
        row = None if candidate == article_id else db.execute(_SKETCH, (candidate,)).fetchone()
        if row and is_copy(hashes, shingles, unpacked(row[1]), row[0]):
            copies.append((candidate, row[2]))
    return copies


def is_copy(a: Hashes, a_count: int, b: Hashes, b_count: int) -> bool:
    """Whether two sketched texts are one story in the same words."""
    alike, contained = shared(a, a_count, b, b_count)
    return alike >= ALIKE or (contained >= CONTAINED and alike >= ALIKE_WHEN_CONTAINED)


def _keys(hashes: Hashes) -> list[int]:
    smallest: list[int] = hashes[:_KEYS].tolist()
    return smallest
