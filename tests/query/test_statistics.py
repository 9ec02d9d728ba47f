"""Counting, plotting, and finding what is wrong."""

from __future__ import annotations

import json
import struct
import zlib
from datetime import timedelta
from pathlib import Path

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
