"""Full disks, locked and foreign files: a clear error, and nothing lost."""

from __future__ import annotations

import os
import resource
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlite_utils import Database

from ingest.errors import StoreFailed
from ingest.items import Article, Page
from ingest.store import Library
from ingest.store.connection import store_errors
from ingest.store.migrations import known, migrations
from tests.store.site import Site, serve
from tests.store.test_crash import ROOT, check_nothing_lost_or_doubled, start_crawl, stored_urls


def save(library: Library, number: int, words: int = 200) -> None:
    url = f"https://outlet.example/{number}"
    body = " ".join(f"word{number * words + n}" for n in range(words))
    library.save(
        Article(url=url, title="A", body=body), Page(url, b"<p>" + os.urandom(2000), datetime.now(UTC))
    )


def is_sound(path: Path) -> bool:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_full_disk_is_said_and_loses_nothing_stored(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with Library(path) as library:
        save(library, 0)
        library.db.execute(
            f"PRAGMA max_page_count = {library.db.execute('PRAGMA page_count').fetchone()[0] + 20}"
        )
        with pytest.raises(StoreFailed, match="the disk is full"):
            for number in range(1, 100):
                save(library, number)
        stored = library.db.table("articles").count
        assert stored == library.db.table("pages").count >= 1
        library.db.execute("PRAGMA max_page_count = 1000000")
        save(library, 99)
        assert library.db.table("articles").count == stored + 1
    assert is_sound(path)


def test_a_crawl_on_a_full_disk_ends_and_goes_on_later(tmp_path: Path) -> None:
    db = tmp_path / "library.db"
    with serve(Site(60)) as site:
        Library(db).close()
        limit = db.stat().st_size + 200_000

        def small_disk() -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

        command = [sys.executable, "-m", "tests.store.crawl_site", str(db), site.url]
        full = subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, timeout=60, preexec_fn=small_disk, check=False
        )
        assert "nothing stored is lost" in full.stderr
        assert "store_failed" in full.stderr
        assert 1 <= len(stored_urls(db)) < 60
        assert is_sound(db)
        assert start_crawl(db, site).wait(timeout=60) == 0
        check_nothing_lost_or_doubled(db, site)


def test_a_locked_file_is_said(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with Library(path, wait=0.1) as library, closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreFailed, match="another program held the database"):
            save(library, 1)
        other.rollback()
        save(library, 1)
        assert library.db.table("articles").count == 1


def test_a_reader_locks_nobody_out(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with Library(path, wait=0.1) as library, closing(sqlite3.connect(path)) as reader:
        save(library, 1)
        reader.execute("BEGIN")
        assert reader.execute("SELECT count(*) FROM articles").fetchone() == (1,)
        save(library, 2)
        assert reader.execute("SELECT count(*) FROM articles").fetchone() == (1,)


def test_a_read_only_file_is_said() -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "library.db"
        Library(path).close()
        path.chmod(0o444)
        Path(folder).chmod(0o555)
        user = os.geteuid()
        if user == 0:  # root may write everywhere: be somebody else for a moment
            os.seteuid(65534)
        try:
            with pytest.raises(StoreFailed, match="the file or its folder is read-only"):
                Library(path)
        finally:
            os.seteuid(user)
            Path(folder).chmod(0o755)


def test_read_only_is_explained() -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("PRAGMA query_only = 1")
        with pytest.raises(StoreFailed, match=r"read-only.*: library.db"), store_errors("library.db"):
            connection.execute("CREATE TABLE t (x)")


def test_a_missing_folder_and_a_missing_library(tmp_path: Path) -> None:
    with pytest.raises(StoreFailed, match="cannot be opened"):
        Library(tmp_path / "nowhere" / "library.db")
    with pytest.raises(StoreFailed, match="there is no library here"):
        Library(tmp_path / "library.db", create=False)
    assert not list(tmp_path.iterdir())


def test_other_files_are_refused_and_left_alone(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("no database " * 500)
    with pytest.raises(StoreFailed, match="not a SQLite database"):
        Library(text)
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE articles (x)")
    with pytest.raises(StoreFailed, match="holds other tables"):
        Library(other)
    with closing(sqlite3.connect(other)) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("articles",)]


def test_a_newer_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with Library(path) as library:
        library.db.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('ingest',"
            " 'from_2031', 'x')"
        )
    with pytest.raises(StoreFailed, match=r"newer version of ingest.*from_2031"):
        Library(path)


@pytest.fixture
def next_schema(monkeypatch: pytest.MonkeyPatch) -> str:
    """One more step than there is: the code of tomorrow meets the file of today."""
    steps = list(migrations._migrations)
    monkeypatch.setattr(migrations, "_migrations", steps)

    @migrations(name="mood_of_articles")
    def mood(db: Database) -> None:
        db.execute("ALTER TABLE articles ADD COLUMN mood TEXT")

    return "mood_of_articles"


def test_an_older_file_is_upgraded_and_a_copy_kept(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    path = tmp_path / "library.db"
    with Library(path) as library:
        save(library, 1)
        before = list(library.db.query("SELECT * FROM articles"))
    request.getfixturevalue("next_schema")
    with Library(path) as library:
        after = list(library.db.query("SELECT * FROM articles"))
        assert [{k: v for k, v in row.items() if k != "mood"} for row in after] == before
        save(library, 2)
    copy = tmp_path / f"library.db.before-{len(known())}.bak"
    with closing(Database(copy)) as old:
        assert list(old.query("SELECT * FROM articles")) == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["library.db", copy.name]


def test_a_step_that_fails_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "library.db"
    with Library(path) as library:
        save(library, 1)
    steps = list(migrations._migrations)
    monkeypatch.setattr(migrations, "_migrations", steps)

    @migrations(name="half_done")
    def half_done(db: Database) -> None:
        db.execute("ALTER TABLE articles ADD COLUMN mood TEXT")
        db.execute("SELECT no_such_function()")

    with pytest.raises(StoreFailed, match="no_such_function"):
        Library(path)
    monkeypatch.undo()
    with Library(path) as library:
        assert "mood" not in library.db.table("articles").columns_dict
        assert library.db.table("articles").count == 1


def test_two_that_create_at_once_make_one_library(tmp_path: Path) -> None:
    script = "import sys; from ingest.store import Library; Library(sys.argv[1]).close()"
    command = [sys.executable, "-c", script, str(tmp_path / "library.db")]
    both = [subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE) for _ in range(2)]
    assert [process.communicate(timeout=60)[1] for process in both] == [b"", b""]
