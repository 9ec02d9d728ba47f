"""Wheel and sdist: built, installed into an empty environment, and used from there."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

import ingest

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.package


def run(*words: str | Path, cwd: Path, **more: str) -> str:
    done = subprocess.run(
        [str(word) for word in words],
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
        **more,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--outdir", folder, ROOT, cwd=folder)
    return folder


def data_files() -> set[str]:
    """Everything the package reads at run time and that is no Python."""
    tracked = run("git", "ls-files", "ingest", cwd=ROOT).splitlines()
    return {name for name in tracked if not name.endswith(".py")}


def test_wheel_and_sdist_hold_the_packaged_data(dist: Path) -> None:
    (wheel,), (sdist,) = list(dist.glob("*.whl")), list(dist.glob("*.tar.gz"))
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert data_files() <= names
    assert not [name for name in names if name.startswith(("tests/", "fixtures/"))]
    with tarfile.open(sdist) as tar:
        members = {name.partition("/")[2] for name in tar.getnames()}
    assert data_files() <= members
    assert {"README.md", "LICENSE", "Makefile", "tests/test_package.py"} <= members


def test_the_command_works_from_an_empty_environment(dist: Path, tmp_path: Path) -> None:
    home = tmp_path / "env"
    venv.create(home, with_pip=True)
    (wheel,) = dist.glob("*.whl")
    run(
        home / "bin/python",
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        wheel,
        cwd=tmp_path,
    )
    command = home / "bin/ingest"
    assert run(command, "--version", cwd=tmp_path) == f"ingest {ingest.__version__}\n"
    page = next((ROOT / "fixtures").glob("*/ferry-terminal*/page.html"))
    read = run(command, "read", page, cwd=tmp_path)
    assert "Not everything is finished." in read
    assert run(home / "bin/python", "-m", "pip", "check", cwd=tmp_path).startswith("No broken requirements")
