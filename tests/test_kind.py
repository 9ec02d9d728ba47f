"""Articles are told apart from what is not one."""

from __future__ import annotations

import ingest

PROSE = (
    "The harbour council voted on Tuesday to reopen the old quay, eleven years after a storm closed it. "
    "Engineers had warned that the pilings would not carry a ferry, and the repair took three summers."
)
PARAGRAPHS = "".join(f"<p>{PROSE} Part {n} of the story.</p>" for n in range(8))
ARTICLE = f"""<html lang="en"><head><title>Old quay reopens | Harbour Post</title>
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Old quay reopens",
"datePublished": "2026-03-01T08:00:00+01:00", "author": {{"@type": "Person", "name": "Ada Lindqvist"}}}}
</script></head><body><article><h1>Old quay reopens</h1>{PARAGRAPHS}</article></body>"""


def test_a_news_page_is_an_article() -> None:
    article = ingest.extract(ARTICLE, url="https://harbour.example/news/old-quay-reopens")
    assert article is not None
    assert article.confidence > 0.8


def test_walls_checks_and_errors_are_none() -> None:
    pages = {
        "Just a moment...": "Checking your browser before accessing harbour.example. Please wait.",
        "404 Not Found": "The page you requested cannot be found. It may have moved. Try the search.",
        "We value your privacy": "We and our partners store information on a device, such as cookies. "
        "You can accept all cookies or manage your choices before you continue.",
    }
    for title, text in pages.items():
        page = f"<title>{title}</title><body><h1>{title}</h1><p>{text}</p></body>"
        found = ingest.extract(page, url="https://harbour.example/news/old-quay-reopens")
        assert found is None or found.confidence < 0.5, title


def test_a_list_of_headlines_is_no_article() -> None:
    items = "".join(
        f'<li><a href="/news/{n}">A headline about the quay, number {n}</a></li>' for n in range(40)
    )
    found = ingest.extract(
        f"<title>News</title><body><h1>News</h1><ul>{items}</ul></body>", url="https://harbour.example/news/"
    )
    assert found is None or found.confidence < 0.5


def test_a_short_story_in_which_something_was_not_found_is_no_wall() -> None:
    paragraphs = "".join(
        f"<p>The search of the {place} went on until dusk, and the lost dog was not found there.</p>"
        for place in ("harbour", "old quarry", "mill", "station", "long beach", "lower woods")
    )
    page = (
        "<html><head><title>Search for dog goes on</title><script type='application/ld+json'>"
        '{"@type": "NewsArticle", "headline": "Search for dog goes on", "datePublished": "2026-10-01"}'
        f"</script></head><body><article><h1>Search for dog goes on</h1>{paragraphs}</article></body></html>"
    )
    article = ingest.extract(page, "https://outlet.example/2026/10/search-for-dog/")
    assert article is not None
    assert article.confidence > 0.5
