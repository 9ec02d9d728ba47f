"""Train the cleaners' last word, and show what it gives on sites it has not seen.

python -m ingest.train.verdicts DIR    DIR holds the weights of `python -m ingest.train fit DIR` and of
                                       `python -m ingest.train.appeals DIR`; the trees go to
                                       clean/model/verdicts.npz and, without each fold, to DIR
"""

from __future__ import annotations

import argparse
import json
import pickle
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from itertools import cycle
from pathlib import Path
from typing import Any, TypeAlias
from unittest.mock import patch

import lightgbm as lgb
import numpy as np
import numpy.typing as npt

from ingest.clean import view
from ingest.clean.appeal import appeal
from ingest.clean.evidence import Array, rows_of
from ingest.clean.judge import by_rules
from ingest.clean.learned import KEPT, NEEDED, ruling, weigher
from ingest.clean.weigher import Weigher
from ingest.extract.body import find_body
from ingest.extract.document import parse
from ingest.extract.embedded import prefer_embedded
from ingest.extract.metadata import find_metadata
from ingest.extract.outline import outline
from ingest.extract.render import find_captions
from ingest.extract.scorer import Scorer, scorer
from ingest.extract.soup import context_of, to_soup
from ingest.phrases import find
from ingest.train.export import forest
from ingest.train.labels import labels
from ingest.train.pages import FOLDS, fold_of, metrics_of, page_of, quality_dir, rows, site_of
from ingest.train.planting import Plea, Wordings, batches, our_prose, plant

MODEL = Path(__file__).resolve().parents[1] / "clean" / "model" / "verdicts.npz"
TREES: dict[str, Any] = {
    "objective": "binary", "learning_rate": 0.04, "num_leaves": 23, "max_depth": 7, "min_data_in_leaf": 30,
    "feature_fraction": 0.5, "bagging_fraction": 0.8, "bagging_freq": 1, "lambda_l2": 10, "max_bin": 127,
    "verbose": -1, "num_threads": 1, "seed": 7, "deterministic": True, "force_row_wise": True,
}  # fmt: skip
ROUNDS = 180
IGNORED, OTHER, PARAGRAPH, PLEA, LOOK_ALIKE, PLANTED, NOISE, ABROAD = range(8)
# What a mistake costs: the goal counts pleas and paragraphs of the gold, and there are fifty of these to one;
# the planted ones, and our prose that some of them stand in, are the few in other languages than English.
COSTS = np.array([0.0, 0.3, 1.0, 8.0, 10.0, 20.0, 1.0, 5.0], dtype=np.float32)
# Every page is read once more with pleas planted that its fold's weights have not seen, every other one in
# prose of their language.
TAUGHT: tuple[Wordings, ...] = ("tuning", "more", "wide")
LENGTH_ABROAD = 12
LONG = 40
# Body text is counted in words: a block weighs by the root of its characters, within these.
SIZES = (5, 900)
Words = Callable[[str], list[str]]
_Read: TypeAlias = tuple[list[str], Array, list[bool], npt.NDArray[np.int8]]


@dataclass(slots=True)
class Judgements:
    """One page's blocks: rows of evidence, whether the gold has them, what they are to the goal."""

    fold: int
    rows: Array
    y: npt.NDArray[np.int8]
    kind: npt.NDArray[np.int8]
    size: npt.NDArray[np.int64]
    """Characters."""
    rules: npt.NDArray[np.int8]
    """What the rules alone decide: an index of `NEEDED`."""


def judgements(weights: Path) -> Iterator[Judgements]:
    """All article pages, each judged by the rules with scores that never saw its site."""
    quality = quality_dir()
    words_of: Words = metrics_of(quality).words_unicode
    pleas, look_alikes = (_texts(quality / f"{name}.jsonl", words_of) for name in ("pleas", "hard_negatives"))
    planters = [_plantings(fold) for fold in range(FOLDS)]
    for row in (row for row in rows(quality) if row["kind"] == "article"):
        fold, html = fold_of(site_of(row)), page_of(quality, row)
        weights_of_fold = scorer(str(weights / f"fold{fold}.npz"))
        reads = Weigher(weigher().trees, appeal(str(weights / f"appeal{fold}.npz")))
        made = _judged(row, html, weights_of_fold, reads)
        if made is not None:
            texts, evidence, captions, ruled = made
            y = labels(texts, row["body"], words_of)
            said = [" ".join(words_of(text)) for text in texts]
            kind = _kinds(texts, said, y, captions, pleas[row["id"]], look_alikes[row["id"]])
            yield Judgements(fold, evidence, y, kind, _sizes(texts), ruled)
        chosen, prose, is_known = next(planters[fold])
        planted = plant(html, row["body"], chosen, words_of, prose)
        wanted = {text for plea in chosen.values() for text in plea.texts}
        with _lexicons_without(frozenset() if is_known else wanted):
            made = _judged(row, planted, weights_of_fold, reads) if planted else None
        if made is not None:
            yield _of_planted(fold, made, wanted, prose)


def _plantings(fold: int) -> Iterator[tuple[dict[str, Plea], list[str], bool]]:
    """Pleas without end that a fold's weights have not seen, prose around them, whether the lexicons help."""
    here = cycle(batches(*TAUGHT, fold=fold))
    abroad = cycle([
        (chosen, language, at)
        for language in our_prose()
        for at, chosen in enumerate(batches(*TAUGHT, fold=fold, language=language))
    ])  # fmt: skip
    for is_known in cycle((False, True)):
        yield next(here), [], is_known
        chosen, language, at = next(abroad)
        prose = [text for text in our_prose()[language] if fold_of(text) == fold]
        start = at * LENGTH_ABROAD % len(prose)
        yield chosen, (prose[start:] + prose[:start])[:LENGTH_ABROAD], is_known


@contextmanager
def _lexicons_without(texts: Set[str]) -> Iterator[None]:
    """Lexicons that know nothing of these: they know all our wordings, and half of an outlet's."""
    with patch.object(view, "find", lambda text: {} if text in texts else find(text)):
        yield


def _of_planted(fold: int, made: _Read, pleas: set[str], prose: Sequence[str]) -> Judgements:
    texts, evidence, _, ruled = made
    chosen = [n for n, text in enumerate(texts) if text in pleas or text in prose]
    y = np.array([texts[n] in prose for n in chosen], dtype=np.int8)
    kind = np.where(y, ABROAD, PLANTED).astype(np.int8)
    return Judgements(fold, evidence[chosen], y, kind, _sizes(texts)[chosen], ruled[chosen])


def _sizes(texts: list[str]) -> npt.NDArray[np.int64]:
    return np.array([len(text) for text in texts], dtype=np.int64)


def _judged(row: dict[str, Any], html: bytes, weights: Scorer, reads: Weigher) -> _Read | None:
    url = row["url"] or None
    document = parse(html, url)
    if document is None:
        return None
    page = outline(document.root)
    metadata = find_metadata(document, page)
    body = prefer_embedded(find_body(document, metadata, weights, page), document, metadata)
    if body is None:
        return None
    soup = to_soup(body)
    find_captions(soup)
    opinions = by_rules(soup, context_of(body, metadata, url, reads))
    if not opinions.blocks or any(block.score is None for block in opinions.blocks):
        return None
    texts = [block.text for block in opinions.blocks]
    ruled = np.array(
        [ruling(*pair) for pair in zip(opinions.blocks, opinions.verdicts, strict=True)], dtype=np.int8
    )
    return texts, rows_of(opinions), [block.in_caption for block in opinions.blocks], ruled


def _texts(path: Path, words_of: Words) -> dict[str, set[str]]:
    found = defaultdict[str, set[str]](set)
    for line in path.read_text("utf-8").splitlines():
        record = json.loads(line)
        found[record["id"]].add(" ".join(words_of(record["text"])))
    return found


def _kinds(
    texts: list[str], said: list[str], y: npt.NDArray[np.int8], captions: list[bool],
    pleas: set[str], look_alikes: set[str],
) -> npt.NDArray[np.int8]:  # fmt: skip
    """What each block is to the goal; labels of pleas and look-alikes are set right, in place."""
    kind = np.full(len(texts), OTHER, dtype=np.int8)
    for n, text in enumerate(texts):
        if len(text) >= LONG:
            kind[n] = PARAGRAPH if y[n] else NOISE
        if said[n] in pleas:
            y[n], kind[n] = 0, PLEA
        if any(one and one in said[n] for one in look_alikes):
            y[n], kind[n] = 1, LOOK_ALIKE
        if captions[n]:
            kind[n] = IGNORED
    return kind


def fit(pages: list[Judgements]) -> lgb.Booster:
    """Trees over these pages."""
    kind, size = (np.concatenate([getattr(page, name) for page in pages]) for name in ("kind", "size"))
    cost = COSTS[kind]
    text = np.isin(kind, (OTHER, PARAGRAPH, NOISE))
    weight = np.sqrt(size[text].clip(*SIZES))
    cost[text] *= weight / weight.mean()
    used = cost > 0
    x, y = np.vstack([page.rows for page in pages])[used], np.concatenate([page.y for page in pages])[used]
    return lgb.train(TREES, lgb.Dataset(x, y, weight=cost[used]), ROUNDS)


def to_bytes(booster: lgb.Booster) -> bytes:
    out = BytesIO()
    np.savez_compressed(out, **forest(booster))
    return out.getvalue()


def main() -> None:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("directory", type=Path)
    arguments.add_argument(
        "--cache", type=Path, help="keep the rows here; delete it when the evidence changes"
    )
    given = arguments.parse_args()
    if given.cache and given.cache.exists():
        pages: list[Judgements] = pickle.loads(given.cache.read_bytes())
    else:
        pages = list(judgements(given.directory))
        if given.cache:
            given.cache.write_bytes(pickle.dumps(pages))
    likely = [np.zeros(0)] * len(pages)
    for fold in range(FOLDS):
        booster = fit([page for page in pages if page.fold != fold])
        (given.directory / f"verdicts{fold}.npz").write_bytes(to_bytes(booster))
        for n, page in enumerate(pages):
            if page.fold == fold:
                likely[n] = np.asarray(booster.predict(page.rows))
    MODEL.parent.mkdir(exist_ok=True)
    MODEL.write_bytes(to_bytes(fit(pages)))
    show(pages, np.concatenate(likely))


def show(pages: list[Judgements], likely: npt.NDArray[Any]) -> None:
    """What the folds leave in and lose, by the rules alone and with the trees' word."""
    kind, rules = (
        np.concatenate([page.kind for page in pages]),
        np.concatenate([page.rules for page in pages]),
    )
    for name, kept in (("rules", rules == KEPT), ("with trees", likely >= np.array(NEEDED)[rules])):
        shares = {
            "pleas left in": kept[kind == PLEA].mean(),
            "planted left in": kept[kind == PLANTED].mean(),
            "our prose lost": (~kept)[kind == ABROAD].mean(),
            "paragraphs lost": (~kept)[kind == PARAGRAPH].mean(),
            "look-alikes lost": (~kept)[kind == LOOK_ALIKE].mean(),
            "other long texts kept": kept[kind == NOISE].mean(),
        }
        sys.stdout.write(f"{name}: {', '.join(f'{what} {share:.2%}' for what, share in shares.items())}\n")


if __name__ == "__main__":
    main()
