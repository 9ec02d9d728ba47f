"""Fetching from servers that misbehave on purpose. One crawl in a process of its own asks for everything."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from ingest.store import Library
from tests.servers import Outlet, serving

CRAWL = """
import json, sys
import ingest.middlewares.addresses as addresses
from ingest.crawl import Job, run
task = json.loads(sys.argv[1])
truly = addresses.is_public
if task["public"]:
    # One prefix of loopback plays the public internet; the guard does the rest as it always does.
    addresses.is_public = lambda address: address.startswith(tuple(task["public"])) or truly(address)
jobs = [Job(spider, arguments) for spider, arguments in task["jobs"]]
summary = run(jobs, db=task["db"], command="test", settings=task["settings"], progress="none")
print(json.dumps(summary.as_dict()))
"""

QUICK = {
    "DOWNLOAD_DELAY": 0,
    "AUTOTHROTTLE_START_DELAY": 0,
    "AUTOTHROTTLE_ENABLED": True,
    "AUTOTHROTTLE_MAX_DELAY": 0.2,
    "DOWNLOAD_TIMEOUT": 2.5,
    "CONCURRENT_REQUESTS": 100,
    "INGEST_BACKOFF": 0.2,
    "RETRY_TIMES": 2,
}


def crawl(
    db: Path, *jobs: tuple[str, dict[str, str]], public: tuple[str, ...] = ("127.",), **settings: object
) -> dict:
    """Crawl in a process of its own; gives the summary."""
    task = {"db": str(db), "jobs": jobs, "public": public, "settings": QUICK | settings}
    done = subprocess.run(
        [sys.executable, "-c", CRAWL, json.dumps(task)],
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return {**json.loads(done.stdout.splitlines()[-1]), "log": done.stderr}


@dataclass
class Crawled:
    outlet: Outlet
    summary: dict
    failures: dict[str, str]
    stages: dict[str, str]
    articles: dict[str, str]
    next_try: dict[str, str | None]

    def reason(self, path: str) -> str | None:
        return next((why for url, why in self.failures.items() if url.endswith(path)), None)

    def title(self, path: str) -> str | None:
        return next((title for url, title in self.articles.items() if url.endswith(path)), None)


CASES = {
    "/ok/1": None,
    "/busy/1": None,
    "/dated/1": None,
    "/flapping/1": None,
    "/plain/1": None,
    "/latin/1": None,
    "/to/1?/ok/2": None,
    "/drip": "timeout",
    "/silent": "timeout",
    "/reset": "connection broke off before the whole page had arrived",
    "/short": "connection broke off before the whole page had arrived",
    "/endless": "larger than the size limit",
    "/huge": "larger than the size limit",
    "/bomb/gzip": "larger than the size limit once decompressed",
    "/bomb/br": "larger than the size limit once decompressed",
    "/bomb/zstd": "larger than the size limit once decompressed",
    "/loop/1": "too many redirects",
    "/to/2?ftp://127.0.0.1/x": "redirect to nowhere (HTTP 302)",
    "/to/3?file:///etc/passwd": "redirect to nowhere (HTTP 302)",
    "/resting": "blocked (HTTP 429)",
    "/broken": "HTTP 500 Internal Server Error",
    "/refused": "blocked (HTTP 403)",
    "/challenge": "blocked by a bot check (HTTP 403)",
    "/missing": "HTTP 404 Not Found",
    "/soft404": "error page",
    "/image": "not a page: a PNG picture (called text/html)",
    "/pdf": "not a page: a PDF document (called application/pdf)",
    "/empty": "empty page",
    "/hidden/1": "forbidden by robots.txt",
}
"""A path and the reason it fails for; None where it is read."""


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    db = tmp_path_factory.mktemp("crawl") / "articles.db"
    with serving() as outlet:
        urls = [outlet.url(path, f"127.0.1.{n}") for n, path in enumerate(CASES, 1)]
        urls += [outlet.url(f"/ok/{n}", "127.0.2.2") for n in (11, 12, 13)]  # Crawl-delay
        urls += [outlet.url("/ok/21", "127.0.2.1"), outlet.url("/ok/22", "127.0.2.3")]  # robots.txt 503, 403
        urls += [outlet.url("/cookie/1", "127.0.3.1"), outlet.url("/ok/31", "127.0.3.1")]
        urls += ["http://127.0.4.1:1/closed", "http://no-such-host.invalid/", "ftp://127.0.0.1/x", "nonsense"]
        urls += [outlet.url("/ok/41", "ann:secret@127.0.3.2")]
        summary = crawl(db, ("url", {"url": " ".join(urls)}))
        with Library(db) as library:
            run = library.db.conn.execute
            rows = run("SELECT url, reason, stage, next_try_at FROM failures").fetchall()
            yield Crawled(
                outlet,
                summary,
                {url: reason for url, reason, _, _ in rows},
                {url: stage for url, _, stage, _ in rows},
                dict(run("SELECT url, title FROM articles").fetchall()),
                {url: again for url, _, _, again in rows},
            )


@pytest.mark.parametrize("path", [path for path, reason in CASES.items() if reason])
def test_a_server_that_misbehaves_is_a_failure_with_its_reason(crawled: Crawled, path: str) -> None:
    assert crawled.reason(path) == CASES[path]


@pytest.mark.parametrize(
    "path", ["/ok/1", "/busy/1", "/dated/1", "/flapping/1", "/plain/1", "/latin/1", "/ok/2"]
)
def test_a_server_that_stumbles_is_read_in_the_end(crawled: Crawled, path: str) -> None:
    assert crawled.title(path) is not None, crawled.reason(path)


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("http://127.0.4.1:1/closed", "connection refused"),
        ("http://no-such-host.invalid/", "host not found"),
        ("ftp://127.0.0.1/x", "not a web address: only http and https"),
        ("nonsense", "not a web address: only http and https"),
    ],
)
def test_an_address_that_leads_nowhere_is_a_failure(crawled: Crawled, address: str, reason: str) -> None:
    assert crawled.failures[address] == reason


def test_a_retry_after_is_waited_for(crawled: Crawled) -> None:
    # A second, less what a busy machine was late with noting the first.
    first, second = crawled.outlet.times("/busy/1")
    assert 0.6 < second - first < 10
    first, second = crawled.outlet.times("/dated/1")
    assert 0.6 < second - first < 10


def test_a_long_retry_after_is_left_to_a_later_run(crawled: Crawled) -> None:
    assert len(crawled.outlet.times("/resting")) == 1
    again = next(again for url, again in crawled.next_try.items() if url.endswith("/resting"))
    assert again is not None and again > "2026"


def test_a_broken_server_is_asked_three_times_with_growing_pauses(crawled: Crawled) -> None:
    first, second, third = crawled.outlet.times("/broken")
    assert second - first >= 0.2 and third - second >= 0.4


def test_a_crawl_delay_is_kept(crawled: Crawled) -> None:
    times = sorted(
        when for when, host, path in crawled.outlet.log if host == "127.0.2.2" and path != "/robots.txt"
    )
    assert len(times) == 3
    # Twice half a second, less what a busy machine was late with the first; without the delay it is 0.1.
    assert times[-1] - times[0] >= 0.5


def test_robots_txt_that_is_broken_forbids_and_that_is_absent_allows(crawled: Crawled) -> None:
    assert crawled.reason("/ok/21") == "robots.txt not to be had: HTTP 503"
    assert crawled.outlet.times("/ok/21") == []
    assert crawled.title("/ok/22") is not None
    assert crawled.outlet.times("/hidden/1") == []


def test_robots_txt_is_asked_once_a_host(crawled: Crawled) -> None:
    asked = [host for _, host, path in crawled.outlet.log if path == "/robots.txt" and host == "127.0.2.2"]
    assert len(asked) == 1


def test_cookies_are_not_given_back(crawled: Crawled) -> None:
    assert not any("Cookie" in headers for _, headers in crawled.outlet.headers_seen)


def test_credentials_are_neither_sent_nor_stored_nor_logged(crawled: Crawled) -> None:
    assert crawled.title("/ok/41") is not None
    assert not any("Authorization" in headers for _, headers in crawled.outlet.headers_seen)
    assert "secret" not in repr(crawled.articles) + repr(crawled.failures) + crawled.summary["log"]


def test_the_user_agent_says_who_we_are(crawled: Crawled) -> None:
    assert all(headers["User-Agent"].startswith("ingest/") for _, headers in crawled.outlet.headers_seen)


def test_the_summary_adds_up(crawled: Crawled) -> None:
    assert crawled.summary["failed"] == len(crawled.failures) == sum(crawled.summary["reasons"].values())
    assert crawled.summary["new"] == len(crawled.articles)
    assert crawled.summary["outcome"] == "finished"


def test_private_addresses_are_refused_whatever_leads_there(tmp_path: Path) -> None:
    with serving() as outlet:
        inside = {
            outlet.url("/ok/1", "127.0.0.2"),
            outlet.url("/ok/2", "2130706434"),
            outlet.url("/ok/3", "0x7f000002"),
            outlet.url("/ok/4", "0177.0.0.2"),
            outlet.url("/ok/5", "127.2"),
            outlet.url("/ok/6", "[::ffff:127.0.0.2]"),
            outlet.url("/ok/7", "[::1]"),
            outlet.url("/ok/8", "localhost"),
            "http://169.254.169.254/latest/meta-data/",
        }
        leading = {outlet.url(f"/to/{n}?{url}", "127.0.9.1") for n, url in enumerate(sorted(inside))}
        urls = sorted(inside | leading)
        summary = crawl(tmp_path / "a.db", ("url", {"url": " ".join(urls)}), public=("127.0.9.",))
        assert summary["reasons"] == {"forbidden address (private network)": len(urls)}
        assert not any(path.startswith("/ok") for _, _, path in outlet.log)
        with Library(tmp_path / "a.db") as library:
            again = library.db.conn.execute(
                "SELECT count(*) FROM failures WHERE next_try_at IS NOT NULL"
            ).fetchone()
            assert again[0] == 0, "time does not heal a forbidden address"


def test_a_name_that_rebinds_is_looked_at_again_at_each_connection(tmp_path: Path) -> None:
    rebinding = CRAWL.replace(
        "jobs = [",
        "import itertools\n"
        "answers = itertools.chain(['127.0.9.1'] * 2, itertools.repeat('127.0.0.2'))\n"
        "class Liar:\n"
        "    def __init__(self, inner): self.inner = inner\n"
        "    def resolveHostName(self, receiver, host, *rest):\n"
        "        return self.inner.resolveHostName(receiver, next(answers), *rest)\n"
        "start = addresses.GuardedResolver.__init__\n"
        "def rebound(self, reactor, *rest): start(self, reactor, *rest); self.inner = Liar(self.inner)\n"
        "addresses.GuardedResolver.__init__ = rebound\n"
        "jobs = [",
    )
    with serving() as outlet:
        task = {
            "db": str(tmp_path / "a.db"),
            "jobs": [("url", {"url": " ".join(outlet.url(f"/short/{n}", "rebind.test") for n in range(3))})],
            "public": ["127.0.9."],
            "settings": QUICK | {"RETRY_TIMES": 0},
        }
        done = subprocess.run(
            [sys.executable, "-c", rebinding, json.dumps(task)],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-2000:]
        reasons = json.loads(done.stdout.splitlines()[-1])["reasons"]
        assert reasons.get("forbidden address (private network)", 0) >= 1
        assert len(outlet.log) <= 3


def test_a_host_has_its_budget(tmp_path: Path) -> None:
    with serving() as outlet:
        urls = " ".join(outlet.url(f"/ok/{n}") for n in range(5))
        summary = crawl(tmp_path / "a.db", ("url", {"url": urls}), INGEST_HOST_BUDGET=2)
        assert (summary["new"], summary["postponed"], summary["failed"]) == (2, 3, 0)
        assert sum(path.startswith("/ok") for _, _, path in outlet.log) == 2


def test_a_certificate_that_nobody_signed_is_refused_save_for_the_hosts_named(tmp_path: Path) -> None:
    with serving() as outlet:
        outlet.with_certificate(tmp_path)
        urls = f"{outlet.url('/ok/1', 'localhost')} {outlet.url('/ok/2', '127.0.0.1')}"
        handlers = {"https": "ingest.middlewares.certificates.InsecureHosts"}
        named = {"INGEST_INSECURE_HOSTS": ["localhost"], "DOWNLOAD_HANDLERS": handlers}
        summary = crawl(tmp_path / "a.db", ("url", {"url": urls}), public=("127.", "::1"), **named)
        assert (summary["new"], summary["reasons"]) == (1, {"certificate not valid": 1})


def test_a_host_that_refuses_or_is_down_is_left_alone_after_a_while(tmp_path: Path) -> None:
    with serving() as outlet:
        refused = [outlet.url(f"/refused/{n}", "127.0.5.1") for n in range(9)]
        down = [f"http://127.0.5.2:1/{n}" for n in range(9)]
        job = ("url", {"url": " ".join([*refused, *down])})
        reasons = crawl(tmp_path / "a.db", job, ROBOTSTXT_OBEY=False, INGEST_BACKOFF=0.01)["reasons"]
        left_alone = reasons["host is resting: it refused 5 pages in a row"]
        # One more request may be under way when the fifth answer comes.
        assert left_alone >= 3 and reasons["blocked (HTTP 403)"] == len(outlet.log) == 9 - left_alone
        assert reasons["connection refused"] <= 4
        assert reasons["host is resting: no answer 3 times in a row"] >= 5


def test_what_people_decided_holds_in_a_crawl(tmp_path: Path) -> None:
    db, line = tmp_path / "articles.db", "Paragraph 6 says a good deal more about the rain"
    with serving() as outlet:
        url = outlet.url("/ok/1")
        host = url.split("/")[2]
        with Library(db) as library:
            crawl(db, ("url", {"url": url}))
            (body,) = library.db.execute("SELECT body FROM articles").fetchone()
            paragraph = next(text for text in body.split("\n\n") if text.startswith(line))
            library.corrections.drop(paragraph, host)
        crawl(db, ("url", {"url": outlet.url("/ok/2")}))
    with Library(db) as library:
        bodies = dict(library.db.execute("SELECT url, body FROM articles").fetchall())
    assert {address[-2:]: line in body for address, body in bodies.items()} == {"/1": True, "/2": False}
