"""Train the body scorer and cross-validate the whole of `extract` with it.

python -m ingest.train fit DIR     train on all pages (extract/model/body.npz) and without each fold (DIR)
python -m ingest.train table DIR   the pages through `extract`, with weights that never saw their site
"""

from __future__ import annotations

import argparse
import json
import pickle
import sys
import time
from pathlib import Path

from ingest.extract.scorer import settle
from ingest.train.evaluate import table
from ingest.train.export import to_bytes
from ingest.train.fit import Stages, bench, lexicon_of, score, train
from ingest.train.pages import FOLDS, Sample, quality_dir, samples

MODEL = Path(__file__).resolve().parents[1] / "extract" / "model" / "body.npz"


def main() -> None:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("what", choices=("fit", "table"))
    arguments.add_argument("directory", type=Path)
    arguments.add_argument(
        "--cache", type=Path, help="keep the read pages here; delete it when features change"
    )
    arguments.add_argument("--limit", type=int, help="every n-th page only (table)")
    arguments.add_argument("--worst", type=int, default=0, help="show the pages that cost most (table)")
    given = arguments.parse_args()
    if given.what == "table":
        table(given.directory, given.limit, given.worst)
        return
    start = time.time()

    def say(what: str) -> None:
        sys.stderr.write(f"{time.time() - start:5.0f} s  {what}\n")

    given.directory.mkdir(parents=True, exist_ok=True)
    made = bench(samples(quality_dir(), given.cache), say)
    if given.cache:
        given.cache.with_suffix(".bench").write_bytes(pickle.dumps(made))
    for held in (None, *range(FOLDS)):
        stages = train(made, held)
        where = MODEL if held is None else given.directory / f"fold{held}.npz"
        where.parent.mkdir(exist_ok=True)
        where.write_bytes(to_bytes(stages))
        write_scores(given.directory, stages, [p for p in made.pages if p.fold == held])
        say(f"second trees without fold {held}")


def write_scores(directory: Path, stages: Stages, pages: list[Sample]) -> None:
    """Each page's block scores by weights that have not seen its site, for those who train on them."""
    lexicon = lexicon_of(stages.lexicon)
    for page in pages:
        p = settle(score(stages, page, lexicon), page.sketch, page.texts)
        record = {"texts": page.texts, "scores": [round(float(v), 4) for v in p], "y": page.y.tolist()}
        (directory / f"{page.id}.json").write_text(json.dumps(record, ensure_ascii=False), "utf-8")


if __name__ == "__main__":
    main()
