"""A body that stands twice: for telephones and for desks, or for people and for programs."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.clean.block import Block
from ingest.clean.verdict import Verdict

# Refrains and signatures repeat too: a copy is at least so many blocks in a row, and so many characters.
BLOCKS, CHARACTERS = 3, 200
# Of the first so many blocks may have been left out of the copy between two others.
_LEFT_OUT = 3
# A block this long may hold the others in one piece; parts of them are looked for in it.
_WHOLE, _PIECE, _SHARE = 1500, 40, 0.6
# As a share of all that is kept: so there are few such blocks on a page of any size.
_LEAST = 0.25
CATEGORY = "duplicate"
_ALL = Verdict(CATEGORY, f"{CATEGORY}/whole", 0.97, ("the article's blocks in one",))
_COPY = Verdict(CATEGORY, f"{CATEGORY}/run", 0.97, ("the same blocks in the same order stand above",))

Verdicts = list[Verdict | None]


def convict_copies(blocks: Sequence[Block], verdicts: Verdicts) -> None:
    """Fill in, in place, the verdicts of kept blocks that repeat an earlier run of them, or most of all."""
    _convict_whole(blocks, verdicts)
    kept = [at for at, verdict in enumerate(verdicts) if verdict is None]
    first: dict[str, int] = {}
    run: list[int] = []
    expected = -1
    for place, at in enumerate(kept):
        earlier = first.setdefault(blocks[at].text, place)
        if earlier < place and (not run or expected <= earlier <= expected + _LEFT_OUT):
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


def _convict_whole(blocks: Sequence[Block], verdicts: Verdicts) -> None:
    """The article once more in one piece, as Markdown for programs that read along."""
    kept = [at for at, verdict in enumerate(verdicts) if verdict is None]
    total = sum(len(blocks[at].text) for at in kept)
    for at in kept:
        whole = blocks[at].text
        if len(whole) < max(_WHOLE, _LEAST * total):
            continue
        parts = [text for n in kept if _PIECE <= len(text := blocks[n].text) <= len(whole) / 2]
        held = [text for text in parts if any(piece in whole for piece in _pieces(text))]
        if len(held) >= BLOCKS and sum(map(len, held)) >= _SHARE * len(whole):
            verdicts[at] = _ALL


def _pieces(text: str) -> tuple[str, str, str]:
    """Beginning, middle and end: links and emphasis are written out in Markdown, but not everywhere."""
    middle = (len(text) - _PIECE) // 2
    return text[:_PIECE], text[middle : middle + _PIECE], text[-_PIECE:]
