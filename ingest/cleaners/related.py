"""Teasers of other pages: blocks, lists and single lines under or without "Read more"."""

from __future__ import annotations

from ingest.clean import Block, Verdict, weigh

CATEGORY = "related"
VERSION = 2
# A line that is one link and nothing else, among paragraphs: mostly the headline of another page.
LONE_LINK = 1.4
LISTED_LINK = 1.2
# A teaser after a label carries its link: the label alone may open an ordinary sentence.
LINKED_LABEL = 1.0
# "Read our guide before you start" among paragraphs, mostly without a link, is the author speaking.
UNLINKED = -1.5
# "See also: Ten photographs of the storm": a label that is nothing else, and behind it a headline.
TEASER = 3.0
LONGEST_TEASER = 160
_ENDS = ".!…。！:："


def judge(block: Block) -> Verdict | None:
    extra, why = 0.0, ""
    if _is_teaser(block):
        return weigh(block, CATEGORY, extra=TEASER, why="teaser", version=VERSION)
    if block.link_density >= 0.9 and 15 <= block.length <= 250:
        lone = block.tag in ("p", "div", "blockquote", "h2", "h3", "h4") and block.links == 1
        extra, why = (
            (LONE_LINK, "lone-link") if lone else (LISTED_LINK, "link-list") if block.in_list else (0, "")
        )
    if block.says(CATEGORY, "label") and block.link_density > 0.3:
        extra, why = extra + LINKED_LABEL, "linked-label"
    elif block.says(CATEGORY, "strong") and block.link_density < 0.3 and block.place == "between":
        extra, why = extra + UNLINKED, "text"
    return weigh(block, CATEGORY, extra=extra, why=why, version=VERSION)


def _is_teaser(block: Block) -> bool:
    return (
        block.says(CATEGORY, "label")
        and block.says(CATEGORY, "strong")
        and not block.is_heading
        and len(block.text) <= LONGEST_TEASER
        and block.text[-1] not in _ENDS
    )


EXAMPLES: tuple[str, ...] = (
    '<p>Read also: <a href="/b">The bridge that nobody wanted</a></p>',
    "<h3>Related articles</h3>",
    '<p>Lesen Sie auch: <a href="/c">Warum der Deich bricht</a></p>',
    '<p>À lire aussi : <a href="/d">Le dernier bac</a></p>',
    '<p>Lee también: <a href="/e">El puerto cierra</a></p>',
)
KEEPS: tuple[str, ...] = (
    "<p>She used to read more than anyone in the village, her brother recalls, and wrote every night.</p>",
    '<p>The report, <a href="/r">published on Monday</a>, says that the related costs will rise.</p>',
)
