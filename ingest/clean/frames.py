"""Frames that hold no text of the article: windows, forms, footers, boxes, posts, what no screen shows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ingest.clean.block import Block
from ingest.clean.blocks import POST
from ingest.clean.verdict import Verdict

if TYPE_CHECKING:
    from bs4 import Tag

_WINDOW, _FOOTER, _EMBED, _BOX, _UNSEEN, _FORM, _MENU = range(7)
_WINDOWS = frozenset(("dialog", "alertdialog"))
_MODAL = re.compile(r"(?<![a-z])modals?(?![a-z])", re.I)
# "infobox", "fact-box", "articleFactBox", "faktaruta".
_FACTS = re.compile(
    r"(?:(?<![A-Za-z])[FIfi]|(?<=[a-z])[FI])(?:nfo|acts?|akta|akten)[-_]?"
    r"(?:[Bb]ox|[Bb]oks|[Kk]asten|[Kk]asse|[Rr]uta)(?![a-z])"
)
# How page builders leave a part out on a width of screen; on the widest and the narrowest is nowhere.
_NOT_WIDE = re.compile(r"hid(?:e|den)(?:-on)?-(?:desktop|lg)(?![\w-])|vs-lg-false|no-large-visibility")
_NOT_NARROW = re.compile(r"hid(?:e|den)(?:-on)?-(?:mob(?:ile)?|xs)(?![\w-])|vs-sm-false|no-small-visibility")
# Who is quoted, or who took the picture.
_SIGNED = frozenset(("blockquote", "figure", "q"))
# Per kind: what a block is that nothing else names, the rule, and what was seen.
_SAID = (
    ("other", "window", "in a window over the page"),
    ("navigation", "footer", "in a footer"),
    ("embed", "post", "a post from elsewhere"),
    ("box", "facts", "in a box of facts"),
    ("other", "unseen", "shown on no screen"),
    ("other", "form", "in a form"),
    ("navigation", "menu", "in a menu"),
)
CATEGORIES = frozenset(category for category, _, _ in _SAID)
# Nothing in such a frame is body, but a page may be built of them: then they are no such frames. A box may be
# longer than its article, where so many characters stay without it.
_SURE, _MOST, _ENOUGH = 0.95, 0.5, 2000

Verdicts = list[Verdict | None]


def convict_frames(blocks: Sequence[Block], verdicts: Verdicts) -> None:
    """Fill in, in place, the verdicts of blocks in such frames, unless they hold the article."""
    known: dict[int, tuple[int, Tag] | None] = {}
    frames: dict[int, tuple[int, list[int]]] = {}
    for at, block in enumerate(blocks):
        found = _frame(block.owner, known)
        if found is not None and not block.in_caption:
            kind, frame = found
            frames.setdefault(id(frame), (kind, []))[1].append(at)
    if not frames:
        return
    total = sum(len(block.text) for block, verdict in zip(blocks, verdicts, strict=True) if verdict is None)
    for kind, members in frames.values():
        within = sum(len(blocks[at].text) for at in members if verdicts[at] is None)
        if within < _MOST * total or (kind == _BOX and total - within > _ENOUGH):
            _convict(kind, members, verdicts)


def _convict(kind: int, members: Sequence[int], verdicts: Verdicts) -> None:
    """The whole frame leaves; blocks that have a name keep it, and a window is named after its plea."""
    category, rule, seen = _SAID[kind]
    named = {at: v.category for at in members if (v := verdicts[at]) is not None and v.category != "other"}
    if kind in (_WINDOW, _FORM) and named:
        category = next(iter(named.values()))
    for at in members:
        own = named.get(at, category)
        verdicts[at] = Verdict(own, f"{own}/{rule}", _SURE, (seen,))


def _frame(owner: Tag, known: dict[int, tuple[int, Tag] | None]) -> tuple[int, Tag] | None:
    """The outermost such frame around a block's owner; each element is asked once."""
    path: list[Tag] = []
    tag: Tag | None = owner
    found: tuple[int, Tag] | None = None
    while tag is not None:
        if id(tag) in known:
            found = known[id(tag)]
            break
        path.append(tag)
        tag = tag.parent
    for step in reversed(path):
        kind = None if found is not None else _kind(step)
        found = found if kind is None else (kind, step)
        known[id(step)] = found
    return found


def _kind(tag: Tag) -> int | None:
    attrs = tag.attrs
    names = " ".join(attrs.get("class") or ())
    if (
        tag.name == "dialog"
        or attrs.get("role") in _WINDOWS
        or attrs.get("aria-modal") == "true"
        or _MODAL.search(names)
    ):
        return _WINDOW
    if tag.name == "nav" or attrs.get("role") == "navigation":
        return _MENU
    if tag.name == "form":
        return _FORM
    if tag.name == "footer" and (tag.parent is None or tag.parent.name not in _SIGNED):
        return _FOOTER
    if tag.name == "blockquote" and POST.search(names):
        return _EMBED
    if _NOT_WIDE.search(names) and _NOT_NARROW.search(names):
        return _UNSEEN
    return _BOX if _FACTS.search(names) else None
