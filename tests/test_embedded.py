"""Articles that stand only in a page's data are read from there."""

import json

import pytest

import ingest
from ingest.extract.embedded.data import script_values
from ingest.extract.embedded.prose import prose_size

SENTENCES = [
    "The river rose by two metres in one night, and the mill at the lower bridge stood in water.",
    "Volunteers carried the archive of the parish, forty boxes of it, to the school on the hill.",
    "“We had an hour, perhaps less,” said the keeper of the lock. “Nobody waited for orders.”",
    "By morning the water had reached the second step of the town hall, where it stayed for a day.",
    "The council will meet on Thursday to decide whether the old dyke is raised or moved inland.",
]
TITLE = "The night the river came"
OTHER = {
    "title": "Another story",
    "body": [{"type": "text", "content": "Nothing to see here. Go on. Now."}] * 3,
}


def page(script: str, head: str = "") -> str:
    return (
        f"<html><head><title>{TITLE}</title>{head}</head><body><div id=app><h1>{TITLE}</h1></div>"
        f"{script}</body></html>"
    )


def state(name: str, value: object) -> str:
    return f"<script>window.{name} = {json.dumps(value)};</script>"


def json_script(value: object, **attributes: str) -> str:
    named = "".join(f' {k}="{v}"' for k, v in attributes.items())
    return f'<script type="application/json"{named}>{json.dumps(value)}</script>'


HTML_BODY = "".join(f"<p>{s}</p>" for s in SENTENCES)
EDITOR = {
    "type": "doc",
    "content": [
        {"type": "paragraph", "content": [{"type": "text", "text": s[:9]}, {"type": "text", "text": s[9:]}]}
        for s in SENTENCES
    ],
}
PORTABLE = [
    {"_type": "block", "style": "normal", "children": [{"_type": "span", "text": s, "marks": []}]}
    for s in SENTENCES
]
APOLLO = {
    "ROOT_QUERY": {"article": {"__ref": "Article:1"}},
    "Article:1": {
        "__typename": "Article",
        "title": TITLE,
        "body": [{"__ref": f"Paragraph:{i}"} for i in range(5)],
    },
    **{f"Paragraph:{i}": {"__typename": "Paragraph", "text": s} for i, s in enumerate(SENTENCES)},
}
FLATTENED = [["Reactive", 1], {"data": 2}, {"article": 3}, {"title": 4, "body": 5}, TITLE, HTML_BODY]
ROWS = f'1:{{"title":"{TITLE}"}}\n2:T{len(HTML_BODY.encode()):x},{HTML_BODY}3:[]\n'
FLIGHT = "".join(
    f"<script>self.__next_f.push([1,{json.dumps(part)}])</script>"
    for part in (ROWS[:60], ROWS[60:300], ROWS[300:])
)
NEXT = {"props": {"pageProps": {"article": {"title": TITLE, "html": HTML_BODY}, "more": [OTHER]}}}
FUSION = {
    "globalContent": {
        "headlines": {"basic": TITLE},
        "content_elements": [{"type": "text", "content": s} for s in SENTENCES],
    }
}
LINKED = {"@type": "NewsArticle", "headline": TITLE, "articleBody": " ".join(SENTENCES)}
QUOTED = json.dumps(json.dumps({"title": TITLE, "body": HTML_BODY}))
LITERAL = HTML_BODY.replace("</", "<\\u002F").replace('"', '\\"')

PAGES = {
    "json-ld": f'<script type="application/ld+json">{json.dumps(LINKED)}</script>',
    "next": json_script(NEXT, id="__NEXT_DATA__"),
    "editor document": json_script({"props": {"story": {"title": TITLE, "body": EDITOR}}}),
    "portable text": state("__STATE__", {"page": {"title": TITLE, "body": PORTABLE}, "latest": [OTHER]}),
    "content elements": state("Fusion", FUSION),
    "apollo": state("__APOLLO_STATE__", APOLLO),
    "json in a string": f"<script>window.__S=JSON.parse({QUOTED})</script>",
    "nuxt 2": "<script>window.__NUXT__=(function(a,b){return {data:[{article:{title:a,body:b}}],"
    f'x:undefined}}}}("{TITLE}","{LITERAL}"));</script>',
    "nuxt 3": json_script(FLATTENED, id="__NUXT_DATA__"),
    "flight": FLIGHT,
    "template": f"<template shadowrootmode=open><article>{HTML_BODY}</article></template>",
    "noscript": f"<noscript><div>{HTML_BODY}</div></noscript>",
    "html in a script": f'<script type="text/html">{HTML_BODY}</script>',
}


@pytest.mark.parametrize("name", PAGES)
def test_the_article_is_found(name: str) -> None:
    article = ingest.extract(page(PAGES[name]))
    assert article is not None
    assert " ".join(article.body.split()) == " ".join(SENTENCES)
    if name != "json-ld":
        assert article.body.split("\n\n") == SENTENCES


def test_kinds_of_elements_become_structure() -> None:
    elements = [
        {"type": "text", "content": SENTENCES[0]},
        {"type": "header", "level": 2, "content": "What now"},
        {"type": "text", "content": f"{SENTENCES[1]} <a href='https://paper.example/x'>More</a>"},
        {"type": "interstitial_link", "content": "Read also: a quite different story.", "url": "/y"},
        {
            "type": "list",
            "list_type": "ordered",
            "items": [{"type": "text", "content": s} for s in SENTENCES[2:4]],
        },
        {"type": "quote", "content_elements": [{"type": "text", "content": SENTENCES[4]}]},
        {
            "type": "image",
            "url": "https://paper.example/river-at-dawn.jpg",
            "caption": "The river",
            "credit": "Ann Lee",
        },
    ]
    article = ingest.extract(page(state("S", {"title": TITLE, "content_elements": elements})))
    assert article is not None
    assert article.markdown.split("\n\n") == [
        SENTENCES[0],
        "## What now",
        f"{SENTENCES[1]} [More](https://paper.example/x)",
        f"1. {SENTENCES[2]}\n2. {SENTENCES[3]}",
        f"> {SENTENCES[4]}",
        "![](https://paper.example/river-at-dawn.jpg)\\\n*The river (Ann Lee)*",
    ]


def test_visible_text_wins_where_it_is_complete() -> None:
    again = HTML_BODY.replace("The ", "Then the ").replace(".</p>", ", again.</p>")
    html = f"<html><title>{TITLE}</title><body><article><h1>{TITLE}</h1>{HTML_BODY}{again}</article>"
    article = ingest.extract(
        html + json_script({"title": TITLE, "body": "<p>Other words. Of no use. At all.</p>" * 40})
    )
    assert article is not None
    assert "Other words" not in article.body


def test_other_articles_of_the_page_are_left_alone() -> None:
    value = {"latest": [OTHER] * 30, "messages": {"a": "Please wait. " * 60}}
    article = ingest.extract(page(state("S", value)))
    assert article is None or ("wait" not in article.body and "Nothing" not in article.body)


@pytest.mark.parametrize("text", ["function(){var a=1;}\n" * 40, "a,b,c,d " * 100, "x" * 5000, "Word. " * 2])
def test_what_is_no_prose(text: str) -> None:
    assert prose_size(text) == 0


def test_broken_and_hostile_data_are_survived() -> None:
    import lxml.html

    for text in (
        "{" * 5000,
        '{"a":' * 3000,
        '[["Reactive",0]' + " " * 600 + "]",
        '"\\ud800' * 200,
        '{"a": "\\u0000' + "b. " * 300 + '"}',
    ):
        root = lxml.html.document_fromstring(
            f"<p>x</p><script type='application/json'>{text}</script><script>a={text}</script>"
        )
        list(script_values(root.iter("script")))
        ingest.extract(page(f"<script type='application/json'>{text}</script><script>a={text}</script>"))
