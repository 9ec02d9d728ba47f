"""Story clusters: what is one story told twice, measured on the sample outlets' own texts."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.query import Reader
from ingest.store import Library
from ingest.store.clusters import is_copy
from ingest.store.sketch import packed, sketch, unpacked
from tests.query.conftest import AGENCY, article, page

FIXTURES = Path(__file__).parents[2] / "fixtures"
# A paragraph or two of background, as follow-ups repeat it.
OWN_LEAD = "Our correspondent adds that people in the town had been waiting for this news since the spring."


def bodies() -> list[str]:
    """The texts a person wants from the sample pages, those long enough to be a story."""
    found = []
    for path in sorted(FIXTURES.glob("*/*/expected.json")):
        body = (json.loads(path.read_text(encoding="utf-8")) or {}).get("body") or ""
        if len(body) > 700:
            found.append(body)
    return found


def retold(body: str, chance: random.Random) -> Iterator[str]:
    """One story as other outlets print an agency's text."""
    blocks = body.split("\n\n")
    yield body
    yield "\n\n".join([OWN_LEAD, *blocks])
    yield "\n\n".join(blocks[: max(2, len(blocks) * 2 // 3)])
    yield "\n\n".join(blocks[1:])
    yield "\n\n".join([*blocks[:-1], OWN_LEAD])
    words = body.split(" ")
    for _ in range(max(1, len(words) // 60)):
        words[chance.randrange(len(words))] = "sub-editor"
    yield " ".join(words)


def another(body: str, other: str) -> str:
    """Another story, which repeats the last third of this one as background: no copy."""
    blocks = body.split("\n\n")
    return "\n\n".join([*other.split("\n\n"), *blocks[-max(1, len(blocks) // 3) :]])


def labelled() -> Iterator[tuple[str, str, bool]]:
    """Pairs of texts and whether they are one story."""
    chance = random.Random(7)
    texts = bodies()
    for number, body in enumerate(texts):
        for one, other in combinations(retold(body, chance), 2):
            yield one, other, True
        yield body, another(body, texts[number - 1]), False
        yield body, another(body, texts[number - 2]), False
    for one, other in combinations(texts, 2):
        yield one, other, False


def test_precision_and_recall_on_a_labelled_set() -> None:
    pairs = list(labelled())
    said = [is_copy(*sketch(one), *sketch(other)) for one, other, _ in pairs]
    truth = [is_one for _, _, is_one in pairs]
    right = sum(a and b for a, b in zip(said, truth, strict=True))
    assert sum(truth) >= 300
    assert right / sum(said) >= 0.95, "precision"
    assert right / sum(truth) >= 0.9, "recall"


def test_clusters_grow_merge_and_are_left(tmp_path: Path) -> None:
    first, last = AGENCY[: len(AGENCY) * 6 // 10], AGENCY[len(AGENCY) * 4 // 10 :]

    def save(library: Library, number: int, body: str) -> None:
        item = article(f"https://site{number}.example/", f"T{number}", body)
        library.save(item, page(item))

    def clusters(library: Library) -> list[int | None]:
        return [row[0] for row in library.db.execute("SELECT cluster_id FROM articles ORDER BY id")]

    with Library(tmp_path / "a.db") as library:
        save(library, 1, first)
        save(library, 2, last)
        assert clusters(library) == [None, None]
        save(library, 3, AGENCY)
        assert clusters(library) == [1, 1, 1]
        different = " ".join(f"An entirely different sentence of number {number}." for number in range(60))
        save(library, 3, different)
        assert clusters(library)[2] is None
        assert Reader(library.db.conn).count() == 3


def test_short_flashes_are_never_one_story(tmp_path: Path) -> None:
    flash = "A magnitude {} earthquake struck off the coast on {}; no damage was reported."
    with Library(tmp_path / "a.db") as library:
        for number, day in enumerate(("Monday", "Tuesday")):
            item = article(f"https://a.example/{number}", "Earthquake", flash.format(number, day))
            library.save(item, page(item))
        assert not library.db.execute("SELECT 1 FROM articles WHERE cluster_id IS NOT NULL").fetchall()


@given(st.text(max_size=300))
def test_any_text_has_a_sketch(text: str) -> None:
    hashes, count = sketch(text)
    assert len(hashes) <= count or count == 0
    assert list(unpacked(packed(hashes))) == list(hashes)
    assert sorted(set(hashes.tolist())) == hashes.tolist()


@pytest.mark.parametrize(
    "change", [str.upper, lambda text: text.replace(" ", "\n\n"), lambda text: text + "!"]
)
def test_case_spaces_and_marks_do_not_count(change: object) -> None:
    assert callable(change)
    assert sketch(change(AGENCY))[0].tolist() == sketch(AGENCY)[0].tolist()
