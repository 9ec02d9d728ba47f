"""Metadata: each value from the most believable source, none where none can be believed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.extract.document import parse
from ingest.extract.metadata import Metadata, find_metadata, rights_of_text
from ingest.extract.metadata.bylines import bylines
from ingest.extract.metadata.dates import parse_date
from ingest.extract.metadata.declared import Declared, declared_by
from ingest.extract.metadata.languages import language_tag
from ingest.extract.metadata.names import names_in
from ingest.extract.metadata.places import without_tracking
from ingest.extract.metadata.signed import candidates
from ingest.extract.metadata.visible import date_in
from ingest.extract.outline import outline

ADDRESS = "https://harbour.example/news/ferry-returns?utm_source=feed"


def read(head: str, body: str = "", url: str = ADDRESS) -> Metadata:
    return find_metadata(declared(head, body, url).document)


def declared(head: str, body: str, url: str = ADDRESS) -> Declared:
    document = parse(f"<html><head>{head}</head><body>{body}<p>Text.</p></body></html>", url)
    assert document is not None
    return declared_by(document, outline(document.root))


def test_the_headline_is_what_several_sources_agree_on() -> None:
    found = read(
        "<title>Ferry returns to the old quay | Harbour Post</title>"
        '<meta property="og:title" content="Ferry returns to the old quay">'
        '<meta property="og:site_name" content="Harbour Post">',
        "<header><h1>Harbour Post</h1></header><h1>Ferry returns to the old quay</h1>",
    )
    assert found.title == "Ferry returns to the old quay"
    assert found.site_name == "Harbour Post"


def test_people_come_from_the_graph_and_organisations_do_not_sign_a_blog() -> None:
    graph = """<script type="application/ld+json">{"@graph": [
      {"@type": "Organization", "@id": "#org", "name": "Harbour Post"},
      {"@type": "Person", "@id": "#p", "name": "Ada Lindqvist"},
      {"@type": "BlogPosting", "headline": "A", "author": [{"@id": "#p"}, {"@id": "#org"}],
       "datePublished": "2026-03-01"},
    ]}</script>"""
    assert read(graph, "<h1>A</h1><p>Ada Lindqvist</p>").authors == ("Ada Lindqvist",)


def test_a_house_byline_signs_the_news() -> None:
    node = '{"@type": "NewsArticle", "headline": "A", "author": {"@type": "Organization", "name": "dpa"}}'
    assert read(f'<script type="application/ld+json">{node}</script>').authors == ("dpa",)


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("By Ada Lindqvist and Tom Reyes", ("Ada Lindqvist", "Tom Reyes")),
        ("Von Jürgen Hölscher", ("Jürgen Hölscher",)),
        ("Par Élodie Marchand, envoyée spéciale", ("Élodie Marchand",)),
        ("Admin", ()),
        ("3 min read", ()),
    ],
)
def test_visible_bylines(byline: str, authors: tuple[str, ...]) -> None:
    found = read("", f'<h1>A</h1><p class="article-byline">{byline}</p>').authors
    assert found[:1] == authors[:1]


PROSE = "<p>The ferry is back on the old quay, and the whole town came out to greet it this morning.</p>" * 6
WEEKLY = '<meta property="og:site_name" content="Harbour Weekly">'


@pytest.mark.parametrize(
    ("source", "body"),
    [
        ("by within line", "<div>Posted on 3 March 2026 by Ada Lindqvist</div>" + PROSE),
        ("beside date", "<div>Mar 3, 2026 • Ada Lindqvist in Ferries</div>" + PROSE),
        ("written by", PROSE * 3 + "<h3>Written by Ada Lindqvist</h3>"),
        ("name alone", "<div>Ada Lindqvist Harbour Weekly</div>" + PROSE),
    ],
)
def test_lines_that_name_who_wrote_it(source: str, body: str) -> None:
    page = declared(WEEKLY, "<h1>Ferry returns</h1>" + body)
    found = {byline.source: byline.names for byline in bylines(page, "Harbour Weekly")}
    assert found[source] == ("Ada Lindqvist",)


def test_beside_people_the_outlet_is_where_they_work() -> None:
    body = '<h1>Ferry returns</h1><p class="byline">By Ada Lindqvist, Harbour Weekly</p>' + PROSE
    sets = [candidate.names for candidate in candidates(declared(WEEKLY, body), "Harbour Weekly")]
    assert ("Ada Lindqvist",) in sets
    assert not [names for names in sets if len(names) > 1]


def test_a_standfirst_is_found_behind_the_line_that_is_the_headline() -> None:
    lead = "The old quay has a ferry again, after two winters without one, and the town is glad."
    head = (
        f'<title>Ferry returns to the quay</title><meta name="description" content="{lead}">'
        '<meta property="og:title" content="Ferry returns to the quay">'
    )
    menu = (
        "<h1>Harbour Weekly</h1>" + "<ul>" + "<li><a href='/x'>Section of the paper</a></li>" * 30 + "</ul>"
    )
    story = f'<article><h2>Ferry returns to the quay</h2><p class="lead">{lead}</p>{PROSE}</article>'
    assert read(head, menu + story).subtitle == lead


def test_a_login_made_of_the_outlets_name_signs_nothing() -> None:
    head = '<meta name="author" content="harbourweekly">' + WEEKLY
    assert read(head, "<h1>Ferry returns</h1>" + PROSE).authors == ()


@pytest.mark.parametrize(
    ("texts", "names"),
    [
        (
            ["By", "Ada Lindqvist", "and", "Tom Reyes", "Senior Writer", "March 1, 2026"],
            ("Ada Lindqvist", "Tom Reyes"),
        ),
        (["ByAda Lindqvist-June 12, 2025"], ("Ada Lindqvist",)),
        (["Ada Lindqvist, Ph.D., RD"], ("Ada Lindqvist",)),
        (["Tom Reyes", "https://social.example/tom", "tom@outlet.example"], ("Tom Reyes",)),
        (
            ["Jan van der Berg & Élodie Marchand, Harbour correspondent"],
            ("Jan van der Berg", "Élodie Marchand"),
        ),
        (["MARIE SORÉL", "Publié le 3 mars"], ("MARIE SORÉL",)),
        (["3 min read", "Share"], ()),
    ],
)
def test_names_are_told_from_what_stands_around_them(texts: list[str], names: tuple[str, ...]) -> None:
    assert names_in(texts, is_shown=True) == names


def test_an_author_of_a_comment_is_not_the_author() -> None:
    body = "<h1>Ferry returns</h1><p>The ferry is back on the old quay, and the town is glad of it.</p>"
    comments = '<div class="comments"><div class="comment-author">Grumpy Reader</div></div>'
    assert read("<title>Ferry returns</title>", body * 4 + comments).authors == ()


def test_dates_keep_their_offset_and_stay_naive_without_one() -> None:
    cet = timezone(timedelta(hours=1))
    assert parse_date("2026-03-01T08:30:00+01:00") == datetime(2026, 3, 1, 8, 30, tzinfo=cet)
    assert parse_date("2026-03-01 08:30") == datetime(2026, 3, 1, 8, 30)
    assert parse_date("Sun, 01 Mar 2026 08:30:00 GMT") == datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
    assert parse_date("yesterday") is None
    assert parse_date("0001-01-01") is None


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("By Ada Lindqvist | March 5th, 2026 | 4 min read", "en", (2026, 3, 5)),
        ("Publié le 5 mars 2026 à 08h30", "fr", (2026, 3, 5)),
        ("Harbour, 5. März 2026", "de", (2026, 3, 5)),
        ("5 de agosto de 2026", "es", (2026, 8, 5)),
        ("5 września 2026", "pl", (2026, 9, 5)),
        ("2026年3月5日 8時30分", "ja", (2026, 3, 5)),
        ("05.03.2026, 08:30", "de", (2026, 3, 5)),
        ("05/03/2026", "en-GB", (2026, 3, 5)),
        ("03/05/2026", "en-US", (2026, 3, 5)),
        ("13/05/2026", "en", (2026, 5, 13)),
        ("Call 555 2026 or write", "en", None),
        ("32 March 2026", "en", None),
    ],
)
def test_written_dates(text: str, language: str, day: tuple[int, int, int] | None) -> None:
    found = date_in(text, language)
    assert (found[0].timetuple()[:3] if found else None) == day


def test_a_visible_dateline_counts_where_nothing_is_declared() -> None:
    body = (
        "<header>Founded 4 July 1901</header><h1>Ferry returns</h1><p>5 March 2026</p>"
        "<aside><p>7 March 2026: Council meets</p></aside><footer>© 2026, updated 9 March 2026</footer>"
    )
    found = read("", body)
    assert found.published == datetime(2026, 3, 5)
    assert found.provenance["published"].source == "visible text"


def test_the_day_in_the_address_is_a_last_resort() -> None:
    found = read("", url="https://harbour.example/2026/03/01/ferry")
    assert found.published == datetime(2026, 3, 1)
    assert found.provenance["published"].source == "url"


@pytest.mark.parametrize(
    ("declared", "believed"),
    [
        (
            "https://harbour.example/news/ferry-returns?utm_medium=x",
            "https://harbour.example/news/ferry-returns",
        ),
        ("/news/ferry-returns", "https://harbour.example/news/ferry-returns"),
        ("https://harbour.example/", None),
        ("https://elsewhere.example/news/ferry-returns", None),
    ],
)
def test_a_canonical_address_that_lies_is_not_believed(declared: str, believed: str | None) -> None:
    assert read(f'<link rel="canonical" href="{declared}">').canonical_url == believed


def test_a_standfirst_is_set_apart_from_the_text() -> None:
    line = "She noted that the ferry had last sailed in the spring of 1994."
    head = f'<meta name="description" content="{line}">'
    apart = f'<h1>Ferry returns</h1><p class="standfirst">{line}</p><p>The first paragraph of the text.</p>'
    excerpt = f"<h1>Ferry returns</h1><p>{line}</p><p>{'The second paragraph of the text. ' * 4}</p>"
    assert read(head, apart).subtitle == line
    assert read(head, excerpt).subtitle is None


def test_a_reuse_notice_keeps_its_limit_and_its_condition() -> None:
    found = rights_of_text(
        "When quoting our reports, please include an active hyperlink and no more than a 500-character "
        "extract. "
        "Longer reprints need written permission."
    )
    assert (found.excerpt_limit, found.link_required) == (500, True)
    assert found.reuse_notice is not None
    assert rights_of_text("The court gave permission to build.").reuse_notice is None


def test_reservations_are_noted_with_their_source() -> None:
    rights = read(
        '<meta name="robots" content="noai, noarchive"><meta name="tdm-reservation" content="1">'
    ).rights
    assert rights.opt_outs == ("noai", "tdm-reservation")
    assert rights.search_limits == ("noarchive",)
    assert {"opt_outs", "search_limits"} <= set(rights.sources)


def test_languages_and_tracking() -> None:
    assert language_tag("en_us") == "en-US"
    assert language_tag("zh-hant-tw") == "zh-Hant-TW"
    assert language_tag("") is None
    assert without_tracking("https://a.example/x?id=3&fbclid=z#top") == "https://a.example/x?id=3"


ZULU = (
    "Umkhandlu wasethekwini uvote ngoLwesibili ukuthi kuvulwe kabusha ichweba elidala, iminyaka eyishumi "
    "nanye emva kokuthi isiphepho silivale. Onjiniyela babexwayisile ukuthi izinsika ngeke zisithwale. "
)


def test_a_template_that_declares_english_does_not_make_it_english() -> None:
    english = "The council voted on Tuesday to open the old quay again, and it was the wish of the town. " * 5
    for prose, language in ((ZULU * 4, "zu"), (english, "en-US")):
        document = parse(f'<html lang="en-US"><body><h1>A</h1><p>{prose}</p></body></html>', ADDRESS)
        assert document is not None
        assert find_metadata(document).language == language


def test_sections_sites_and_tags_are_found_where_they_hide() -> None:
    crumbs = """<script type="application/ld+json">{"@type": "BreadcrumbList", "itemListElement": [
      {"@type": "ListItem", "position": 1, "name": "Home"},
      {"@type": "ListItem", "position": 2, "item": {"@id": "/city", "name": "City"}},
      {"@type": "ListItem", "position": 3, "name": "Ferry returns"}]}</script>"""
    head = (
        f"<title>Ferry returns | Harbour</title>{crumbs}"
        '<meta name="keywords" content="Ferry, ferry, Category: Ports, 4711,'
        ' 98be933f-38cf-4fba-b6c6-ad438e82010a">'
    )
    found = read(head)
    assert (found.section, found.site_name, found.tags) == ("City", "Harbour", ("Ferry", "Ports"))


def test_a_rights_line_is_a_licence_only_where_it_names_one() -> None:
    line = read('<meta name="dc.rights" content="2026 Harbour Media Limited">').rights
    assert (line.licence, line.copyright) == (None, "2026 Harbour Media Limited")
    licence = read('<meta name="dc.rights" content="CC BY-SA 4.0">').rights
    assert (licence.licence, licence.copyright) == ("CC BY-SA 4.0", None)


def test_every_value_says_where_it_was_read() -> None:
    found = read('<meta property="article:section" content="City"><title>A story</title>')
    assert found.provenance["section"].raw == "City"
    assert set(found.provenance) >= {"title", "section"}


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200))
def test_no_declaration_breaks_the_reading(text: str) -> None:
    safe = text.replace('"', "'").replace("<", " ")
    read(
        f'<script type="application/ld+json">{text.replace("</", "")}</script>'
        f'<meta name="author" content="{safe}">'
        f'<meta property="article:published_time" content="{safe}"><link rel="canonical" href="{safe}">',
        f'<h1>{safe}</h1><p class="byline">{safe}</p>',
    )
