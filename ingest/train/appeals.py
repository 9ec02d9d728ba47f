"""Train what tells how much a text reads like a plea.

python -m ingest.train.appeals DIR    the weights go to clean/model/appeal.npz and, without each fold's
                                      pages, to DIR
"""

from __future__ import annotations

import argparse
import json
import sys
from array import array
from collections import defaultdict
from io import BytesIO
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from ingest.clean.appeal import BITS, LONGEST, SHORTEST, Appeal, tokens
from ingest.clean.judge import APPEALING
from ingest.phrases import index
from ingest.train.pages import FOLDS, fold_of, quality_dir, rows, site_of
from ingest.train.planting import Wordings, our_headings, our_prose, pleas

MODEL = Path(__file__).resolve().parents[1] / "clean" / "model" / "appeal.npz"
# Never `fourth` to `seventh`: they say what this is worth.
TAUGHT: tuple[Wordings, ...] = ("tuning", "held", "fresh", "third", "more", "wide")
# A text of our own stands for many: what the pages hold is nearly all English. A phrase of the lexicons is no
# whole text, and there are thirteen thousand of them.
WORDING, PROSE, PROSE_IN_ENGLISH, FOUND, PHRASE = 4.0, 8.0, 3.0, 1.0, 0.1
# A phrase says something from so many letters on; in scripts without spaces from fewer.
LETTERS, WIDE_LETTERS, _KANA = 10, 4, "\u3040"
_RIDGE = 30.0
# What stands in fewer texts is a name or a chance.
FEWEST = 2
# So many paragraphs of unseen sites reach what makes a cleaner speak (`APPEALING`).
HEARD = 0.005


class Text(NamedTuple):
    """What is learned from, but not for its own fold: there trees learn what an unseen text sounds like."""

    text: str
    is_plea: bool
    weight: float
    fold: int | None = None


def our_texts() -> list[Text]:
    """Wordings, phrases of the lexicons, and prose in sixteen languages."""
    wordings = sorted({text for which in TAUGHT for plea in pleas(which) for text in plea.texts})
    found = [Text(text, True, WORDING, fold_of(text)) for text in wordings if _is_short(text)]
    phrases = {" ".join(parts).strip() for _, kind, parts in index().known if kind in ("line", "strong")}
    found += [
        Text(phrase, True, PHRASE)
        for phrase in sorted(phrases)
        if len(phrase) >= (LETTERS if phrase[0] < _KANA else WIDE_LETTERS)
    ]
    prose = [(text, PROSE) for text in our_headings()]
    for language, texts in our_prose().items():
        prose += [(text, PROSE_IN_ENGLISH if language == "en" else PROSE) for text in texts]
    return found + [Text(text, False, weight, fold_of(text)) for text, weight in prose if _is_short(text)]


def found_texts(quality: Path) -> list[Text]:
    """Mined pleas and paragraphs of the gold, each with its page's fold."""
    fold = {row["id"]: fold_of(site_of(row)) for row in rows(quality)}
    mined = [json.loads(line) for line in (quality / "pleas.jsonl").read_text("utf-8").splitlines()]
    found = [Text(m["text"], True, FOUND, fold[m["id"]]) for m in mined if _is_short(m["text"])]
    for row in rows(quality):
        if row["kind"] == "article":
            lines = (line for line in row["body"].split("\n") if _is_short(line))
            found += [Text(line, False, FOUND, fold[row["id"]]) for line in lines]
    return found


def _is_short(text: str) -> bool:
    return SHORTEST <= len(text) <= LONGEST


def fit(texts: list[Text]) -> Appeal:
    """The weights, in whole numbers."""
    model = LogisticRegression(C=_RIDGE, solver="liblinear", max_iter=300)
    table = _table([one.text for one in texts])
    rare = np.bincount(table.indices, minlength=table.shape[1]) < FEWEST
    table.data[rare[table.indices]] = 0
    model.fit(table, [one.is_plea for one in texts], sample_weight=[one.weight for one in texts])
    found = model.coef_[0]
    scale = float(np.quantile(np.abs(found[found != 0]), 0.9995)) / 127
    whole = np.clip(np.round(found / scale), -127, 127).astype(np.int8)
    return Appeal(array("b", whole.tobytes()), scale, float(model.intercept_[0]))


def _table(texts: list[str]) -> csr_matrix:
    places = [tokens(text) for text in texts]
    ends = np.cumsum([0, *map(len, places)])
    values = np.concatenate([np.full(len(p), 1 / np.sqrt(max(1, len(p)))) for p in places])
    return csr_matrix((values, np.concatenate(places).astype(np.int64), ends), shape=(len(texts), 1 << BITS))


def write(model: Appeal, path: Path) -> None:
    """As `ingest.clean.appeal` loads it."""
    out = BytesIO()
    weights = np.array(model.weights, dtype=np.int8)
    np.savez_compressed(out, weights=weights, scale=np.float32(model.scale), bias=np.float32(model.bias))
    path.write_bytes(out.getvalue())


def main() -> None:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("directory", type=Path)
    given = arguments.parse_args()
    texts = our_texts() + found_texts(quality_dir())
    models = [fit([one for one in texts if one.fold != fold]) for fold in range(FOLDS)]
    prose = [one for one in texts if not one.is_plea and one.weight == FOUND]
    loud = [
        float(np.quantile([model.of(one.text) for one in prose if one.fold == fold], 1 - HEARD))
        for fold, model in enumerate(models)
    ]
    for fold, model in enumerate(models):
        # What moves a fold's bias knows nothing of its pages.
        model.bias += APPEALING - fmean(at for n, at in enumerate(loud) if n != fold)
        write(model, given.directory / f"appeal{fold}.npz")
        show(model, [one for one in texts if one.fold == fold])
    whole = fit(texts)
    whole.bias += APPEALING - fmean(loud)
    write(whole, MODEL)


def show(model: Appeal, texts: list[Text]) -> None:
    """How many of the texts are heard that the weights have not seen."""
    heard = defaultdict[str, list[bool]](list)
    for text, is_plea, weight, _ in texts:
        kind = ("pleas" if is_plea else "prose") + (" found" if weight == FOUND else " of ours")
        heard[kind].append(model.of(text) > APPEALING)
    for plea in pleas("fourth"):
        heard["wordings of `fourth`"].append(model.of(max(plea.texts, key=len)) > APPEALING)
    sys.stdout.write(f"heard: {', '.join(f'{fmean(of):.1%} of {kind}' for kind, of in heard.items())}\n")


if __name__ == "__main__":
    main()
