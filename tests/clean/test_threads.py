"""What readers write under an article goes, whatever it says; in a forum it is the text."""

from __future__ import annotations

from bs4 import BeautifulSoup

from ingest.clean import Context, strip

STORY = [
    f"Sentence {n} of the report says what the harbour board decided about the {n}th ferry, and why it did. "
    * 3
    for n in range(6)
]
REPLIES = [
    f"I have taken this boat for {n} years, and I can tell you that nobody on the board ever has. " * 3
    for n in range(4, 12)
]
QUOTE = "“Nobody on the board ever has.” Then you cannot have looked very hard, my friend, because I did."


def body_of(story: list[str], replies: list[str]) -> str:
    paragraphs = "".join(f"<p>{text}</p>" for text in story)
    thread = "".join(f"<div class='comment'><p>{text}</p></div>" for text in replies)
    html = f"<article>{paragraphs}<div class='comments'>{thread}</div></article>"
    soup = BeautifulSoup(html, "html.parser")
    # The extractor cannot tell what readers write from what the outlet wrote.
    strip(soup, Context(scores=[0.98] * len(story) + [0.8] * len(replies)))
    return soup.get_text(" ")


def test_a_thread_goes_with_the_quotations_in_it() -> None:
    left = body_of(STORY, [*REPLIES, QUOTE])
    assert all(text.strip() in left for text in STORY)
    assert not any(text.strip() in left for text in (*REPLIES, QUOTE))


def test_a_forum_keeps_its_answers() -> None:
    question = [
        "Has anybody taken the boat on a Sunday? I would like to know before I go, and so would my aunt."
    ]
    left = body_of(question, REPLIES)
    assert all(text.strip() in left for text in (*question, *REPLIES))
