"""How often the day and the instant of publication are right: python -m ingest.train.dates

By data set and by where the date was read. Nothing of the dates is learned, so that no folds are needed.
"""

from __future__ import annotations

import sys
from collections import defaultdict

from ingest.extract.document import parse
from ingest.extract.metadata import find_metadata
from ingest.train.pages import metrics_of, page_of, quality_dir, rows


def main() -> None:
    quality = quality_dir()
    metrics = metrics_of(quality)
    days: dict[str, list[bool]] = defaultdict(list)
    for row in rows(quality):
        document = parse(page_of(quality, row), row["url"] or None) if row["kind"] == "article" else None
        if document is None:
            continue
        metadata = find_metadata(document)
        said = metadata.provenance["published"].source if metadata.published else "none"
        score = metrics.date_scores(row["published"], metadata.published) if row["published"] else None
        if score is None:
            days[f"{row['dataset']} dated, gold has no date"].append(metadata.published is not None)
            continue
        days[f"{row['dataset']} day"].append(score["day"])
        days[f"{row['dataset']} day, from {said}"].append(score["day"])
        if score["instant"] is not None:
            days[f"{row['dataset']} instant"].append(score["instant"])
    for name, right in sorted(days.items()):
        sys.stdout.write(f"{name}: {sum(right)} of {len(right)}, {sum(right) / len(right):.1%}\n")


if __name__ == "__main__":
    main()
