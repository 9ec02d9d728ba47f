"""The picture above an article, unless the text shows it anyway."""

from __future__ import annotations

import re
from html import unescape

from ingest.items import Article, Image
from ingest.pictures import key_of

# How `safe_html` shows a picture: as a link to it.
_PICTURE = re.compile(r'<a class="picture" href="([^"]*)"')


def lead_of(article: Article, html: str) -> Image | None:
    """The first picture; None where `html` has it in this or another size, there with its caption."""
    lead = article.images[0] if article.images else None
    inside = {key_of(unescape(address)) for address in _PICTURE.findall(html)}
    return None if lead is None or key_of(lead.url) in inside else lead
