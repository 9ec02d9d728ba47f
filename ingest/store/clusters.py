"""Story clusters: articles that tell one story in the same words, as outlets do with an agency's text.

Each article's sketch is kept with its eight smallest hashes as keys. Texts that share half of their shingles
share a key in 99.6 % of cases, so a new article looks at the few that share one and at nothing else.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from ingest.store.sketch import packed, shared, sketch, unpacked

if TYPE_CHECKING:
    from ingest.store.sketch import Hashes

TABLES = """
CREATE TABLE sketches (
    article_id INTEGER PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
    shingles INTEGER NOT NULL,
    hashes BLOB NOT NULL
) STRICT;
CREATE TABLE sketch_keys (
    hash INTEGER NOT NULL,
    article_id INTEGER NOT NULL,
    PRIMARY KEY (hash, article_id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER sketches_delete AFTER DELETE ON articles BEGIN
    DELETE FROM sketches WHERE article_id = old.id;
END;
"""

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


def place(db: sqlite3.Connection, article_id: int) -> int | None:
    """Put an article that was just written into its story's cluster; gives it, or None if it is alone."""
    (body,) = db.execute("SELECT body FROM articles WHERE id = ?", [article_id]).fetchone()
    hashes, shingles = sketch(body)
    is_new = _replace(db, article_id, hashes, shingles)
    copies = _copies(db, article_id, hashes, shingles)
    if not copies and is_new:
        return None
    if not copies:
        db.execute(
            "UPDATE articles SET cluster_id = NULL WHERE id = ? AND cluster_id IS NOT NULL", [article_id]
        )
        return None
    clusters = sorted({cluster or copy for copy, cluster in copies})
    first = clusters[0]
    for other in clusters[1:]:
        db.execute("UPDATE articles SET cluster_id = ? WHERE cluster_id = ?", [first, other])
    for member in [article_id, *(copy for copy, _ in copies)]:
        db.execute(
            "UPDATE articles SET cluster_id = ? WHERE id = ? AND cluster_id IS NOT ?", [first, member, first]
        )
    return first


def _replace(db: sqlite3.Connection, article_id: int, hashes: Hashes, shingles: int) -> bool:
    """Store the sketch and its keys in place of those before; says whether there were none."""
    blob = packed(hashes)
    old = db.execute("SELECT hashes FROM sketches WHERE article_id = ?", [article_id]).fetchone()
    if old and old[0] == blob:
        return False
    if old:
        db.executemany(
            "DELETE FROM sketch_keys WHERE hash = ? AND article_id = ?",
            [(key, article_id) for key in _keys(unpacked(old[0]))],
        )
    if shingles < _FEWEST_SHINGLES:
        db.execute("DELETE FROM sketches WHERE article_id = ?", [article_id])
        return old is None
    db.execute("INSERT OR REPLACE INTO sketches VALUES (?, ?, ?)", [article_id, shingles, blob])
    db.executemany(
        "INSERT OR IGNORE INTO sketch_keys VALUES (?, ?)", [(key, article_id) for key in _keys(hashes)]
    )
    return old is None


def _copies(
    db: sqlite3.Connection, article_id: int, hashes: Hashes, shingles: int
) -> list[tuple[int, int | None]]:
    """Articles that tell the same story in the same words, with the cluster that each is in."""
    if shingles < _FEWEST_SHINGLES:
        return []
    keys = _keys(hashes)
    found = db.execute(
        f"SELECT DISTINCT article_id FROM sketch_keys WHERE hash IN ({', '.join('?' * len(keys))})"
        f" AND article_id <> ? ORDER BY article_id DESC LIMIT {_CANDIDATES}",
        [*keys, article_id],
    ).fetchall()
    copies = []
    for (candidate,) in found:
        row = db.execute(
            "SELECT s.shingles, s.hashes, a.cluster_id FROM sketches s JOIN articles a ON a.id = s.article_id"
            " WHERE s.article_id = ?",
            [candidate],
        ).fetchone()
        if row and is_copy(hashes, shingles, unpacked(row[1]), row[0]):
            copies.append((int(candidate), row[2]))
    return copies


def is_copy(a: Hashes, a_count: int, b: Hashes, b_count: int) -> bool:
    """Whether two sketched texts are one story in the same words."""
    alike, contained = shared(a, a_count, b, b_count)
    return alike >= ALIKE or (contained >= CONTAINED and alike >= ALIKE_WHEN_CONTAINED)


def _keys(hashes: Hashes) -> list[int]:
    smallest: list[int] = hashes[:_KEYS].tolist()
    return smallest
