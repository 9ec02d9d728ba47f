"""The body: any bytes are survived, and the trees say what their trainer said."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ingest
from ingest.extract.document import parse
from ingest.extract.scorer import scorer
from ingest.extract.words import kinds_of

SHARED = Path(os.environ.get("INGEST_SHARED", Path(__file__).parents[2] / "shared"))

PIECES = [
    b"<p>", b"</p>", b"<div class=article>", b"</div>", b"<li>", b"<table><tr><td>",
    b"Some words, and more. ", b"\x00", b"\xff\xfe", b"\xe4\xf6", b"<script>", b"</script>", b"<br>", b"<!--",
    b"&#x0;", b"<![CDATA[",
    b"<a href='x'>link</a>", b"<h1>Title</h1>", b"<svg/>", b"<body>", b"<plaintext>", b"<noscript>", b"<",
]  # fmt: skip
MARKUP = st.lists(st.sampled_from(PIECES), max_size=30).map(b"".join)


@settings(max_examples=120, deadline=None)
@given(MARKUP | st.binary(max_size=200))
def test_any_bytes_give_an_article_or_nothing(html: bytes) -> None:
    article = ingest.extract(html, "https://example.org/a")
    assert article is None or isinstance(article.body, str)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200))
def test_any_text_gives_an_article_or_nothing(html: str) -> None:
    ingest.extract(html)


def test_other_types_are_refused() -> None:
    with pytest.raises(TypeError):
        ingest.extract(None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("encoding", "declared", "text"),
    [
        ("utf-8", "iso-8859-1", "Žluťoučký kůň – größer"),
        ("cp1251", "windows-1251", "Съешь ещё этих мягких французских булок, да выпей чаю"),
        ("cp1252", "utf-8", "Der Bäcker grüßt die Größe der Straße, während Käse öffnet"),
        ("gb18030", "gb2312", "北京的天气今天很好，我们去公园散步吧"),
        ("shift_jis", "shift_jis", "東京で開かれた会議について報告します"),
        ("iso2022_jp", "iso-2022-jp", "東京で開かれた会議について報告します"),
        ("utf-16-le", None, "Wide text without a mark, gröĂßer"),
        ("utf-16", None, "Wide text with a mark"),
        ("euc_kr", "euc-kr", "서울에서 열린 회의에 대하여 보고합니다"),
    ],
)
def test_encodings_are_what_the_bytes_prove(encoding: str, declared: str | None, text: str) -> None:
    meta = f'<meta charset="{declared}">' if declared else ""
    document = parse(f"<html><head>{meta}</head><body><p>{text}</p></body></html>".encode(encoding), None)
    assert document is not None
    assert document.root.text_content() == text


def test_one_broken_byte_does_not_change_the_encoding() -> None:
    html = ("<p>" + "größer und schöner, " * 20 + "</p>").encode() + b"\xff"
    document = parse(html, None)
    assert document is not None
    assert "größer" in document.root.text_content()


def test_deep_and_wide_pages_are_read() -> None:
    html = "<div>" * 1500 + "<p>Deep text stays where it is.</p>" + "</div>" * 1500
    document = parse(html, None)
    assert document is not None
    assert "Deep text" in document.root.text_content()
    ingest.extract(html)


def test_hashed_words_weigh_what_their_tokens_weigh() -> None:
    lexicon = scorer().lexicon
    texts = [
        "Subscribe to our newsletter", "F.A.Q.", "By Anna Example", "h2o 2024-11-23, 10:30", "x", "—",
        "Der Aufsichtsratsvorsitzende sagte am Dienstag: „Größer wird es nicht.“ " * 3,
        "東京で開かれた会議について報告します。", "İstanbul'da 1.250 kişi \U0001f600 ve daha fazlası",
        "Read more", "Advertisement", "All rights reserved. " * 9,
    ]  # fmt: skip
    scores = lexicon.words(texts, range(len(texts)))
    for text, score in zip(texts, scores, strict=True):
        weights = [lexicon.word[token[0]].get(token[2:], 0.0) for token in kinds_of(text)]
        assert abs(lexicon.word_bias + sum(weights) - score) < 1e-4, text


def test_a_base_element_moves_links() -> None:
    document = parse('<base href="/b/"><p>x', "https://example.org/a/c")
    assert document is not None
    assert document.base_url == "https://example.org/b/"


def test_the_exported_trees_say_what_their_trainer_says() -> None:
    lightgbm = pytest.importorskip("lightgbm")
    import numpy as np

    from ingest.clean.trees import Trees
    from ingest.train.export import forest

    rng = np.random.default_rng(1)
    rows = rng.normal(size=(400, 6)).astype(np.float32)
    target = (rows[:, 0] * rows[:, 1] > rows[:, 2]).astype(int)
    booster = lightgbm.train(
        {"objective": "binary", "verbose": -1, "num_threads": 1}, lightgbm.Dataset(rows, target), 20
    )
    trees = Trees.of(forest(booster))
    assert np.abs(trees.predict(rows) - booster.predict(rows)).max() < 1e-5
