"""The development pages as the trainer sees them: sketch, tokens, labels, weights, fold."""

from __future__ import annotations

import gzip
import importlib.util
import json
import math
import os
import pickle
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

import numpy as np
import numpy.typing as npt
import tldextract

from ingest.extract.document import parse
from ingest.extract.outline import outline
from ingest.extract.sketch import Sketch, sketch
from ingest.train.labels import labels

FOLDS = 5


@dataclass(slots=True)
class Sample:
    """One page: what the scorer sees of it and what it should say."""

    id: str
    dataset: str
    fold: int
    texts: list[str]
    names: list[str]
    """Per element: its naming attributes."""
    sketch: Sketch
    y: npt.NDArray[np.int8]
    weight: npt.NDArray[np.float32]
    """Per block; a page's weights add up to the same order whatever its length."""
    gold: str


def quality_dir() -> Path:
    """Where the development pages are: INGEST_SHARED, else beside the repository."""
    shared = os.environ.get("INGEST_SHARED")
    root = Path(shared) if shared else Path(__file__).resolve().parents[3] / "shared"
    return root / "quality"


def metrics_of(quality: Path) -> ModuleType:
    """The development set's own metrics."""
    spec = importlib.util.spec_from_file_location("metrics", quality / "metrics.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(quality / "metrics.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


_EXTRACT = tldextract.TLDExtract(suffix_list_urls=())


def site_of(row: dict[str, Any]) -> str:
    """The registered domain, so that www. and m. of one publisher fall into one fold."""
    host = urlsplit(row["url"] or "").hostname or row["id"]
    parts = _EXTRACT(host)
    return parts.domain or host


def fold_of(site: str) -> int:
    """A fold that depends on the site's name alone."""
    return zlib.crc32(site.encode()) % FOLDS


def rows(quality: Path) -> list[dict[str, Any]]:
    with (quality / "gold.jsonl").open(encoding="utf-8") as f:
        return [json.loads(line) for line in f]


def page_of(quality: Path, row: dict[str, Any]) -> bytes:
    return gzip.decompress((quality / "pages" / f"{row['id']}.html.gz").read_bytes())


def sample(quality: Path, row: dict[str, Any], words_of: Callable[[str], list[str]]) -> Sample | None:
    """The page read as at run time, with its labels; None where it has no text."""
    document = parse(page_of(quality, row), row["url"] or None)
    if document is None:
        return None
    o = outline(document.root)
    if not o.texts:
        return None
    s = sketch(document, o)
    length = np.sqrt([max(1, len(words_of(t))) for t in o.texts])
    y = labels(o.texts, row["body"], words_of)
    weight = (length / math.sqrt(float(length.sum()))).astype(np.float32)
    return Sample(
        row["id"], row["dataset"], fold_of(site_of(row)), o.texts, o.names, s, y, weight, row["body"]
    )


def samples(quality: Path, cache: Path | None = None) -> list[Sample]:
    """All article pages, read once and kept in `cache`."""
    if cache is not None and cache.exists():
        with cache.open("rb") as f:
            return pickle.load(f)  # type: ignore[no-any-return]
    words_of = metrics_of(quality).words_unicode
    out = list(_samples(quality, words_of))
    if cache is not None:
        cache.parent.mkdir(parents=True, exist_ok=True)
        with cache.open("wb") as f:
            pickle.dump(out, f)
    return out


def _samples(quality: Path, words_of: Callable[[str], list[str]]) -> Iterator[Sample]:
    for row in rows(quality):
        if row["kind"] == "article":
            made = sample(quality, row, words_of)
            if made is not None:
                yield made
