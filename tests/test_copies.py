"""A body that stands twice is read once; a window over the page goes as a whole."""

from bs4 import BeautifulSoup

import ingest
from ingest.clean import Context, strip

PROSE = [
    f"Paragraph {n} of the story says something that no other paragraph of it has said before."
    for n in range(4)
]


def left(html: str) -> str:
    soup = BeautifulSoup(html, "html.parser")
    strip(soup, Context())
    return " ".join(soup.get_text(" ").split())


def paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def test_the_second_of_two_bodies_goes() -> None:
    assert left(f"<div>{paragraphs(PROSE)}</div><div>{paragraphs(PROSE)}</div>") == " ".join(PROSE)


def test_a_refrain_stays() -> None:
    song = [PROSE[0], PROSE[1], PROSE[0], PROSE[2], PROSE[0], PROSE[3]]
    assert left(paragraphs(song)) == " ".join(song)


def test_a_copy_that_lacks_a_paragraph_goes() -> None:
    texts = [f"Paragraph {n} of the story says something that no other says." for n in range(9)]
    copy = [text for n, text in enumerate(texts) if n not in (2, 5)]
    assert left(f"<div>{paragraphs(texts)}</div><div>{paragraphs(copy)}</div>") == " ".join(texts)


def test_the_article_once_more_in_one_piece_goes() -> None:
    texts = [
        f"Paragraph {n} of the story says what the harbour board decided in the {n}th hour of its meeting, "
        f"who was for it and who was against, and why the {n}th ferry will have to wait until the spring."
        for n in range(12)
    ]
    markdown = "# The ferry " + " ".join(
        text.replace("harbour board", "[harbour board](/b)") for text in texts
    )
    assert left(f"<div>{paragraphs(texts)}</div><pre>{markdown}</pre>") == " ".join(texts)


def test_what_a_plan_says_each_week_stays() -> None:
    rest = "Rest day: stretch for ten minutes, drink enough and go to bed early."
    weeks = "".join(
        f"<h2>Week {n}</h2><p>In week {n} the distances grow by a tenth, and the pace stays as easy as it "
        f"was before; whoever is out of breath walks until they can talk again, and then runs on.</p>"
        f"<ul><li>Tuesday: run {n + 3} kilometres, slowly enough to sing a song.</li><li>{rest}</li></ul>"
        for n in range(1, 9)
    )
    article = ingest.extract(
        f"<html><body><article><h1>To the marathon</h1>{weeks}</article></body></html>",
        "https://run.example/plan",
    )
    assert article is not None
    assert article.body.count(rest) == 8


def test_a_paragraph_that_is_repeated_as_a_teaser_stands_once() -> None:
    text = "The board will meet again in March, and until then nobody is to speak of the matter in public."
    story = "".join(f"<p>{line} {line}</p>" for line in PROSE)
    article = ingest.extract(
        f"<html><body><article><h1>The board</h1>{story}<p>{text}</p>{story.replace('Paragraph', 'Section')}"
        f"<div><p>{text}</p></div></article></body></html>"
    )
    assert article is not None
    assert article.body.count(text) == 1


def test_conditions_that_begin_alike_stay() -> None:
    texts = [
        "Receive a fifth off three qualifying bottles. " + f"Shops of region {n} alone. " * 60
        for n in range(5)
    ]
    assert left(paragraphs(texts)) == " ".join(text.strip() for text in texts)


def test_a_table_of_contents_costs_no_body() -> None:
    titles = [
        f"What the chapter with the number {n} has to say about the harbour and its keepers" for n in range(4)
    ]
    body = "".join(f"<h2>{title}</h2><p>{text}</p>" for title, text in zip(titles, PROSE, strict=True))
    result = left(f"<ul>{''.join(f'<li>{t}</li>' for t in titles)}</ul>{body}")
    assert all(text in result for text in PROSE)


def test_a_window_goes_with_its_plea() -> None:
    window = "<div role=dialog><p>We use cookies. Accept all cookies?</p><p>Or pay three euros.</p></div>"
    assert left(f"{window}{paragraphs(PROSE)}") == " ".join(PROSE)
    assert left(f"<dialog>{paragraphs(PROSE)}<p>Accept all cookies</p></dialog>") == " ".join(PROSE)
