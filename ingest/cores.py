"""Work on all cores: results in the order of the work, a bounded number of them ahead of who takes them."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

# How much is asked of the pool ahead of what was taken: memory stays flat however much there is to do.
_AHEAD = 4


def in_order(
    work: Callable[[T], R],
    items: Iterable[T],
    *,
    workers: int | None = None,
    initializer: Callable[..., None] | None = None,
    initargs: tuple[Any, ...] = (),
) -> Iterator[R]:
    """`map(work, items)` in as many processes as there are cores, or in `workers` of them.

    With one worker all is done in this process. `initializer(*initargs)` is called first in each.
    """
    workers = workers or os.cpu_count() or 1
    if workers == 1:
        if initializer is not None:
            initializer(*initargs)
        yield from map(work, items)
        return
    rest = iter(items)
    # Not fork: who calls may hold threads and an open database.
    with ProcessPoolExecutor(
        workers, get_context("spawn"), initializer=_start, initargs=(initializer, initargs)
    ) as pool:
        waiting = deque(pool.submit(work, item) for item in islice(rest, workers * _AHEAD))
        try:
            while waiting:
                first = waiting.popleft()
                waiting.extend(pool.submit(work, item) for item in islice(rest, 1))
                yield first.result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _start(initializer: Callable[..., None] | None, initargs: tuple[Any, ...]) -> None:
    """Ctrl-C is the caller's to answer: a worker would only print where it was."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if initializer is not None:
        initializer(*initargs)
