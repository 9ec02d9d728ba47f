"""Ingest and its peers over the same pages, one process each: CPU milliseconds a page, ratio, peak memory.

    python bench/extractors.py PAGES [--limit N] [--only NAME]

PAGES is a folder of .html or .html.gz files. A peer that is not installed is left out. Each call is handed
bytes and has to give the text; ours includes metadata, cleaning and the ledger.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

Reader = Callable[[bytes], str]
WARM_UP = 5


def ingest_reader() -> Reader:
    import ingest

    def read(html: bytes) -> str:
        article = ingest.extract(html)
        return article.body if article else ""

    return read


def ingest_all_renderings() -> Reader:
    import ingest

    def read(html: bytes) -> str:
        article = ingest.extract(html)
        return article.body + article.markdown + article.html if article else ""

    return read


def trafilatura_reader() -> Reader:
    import trafilatura

    return lambda html: str(getattr(trafilatura.bare_extraction(html), "text", ""))


def newspaper_reader() -> Reader:
    import newspaper

    def read(html: bytes) -> str:
        article = newspaper.Article("https://example.org/")
        article.download(input_html=html.decode("utf-8", "replace"))
        article.parse()
        return str(article.text)

    return read


def readability_reader() -> Reader:
    import lxml.html
    from readability import Document

    def read(html: bytes) -> str:
        markup = Document(html.decode("utf-8", "replace")).summary()
        return str(lxml.html.document_fromstring(markup).text_content())

    return read


def resiliparse_reader() -> Reader:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding

    return lambda html: str(
        extract_plain_text(bytes_to_str(html, detect_encoding(html)), main_content=True, alt_texts=False)
    )


READERS: dict[str, tuple[str, Callable[[], Reader]]] = {
    "ingest": ("ingest", ingest_reader),
    "ingest, text + Markdown + HTML": ("ingest", ingest_all_renderings),
    "trafilatura": ("trafilatura", trafilatura_reader),
    "newspaper4k": ("newspaper", newspaper_reader),
    "readability-lxml": ("readability", readability_reader),
    "resiliparse": ("resiliparse", resiliparse_reader),
}


def pages(folder: Path, limit: int | None) -> list[bytes]:
    files = sorted([*folder.glob("*.html"), *folder.glob("*.html.gz")])
    files = files[:: max(1, len(files) // limit)] if limit else files
    return [gzip.decompress(f.read_bytes()) if f.suffix == ".gz" else f.read_bytes() for f in files]


def measure(name: str, folder: Path, limit: int | None) -> dict[str, float]:
    """In this process: CPU milliseconds a page and peak memory beyond what the pages themselves take."""
    read, html = READERS[name][1](), pages(folder, limit)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for page in html[:WARM_UP]:
        attempt(read, page)
    times, failed = [], 0
    for page in html:
        start = time.process_time()
        failed += not attempt(read, page)
        times.append(1000 * (time.process_time() - start))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "pages": len(html),
        "mean": statistics.fmean(times),
        "median": statistics.median(times),
        "most": max(times),
        "failed": failed,
        "megabytes": (peak - before) / 1024,
    }


def attempt(read: Reader, page: bytes) -> bool:
    """False where a peer raises: each has its own exceptions, and the race goes on."""
    try:
        read(page)
    except Exception:  # noqa: BLE001 - peers raise anything
        return False
    return True


def main() -> None:
    raw = argparse.RawDescriptionHelpFormatter
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=raw)
    arguments.add_argument("pages", type=Path)
    arguments.add_argument("--limit", type=int)
    arguments.add_argument("--only", choices=READERS)
    given = arguments.parse_args()
    if given.only:
        print(json.dumps(measure(given.only, given.pages, given.limit)))
        return
    results = {}
    for name, (module, _) in READERS.items():
        if importlib.util.find_spec(module) is None:
            continue
        command = [sys.executable, __file__, str(given.pages), "--only", name]
        command += ["--limit", str(given.limit)] if given.limit else []
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        results[name] = json.loads(done.stdout.splitlines()[-1])
    yardstick = results.get("trafilatura", results["ingest"])["mean"]
    heads = ("CPU ms a page", "median", "most", "of trafilatura", "failed", "MB")
    print(f"{'':32s}" + "".join(f"{head:>15s}" for head in heads))
    for name, r in results.items():
        cells = (
            f"{r['mean']:.1f}", f"{r['median']:.1f}", f"{r['most']:.0f}", f"{r['mean'] / yardstick:.2f}",
            f"{r['failed']:.0f}", f"{r['megabytes']:.0f}",
        )  # fmt: skip
        print(f"{name:32s}" + "".join(f"{cell:>15s}" for cell in cells))


if __name__ == "__main__":
    main()
