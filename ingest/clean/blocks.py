"""What a block is: a run of text between block-level tags. One definition, for lxml trees and soups alike."""

import re

BLOCK_TAGS = frozenset(
    (
        "address article aside audio blockquote body button caption center dd details dialog div dl dt"
        " fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section"
        " summary table tbody td tfoot th thead tr ul video"
    ).split()
)
# What a blockquote is called that holds a post until its network's script replaces it.
POST = re.compile(
    r"\b(?:twitter-(?:tweet|video)|instagram-media|tiktok-embed|bluesky-embed|mastodon-embed|reddit-embed-bq|reddit-card"
    r"|imgur-embed-pub|fb-xfbml-parse-ignore|text-post-media|telegram-post)\b"
)
# Never text a reader sees, whatever stands inside.
SKIPPED_TAGS = frozenset(
    "script style noscript template svg head iframe object select option textarea input".split()
)
# Characters that take no room, and how many of them an editor leaves behind in an empty paragraph at most.
_INVISIBLE, _FEW = " \xad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", 8


def squeezed(pieces: list[str]) -> str:
    """A block's text: its strings with white space squashed; nothing where nothing of it is seen."""
    return seen(" ".join("".join(pieces).split()))


def seen(text: str) -> str:
    """The text itself; nothing where it is made of invisible characters alone."""
    return text if len(text) > _FEW or text.isascii() or text.strip(_INVISIBLE) else ""
