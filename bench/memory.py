"""Memory over many pages: reads a folder's pages again and again and prints the process's size on the way.

    python bench/memory.py PAGES [--pages 10000] [--step 1000] [--limit 300]

PAGES is a folder of .html or .html.gz files, of which every n-th is taken when `--limit` says how many. The
first step holds what is loaded once: weights, lexicons, the memories of what repeats. Linux only.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import resource
import time
from pathlib import Path

import ingest


def resident() -> float:
    """Megabytes that the process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def read(file: Path) -> bytes:
    data = file.read_bytes()
    return gzip.decompress(data) if file.suffix == ".gz" else data


def main() -> None:
    raw = argparse.RawDescriptionHelpFormatter
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=raw)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--pages", type=int, default=10_000)
    arguments.add_argument("--step", type=int, default=1_000)
    arguments.add_argument("--limit", type=int)
    given = arguments.parse_args()
    files = sorted([*given.folder.glob("*.html"), *given.folder.glob("*.html.gz")])
    files = files[:: max(1, len(files) // given.limit)] if given.limit else files
    print(f"{'pages':>8s}{'MB now':>10s}{'MB at most':>12s}{'CPU ms a page':>15s}")
    print(f"{0:8d}{resident():10.0f}", flush=True)
    start = time.process_time()
    for n, file in enumerate(itertools.islice(itertools.cycle(files), given.pages), 1):
        ingest.extract(read(file), f"https://example.org/{n}")
        if n % given.step == 0:
            most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
            spent = 1000 * (time.process_time() - start) / given.step
            print(f"{n:8d}{resident():10.0f}{most:12.0f}{spent:15.1f}", flush=True)
            start = time.process_time()


if __name__ == "__main__":
    main()
