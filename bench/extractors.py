"""Ingest and its peers over the same pages, one process each: CPU milliseconds a page, ratio, peak memory.

    python bench/extractors.py PAGES [--limit N] [--only NAME]

PAGES is a folder of .html or .html.gz files. A peer that is not installed is left out. Each call is handed
bytes and has to give the text; ours includes metadata, cleaning and the ledger. All read a batch of pages
in turn, so that a busy machine is as busy for one as for the other.
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
from dataclasses import dataclass, field
from pathlib import Path

Reader = Callable[[bytes], str]
# Read before the clock runs, so that what is loaded once (weights, lexicons, languages) has been by then;
# the last of them names no language.
WARM_UP = 5
UNNAMED = b"<h1>A page</h1><p>" + b"Nobody has said in which language these words are written. " * 20
# Pages that one reads before the next has its turn: enough for the processor's caches to be its own.
BATCH = 20


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


def trafilatura_with_metadata() -> Reader:
    import trafilatura

    return lambda html: str(getattr(trafilatura.bare_extraction(html, with_metadata=True), "text", ""))


def newspaper_reader() -> Reader:
    import newspaper

    def read(html: bytes) -> str:
        # It would fetch the page's pictures to measure them.
        article = newspaper.Article("https://example.org/", fetch_images=False)
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
    "trafilatura with metadata": ("trafilatura", trafilatura_with_metadata),
    "newspaper4k": ("newspaper", newspaper_reader),
    "readability-lxml": ("readability", readability_reader),
    "resiliparse": ("resiliparse", resiliparse_reader),
}


def pages(folder: Path, limit: int | None) -> list[bytes]:
    files = sorted([*folder.glob("*.html"), *folder.glob("*.html.gz")])
    files = files[:: max(1, len(files) // limit)] if limit else files
    return [gzip.decompress(f.read_bytes()) if f.suffix == ".gz" else f.read_bytes() for f in files]


def serve(name: str, folder: Path, limit: int | None) -> None:
    """In a process of its own: read a batch of pages a line that comes in, and say how long each took."""
    read, html = READERS[name][1](), pages(folder, limit)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for page in (*html[:WARM_UP], UNNAMED):
        attempt(read, page)
    for line in sys.stdin:
        low = int(line)
        times, failed = [], 0
        for page in html[low : low + BATCH]:
            start = time.process_time()
            failed += not attempt(read, page)
            times.append(1000 * (time.process_time() - start))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(json.dumps([times, failed, (peak - before) / 1024]), flush=True)


def attempt(read: Reader, page: bytes) -> bool:
    """False where a peer raises: each has its own exceptions, and the race goes on."""
    try:
        read(page)
    except Exception:  # noqa: BLE001 - peers raise anything
        return False
    return True


@dataclass
class Racer:
    """One reader's process, and what it has said so far."""

    process: subprocess.Popen[str]
    times: list[float] = field(default_factory=list)
    failed: int = 0
    megabytes: float = 0.0

    def run(self, low: int) -> None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        print(low, file=self.process.stdin, flush=True)
        times, failed, self.megabytes = json.loads(self.process.stdout.readline())
        self.times += times
        self.failed += failed


def race(names: list[str], folder: Path, limit: int | None) -> dict[str, Racer]:
    """Every reader over all pages, batch by batch in turn."""
    racers = {}
    for name in names:
        command = [sys.executable, __file__, str(folder), "--serve", name]
        command += ["--limit", str(limit)] if limit else []
        # Peers complain of single pages; what they say is not what is measured.
        pipe, quiet = subprocess.PIPE, subprocess.DEVNULL
        racers[name] = Racer(subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=quiet, text=True))
    for low in range(0, len(pages(folder, limit)), BATCH):
        for racer in racers.values():
            racer.run(low)
    for racer in racers.values():
        racer.process.communicate()
    return racers


def report(racers: dict[str, Racer]) -> None:
    yardstick = statistics.fmean(racers.get("trafilatura", next(iter(racers.values()))).times)
    heads = ("CPU ms a page", "median", "most", "of trafilatura", "failed", "MB")
    print(f"{'':32s}" + "".join(f"{head:>15s}" for head in heads))
    for name, racer in racers.items():
        mean = statistics.fmean(racer.times)
        cells = (
            f"{mean:.1f}", f"{statistics.median(racer.times):.1f}", f"{max(racer.times):.0f}",
            f"{mean / yardstick:.2f}", f"{racer.failed}", f"{racer.megabytes:.0f}",
        )  # fmt: skip
        print(f"{name:32s}" + "".join(f"{cell:>15s}" for cell in cells))


def main() -> None:
    raw = argparse.RawDescriptionHelpFormatter
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=raw)
    arguments.add_argument("pages", type=Path)
    arguments.add_argument("--limit", type=int)
    arguments.add_argument("--only", choices=READERS, action="append", help="may be given again")
    arguments.add_argument("--serve", choices=READERS, help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.serve:
        serve(given.serve, given.pages, given.limit)
        return
    wanted = given.only or list(READERS)
    present = [name for name in wanted if importlib.util.find_spec(READERS[name][0]) is not None]
    report(race(present, given.pages, given.limit))


if __name__ == "__main__":
    main()
