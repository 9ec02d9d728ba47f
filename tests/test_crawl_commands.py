"""The commands around a crawl that need no network."""

from __future__ import annotations

import errno
import fcntl
import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from ingest.cli import cli
from ingest.commands.crawl import _chosen, _jobs
from ingest.crawl.summary import Failed, Summary, add_up, summary_of
from ingest.items import Page
from ingest.spiders.url import failed_addresses
from ingest.store import Library
from ingest.warc import read_warc, write_warc
from tests.servers import article


def ingest(*words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(cli, list(words))
    return result.exit_code, result.stdout, result.stderr


def test_sources_are_imported_listed_paused_exported_and_removed(tmp_path: Path) -> None:
    db, listed = str(tmp_path / "a.db"), tmp_path / "feeds.opml"
    listed.write_text('<opml><body><outline text="News" xmlUrl="https://outlet.example/feed"/></body></opml>')
    assert ingest("source", "import", str(listed), "--db", db)[:2] == (0, "1 sources stored\n")
    added = (
        "source",
        "add",
        "outlet.example/world",
        "--no-check",
        "--kind",
        "section",
        "--depth",
        "3",
        "--db",
        db,
    )
    assert ingest(*added)[0] == 0
    assert ingest("source", "pause", "1", "--db", db)[0] == 0
    rows = json.loads(ingest("source", "list", "--json", "--db", db)[1])
    assert [(row["url"], row["is_paused"]) for row in rows] == [
        ("https://outlet.example/feed", 1),
        ("https://outlet.example/world", 0),
    ]
    assert ingest("source", "resume", "https://outlet.example/feed", "--db", db)[0] == 0
    status, opml, _ = ingest("source", "export", "--db", db)
    assert status == 0 and 'xmlUrl="https://outlet.example/feed"' in opml
    assert ingest("source", "export", "--urls", "--db", db)[1].split() == [row["url"] for row in rows]
    with Library(db) as library:
        assert library.sources.get(2).options == {"depth": 3}
    assert ingest("source", "remove", "2", "--db", db)[0] == 0
    assert "no such source" in ingest("source", "remove", "2", "--db", db)[2]


def test_crawling_without_sources_says_what_to_do(tmp_path: Path) -> None:
    status, _, said = ingest("crawl", "--db", str(tmp_path / "a.db"))
    assert status == 1 and "ingest source add" in said


def test_crawling_an_unknown_source_is_wrong_use(tmp_path: Path) -> None:
    db = str(tmp_path / "a.db")
    ingest("source", "add", "outlet.example", "--no-check", "--kind", "feed", "--db", db)
    assert ingest("crawl", "nowhere", "--db", db)[0] == 2


def test_a_second_due_run_says_so_and_leaves(tmp_path: Path) -> None:
    db = tmp_path / "a.db"
    ingest("source", "add", "outlet.example", "--no-check", "--kind", "feed", "--db", str(db))
    with Path(f"{db}.due-lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        status, _, said = ingest("crawl", "--due", "--db", str(db))
    assert status == 0 and "leaving" in said


@pytest.mark.parametrize("kind", ["--systemd", "--cron"])
def test_the_service_lines_name_the_library(kind: str, tmp_path: Path) -> None:
    status, lines, _ = ingest("service", "print", kind, "--every", "15", "--db", str(tmp_path / "a.db"))
    assert status == 0
    assert f"--db {tmp_path / 'a.db'}" in lines and "crawl --due" in lines and "15" in lines


def test_the_service_lines_bear_any_path(tmp_path: Path) -> None:
    folder = tmp_path / "my 100% library"
    folder.mkdir()
    lines = ingest("service", "print", "--systemd", "--db", str(folder / "a.db"))[1]
    escaped = str(folder).replace("%", "%%")
    assert f"WorkingDirectory={escaped}\n" in lines and f"--db '{escaped}/a.db'" in lines
    line = ingest("service", "print", "--cron", "--db", str(folder / "a.db"))[1]
    assert r"my 100\% library/a.db" in line


@pytest.mark.parametrize("value", ["some", "-1", "1.5"])
def test_what_keep_pages_cannot_mean_is_wrong_use(value: str) -> None:
    status, _, said = ingest("fetch", "https://outlet.example/", "--keep-pages", value)
    assert status == 2 and "neither all, none nor a number of days" in said


def test_pages_go_out_as_warc_and_come_back(tmp_path: Path) -> None:
    fetched = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
    headers = {"content-type": "text/html; charset=utf-8", "content-encoding": "br", "set-cookie": "a=1"}
    pages = [
        Page(f"https://outlet.example/{n}", article(f"Näws {n}"), fetched, headers=headers) for n in range(3)
    ]
    file = tmp_path / "pages.warc.gz"
    with file.open("wb") as stream:
        assert write_warc(pages, stream) == 3
    back = list(read_warc(file))
    assert [(page.url, page.body, page.fetched_at) for page in back] == [
        (page.url, page.body, page.fetched_at) for page in pages
    ]
    assert "set-cookie" not in back[0].headers and "content-encoding" not in back[0].headers


def test_a_warc_of_another_tool_is_read_page_by_page(tmp_path: Path) -> None:
    def record(url: str, http: bytes, kind: str = "response") -> bytes:
        head = (
            f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2026-11-22T10:00:00Z\r\n"
            f"WARC-Record-ID: <urn:uuid:{len(url):08d}-0000-0000-0000-000000000000>\r\n"
            f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(http)}\r\n\r\n"
        )
        return gzip.compress(head.encode() + http + b"\r\n\r\n")

    ok = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=latin-1\r\n"
    packed = gzip.compress(b"<p>packed</p>")
    chunked = b"Transfer-Encoding: chunked\r\n\r\n5\r\n<p>ch\r\n8\r\nunks</p>\r\n0\r\n\r\n"
    file = tmp_path / "news.warc.gz"
    file.write_bytes(
        record("https://o.example/a", ok + b"\r\n<p>plain</p>")
        + record("https://o.example/b", ok + b"Content-Encoding: gzip\r\n\r\n" + packed)
        + record("https://o.example/c", ok + chunked)
        + record("https://o.example/d", b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>no</p>")
        + record("https://o.example/e", b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\npng")
        + record("https://o.example/f", b"GET /f HTTP/1.1\r\n\r\n", "request")
    )
    assert {page.url[-1]: page.body for page in read_warc(file)} == {
        "a": b"<p>plain</p>",
        "b": b"<p>packed</p>",
        "c": b"<p>chunks</p>"[:5] + b"unks</p>",
    }


def test_a_warc_file_is_read_without_network_or_database(tmp_path: Path) -> None:
    fetched = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
    pages = [
        Page(f"https://o.example/{n}", article(f"Rain story {n} by the river"), fetched) for n in range(2)
    ]
    file = tmp_path / "two.warc.gz"
    with file.open("wb") as stream:
        write_warc(pages, stream)
    status, lines, _ = ingest("read", str(file), "--json")
    assert status == 0
    assert [json.loads(line)["title"] for line in lines.splitlines()] == [
        "Rain story 0 by the river",
        "Rain story 1 by the river",
    ]
    (tmp_path / "none.warc").write_bytes(b"not a warc file")
    assert ingest("read", str(tmp_path / "none.warc"))[0] == 1


def test_summaries_add_up_and_advise() -> None:
    failed = Failed("https://outlet.example/x", "fetch", "blocked (HTTP 403)")
    one = Summary(new=2, failed=1, reasons={failed.reason: 1}, failures=(failed,), runs=(1,), seconds=2)
    both = add_up([one, Summary(changed=1, runs=(2,), seconds=3)])
    assert (both.pages, both.failed, both.runs, both.seconds) == (3, 1, (1, 2), 3)
    lines = both.lines()
    assert lines[0] == "4 pages in 3.0 s: 2 new, 1 changed, 1 failed"
    assert any("ask it for access" in line for line in lines)
    assert lines[-1].endswith("ingest crawl --retry-failed")


def test_what_fails_every_time_is_not_to_be_tried_again() -> None:
    failed = Failed("ftp://outlet.example/x", "fetch", "not a web address: only http and https")
    lines = Summary(failed=1, reasons={failed.reason: 1}, failures=(failed,)).lines()
    assert not any("--retry-failed" in line for line in lines)


def test_a_run_that_ended_early_says_why_in_words() -> None:
    lines = Summary(outcome="store_failed").lines()
    assert any("library could not be written" in line for line in lines)
    assert not any("store_failed" in line for line in lines)


def test_a_paused_source_that_is_named_is_said_to_be_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    db = tmp_path / "a.db"
    with Library(db) as library:
        library.sources.pause(library.sources.add("https://outlet.example/feed", "feed").id)
    assert _chosen(("1",), db) == ["1"]
    assert "paused: https://outlet.example/feed (`ingest source resume 1`)" in capsys.readouterr().err


def test_the_list_of_sources_counts_failures_and_tells_the_newest_article(tmp_path: Path) -> None:
    db = tmp_path / "a.db"
    with Library(db) as library:
        source = library.sources.add("https://outlet.example/feed", "feed", name="Outlet")
        library.fail("https://outlet.example/x", "fetch", "HTTP 410 Gone")
        library.db.execute("UPDATE failures SET source_id = ?", [source.id])
        library.db.execute("UPDATE sources SET last_new_at = '2026-11-23T14:03:00+00:00'")
    said = ingest("source", "list", "--db", str(db))[1]
    assert "Outlet: 0 articles, 0 this week, 1 failed; last new never" in said


def test_what_failed_of_a_paused_source_is_left_alone_and_said_to_be(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    db = tmp_path / "a.db"
    with Library(db) as library:
        for number in (1, 2):
            source = library.sources.add(f"https://outlet{number}.example/feed", "feed")
            library.sources.crawled(source.id, error="HTTP 500")
            library.fail(f"https://outlet{number}.example/x", "fetch", "HTTP 500")
            library.db.execute("UPDATE failures SET source_id = ? WHERE id = ?", [source.id] * 2)
        library.fail("https://nobody.example/x", "fetch", "HTTP 500")
        library.sources.pause(1)
        tried = [url for url, _ in failed_addresses(library)]
    assert tried == ["https://outlet2.example/x", "https://nobody.example/x"]
    jobs = _jobs((), db, {"saved": (), "retry_failed": True, "is_due": False})
    assert [job.arguments.get("source") for job in jobs] == [None, "2"]
    said = capsys.readouterr().err
    assert (
        said == "left out, paused, with 1 failed page: https://outlet1.example/feed"
        " (`ingest source resume 1`)\n"
    )


def test_a_crawl_that_was_not_let_finish_says_so() -> None:
    assert "ended early: it was stopped" in summary_of({}, 1, ()).lines()[1]
    assert summary_of({"finish_reason": "finished"}, 1, ()).outcome == "finished"


def test_a_full_disk_is_one_line_in_any_command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    db = tmp_path / "a.db"
    Library(db).close()
    monkeypatch.setattr("ingest.exporters.jsonl.write", full)
    status, _, said = ingest("export", "jsonl", "-o", str(tmp_path / "a.jsonl"), "--db", str(db))
    assert (status, said) == (1, "Error: No space left on device\n")
