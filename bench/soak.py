"""Whether the memory of a long crawl stays flat: RSS at steps, with everything switched on.

    python -m bench.soak [PAGES]

A sitemap on loopback lists PAGES small stories; the product's own sitemap spider and settings read and store
them, without the pauses between requests. Every page has words of its own, so nothing is a copy of another.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from scrapy import signals
from scrapy.crawler import Crawler

from ingest.crawl import Job, run
from ingest.query import open_library

STEPS = 10
PARAGRAPHS, WORDS = 5, 45
VOCABULARY = 60_000
DAY = "2026-11-22T06:00:00+00:00"


class Weigh:
    """A Scrapy extension that says what the crawl weighs each time it has stored another tenth."""

    def __init__(self, crawler: Crawler) -> None:
        self.step = crawler.settings.getint("BENCH_STEP")
        self.stored, self.started = 0, time.monotonic()
        crawler.signals.connect(self.weigh, signal=signals.item_scraped)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Weigh:
        return cls(crawler)

    def weigh(self) -> None:
        self.stored += 1
        if self.stored % self.step == 0:
            rate = self.stored / (time.monotonic() - self.started)
            print(f"{self.stored:7} stored  {rss():6.1f} MB  {rate:5.1f}/s", flush=True)


def rss() -> float:
    """Megabytes of memory that this process holds now."""
    (line,) = [x for x in Path("/proc/self/status").read_text().splitlines() if x.startswith("VmRSS")]
    return int(line.split()[1]) / 1024


def story(number: int) -> bytes:
    """A small page whose text is no other's."""
    chance = random.Random(number)
    words = [f"w{chance.randrange(VOCABULARY)}" for _ in range(PARAGRAPHS * WORDS)]
    paragraphs = "".join(
        f"<p>{' '.join(words[at : at + WORDS]).capitalize()}.</p>" for at in range(0, len(words), WORDS)
    )
    title = " ".join(words[:7]).capitalize()
    return (
        f'<!doctype html><html lang="en"><head><title>{title}</title>'
        f'<meta property="og:type" content="article"><meta property="article:published_time" content="{DAY}">'
        '</head><body><nav><a href="/">Home</a></nav>'
        f"<article><h1>{title}</h1>{paragraphs}</article><footer><p>Subscribe to our newsletter</p></footer>"
        "</body></html>"
    ).encode()


def serve(port: Any, count: int) -> None:
    """Answer /sitemap.xml and the stories that it lists."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            try:
                head = await reader.readuntil(b"\r\n\r\n")
            except (asyncio.IncompleteReadError, ConnectionError):
                return writer.close()
            path = head.split(b" ", 2)[1].decode()
            body = page(path)
            status = b"200 OK" if body else b"404 Not Found"
            writer.write(b"HTTP/1.1 %s\r\nContent-Length: %d\r\n" % (status, len(body)))
            writer.write(b"Content-Type: text/%s\r\n\r\n" % (b"xml" if "xml" in path else b"html") + body)
            await writer.drain()

    def page(path: str) -> bytes:
        if path.startswith("/story-"):
            return story(int(path.removeprefix("/story-")))
        if path != "/sitemap.xml":
            return b""
        urls = "".join(f"<url><loc>{base}/story-{n}</loc></url>" for n in range(count))
        return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'.encode()

    async def main() -> None:
        nonlocal base
        server = await asyncio.start_server(answer, "127.0.0.1", 0)
        base = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        port.send(base)
        await server.serve_forever()

    base = ""
    asyncio.run(main())


@contextmanager
def served(count: int) -> Iterator[str]:
    """The server's address, as long as it is needed."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=serve, args=(theirs, count), daemon=True)
    process.start()
    try:
        yield ours.recv()
    finally:
        process.terminate()
        process.join()


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    settings = {
        "INGEST_ALLOW_PRIVATE": True, "AUTOTHROTTLE_ENABLED": False, "DOWNLOAD_DELAY": 0,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 16, "BENCH_STEP": max(count // STEPS, 1), "LOG_LEVEL": "ERROR",
        "EXTENSIONS": {"bench.soak.Weigh": 500, "ingest.pipelines.LibraryExtension": 0},
    }  # fmt: skip
    with served(count) as base, tempfile.TemporaryDirectory() as folder:
        db = Path(folder) / "soak.db"
        plan = {"url": f"{base}/sitemap.xml", "days": "0", "limit": str(count)}
        print(f"{0:7} stored  {rss():6.1f} MB", flush=True)
        summary = run([Job("sitemap", plan)], db=db, command="soak", settings=settings, progress="none")
        with open_library(db) as reader:
            stored = reader.db.execute("SELECT count(*) FROM articles").fetchone()[0]
        print(
            f"{summary.new} new, {summary.failed} failed, {stored} in the library, "
            f"{summary.requests} requests, {summary.seconds:.0f} s, {db.stat().st_size / 1e6:.0f} MB"
        )


if __name__ == "__main__":
    main()
