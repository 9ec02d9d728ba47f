"""Pages built by JavaScript, in an installed Chromium; skipped where there is none."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.middlewares.browser import PROGRAMS
from tests.servers import serving

pytest.importorskip("scrapy_playwright", reason="the extra `browser` is not installed")
if not any(map(shutil.which, PROGRAMS)):
    pytest.skip("no Chromium on this machine", allow_module_level=True)

pytestmark = pytest.mark.slow


def fetch(db: Path, *urls: str, allowed: bool = True) -> subprocess.CompletedProcess[str]:
    words = ["fetch", "--browser", "--delay", "0", "--progress", "none", "--db", str(db), *urls]
    words += ["--allow-private"] if allowed else []
    return subprocess.run(
        [sys.executable, "-m", "ingest", *words], capture_output=True, text=True, timeout=110, check=False
    )


def test_a_page_built_on_the_client_is_read_after_its_consent_dialog(tmp_path: Path) -> None:
    with serving() as outlet:
        done = fetch(tmp_path / "a.db", outlet.url("/script/1"))
    assert done.returncode == 0, done.stderr
    assert "Paragraph 6 says a good deal more about the rain" in done.stdout
    assert "privacy" not in done.stdout


@pytest.mark.parametrize(("path", "answer"), [("/framed/1", "Reject all"), ("/shadow/1", "Tout refuser")])
def test_a_dialog_in_a_frame_or_a_shadow_root_is_refused(path: str, answer: str, tmp_path: Path) -> None:
    with serving() as outlet:
        done = fetch(tmp_path / "a.db", outlet.url(path))
    assert done.returncode == 0, done.stderr
    assert "Paragraph 6 says a good deal more about the rain" in done.stdout
    assert f"answer was {answer}" in done.stdout


def test_a_browser_is_kept_off_private_addresses(tmp_path: Path) -> None:
    with serving() as outlet:
        done = fetch(tmp_path / "a.db", outlet.url("/ok/1"), allowed=False)
        assert done.returncode == 1
        assert not any(path.startswith("/ok") for _, _, path in outlet.log)
    library = sqlite3.connect(tmp_path / "a.db")
    reasons = library.execute("SELECT reason FROM failures").fetchall()
    library.close()
    assert reasons == [("forbidden address (private network)",)]
