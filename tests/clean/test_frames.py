"""Windows, forms, menus, footers and posts from elsewhere leave whatever they say; what holds the article is none of them."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

import ingest
from ingest.clean import Context, strip
from ingest.clean.judge import categories

STORY = [
    f"Sentence {n} of the report says what the harbour board decided about the {n}th ferry, and who was against it."
    for n in range(6)
]
GLOSSARY = "A slipway is a slope on which boats are pulled out of the water and let into it again."


def strip_around(frame: str, scores: int) -> tuple[str, list[tuple[str, str]]]:
    paragraphs = "".join(f"<p>{text}</p>" for text in STORY)
    soup = BeautifulSoup(f"<article>{paragraphs}{frame}</article>", "html.parser")
    removed = strip(soup, Context(scores=[0.98] * (len(STORY) + scores)))
    return soup.get_text(" "), [(removal.category, removal.rule) for removal in removed]


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        (f"<div class='glossary-modal--body'><p>{GLOSSARY}</p></div>", ("other", "other/window")),
        (f"<div role=dialog><p>{GLOSSARY}</p></div>", ("other", "other/window")),
        (f"<div class='article__factBox'><p>{GLOSSARY}</p></div>", ("box", "box/facts")),
        (f"<footer><p>{GLOSSARY}</p></footer>", ("navigation", "navigation/footer")),
        (f"<form><p>{GLOSSARY}</p></form>", ("other", "other/form")),
        (f"<nav><p>{GLOSSARY}</p></nav>", ("navigation", "navigation/menu")),
        (f"<div role=navigation><p>{GLOSSARY}</p></div>", ("navigation", "navigation/menu")),
        (
            f"<section class='elementor-hidden-desktop elementor-hidden-tablet elementor-hidden-mobile'>"
            f"<p>{GLOSSARY}</p></section>",
            ("other", "other/unseen"),
        ),
        (
            f"<div class='vc_hidden-lg vc_hidden-sm vc_hidden-xs'><p>{GLOSSARY}</p></div>",
            ("other", "other/unseen"),
        ),
        (f"<blockquote class='twitter-tweet x'><p>{GLOSSARY}</p></blockquote>", ("embed", "embed/post")),
    ],
)
def test_such_a_frame_leaves_however_sure_the_extractor_is(frame: str, said: tuple[str, str]) -> None:
    text, removed = strip_around(frame, 1)
    assert GLOSSARY not in text
    assert removed == [said]
    assert all(line in text for line in STORY)


@pytest.mark.parametrize(
    "frame",
    [
        f"<blockquote><p>{GLOSSARY}</p></blockquote>",
        f"<div class='modality'><p>{GLOSSARY}</p></div>",
        f"<div class='artifactBox'><p>{GLOSSARY}</p></div>",
        f"<div class='elementor-hidden-desktop'><p>{GLOSSARY}</p></div>",
        f"<div class='hidden-lg'><p>{GLOSSARY}</p></div>",
        f"<div class='footer-free'><p>{GLOSSARY}</p></div>",
    ],
)
def test_what_is_called_nearly_so_stays(frame: str) -> None:
    text, removed = strip_around(frame, 1)
    assert GLOSSARY in text
    assert not removed


def test_who_is_quoted_stays_with_the_quotation() -> None:
    text, _ = strip_around(
        f"<blockquote><p>{GLOSSARY}</p><footer>A harbour pilot of 1911</footer></blockquote>", 2
    )
    assert "A harbour pilot of 1911" in text


def test_each_can_be_switched_off_by_its_name() -> None:
    assert {"embed", "box", "duplicate", "other", "navigation"} <= categories()


def test_an_article_in_a_window_stays() -> None:
    paragraphs = "".join(f"<p>{text}</p>" for text in STORY)
    soup = BeautifulSoup(f"<div><dialog open>{paragraphs}</dialog><p>{GLOSSARY}</p></div>", "html.parser")
    strip(soup, Context(scores=[0.98] * (len(STORY) + 1)))
    assert all(line in soup.get_text(" ") for line in STORY)


def test_a_post_becomes_a_link_where_it_stood() -> None:
    post = (
        "<blockquote class='twitter-tweet'><p>We are sorry. <a href='https://t.co/a'>pic.example/a</a></p>"
        "— Harbour <a href='https://x.example/harbour/status/7'>18 July</a></blockquote>"
    )
    paragraphs = [f"<p>{text} {text}</p>" for text in STORY]
    page = f"<article><h1>The ferry</h1>{''.join(paragraphs[:3])}{post}{''.join(paragraphs[3:])}</article>"
    article = ingest.extract(page, "https://outlet.example/ferry")
    assert article is not None
    assert "We are sorry" not in article.body
    before, _, after = article.markdown.partition("https://x.example/harbour/status/7")
    assert STORY[2] in before
    assert STORY[3] in after
    assert "embed" in {removal.category for removal in article.removed}


def test_a_box_longer_than_its_article_leaves_where_an_article_stays() -> None:
    transcript = "".join(f"<p>{n}. {GLOSSARY} {GLOSSARY}</p>" for n in range(30))
    story = "".join(f"<p>{n}: {text} {text}</p>" for n, text in enumerate(STORY * 2))
    scores = [0.98] * (30 + 2 * len(STORY))
    soup = BeautifulSoup(f"<article>{story}<div class=factbox>{transcript}</div></article>", "html.parser")
    removed = strip(soup, Context(scores=scores))
    assert {removal.rule for removal in removed} == {"box/facts"}
    assert GLOSSARY not in soup.get_text()

    short = BeautifulSoup(
        f"<article><p>{STORY[0]}</p><div class=factbox>{transcript}</div></article>", "html.parser"
    )
    assert not strip(short, Context(scores=scores[:31]))
