"""Real pages keep the floors that the body reached; skipped where the development pages are not at hand."""

import statistics

import pytest

import ingest
from ingest.train import pages as development

# Every so many article pages. The shipped weights have seen them: this guards against breakage only.
EVERY = 31
FLOOR_F1, FLOOR_WORST = 0.93, 0.2


def test_a_sample_of_real_pages_keeps_its_floor() -> None:
    quality = development.quality_dir()
    if not (quality / "gold.jsonl").exists():
        pytest.skip(f"no development pages at {quality}")
    metrics = development.metrics_of(quality)
    scores = []
    for row in [r for r in development.rows(quality) if r["kind"] == "article"][::EVERY]:
        article = ingest.extract(development.page_of(quality, row), row["url"] or None)
        body = article.body if article else ""
        scores.append(metrics.bag_f1(row["body"], body, metrics.words_unicode)[2])
    assert statistics.fmean(scores) >= FLOOR_F1
    assert min(scores) >= FLOOR_WORST
