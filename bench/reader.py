"""How fast the reader's pages are on a large library: CPU time of the best of three, without a network.

python -m bench.library --bulk 1000000 /tmp/library.db
python -m bench.reader /tmp/library.db
"""

from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path

from bench.library import word
from ingest.web.app import make_datasette

PAGES = (
    "/",
    f"/search?q={word(500)}",
    "/article/1000",
    "/article/1000/removed",
    "/site?host=outlet3.example",
    "/author?name=Author+3+1",
    "/tag?name=tag5",
    "/statistics",
)


async def main(path: Path) -> None:
    """Ask for each page and say how long it took."""
    client = make_datasette(path).client
    for page in PAGES:
        times = []
        for _ in range(3):
            before = time.process_time()
            answer = await client.get(page, headers={"host": "127.0.0.1"})
            times.append(time.process_time() - before)
        print(f"{page:<30} {answer.status_code} {min(times) * 1e3:8.1f} ms", flush=True)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
