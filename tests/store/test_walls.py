"""Walls are told by name, and never take an article's place."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ingest.items import Article, Page
from ingest.walls import name_wall

WALLS = {
    "bot check": "<title>Just a moment...</title><p>Verify you are human by completing the action below.",
    "consent wall": "<title>The Courier</title><h1>We value your privacy</h1><p>We and our 812 partners"
    " store and/or"
    " access information on a device.<button>Accept all cookies</button>",
    "login": "<title>Sign in - The Courier</title><form>Name <input> Password <input></form>",
    "paywall teaser": "<title>The harbour</title><p>The council met.</p><p>Subscribe to continue reading.",
    "error page": "<title>Page not found</title><p>The page you are looking for does not exist any more.",
}


def page(html: str) -> Page:
    return Page("https://outlet.example/story", html.encode(), datetime.now(UTC))


@pytest.mark.parametrize("name", WALLS)
def test_walls_are_told(name: str) -> None:
    assert name_wall(page(WALLS[name]), None) == name


@pytest.mark.parametrize(
    ("title", "sentence"),
    [
        ("How captchas came to be", "The test asks you to verify you are human, and to accept all cookies. "),
        ("The council agrees", "The council met at the harbour and heard nine witnesses about the ferry. "),
    ],
)
def test_articles_about_walls_are_none(title: str, sentence: str) -> None:
    assert name_wall(page(""), Article(url=None, title=title, body=sentence * 12)) is None


def test_a_short_flash_is_no_wall() -> None:
    for title in (
        "Ferry runs again",
        "500 people brought to safety",
        "Security check at the airport reopens",
    ):
        flash = Article(url=None, title=title, body="The ferry to the island runs again since noon.")
        assert name_wall(page(""), flash) is None
