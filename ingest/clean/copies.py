"""A body that stands twice (once for telephones, once for desks), and windows laid over the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ingest.clean.block import Block
from ingest.clean.verdict import Verdict

if TYPE_CHECKING:
    from bs4 import Tag

# Refrains and signatures repeat too: a copy is at least so many blocks in a row, and so many characters.
BLOCKS, CHARACTERS = 3, 200
_COPY = Verdict("duplicate", "duplicate/run", 0.97, ("the same blocks in the same order stand above",))
_WINDOWS = frozenset(("dialog", "alertdialog"))

Verdicts = list[Verdict | None]


def convict_copies(blocks: Sequence[Block], verdicts: Verdicts) -> None:
    """Fill in, in place, the verdicts of runs of kept blocks that repeat an earlier run of kept blocks."""
    kept = [at for at, verdict in enumerate(verdicts) if verdict is None]
    first: dict[str, int] = {}
    run: list[int] = []
    expected = -1
    for place, at in enumerate(kept):
        earlier = first.setdefault(blocks[at].text, place)
        if earlier < place and (not run or earlier == expected):
            run.append(at)
        else:
            _convict(run, blocks, verdicts)
            run = [at] if earlier < place else []
        expected = earlier + 1
    _convict(run, blocks, verdicts)


def _convict(run: list[int], blocks: Sequence[Block], verdicts: Verdicts) -> None:
    if len(run) >= BLOCKS and sum(len(blocks[at].text) for at in run) >= CHARACTERS:
        for at in run:
            verdicts[at] = _COPY


def convict_windows(blocks: Sequence[Block], verdicts: Verdicts) -> None:
    """A window over the page that holds one plea is that plea as a whole, unless it holds the article."""
    found: dict[int, Tag | None] = {}
    # Most pages have none: then one look at what is convicted anyway is enough.
    if not any(v and _window(block.owner, found) for block, v in zip(blocks, verdicts, strict=True)):
        return
    windows: dict[int, list[int]] = {}
    for at, block in enumerate(blocks):
        window = _window(block.owner, found)
        if window is not None:
            windows.setdefault(id(window), []).append(at)
    total = sum(len(block.text) for block, verdict in zip(blocks, verdicts, strict=True) if verdict is None)
    for members in windows.values():
        plea = next((v for at in members if (v := verdicts[at]) is not None), None)
        kept = sum(len(blocks[at].text) for at in members if verdicts[at] is None)
        if plea is not None and kept * 2 < total:
            whole = Verdict(plea.category, f"{plea.category}/window", 0.95, ("in a window over the page",))
            for at in members:
                verdicts[at] = verdicts[at] or whole


def _window(owner: Tag, found: dict[int, Tag | None]) -> Tag | None:
    """The nearest dialog around a block's owner; each element is asked once."""
    path = []
    tag: Tag | None = owner
    window: Tag | None = None
    while tag is not None:
        if id(tag) in found:
            window = found[id(tag)]
            break
        path.append(tag)
        if tag.name == "dialog" or tag.attrs.get("role") in _WINDOWS or tag.attrs.get("aria-modal") == "true":
            window = tag
            break
        tag = tag.parent
    found.update((id(step), window) for step in path)
    return window
