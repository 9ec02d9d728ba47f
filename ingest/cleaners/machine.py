"""Text for machines that fell into the page: JSON, styles, scripts, unfilled templates."""

from __future__ import annotations

import re

from ingest.clean import Block, Verdict, weigh

CATEGORY = "machine"
VERSION = 2
# No person writes these at the beginning of a paragraph; in <pre> and <code> they are what the text is about.
SPILT = 9.0
_CODE = frozenset(("pre", "code", "td", "th"))
_BEGINS = re.compile(
    r"""
      [\[{]\s*"[\w-]+"\s*:                                  # JSON
    | \(?function\s*\w*\s*\([^)]*\)\s*\{                    # a script
    | (?:var|let|const)\s+[\w$.]+\s*=\s*[^\s]
    | (?:window|document|googletag|dataLayer|_taboola)(?:\.[\w$]+)+\s*(?:=|\(|\|\|)
    | (?:@media[^{]{3,80}|[.\#][\w-]+[^{}<>!?]{0,80})\{\s*[\w-]+\s*:\s*[^{};]+[;}]   # styles
    | \{\{[^{}]{1,80}\}\}\s*$                               # a template nobody filled
    | \{([*|]).{1,200}\1\}\W*$
    | \[/[a-z][\w-]*\]\W*$                                 # a shortcode that nobody replaced
    | \[[a-z][\w-]*(?:\s+[\w-]+=[^\s\]]+)(?:\s[^\]]*)?\]\W*$
    | Lorem\s+ipsum(?:\s+dolor\s+sit|[\s\d.]*$)              # a place that nobody filled
    | <(?:script|iframe|div|style|img|a)\b[^>]*>            # markup that was escaped twice
    """,
    re.X,
)


def judge(block: Block) -> Verdict | None:
    if block.tag in _CODE or block.text[0] not in "[{(fvlcwdg_@.#<L" or not _BEGINS.match(block.text):
        return None
    return weigh(block, CATEGORY, extra=SPILT, why="code", version=VERSION)


EXAMPLES: tuple[str, ...] = (
    '<p>{"layout": 2, "buttonText": "Buy now", "hue": 213}</p>',
    "<p>.teaser-box { margin: 0 auto; display: block }</p>",
    "<div>window.adQueue = window.adQueue || [];</div>",
    "<p>{{ article.standfirst }}</p>",
    "<div>{* loginForm *}</div>",
    "<p>Lorem ipsum dolor sit amet, consectetur adipiscing elit.</p>",
    '<p>[contact-form id="213" title="Ask us"]</p>',
)
KEEPS: tuple[str, ...] = (
    '<pre>{"name": "ferry", "seats": 213}</pre>',
    "<p>[Applause]</p>",
    "<p>Cicero wrote the sentences from which “lorem ipsum” was cut, and nobody has asked him.</p>",
    "<p>[Editor's note: the names of the two witnesses were changed.]</p>",
    "<p>.NET developers met in the old tram depot on Friday to talk about what comes next.</p>",
    "<p>#metoo was the word of the year in four countries, the committee said.</p>",
)
