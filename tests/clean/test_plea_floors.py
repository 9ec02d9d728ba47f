"""Real pages keep the floors that the cleaners reached; skipped where the development pages are not at hand."""

import pytest

from ingest.train.pages import quality_dir
from ingest.train.pleas import measure

# So many pages, evenly spread. The shipped weights have seen them: this guards against breakage only.
PAGES = 70
# Half of what is lost does not stand so on its page, most of it on one, whose gold still has "youâ€™ll" where the text says "you’ll".
MOST_INSIDE, MOST_ELSEWHERE, MOST_LOST, MOST_TAKEN = 0.12, 0.01, 0.033, 0


def test_a_sample_of_real_pages_keeps_its_floors() -> None:
    if not (quality_dir() / "gold.jsonl").exists():
        pytest.skip(f"no development pages at {quality_dir()}")
    tally = measure(None, PAGES)
    inside, left, elsewhere, too = (sum(counts[n] for counts in tally.pleas.values()) for n in range(4))
    assert left / inside <= MOST_INSIDE, f"{left} of {inside}"
    assert too / elsewhere <= MOST_ELSEWHERE, f"{too} of {elsewhere}"
    assert tally.lost.total() / tally.paragraphs <= MOST_LOST, f"{tally.lost.total()} of {tally.paragraphs}"
    assert tally.taken.total() <= MOST_TAKEN, tally.taken
