"""Counting, plotting, and finding what is wrong."""

from __future__ import annotations

import json
import random
import re
import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from lxml import etree

from ingest.cli import cli
from ingest.query import Filters, Reader
from ingest.query.health import file_problems, findings
from ingest.query.plots import bars, columns_png, columns_svg, sparkline
from ingest.query.statistics import statistics
from ingest.store import Library
from tests.query.conftest import NOON, STORIES, article, page

COUNTS = [("Mon", 4), ("Tue", 0), ("Wed <&>", 2)]


def test_counts(reader: Reader) -> None:
    found = statistics(reader.rows, Filters(), days=3)
    assert found.articles == len(STORIES)
    assert found.days[-1] == ("2026-11-22", 3)
    assert dict(found.removed) == {"donation": 1, "related": 1}
    assert dict(found.languages)["en"] == 4
    assert found.failures == [("fetch: HTTP 404", 1)]
    assert (found.clusters, found.revisions) == (1, 1)
    assert statistics(reader.rows, Filters(hosts=("news.example",))).articles == 2


def test_filters_hold_for_all_that_is_counted(tmp_path: Path) -> None:
    with Library(tmp_path / "a.db") as library:
        for number, host in enumerate(("a.example", "a.example", "b.example")):
            run = library.start_run("crawl")
            published = NOON - timedelta(days=100 * (number == 0))
            item = article(f"https://{host}/{number}", "T", f"Story {number}", published=published)
            raw = random.Random(number).randbytes(5000)
            library.save(item, replace(page(item), body=raw), run=run)
            library.fail(f"https://{host}/gone/{number}", "fetch", f"HTTP 40{number}", run=run)
            library.finish_run(run)
        library.db.conn.execute("UPDATE failures SET last_at = '2026-11-22T13:00:00+00:00'")
        library.db.conn.execute("UPDATE runs SET started_at = '2026-08-01T13:00:00+00:00' WHERE id = 1")
        rows = Reader(library.db.conn).rows
        of_a = statistics(rows, Filters(hosts=("a.example",)))
        assert [name for name, _ in of_a.failures] == ["fetch: HTTP 400", "fetch: HTTP 401"]
        assert (of_a.articles, of_a.html_bytes, [run["id"] for run in of_a.runs]) == (2, 10_000, [2, 1])
        assert of_a.page_bytes > 9000
        late = Filters(hosts=("a.example",), since=NOON - timedelta(days=10))
        found = statistics(rows, late)
        assert (found.articles, found.html_bytes, [run["id"] for run in found.runs]) == (1, 5000, [2])
        assert len(found.failures) == 2
        assert not statistics(rows, replace(late, since=NOON + timedelta(days=1))).failures
        everything = statistics(rows, Filters())
        assert (everything.html_bytes, len(everything.failures), len(everything.runs)) == (15_000, 3, 3)
        other = statistics(rows, Filters(tags=("none",)))
        assert (other.failures, other.page_bytes, other.html_bytes, other.runs) == ([], 0, 0, [])


def test_the_whole_library_is_counted_from_indexes(reader: Reader) -> None:
    plans: list[str] = []

    def explained(sql: str, values: Sequence[Any]) -> Iterator[dict[str, Any]]:
        plans.extend(row["detail"] for row in reader.rows(f"EXPLAIN QUERY PLAN {sql}", values))
        return reader.rows(sql, values)

    statistics(explained, Filters())
    walks = [plan for plan in plans if re.match(r"SCAN (a|r|pages)\b", plan)]
    assert len(walks) == 3
    assert [plan for plan in walks if "INDEX" not in plan] == []


def test_plots() -> None:
    assert sparkline(COUNTS) == "█ ▄"
    assert [line.rstrip().endswith(number) for line, number in zip(bars(COUNTS), "402", strict=True)] == [
        True
    ] * 3
    svg = etree.fromstring(columns_svg(COUNTS, "A & B").encode())
    assert len(svg.findall("{*}rect")) == 3
    png = columns_png(COUNTS, width=30, height=20)
    assert struct.unpack(">II", png[16:24]) == (30, 20)
    pixels = zlib.decompress(png[41 : png.index(b"IEND") - 8])
    assert len(pixels) == 20 * 31
    assert {0, 255} <= set(pixels)


def test_the_commands(library_file: Path, tmp_path: Path) -> None:
    def run(*words: str) -> str:
        result = CliRunner().invoke(cli, [*words, "--db", str(library_file)])
        assert result.exit_code == 0, result.output
        return result.stdout

    assert "5 articles" in run("stats")
    assert json.loads(run("stats", "--json"))["removed"] == {"donation": 1, "related": 1}
    run("stats", "--plot", str(tmp_path / "days.svg"))
    run("stats", "--plot", str(tmp_path / "days.png"))
    assert (tmp_path / "days.png").read_bytes().startswith(b"\x89PNG")
    said = json.loads(run("health", "--check", "--json"))
    assert said["findings"] == []
    assert [failure["reason"] for failure in said["failures"]] == ["HTTP 404"]
    assert "fetch: HTTP 404" in run("health")


def test_a_site_that_shrank_and_one_that_fails(tmp_path: Path) -> None:
    with Library(tmp_path / "a.db") as library, library.batch():
        for number in range(60):
            words = 300 if number < 40 else 20
            body = " ".join(f"word{number}x{index}" for index in range(words))
            item = article(f"https://a.example/{number}", "T", body, published=NOON + timedelta(hours=number))
            library.save(item, page(item))
        for number in range(6):
            library.fail(f"https://b.example/{number}", "fetch", "HTTP 503", status=503)
    with Library(tmp_path / "a.db") as library:
        reader = Reader(library.db.conn)
        found = {finding.about: finding for finding in findings(reader.rows)}
        assert "had 300" in found["a.example"].what
        assert "HTTP 503" in found["b.example"].what
        assert {finding.grade for finding in found.values()} == {"grave"}
        assert list(file_problems(library.db.conn)) == []
    result = CliRunner().invoke(cli, ["health", "--db", str(tmp_path / "a.db")])
    assert result.exit_code == 1
    assert "ingest read --explain" in result.stdout
