"""What a cleaner says of a block."""

from __future__ import annotations

from dataclasses import dataclass

# How rules end that no trees overrule: several blocks at once, what stands elsewhere, signs of machines.
FOR_GOOD = (
    "window",
    "/footer",
    "/post",
    "/facts",
    "/unseen",
    "/form",
    "/menu",
    "/code",
    "/run",
    "/whole",
    "/title",
    "/standfirst",
    "/author",
    "/date",
    "/teaser",
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Category, the rule that convicts, how sure it is (0..1), and what it saw, in words."""

    category: str
    rule: str
    confidence: float
    evidence: tuple[str, ...] = ()
    version: int = 1
