"""Requests that are leased and wait for their host: the hosts take turns, one that is busy waits."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable
from typing import TYPE_CHECKING
from weakref import WeakSet

from ingest.store.addresses import host_of

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.core.downloader import Downloader

# A host with so many requests ready needs no more: with sixteen under way it is a third of a second's work.
ENOUGH = 16


class Ready:
    """Leased requests by downloader slot, in the order in which the hosts get their turn."""

    def __init__(self, downloader: Callable[[], Downloader | None]) -> None:
        self._downloader = downloader
        self._slots: dict[str, deque[tuple[str, Request]]] = {}
        self._hosts: Counter[str] = Counter()
        self.supplied: set[str] = set()
        """The hosts that have enough ready."""
        # Weak, and counted only while active: one that a middleware drops never leaves the downloader.
        self._given_out: dict[str, WeakSet[Request]] = {}

    def __bool__(self) -> bool:
        return bool(self._slots)

    def add(self, request: Request, *, is_next: bool = False) -> None:
        """A leased request, at the end of its host's line or at its head."""
        line = self._slots.setdefault(self._slot_key(request), deque())
        entry = (host_of(request.url), request)
        self._count(entry[0], 1)
        line.appendleft(entry) if is_next else line.append(entry)

    def pop(self) -> Request | None:
        """The next request of a host that can take one."""
        for key in list(self._slots):
            line = self._slots.pop(key)
            if self._is_busy(key):
                self._slots[key] = line
                continue
            host, request = line.popleft()
            self._count(host, -1)
            self._given_out.setdefault(key, WeakSet()).add(request)
            if line:  # to the end of the line: the hosts take turns
                self._slots[key] = line
            return request
        return None

    def left(self, request: Request) -> None:
        """The downloader is through with a request: its host may have another."""
        self._given_out.get(self._slot_key(request), WeakSet()).discard(request)

    def _count(self, host: str, more: int) -> None:
        self._hosts[host] += more
        if self._hosts[host] >= ENOUGH:
            self.supplied.add(host)
            return
        self.supplied.discard(host)
        if not self._hosts[host]:
            del self._hosts[host]

    def _slot_key(self, request: Request) -> str:
        downloader = self._downloader()
        return downloader.get_slot_key(request) if downloader is not None else ""

    def _is_busy(self, key: str) -> bool:
        """Whether a host has one request more than it takes at a time: that one is ready to go."""
        downloader = self._downloader()
        if downloader is None:
            return False
        slot = downloader.slots.get(key)
        concurrency = slot.concurrency if slot is not None else downloader.domain_concurrency
        under_way = sum(request in downloader.active for request in self._given_out.get(key, ()))
        return 0 < concurrency < under_way
