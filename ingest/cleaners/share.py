"""Prompts to share and to follow, and rows of networks' names."""

from __future__ import annotations

import re

from ingest.clean import Block, Verdict, weigh

CATEGORY = "share"
VERSION = 1
# A short block of nothing but networks' names and the verbs beside them is a row of buttons.
BUTTONS = 6.0
_NETWORKS = re.compile(
    r"^(?:(?:facebook|twitter|x|whatsapp|telegram|linkedin|instagram|reddit|pinterest|e-?mail|mail|print|copy|link"
    r"|messenger|viber|youtube|tiktok|threads|bluesky|mastodon|flipboard|tumblr|vk|ok|line|xing|pocket|rss|sms|snapchat"
    r"|share|tweet|like|pin|on|via|by|and|teilen|partager|compartir|condividi|compartilhar|udostępnij|dela|del"
    r"|поділитися|поделиться|вконтакте|одноклассники|paylaş|シェア|ポスト|微信|微博|\d++)[\s,|/·•&+.:-]*+){2,}$",
    re.I,
)


def judge(block: Block) -> Verdict | None:
    if len(block.text) < 120 and _NETWORKS.match(block.text):
        return weigh(block, CATEGORY, extra=BUTTONS, why="networks", version=VERSION)
    return weigh(block, CATEGORY, version=VERSION)


EXAMPLES: tuple[str, ...] = (
    "<h3>Share this:</h3>",
    "<div>Facebook Twitter WhatsApp Email</div>",
    "<p>Follow us on Facebook and Telegram so that you miss nothing</p>",
    "<p>Artikel teilen</p>",
    "<p>Partager sur Facebook</p>",
    "<p>Compartir en WhatsApp</p>",
)
KEEPS: tuple[str, ...] = (
    "<p>The minister announced the plan on Twitter and later deleted the post, which Facebook users had copied.</p>",
)
