"""Pages that somebody saved: files of browsers, folders of them, many at once."""

from __future__ import annotations

import gzip
import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ingest.cli import cli
from ingest.corpus import FEW, read_files
from ingest.errors import UnreadablePage
from ingest.query import open_library
from ingest.saved import files_in, pages_in, read_saved
from ingest.store import Library
from tests.servers import article

STORY = "https://outlet.example/rain"
PAGE = article("Rain story by the river")
MHTML = b"""From: <Saved by a browser>
Snapshot-Content-Location: https://outlet.example/rain
Subject: Rain
Date: Sun, 22 Nov 2026 10:00:00 -0000
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="----Part--1"

------Part--1
Content-Type: text/html
Content-Transfer-Encoding: quoted-printable
Content-Location: https://outlet.example/rain

<html><head><title>R=C3=A9gen</title></head><body><article><h1>R=C3=A9gen</h1></article></body></html>
------Part--1
Content-Type: image/png
Content-Transfer-Encoding: base64
Content-Location: https://outlet.example/a.png

iVBORw0KGgo=
------Part--1--
"""


def ingest(*words: str) -> Result:
    return CliRunner().invoke(cli, list(words))


def test_a_folder_gives_its_pages_in_order_without_what_browsers_put_beside_them(tmp_path: Path) -> None:
    for name in (
        "b.html",
        "a/z.htm",
        "a/notes.docx",
        "b_files/advert.html",
        "c_files/kept.html",
        "a.warc.gz",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    found = [str(path.relative_to(tmp_path)) for path in files_in([tmp_path, tmp_path / "a/notes.docx"])]
    assert found == ["a.warc.gz", "b.html", "a/z.htm", "c_files/kept.html", "a/notes.docx"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("rain.mhtml", MHTML),
        ("rain.html", b"<!-- saved from url=(0027)https://outlet.example/rain -->\n" + PAGE),
        (
            "rain.html",
            f"<!doctype html><html><!--\n Page saved with SingleFile \n url: {STORY} \n-->".encode(),
        ),
        ("rain.html.gz", gzip.compress(f'<html><link rel="canonical" href="{STORY}">'.encode() + PAGE)),
        ("rain.html", f'<meta property="og:url" content="{STORY}">'.encode() + PAGE),
    ],
)
def test_a_saved_page_knows_its_address(name: str, data: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    (page,) = pages_in([tmp_path])
    assert not isinstance(page, UnreadablePage)
    assert page.url == STORY


def test_the_page_of_an_mhtml_file_is_unpacked(tmp_path: Path) -> None:
    (tmp_path / "rain.mht").write_bytes(MHTML)
    assert "<h1>Régen</h1>" in read_saved(tmp_path / "rain.mht").body.decode()


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.html", b"%PDF-1.7 ...", "a PDF document"),
        ("a.html.gz", b"not packed at all", "ot a gzipped file"),
        ("a.mhtml", b"Content-Type: text/plain\n\nwords", "no page in this MHTML file"),
        ("a.html", b"<p>a page that does not say where it is from", "which address"),
        ("a.html", b"x" * 15_000_001, "more than 15 MB"),
    ],
)
def test_what_is_no_page_comes_as_its_error(name: str, data: bytes, reason: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    (error,) = pages_in([tmp_path])
    assert isinstance(error, UnreadablePage)
    assert reason in error.reason and error.url == str(tmp_path / name)


def test_many_files_are_read_in_order_by_several_processes(tmp_path: Path) -> None:
    names = [f"{n:02}.html" for n in range(FEW + 5)]
    for name in names:
        (tmp_path / name).write_bytes(article(f"Rain story {name[:2]} by the river"))
    (tmp_path / "03.html").write_bytes(b"<!doctype html><html><body></body></html>")
    found = list(read_files([tmp_path], workers=2))
    assert [Path(one.file).name for one in found] == names
    titles = [one.article.title if one.article else one.reason for one in found]
    assert titles[3] == "no article in this page"
    assert titles[4] == "Rain story 04 by the river"
    assert all(one.article.html for one in found if one.article)


def test_a_corpus_is_one_object_a_line_and_says_what_had_no_article(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(PAGE)
    (tmp_path / "b.html").write_bytes(b"<!doctype html><html><body></body></html>")
    result = ingest("read", str(tmp_path), "--json")
    assert result.exit_code == 1
    (line,) = result.stdout.splitlines()
    assert json.loads(line)["file"] == str(tmp_path / "a.html")
    assert result.stderr.splitlines() == [
        f"no article in this page: {tmp_path / 'b.html'}",
        "2 pages: 1 articles, 1 without.",
    ]


def test_a_corpus_is_written_under_the_pages_names_and_none_twice(tmp_path: Path) -> None:
    pages, texts = tmp_path / "pages", tmp_path / "texts"
    (pages / "deep").mkdir(parents=True)
    for name in ("a.html", "a.htm", "deep/a.html"):
        (pages / name).write_bytes(PAGE)
    assert ingest("read", str(pages), "--format", "markdown", "-o", str(texts)).exit_code == 0
    assert sorted(str(path.relative_to(texts)) for path in texts.rglob("*.md")) == [
        "a-2.md", "a.md", "deep/a.md",
    ]  # fmt: skip
    assert (texts / "a.md").read_text().startswith("# Rain story by the river\n")


def test_options_for_one_page_do_not_go_with_many(tmp_path: Path) -> None:
    assert ingest("read", str(tmp_path), "--explain").exit_code == 2
    assert ingest("read", str(tmp_path), "--url", STORY).exit_code == 2


def test_saved_pages_become_articles_of_the_library(tmp_path: Path) -> None:
    pages, db = tmp_path / "pages", tmp_path / "a.db"
    pages.mkdir()
    (pages / "rain.html").write_bytes(b"<!-- saved from url=(0027)https://outlet.example/rain -->" + PAGE)
    (pages / "nowhere.html").write_bytes(PAGE)
    words = ("crawl", "--saved", str(pages), "--db", str(db), "--progress", "none")
    # A process can crawl once.
    assert subprocess.run([sys.executable, "-m", "ingest", *words], check=False).returncode == 1
    with open_library(db) as reader:
        assert reader.article(STORY).article.title == "Rain story by the river"
        (failure,) = reader.failures()
    assert failure["url"] == str(pages / "nowhere.html") and "which address" in failure["reason"]


def crawl_saved(folder: Path, db: Path, limit: int = -1) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, with files no larger than the limit, as on a full disk."""
    return subprocess.run(
        [sys.executable, "-m", "ingest", "crawl", "--saved", str(folder), "--db", str(db)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )


def test_saved_pages_on_a_full_disk_end_the_crawl_and_are_read_later(tmp_path: Path) -> None:
    folder, db = tmp_path / "pages", tmp_path / "a.db"
    folder.mkdir()
    for number in range(30):
        address = f'<link rel="canonical" href="https://outlet.example/rain-{number}"></head>'.encode()
        page = article(f"Rain story {number} by the river").replace(b"</head>", address)
        (folder / f"{number}.html").write_bytes(page)
    Library(db).close()
    full = crawl_saved(folder, db, db.stat().st_size + 60_000)
    assert full.stderr.count("nothing stored is lost") == 1, full.stderr
    assert "Traceback" not in full.stderr
    assert "ended early: the library could not be written" in full.stderr
    later = crawl_saved(folder, db)
    assert later.returncode == 0, later.stderr
    with open_library(db) as reader:
        assert reader.count() == 30


def test_a_folder_without_pages_is_said(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["crawl", "--saved", str(tmp_path), "--db", str(tmp_path / "a.db")])
    assert done.exit_code == 1
    assert "no HTML, MHTML or WARC files there" in done.stderr


def test_an_address_without_a_host_of_its_own_is_none(tmp_path: Path) -> None:
    link = b"<head><link rel='canonical' href='https://outlet.example%2Frain'>"
    (tmp_path / "rain.html").write_bytes(PAGE.replace(b"<head>", link))
    (found,) = pages_in([tmp_path])
    assert isinstance(found, UnreadablePage)
    assert "does not say which address" in found.reason
