"""Real pages keep the floors that the body reached; skipped where the development pages are not at hand."""

import statistics

import pytest

import ingest
from ingest.train import pages as development

# Every so many article pages. The shipped weights have seen them: this guards against breakage, and
# docs/extraction.md has what five folds by site give.
EVERY = 13
FLOORS = {"wcxb": 0.972, "fundus": 0.985}
FLOOR_WORST = 0.6


def test_a_sample_of_real_pages_keeps_its_floor() -> None:
    quality = development.quality_dir()
    if not (quality / "gold.jsonl").exists():
        pytest.skip(f"no development pages at {quality}")
    metrics = development.metrics_of(quality)
    scores: dict[str, list[float]] = {name: [] for name in FLOORS}
    for row in [r for r in development.rows(quality) if r["kind"] == "article"][::EVERY]:
        article = ingest.extract(development.page_of(quality, row), row["url"] or None)
        body = article.body if article else ""
        scores[row["dataset"]].append(metrics.bag_f1(row["body"], body, metrics.words_unicode)[2])
    assert {name: statistics.fmean(scores[name]) >= floor for name, floor in FLOORS.items()} == dict.fromkeys(
        FLOORS, True
    ), {name: statistics.fmean(scores[name]) for name in FLOORS}
    assert min(map(min, scores.values())) >= FLOOR_WORST
