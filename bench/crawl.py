"""Articles a second of a crawl with everything on, against the same Scrapy and extraction without storage.

    python -m bench.crawl [PAGES] [KIND ...]

Kinds: plain, storing, and storing with pages read in N processes (workers1, workers2).
Pages are the fixtures' own, served in turn under new addresses by a server in a process of its own. Both
kinds alternate, so that whatever else the machine does falls on both; the best run of each kind counts.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response

import ingest
from ingest.items import Page
from ingest.reading import read_complete

ROOT = Path(__file__).parents[1]
PLAIN: dict[str, Any] = {
    "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
    "LOG_LEVEL": "ERROR",
    "ITEM_PIPELINES": {"bench.crawl.OnlyRead": 300},
}
STORING: dict[str, Any] = PLAIN | {
    "EXTENSIONS": {"ingest.pipelines.LibraryExtension": 0},
    "ITEM_PIPELINES": {"ingest.pipelines.ReadArticle": 300, "ingest.pipelines.StoreArticle": 800},
    "SCHEDULER": "ingest.frontier.Scheduler",
    "SPIDER_MIDDLEWARES": {"ingest.frontier.Links": 10, "ingest.frontier.Failures": 950},
    "DOWNLOADER_MIDDLEWARES": {"ingest.frontier.Failures": 10},
}


class OnlyRead:
    """The same extraction, and nothing stored."""

    def process_item(self, item: Any) -> Any:
        return read_complete(item)


class BenchSpider(Spider):
    """Asks for `count` pages of the server at `base`."""

    name = "bench"
    base = ""
    count = 0

    async def start(self) -> AsyncIterator[Any]:
        for number in range(int(self.count)):
            yield Request(f"{self.base}/{number}")

    def parse(self, response: Response, **_: Any) -> Iterator[Page]:
        yield Page(
            response.url, response.body, datetime.now(UTC), headers={"content-type": "text/html"},
            lease=response.meta.get("lease"),
        )  # fmt: skip


def own_page(page: bytes, number: int) -> bytes:
    """The page with words of its own in every paragraph, so that it is no copy of the others."""

    def own_words(paragraph: re.Match[bytes]) -> bytes:
        return re.sub(rb"(\w+ \w+) ", rb"\g<1> %d " % number, paragraph[0])

    return re.sub(rb"<p>.*?</p>", own_words, page.replace(b"canonical", b"former"), flags=re.S)


def serve(port: Any) -> None:
    """Answer /N with the N-th fixture, its headline and canonical address made N's own."""
    pages = [path.read_bytes() for path in sorted((ROOT / "fixtures").glob("*/*/page.html"))]

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            try:
                head = await reader.readuntil(b"\r\n\r\n")
            except (asyncio.IncompleteReadError, ConnectionError):
                return writer.close()
            number = int(head.split(b" ", 2)[1].strip(b"/"))
            body = own_page(pages[number % len(pages)], number)
            writer.write(
                b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(body)
            )
            writer.write(body)
            await writer.drain()

    async def main() -> None:
        server = await asyncio.start_server(answer, "127.0.0.1", 0)
        port.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(main())


@contextmanager
def served() -> Iterator[str]:
    """The server's address, as long as it is needed."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=serve, args=(theirs,), daemon=True)
    process.start()
    try:
        yield f"http://127.0.0.1:{ours.recv()}"
    finally:
        process.terminate()
        process.join()


def crawl(kind: str, base: str, count: int, folder: str) -> tuple[float, float]:
    """Wall and CPU seconds of one crawl in a process of its own, without its start and end."""
    output = subprocess.run(
        [sys.executable, "-m", "bench.crawl", "--one", kind, base, str(count), folder],
        cwd=ROOT, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    wall, cpu = output.split()[-2:]
    return float(wall), float(cpu)


def crawl_here(kind: str, base: str, count: str, folder: str) -> None:
    settings = STORING | {"INGEST_DB": f"{folder}/bench.db"} if kind == "storing" else PLAIN
    if kind.startswith("workers"):
        settings = STORING | {"INGEST_DB": f"{folder}/bench.db", "INGEST_EXTRACT_WORKERS": int(kind[7:])}
    warm_up()
    process = AsyncCrawlerProcess(settings)
    process.crawl(BenchSpider, base=base, count=count)
    began, before = time.perf_counter(), cpu_seconds()
    process.start()
    wall = time.perf_counter() - began
    for worker in multiprocessing.active_children():
        worker.join()
    print(wall, cpu_seconds() - before)


def warm_up() -> None:
    """Load what a process needs once, however many pages it reads: sqlite-utils takes pandas along."""
    for module in ("ingest.pipelines", "ingest.frontier"):
        import_module(module)
    words = b"Nobody has said in which language these words are written. " * 20
    ingest.extract(b"<h1>A page</h1><p>" + words + b"</p>")


def cpu_seconds() -> float:
    """What this process and its workers that have ended have used."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in both)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    kinds = sys.argv[2:] or ["plain", "storing"]
    best: dict[str, tuple[float, float]] = {}
    with served() as base:
        for _ in range(3):
            for kind in kinds:
                with tempfile.TemporaryDirectory() as folder:
                    wall, cpu = crawl(kind, base, count, folder)
                print(f"{kind:8} {count / wall:6.1f} articles/s, {cpu / count * 1000:5.2f} ms CPU each")
                before = best.get(kind, (wall, cpu))
                best[kind] = min(before[0], wall), min(before[1], cpu)
    wall, cpu = (best["plain"][i] / best[kinds[-1]][i] for i in (0, 1))
    print(f"best {kinds[-1]} run at {wall:.0%} of the speed without storage ({cpu:.0%} by CPU)")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        crawl_here(*sys.argv[2:])
    else:
        main()
