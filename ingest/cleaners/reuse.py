"""Notices that say how the text may be used again; what they allow is kept in `article.rights`."""

from __future__ import annotations

from ingest.clean import Block, Verdict, weigh

CATEGORY = "reuse"
VERSION = 1
NAMED_ONLY = True


def judge(block: Block) -> Verdict | None:
    return weigh(block, CATEGORY, version=VERSION)


EXAMPLES: tuple[str, ...] = (
    "<p>When quoting our materials, please place an active hyperlink and take no more than 300 characters.</p>",
    "<p>Die Vervielfältigung und Weiterverbreitung der Inhalte ist nur mit schriftlicher Genehmigung gestattet.</p>",
    "<p>Toute reproduction, même partielle, est interdite sans autorisation écrite.</p>",
    "<p>Queda prohibida la reproducción total o parcial sin autorización expresa.</p>",
)
KEEPS: tuple[str, ...] = (
    "<p>The archive asked for permission to reproduce the letters, and the family agreed.</p>",
)
