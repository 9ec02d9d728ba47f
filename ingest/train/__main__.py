"""Train the body scorer and cross-validate the whole of `extract` with it.

python -m ingest.train ship                 train on all pages, write ingest/extract/model/body.npz
python -m ingest.train folds DIR            train without each fold; weights and block scores into DIR
python -m ingest.train table DIR            pages through `extract`, with weights that never saw their site
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

from ingest.train.evaluate import table
from ingest.train.export import to_bytes
from ingest.train.fit import Bench, lexicon_of, score, train
from ingest.train.linear import tokens
from ingest.train.pages import FOLDS, quality_dir, samples

MODEL = Path(__file__).resolve().parents[1] / "extract" / "model" / "body.npz"


def main() -> None:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("what", choices=("ship", "folds", "table"))
    arguments.add_argument("directory", nargs="?", type=Path)
    arguments.add_argument(
        "--cache", type=Path, help="keep the read pages here; delete it when features change"
    )
    arguments.add_argument("--limit", type=int, help="every n-th page only (table)")
    arguments.add_argument("--worst", type=int, default=0, help="show the pages that cost most (table)")
    given = arguments.parse_args()
    if given.what == "table":
        table(given.directory, given.limit, given.worst)
        return
    pages = samples(quality_dir(), given.cache)
    bench = Bench(pages, tokens(pages))
    start = time.time()

    def say(what: str) -> None:
        sys.stderr.write(f"{time.time() - start:5.0f} s  {what}\n")

    if given.what == "ship":
        MODEL.parent.mkdir(exist_ok=True)
        MODEL.write_bytes(to_bytes(train(bench, None, say)))
        return
    given.directory.mkdir(parents=True, exist_ok=True)
    for fold in range(FOLDS):
        stages = train(bench, fold, say)
        (given.directory / f"fold{fold}.npz").write_bytes(to_bytes(stages))
        lexicon = lexicon_of(stages.lexicon)
        for page in pages:
            if page.fold == fold:
                final = score(stages, page, lexicon)[1]
                record = {
                    "texts": page.texts,
                    "scores": [round(float(p), 4) for p in final],
                    "y": page.y.tolist(),
                }
                (given.directory / f"{page.id}.json").write_text(
                    json.dumps(record, ensure_ascii=False), "utf-8"
                )


if __name__ == "__main__":
    main()
