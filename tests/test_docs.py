"""The documents tell the truth: commands exist, links lead somewhere, the tree is the tree."""

from __future__ import annotations

import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from ingest.cli import cli

ROOT = Path(__file__).parents[1]
DOCS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
README = (ROOT / "README.md").read_text("utf-8")
# What a line of shell may hold after the command that is checked.
_ENDS = {"|", ">", ">>", "&&", ";", "#"}


def commands_of(text: str) -> Iterator[list[str]]:
    """Each `ingest …` in code: in fenced blocks at a line's start, and in backticks."""
    for block in re.findall(r"^```(?:sh|console)\n(.*?)^```", text, re.S | re.M):
        for line in block.replace("\\\n", " ").splitlines():
            if re.match(r"(\$ )?ingest( |$)", line):
                yield words_of(line.removeprefix("$ "))
    for line in re.findall(r"`(ingest [^`\n]+)`", text):
        yield words_of(line)


def words_of(line: str) -> list[str]:
    words = shlex.split(line.replace("…", ""), comments=True)
    for index, word in enumerate(words):
        if word in _ENDS:
            return words[1:index]
    return words[1:]


ALL = sorted({(doc.name, " ".join(words)) for doc in DOCS for words in commands_of(doc.read_text("utf-8"))})


@pytest.mark.parametrize(("doc", "words"), ALL, ids=lambda value: value)
def test_commands_in_the_documents_exist(doc: str, words: str) -> None:
    command: click.Command = cli
    options: set[str] = {"--help", "-h", "--version", "-V"}
    for word in words.split():
        if word.startswith("-"):
            assert word.partition("=")[0] in options, f"{doc}: ingest {words}: no option {word}"
        elif isinstance(command, click.Group):
            for name in word.split("|"):
                found = command.get_command(click.Context(command), name)
                assert found is not None, f"{doc}: ingest {words}: no command {name}"
            command = found
            options |= {name for param in command.params for name in (*param.opts, *param.secondary_opts)}


@pytest.mark.parametrize("doc", DOCS, ids=lambda doc: doc.name)
def test_links_lead_to_files_and_headings(doc: Path) -> None:
    text = re.sub(r"^```.*?^```", "", doc.read_text("utf-8"), flags=re.S | re.M)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if target.startswith(("http://", "https://", "mailto:")):
            continue
        name, _, anchor = target.partition("#")
        file = (doc.parent / name).resolve() if name else doc
        assert file.exists(), f"{doc.name}: {target}"
        if anchor:
            assert anchor in anchors_of(file.read_text("utf-8")), f"{doc.name}: {target}"


def anchors_of(text: str) -> set[str]:
    """The headings' addresses, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", text, re.M)
    return {
        re.sub(r"[^\w\- ]", "", heading.replace("`", "").lower()).replace(" ", "-") for heading in headings
    }


def test_make_targets_in_the_documents_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    for doc in DOCS:
        text = doc.read_text("utf-8")
        for named in re.findall(r"`make ([a-z]+)", text) + re.findall(r"^make ([a-z]+)", text, re.M):
            assert named in targets, f"{doc.name}: make {named}"


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    decisions = (ROOT / "docs/decisions.md").read_text("utf-8").lower()
    extras = project["optional-dependencies"]
    for requirement in [*project["dependencies"], *extras["web"], *extras["browser"], *extras["parquet"]]:
        name = re.split(r"[<>=\[; ]", requirement)[0]
        assert name.removeprefix("python-").removesuffix("4") in decisions, name


def tree_of(text: str) -> dict[str, set[str]]:
    """The layout that the README draws: folder -> names in it; "" is the checkout itself."""
    drawn = text.partition("## Layout")[2].partition("```\n")[2].partition("```")[0]
    tree: dict[str, set[str]] = {"": set()}
    folder = ""
    for line in drawn.splitlines():
        name = line.split()[0]
        if line.startswith(" "):
            tree[folder].add(name.rstrip("/"))
        else:
            folder = name.rstrip("/")
            tree[""].add(folder)
            tree[folder] = set()
    return tree


def test_the_readmes_tree_is_the_tree() -> None:
    tree = tree_of(README)
    tracked = {path.name for path in (ROOT / "ingest").iterdir() if not path.name.startswith("_")}
    assert tree["ingest"] == tracked - {"py.typed"}
    assert all((ROOT / name).is_dir() for name in tree[""])


def test_the_readmes_python_runs(capsys: pytest.CaptureFixture[str]) -> None:
    page = ROOT / "fixtures/harbour-courier/ferry-terminal-reopens-after-winter-repairs/page.html"
    first, *_ = re.findall(r"^```python\n(.*?)^```", README, re.S | re.M)
    exec(compile(first, "README.md", "exec"), {"html": page.read_bytes()})
    assert "Not everything is finished." in capsys.readouterr().out


def test_the_readmes_cleaner_is_a_cleaner() -> None:
    _, cleaner, *_ = re.findall(r"^```python\n(.*?)^```", README, re.S | re.M)
    shelf = (ROOT / "ingest/cleaners/__init__.py").read_text("utf-8")
    for name in re.findall(r"^(?:def )?([A-Za-z]+)(?: = |\()", cleaner, re.M):
        assert name in shelf, f"{name} is not in the cleaners' contract"
