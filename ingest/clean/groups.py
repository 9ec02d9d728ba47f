"""Pleas of several blocks: a heading takes what it governs with it, a convicted frame its short rest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ingest.clean.block import Block
from ingest.clean.siblings import whole_of
from ingest.clean.verdict import Verdict
from ingest.clean.view import PARAGRAPH

if TYPE_CHECKING:
    from bs4 import Tag

# Headings of these kinds speak for the list, links and short lines that follow them.
GOVERNING = frozenset(
    (
        "related share newsletter donation comments bio advert app correction paywall player tags"
        " cookies promo"
    ).split()
)
# A heading governs no further than this many blocks: lists of links are rarely longer.
REACH = 14
# Kinds that come as several short lines, and how sure one line must be to name those around it.
SEVERAL_LINES = frozenset({"advert", "newsletter", "donation", "app", "promo"})
NAMED, DOUBTFUL = 0.9, 0.5
# A line that announces others, or a button: no sentence.
SHORT = 60
# The extractor's score from which a block is prose whatever stands around it.
PROSE = 0.93
# Share of a frame's text that must be convicted before the rest goes with it.
MOST = 0.6
# Frames above this many blocks are sections of the page, not pleas.
LARGEST = 16
_SURROUNDED, _EVEN = 0.75, 0.5
_ENDS = ".?!…。？！"

Verdicts = list[Verdict | None]


def convict_groups(blocks: Sequence[Block], verdicts: Verdicts) -> None:
    """Fill in, in place, the verdicts of blocks that belong to a plea around them."""
    _governed(blocks, verdicts)
    _framed(blocks, verdicts)
    _between(blocks, verdicts)
    _name_doubtful(blocks, verdicts)


def _name_doubtful(blocks: Sequence[Block], verdicts: Verdicts) -> None:
    """Lines that leave anyway and that nothing names for sure belong to the plea they stand in."""
    for block, sure in list(zip(blocks, verdicts, strict=True)):
        if sure is None or sure.category not in SEVERAL_LINES or sure.confidence < NAMED:
            continue
        for step in (-1, 1):
            at = block.index + step
            while 0 <= at < len(blocks) and abs(at - block.index) <= REACH:
                doubtful = verdicts[at]
                if doubtful is None or (doubtful.confidence >= DOUBTFUL and doubtful.rule != "scorer"):
                    break
                if blocks[at].length > SHORT:
                    break
                verdicts[at] = Verdict(
                    sure.category, f"{sure.category}/lines", max(doubtful.confidence, DOUBTFUL),
                    (*doubtful.evidence, f"beside a sure {sure.category}"), sure.version,
                )  # fmt: skip
                at += step


def _is_head(block: Block, verdict: Verdict | None) -> bool:
    """Whether the block announces others: a convicted heading, or a convicted line that stands alone."""
    return (
        verdict is not None
        and verdict.category in GOVERNING
        # What only sounds like a plea says nothing of what follows ("Thanks for your support!").
        and not verdict.rule.endswith("/reads")
        and (block.is_heading or (verdict.rule.endswith(("/line", "/label")) and len(block.text) <= SHORT))
        and len(block.text) <= 2 * SHORT
    )


def _governed(blocks: Sequence[Block], verdicts: Verdicts) -> None:
    at = 0
    while at < len(blocks):
        head, verdict = blocks[at], verdicts[at]
        at += 1
        if verdict is None or not _is_head(head, verdict):
            continue
        for block in blocks[at : at + REACH]:
            if block.is_heading and not head.is_heading and verdicts[block.index] is None:
                break
            if verdicts[block.index] is None:
                if not _follows(head, block, verdict):
                    break
                evidence = (f"under “{head.text[:40]}”",)
                verdicts[block.index] = Verdict(
                    verdict.category, f"{verdict.category}/group", verdict.confidence * 0.9, evidence
                )


def _follows(head: Block, block: Block, verdict: Verdict) -> bool:
    """Whether a block is what its heading announces: links after "Related", short lines after a plea."""
    score = block.score if block.score is not None else 0.8
    if block.is_heading and block.tag <= head.tag and head.is_heading and block.link_density < 0.8:
        return False
    if block.link_density >= 0.8 and block.length <= 250:
        return True
    if score >= PROSE or block.length > 2 * PARAGRAPH:
        return False
    frame = head.owner.parent
    same_frame = any(above is frame for above in block.owner.parents)
    if not same_frame:
        return False
    if verdict.category in ("related", "share", "tags"):
        return block.length < PARAGRAPH and (
            block.link_density > 0.4 or (block.in_list and score < _SURROUNDED)
        )
    # A label is followed by names and buttons; a short sentence may be an interviewer's question.
    is_label = block.length < SHORT and block.text[-1] not in _ENDS
    speaks = verdict.category in block.hits or "cta" in block.hits or is_label
    return score < _SURROUNDED or (speaks and block.length < PARAGRAPH)


def _framed(blocks: Sequence[Block], verdicts: Verdicts) -> None:
    """Containers most of whose text is convicted lose the rest, unless that is prose."""
    frames: dict[int, list[Block]] = {}
    for block, verdict in zip(blocks, verdicts, strict=True):
        if verdict is not None and verdict.category in GOVERNING:
            frames.update((id(frame), []) for frame in _frames(block))
    for block in blocks if frames else ():
        for frame in _frames(block):
            if id(frame) in frames:
                frames[id(frame)].append(block)
    for inside in sorted(frames.values(), key=len):
        left = [block for block in inside if verdicts[block.index] is None]
        if not left or len(left) == len(inside) or len(inside) > LARGEST or len(inside) == len(blocks):
            continue
        named = [v for block in inside if (v := verdicts[block.index]) and v.category in GOVERNING]
        size = sum(len(block.text) for block in inside)
        if not named or sum(len(block.text) for block in left) > (1 - MOST) * size:
            continue
        if all((b.score if b.score is not None else 0.8) < PROSE and b.length < PARAGRAPH for b in left):
            lead = max(named, key=lambda verdict: verdict.confidence)
            for block in left:
                verdicts[block.index] = Verdict(
                    lead.category, f"{lead.category}/group", lead.confidence * 0.85, ("in a convicted frame",)
                )


def _frames(block: Block) -> list[Tag]:
    """Three elements around a block's own, without the container and the soup."""
    found: list[Tag] = []
    frame = block.owner.parent
    while (
        frame is not None and frame.parent is not None and frame.parent.parent is not None and len(found) < 3
    ):
        found.append(frame)
        frame = frame.parent
    return found


def _between(blocks: Sequence[Block], verdicts: Verdicts) -> None:
    """A button or a short line between two convicted neighbours of one kind goes with them."""
    for block in blocks[1:-1]:
        before, after = verdicts[block.index - 1], verdicts[block.index + 1]
        if verdicts[block.index] is not None or before is None or after is None:
            continue
        score = block.score if block.score is not None else 0.8
        # A subheading stands between two skip links where each paragraph has one.
        most = _EVEN if block.is_heading else _SURROUNDED
        if before.category == after.category != "other" and block.length < 80 and score < most:
            verdicts[block.index] = Verdict(
                before.category,
                f"{before.category}/group",
                before.confidence * 0.8,
                ("between convicted blocks",),
            )


def with_headings(blocks: Sequence[Block], verdicts: Sequence[Verdict | None]) -> list[Verdict | None]:
    """A heading that only the extractor doubts stays where the paragraph or the list that it heads does.

    Above the first text that stays there are headlines and what a site says of itself: they may go.
    """
    stays = [
        verdict is None and not block.is_heading for block, verdict in zip(blocks, verdicts, strict=True)
    ]
    begin = stays.index(True) if True in stays else len(stays)
    return [
        None
        if verdict is not None
        and verdict.rule.endswith(("scorer", "/lines"))
        and block.is_heading
        and block.index > begin
        and (after := block.after) is not None
        and stays[after.index]
        and (whole_of(after) or after.owner).parent is block.owner.parent
        else verdict
        for block, verdict in zip(blocks, verdicts, strict=True)
    ]
