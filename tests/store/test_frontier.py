"""The queue and the scheduler on it: order, duplicates, waiting, leases that come back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scrapy import Request, Spider
from scrapy.utils.test import get_crawler

from ingest import session as session_module
from ingest.frontier import Scheduler
from ingest.requests import from_json, to_json
from ingest.session import Session, session_of
from ingest.store import Library, Wanted
from ingest.store.clock import now


class SomeSpider(Spider):
    name = "some"

    def parse_story(self, response: Any) -> None: ...

    def failed(self, failure: Any) -> None: ...


@pytest.fixture
def library() -> Iterator[Library]:
    with Library(":memory:") as library:
        yield library


def wanted(url: str, **fields: Any) -> Wanted:
    return Wanted(url, url.encode(), "{}", **fields)


def test_hosts_take_turns_and_the_best_of_each_comes_first(library: Library) -> None:
    urls = [f"https://{host}.example/{n}" for host in "ab" for n in range(3)]
    library.queue.push(wanted(url, priority=int(url[-1])) for url in urls)
    library.queue.push([wanted("https://c.example/0")])
    run = library.start_run("test")
    order = [lease.url for lease in library.queue.lease(run, 9)]
    assert order == [
        f"https://{name}"
        for name in (
            *("a.example/2", "b.example/2", "c.example/0"),
            *("a.example/1", "b.example/1", "a.example/0", "b.example/0"),
        )
    ]
    assert library.queue.lease(run, 1) == []


def test_a_busy_host_is_passed_over(library: Library) -> None:
    library.queue.push([wanted("https://a.example/1"), wanted("https://b.example/1")])
    run = library.start_run("test")
    assert [lease.host for lease in library.queue.lease(run, 2, busy_hosts={"a.example"})] == ["b.example"]
    assert library.queue.pending() == 2


def test_a_request_is_queued_once_until_the_crawl_is_over(library: Library) -> None:
    queue, run = library.queue, library.start_run("test")
    assert [queue.push([wanted("https://a.example/1")]) for _ in range(2)] == [1, 0]
    (lease,) = queue.lease(run, 5)
    assert queue.push([wanted("https://a.example/1", is_repeatable=True)]) == 0
    queue.done(lease.id)
    assert queue.push([wanted("https://a.example/1")]) == 0
    assert queue.push([wanted("https://a.example/1", is_repeatable=True)]) == 1
    (lease,) = queue.lease(run, 5)
    queue.done(lease.id)
    queue.sweep()
    assert queue.push([wanted("https://a.example/1")]) == 1


def test_a_request_that_was_given_back_waits_for_its_time(library: Library) -> None:
    queue, run = library.queue, library.start_run("test")
    queue.push([wanted("https://a.example/1")])
    (lease,) = queue.lease(run)
    soon = (datetime.now(UTC) + timedelta(minutes=5)).isoformat(timespec="seconds")
    queue.retry(lease.id, not_before=soon)
    queue.done(lease.id)  # comes too late: it was given back
    assert queue.lease(run) == []
    assert not queue.has_pending(timedelta(minutes=1))
    assert queue.has_pending(timedelta(minutes=10))
    library.db.execute("UPDATE frontier SET not_before = ?", [now()])
    assert [lease.attempts for lease in queue.lease(run)] == [1]


def test_leases_of_a_dead_run_come_back_and_those_of_a_live_one_do_not(library: Library) -> None:
    library.queue.push([wanted("https://a.example/1"), wanted("https://a.example/2")])
    dead, alive = library.start_run("dead"), library.start_run("alive")
    library.queue.lease(dead, 1)
    library.queue.lease(alive, 1)
    library.db.execute("UPDATE runs SET pid = 2147480000 WHERE id = ?", [dead])  # no such process
    library.runs.heartbeat(alive)
    rows = library.db.execute("SELECT state, run_id FROM frontier ORDER BY id").fetchall()
    assert rows == [("queued", None), ("leased", alive)]
    assert library.db.execute("SELECT outcome FROM runs WHERE id = ?", [dead]).fetchone() == ("died",)


def test_a_run_on_another_machine_is_dead_when_it_is_silent(library: Library) -> None:
    run = library.start_run("elsewhere")
    library.db.execute("UPDATE runs SET machine = 'elsewhere'")
    assert library.runs.alive() == [run]
    silent = (datetime.now(UTC) - timedelta(minutes=5)).isoformat(timespec="seconds")
    library.db.execute("UPDATE runs SET heartbeat_at = ?", [silent])
    assert library.runs.alive() == []


json_values: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.binary(),
    lambda children: st.lists(children, max_size=3) | st.dictionaries(st.text(), children, max_size=3),
    max_leaves=6,
)


@given(
    meta=st.dictionaries(st.text(min_size=1), json_values, max_size=3),
    body=st.binary(max_size=50),
    header=st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1),
    priority=st.integers(-10, 10),
)
@example(meta={"__datetime__": ""}, body=b"", header="0", priority=0)
@example(
    meta={"a": {"__bytes__": b"x"}, "b": [{"__pairs__": {"__bytes__": 1}}]}, body=b"", header="0", priority=0
)
def test_a_request_comes_back_from_json_as_it_was(
    meta: dict[str, Any], body: bytes, header: str, priority: int
) -> None:
    spider = SomeSpider()
    request = Request(
        "https://a.example/1?x=%20", method="POST", body=body, headers={"X-One": header}, meta=meta,
        priority=priority, callback=spider.parse_story, errback=spider.failed, cb_kwargs={"n": 1},
    )  # fmt: skip
    found = from_json(to_json(request, spider), spider)
    assert found.to_dict(spider=spider) == request.to_dict(spider=spider)


def test_a_queued_request_cannot_name_what_is_no_callback_or_class() -> None:
    spider = SomeSpider()
    with pytest.raises(ValueError, match="no method"):
        from_json('{"url": "https://a.example/", "callback": "__init__"}', spider)
    found = from_json('{"url": "https://a.example/", "_class": "subprocess.Popen"}', spider)
    assert type(found) is Request


@pytest.fixture
def scheduler(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Scheduler, Session]]:
    # Every write is done on the spot: no loop runs here that could do it later.
    monkeypatch.setattr(session_module, "FLUSH_WRITES", 1)
    crawler = get_crawler(SomeSpider, {"INGEST_DB": str(tmp_path / "library.db")})
    session = session_of(crawler)
    yield Scheduler(crawler), session
    session.close()


def test_what_is_enqueued_is_in_the_file(scheduler: tuple[Scheduler, Session]) -> None:
    frontier, session = scheduler
    frontier._spider = SomeSpider()
    for number in range(5):
        assert frontier.enqueue_request(Request(f"https://a.example/{number}"))
    assert not frontier.enqueue_request(Request("https://a.example/3"))
    assert session.library.queue.pending() == 5
    assert frontier.has_pending_requests()


def test_what_json_cannot_say_is_still_asked_for(scheduler: tuple[Scheduler, Session]) -> None:
    frontier, session = scheduler
    frontier._spider = SomeSpider()
    assert frontier.enqueue_request(Request("https://a.example/1", meta={"thing": object()}))
    assert frontier.has_pending_requests()
    request = frontier.next_request()
    assert request is not None
    assert request.url == "https://a.example/1"
    assert session.library.queue.pending() == 0
