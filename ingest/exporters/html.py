"""A folder of web pages, one an article, with a table of contents: no server, no script, no request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from ingest.exporters.markdown import path_of
from ingest.query import Stored
from ingest.query.safe_html import safe_html

EXTENSION = "html"

_STYLE = (
    ":root{color-scheme:light dark}"
    "body{font:1.125rem/1.6 Georgia,serif;max-width:38rem;margin:2rem auto;padding:0 1rem}"
    "h1{line-height:1.2}.standfirst{font-size:1.25rem}"
    ".facts,footer{font:.875rem/1.5 system-ui,sans-serif;opacity:.75}"
    "blockquote{border-left:3px solid;margin-left:0;padding-left:1rem}"
    "table{border-collapse:collapse}td,th{border:1px solid;padding:.25rem .5rem}img{max-width:100%}"
)
_HEAD = (
    '<!doctype html>\n<html{language}>\n<head>\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width">\n'
    # Nothing is loaded from anywhere: reading an old article tells nobody.
    '<meta http-equiv="Content-Security-Policy"'
    " content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
    "<title>{title}</title>\n<style>"
    + _STYLE.replace("{", "{{").replace("}", "}}")
    + "</style>\n</head>\n<body>\n"
)
_FOOT = "</body>\n</html>\n"


def files(articles: Iterable[Stored]) -> Iterator[tuple[str, bytes]]:
    """A page an article, then index.html; what is kept of each article meanwhile is one line."""
    lines = []
    for item in articles:
        path = f"{path_of(item)}.html"
        lines.append(
            f'<li><a href="{escape(path)}">{escape(item.article.title or item.url)}</a>'
            f' <span class="facts">{escape(item.outlet)} · {item.sort_utc:%d %b %Y}</span></li>\n'
        )
        yield path, as_page(item).encode("utf-8", "replace")
    index = _HEAD.format(language="", title="Articles") + f"<h1>{len(lines):,} articles</h1>\n<ol>\n"
    yield "index.html", (index + "".join(lines) + "</ol>\n" + _FOOT).encode("utf-8", "replace")


def as_page(item: Stored) -> str:
    """One article as a page that stands by itself."""
    article = item.article
    language = f' lang="{escape(article.language)}"' if article.language else ""
    parts = [
        _HEAD.format(language=language, title=escape(article.title or item.url)),
        f"<article>\n<h1>{escape(article.title or item.url)}</h1>\n",
    ]
    if item.standfirst:
        parts.append(f'<p class="standfirst">{escape(item.standfirst)}</p>\n')
    parts.append(f'<p class="facts">{escape(facts(item))}</p>\n')
    parts.append(safe_html(article.html) + "\n</article>\n")
    parts.append(
        f'<footer><p>From <a href="{escape(item.url)}" rel="noreferrer">{escape(item.url)}</a></p></footer>\n'
    )
    return "".join([*parts, _FOOT])


def facts(item: Stored) -> str:
    """Outlet, authors and date in one line."""
    published = f"{item.article.published:%d %B %Y}" if item.article.published else ""
    return " · ".join(part for part in (item.outlet, ", ".join(item.article.authors), published) if part)
