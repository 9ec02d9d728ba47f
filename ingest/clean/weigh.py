"""How the kinds of evidence for one category add up: log-odds, so that pairs convict and none does alone.

The weights were set by hand after what each signal hits inside articles: docs/cleaning.md has the figures.
"""

from __future__ import annotations

from math import exp

from ingest.clean.block import Block
from ingest.clean.verdict import Verdict

# Of the blocks inside an article some five in a hundred are boilerplate of one given kind.
PRIOR = -3.0
LINE, LABEL, STRONG, AGAIN, WEAK = 5.6, 4.4, 4.3, 1.5, 0.6
OWN, NEAR = 2.2, 1.2
LINKED, AFTER, BEFORE, CALL, ADDRESSED = 1.0, 0.6, 0.3, 0.7, 0.3
# Somebody's words in quotation marks are the article's.
QUOTED = -8.0
# Pleas are short: what is longer must say it more than once.
LONG, LONGER, LONGEST = -0.5, -1.2, -2.2
MOST_WEAK = 3
# "Privacy policy: we read it to the end …": a long text after a label, without a link, is a list's entry.
LONG_LABELLED, UNLINKED_LABEL = 110, -2.0


def sigmoid(odds: float) -> float:
    """Log-odds as a probability."""
    return 1 / (1 + exp(-odds)) if odds > -60 else 0.0


def weigh(
    block: Block, category: str, *, extra: float = 0.0, why: str = "", version: int = 1
) -> Verdict | None:
    """A verdict from the phrases, hints and the standing of a block; None where nothing names the category.

    `extra` are log-odds of evidence that only the cleaner knows of, `why` its name in the ledger.
    """
    kinds = block.hits.get(category)
    own, near = category in block.own, category in block.near
    if not (kinds or own or near or extra):
        return None
    odds = PRIOR + extra
    rule, seen = (why or "pattern", [why]) if extra else ("class", [])
    if kinds:
        odds += _phrases(kinds)
        if "label" in kinds and len(block.text) > LONG_LABELLED and block.link_density < 0.3:
            odds += UNLINKED_LABEL
        best = next(kind for kind in ("line", "label", "strong", "weak") if kind in kinds)
        seen += [f"{kind} phrase" for kind in kinds]
        if not extra or best != "weak":
            rule = "text" if best in ("strong", "weak") else best
        if "cta" in block.hits:
            odds += CALL
            seen.append("call to action")
        if "you" in block.hits:
            odds += ADDRESSED
    if own:
        odds += OWN
        seen.append("own class")
    if near:
        odds += NEAR if not own else NEAR / 2
        seen.append("class near by")
    odds += _standing(block, seen)
    return Verdict(category, f"{category}/{rule}", sigmoid(odds), tuple(filter(None, seen)), version)


def _phrases(kinds: dict[str, int]) -> float:
    odds = 0.0
    if "line" in kinds:
        odds += LINE
    elif "label" in kinds:
        odds += LABEL
    if "strong" in kinds:
        odds += AGAIN if odds else STRONG
        odds += AGAIN * min(2, kinds["strong"] - 1)
    return odds + WEAK * min(MOST_WEAK, kinds.get("weak", 0))


def _standing(block: Block, seen: list[str]) -> float:
    """What the block's place, length and links add."""
    odds = 0.0
    if block.link_density >= 0.8:
        odds += LINKED
        seen.append("all link")
    if block.place != "between":
        odds += AFTER if block.place == "after" else BEFORE
        seen.append(block.place)
    length = block.length
    if length > 250:
        odds += LONG if length <= 500 else LONGER if length <= 900 else LONGEST
    if length > 40 and block.is_quote:
        odds += QUOTED
        seen.append("quoted")
    return odds
