# ruff: noqa: E501 - pages stand here as sites write them
"""What sources say: feeds, sitemaps, sections, sites, parts of articles, lists."""

from __future__ import annotations

import gzip
import json

import pytest
from lxml import html as lxml_html

from ingest.discover import Candidate
from ingest.discover.feeds import iso_date, read_feed
from ingest.discover.lists import read_list, write_opml
from ingest.discover.parts import join_parts, next_part, original_of, single_view
from ingest.discover.sections import find_next, read_section
from ingest.discover.site import candidates, menu_sections
from ingest.discover.sitemaps import SIZE_LIMIT, decompress, read_sitemap

HERE = "https://outlet.example/"

RSS = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Outlet</title><language>en-gb</language>
<item><title>One</title><link>/2026/one?utm_source=rss</link><pubDate>Sun, 22 Nov 2026 10:00:00 +0200</pubDate>
<author>a@outlet.example (Ann Lee)</author></item>
<item><title>No link</title></item><item><link>ftp://outlet.example/x</link></item></channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Outlet</title><link rel="next" href="?page=2"/>
<entry><title>Two</title><link href="https://outlet.example/two"/><updated>2026-11-22T10:00:00Z</updated></entry></feed>"""
RDF = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>Outlet</title></channel>
<item rdf:about="a"><title>Three</title><link>https://outlet.example/three</link><dc:date>2026-11-21</dc:date></item></rdf:RDF>"""
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Outlet",
        "items": [
            {"id": "1", "url": "/four", "title": "Four", "date_published": "2026-11-20T00:00:00+01:00"},
            {"id": "nothing"},
            7,
        ],
    }
).encode()


@pytest.mark.parametrize(
    ("body", "url", "title", "published"),
    [
        (RSS, "https://outlet.example/2026/one?utm_source=rss", "One", "2026-11-22T10:00:00+02:00"),
        (ATOM, "https://outlet.example/two", "Two", "2026-11-22T10:00:00+00:00"),
        (RDF, "https://outlet.example/three", "Three", "2026-11-21T00:00:00"),
        (JSON, "https://outlet.example/four", "Four", "2026-11-20T00:00:00+01:00"),
    ],
    ids=["rss", "atom", "rdf", "json feed"],
)
def test_a_feed_gives_its_entries_with_title_and_date(
    body: bytes, url: str, title: str, published: str
) -> None:
    feed = read_feed(body, HERE + "feed")
    assert feed is not None and feed.title == "Outlet"
    entry = feed.entries[0]
    assert (entry.url, entry.hints["title"], entry.hints["published"]) == (url, title, published)


def test_a_feed_that_calls_itself_html_keeps_its_letters() -> None:
    feed = read_feed(RSS.replace(b"Outlet", "Café".encode()), HERE + "feed", "text/html")
    assert feed is not None and feed.title == "Café"


def test_an_atom_feed_says_where_it_goes_on() -> None:
    feed = read_feed(ATOM, HERE + "feed")
    assert feed is not None and feed.next_url == HERE + "feed?page=2"


@pytest.mark.parametrize("body", [b"", b"<html><body>no feed</body></html>", b"{}", b"[[[[", b"/etc/passwd"])
def test_what_is_no_feed_is_none(body: bytes) -> None:
    assert read_feed(body, HERE) is None


def test_entities_do_not_expand_in_feeds_and_sitemaps() -> None:
    levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a0 "boom">{levels}]>'
    feed = read_feed(
        (bomb + "<rss version='2.0'><channel><title>&a11;</title></channel></rss>").encode(), HERE
    )
    sitemap = read_sitemap((bomb + f"<urlset><url><loc>{HERE}&a11;</loc></url></urlset>").encode(), HERE)
    assert len(repr(feed)) + len(repr(sitemap)) < 2_000


def test_entities_that_name_files_stay_closed(tmp_path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hunter2")
    page = (
        f'<!DOCTYPE r [<!ENTITY f SYSTEM "file://{secret}">]><urlset><url><loc>{HERE}&f;</loc></url></urlset>'
    )
    assert "hunter2" not in repr(read_sitemap(page.encode(), HERE))
    feed = f'<!DOCTYPE r [<!ENTITY f SYSTEM "file://{secret}">]><rss version="2.0"><channel><title>&f;</title></channel></rss>'
    assert "hunter2" not in repr(read_feed(feed.encode(), HERE))


NEWS = b"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://outlet.example/old</loc><lastmod>2026-11-01</lastmod></url>
<url><loc> https://outlet.example/new </loc><news:news><news:publication><news:name>Outlet</news:name>
<news:language>en</news:language></news:publication><news:publication_date>2026-11-22T09:00:00Z</news:publication_date>
<news:title>Fresh &amp; new</news:title></news:news></url><url><loc>javascript:alert(1)</loc></url></urlset>"""


@pytest.mark.parametrize("body", [NEWS, gzip.compress(NEWS)], ids=["plain", "gzip"])
def test_a_news_sitemap_keeps_dates_and_titles_newest_first(body: bytes) -> None:
    listing = read_sitemap(body, HERE)
    assert listing is not None
    assert [entry.url for entry in listing.entries] == [HERE + "new", HERE + "old"]
    assert listing.entries[0].hints == {
        "publisher": "Outlet",
        "language": "en",
        "published": "2026-11-22T09:00:00+00:00",
        "title": "Fresh & new",
    }
    assert listing.entries[1].modified == "2026-11-01T00:00:00"


def test_an_index_lists_its_sitemaps_and_a_text_sitemap_its_lines() -> None:
    index = read_sitemap(b"<sitemapindex><sitemap><loc>/a.xml</loc></sitemap></sitemapindex>", HERE)
    assert index is not None and [child.url for child in index.children] == [HERE + "a.xml"]
    plain = read_sitemap(b"https://outlet.example/a\nhttps://outlet.example/b\n", HERE)
    assert plain is not None and len(plain.entries) == 2
    assert read_sitemap(b"<html><body><p>Not found</p></body></html>", HERE) is None


def test_a_sitemap_bomb_ends_at_the_limit_and_does_not_nest() -> None:
    bomb = gzip.compress(b"\0" * (SIZE_LIMIT * 3))
    assert len(decompress(bomb)) == SIZE_LIMIT
    assert read_sitemap(gzip.compress(gzip.compress(NEWS)), HERE) is None


def test_a_cut_sitemap_gives_what_arrived() -> None:
    listing = read_sitemap(NEWS[: NEWS.index(b"javascript")], HERE)
    assert listing is not None and len(listing.entries) == 2


SECTION = b"""<html><head><title>World</title></head><body>
<nav><a href="/world">World</a><a href="/sport/football">Football</a><a href="/about-us">About this paper and us</a></nav>
<main><article><h2><a href="/2026/11/22/river-rises-after-week-of-rain">River rises after a week of heavy rain</a></h2></article>
<div><a href="/world/minister-resigns-over-budget-row-1234567"><h3>Minister resigns over budget row</h3></a>
<a href="/world/minister-resigns-over-budget-row-1234567#comments">12 comments</a></div>
<a href="/tag/rain">rain</a><a href="/author/ann-lee-senior-writer">By Ann Lee, our senior writer today</a>
<a href="https://elsewhere.example/2026/11/22/not-ours-at-all-but-close">Not ours at all but close to it</a>
<a href="/pictures/river.jpg">River picture of the day here</a></main>
<div class="pages"><a href="/world?page=1">1</a><a href="/world?page=2">2</a><a href="/world?page=3">3</a></div>
<footer><a href="/privacy-policy-and-cookies">Our privacy policy and your cookies</a></footer></body></html>"""


def test_a_section_page_gives_its_stories_and_nothing_else() -> None:
    section = read_section(SECTION, HERE + "world")
    assert section is not None
    assert [entry.url for entry in section.entries] == [
        HERE + "2026/11/22/river-rises-after-week-of-rain",
        HERE + "world/minister-resigns-over-budget-row-1234567",
    ]
    assert section.entries[0].hints["title"] == "River rises after a week of heavy rain"
    assert section.next_url == HERE + "world?page=2"


@pytest.mark.parametrize(
    ("markup", "url", "following"),
    [
        ('<link rel="next" href="/news/page/3/">', "/news/page/2/", "/news/page/3/"),
        ('<a href="/archive/older">Older posts »</a>', "/news", "/archive/older"),
        ('<a href="/x?p=1">1</a><a href="/x?p=2">more</a>', "/x", "/x?p=2"),
        ('<a href="/next-generation-phones-are-here">Next generation phones are here</a>', "/news", None),
    ],
)
def test_a_list_goes_on_where_it_says(markup: str, url: str, following: str | None) -> None:
    root = lxml_html.document_fromstring(f"<html><body>{markup}</body></html>")
    found = find_next(root, HERE.rstrip("/") + url)
    assert found == (HERE.rstrip("/") + following if following else None)


def test_a_site_names_its_sources_best_first() -> None:
    page = b"""<html><head><link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed">
    <link rel="alternate" type="application/atom+xml" title="News" href="/atom"></head>
    <body><nav><a href="/world">World</a><a href="/login">Log in</a></nav><a href="/rss/sport.xml">Sport feed</a></body></html>"""
    robots = b"User-agent: *\nDisallow:\nSitemap: /sitemap.xml\nsitemap: https://outlet.example/news.xml\n"
    found = candidates(page, HERE, robots)
    assert [source.url for source in found[:5]] == [
        HERE + "atom",
        HERE + "comments/feed",
        HERE + "news.xml",
        HERE + "sitemap.xml",
        HERE + "rss/sport.xml",
    ]
    assert len({source.url for source in found}) == len(found)
    assert [source.url for source in menu_sections(page, HERE)] == [HERE + "world"]


@pytest.mark.parametrize(
    ("url", "link", "is_part"),
    [
        ("/story-of-rain", "/story-of-rain/2", True),
        ("/story-of-rain.html", "/story-of-rain-2.html", True),
        ("/story-of-rain?id=7", "/story-of-rain?id=7&page=2", True),
        ("/story-of-rain/2", "/story-of-rain/3", True),
        ("/story-of-rain/2", "/story-of-rain/2", False),
        ("/story-of-rain", "/another-story/2", False),
        ("/story-of-rain", "/story-of-rain/3", False),
        ("/story-of-rain", "https://elsewhere.example/story-of-rain/2", False),
    ],
)
def test_the_next_part_belongs_to_the_same_story(url: str, link: str, is_part: bool) -> None:
    root = lxml_html.document_fromstring(f'<html><body><a href="{link}">2</a></body></html>')
    assert (next_part(root, "https://outlet.example" + url) is not None) == is_part


def test_a_declared_view_of_the_whole_is_found() -> None:
    root = lxml_html.document_fromstring(
        '<html><body><a href="?page=all">View as single page</a></body></html>'
    )
    assert single_view(root, HERE + "story") == HERE + "story?page=all"
    told = lxml_html.document_fromstring(
        '<html><head><link rel="canonical" href="/story/all"></head><body><p>x</p></body></html>'
    )
    assert single_view(told, HERE + "story/2") == HERE + "story/all"


def test_a_copy_leads_to_its_story_and_a_lying_canonical_does_not() -> None:
    def page(start: str, canonical: str) -> lxml_html.HtmlElement:
        return lxml_html.document_fromstring(
            f'{start}<head><link rel="canonical" href="{canonical}"></head><body><p>x</p></body></html>'
        )

    assert original_of(page("<html amp>", "/story"), HERE + "story/amp") == HERE + "story"
    assert original_of(
        page("<html>", "https://www.outlet.example/story"), "https://m.outlet.example/story"
    ) == ("https://www.outlet.example/story")
    assert original_of(page("<html amp>", "/"), HERE + "story/amp") is None
    assert original_of(page("<html amp>", "https://other.example/story"), HERE + "story/amp") is None
    assert original_of(page("<html>", "/another"), HERE + "story") is None


def test_parts_become_one_page_with_working_links() -> None:
    def page(words: str) -> bytes:
        text = "".join(
            f"<p>{words} sentence number {n} says a little more than before.</p>" for n in range(6)
        )
        return f"<html><body><article>{text}<p><a href='x'>link</a></p></article></body></html>".encode()

    whole = join_parts(page("First"), HERE + "a/story", [(page("Second"), HERE + "b/story/2")]).decode()
    assert whole.count("<article") == 1
    assert whole.index("First sentence number 5") < whole.index("Second sentence number 0")
    assert HERE + "b/story/x" in whole


def test_lists_go_out_and_come_back() -> None:
    text = b"# mine\nhttps://outlet.example/ # front page\n\nnot a url\nhttps://other.example/feed#top\n"
    assert [source.url for source in read_list(text)] == [HERE, "https://other.example/feed#top"]
    sources = [
        Candidate("feed", HERE + "feed?a=1&b=2", "News & more"),
        Candidate("section", HERE + "world", "World"),
        Candidate("sitemap", HERE + "news.xml"),
    ]
    back = read_list(write_opml(sources).encode())
    assert [(s.kind, s.url) for s in back] == [(s.kind, s.url) for s in sources]
    assert back[0].title == "News & more"


def test_one_broken_address_costs_a_sitemap_and_a_page_only_that_one() -> None:
    sitemap = (
        b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>http://[</loc></url>'
        b"<url><loc>https://outlet.example/rain</loc></url></urlset>"
    )
    found = read_sitemap(sitemap, "https://outlet.example/sitemap.xml")
    assert found is not None
    assert [entry.url for entry in found.entries] == ["https://outlet.example/rain"]
    page = b'<link rel="alternate" type="application/rss+xml" href="//["><a href="http://[/feed">Feed</a>'
    assert all(
        "[" not in one.url for one in candidates(page, "https://outlet.example/", robots=b"Sitemap: //[")
    )


@pytest.mark.parametrize("declared", [b'encoding="no-such-thing"', b'encoding="\x8a"', b'encoding="utf-16"'])
def test_a_feed_that_lies_about_its_encoding_is_read(declared: bytes) -> None:
    feed = (
        b'<?xml version="1.0" ' + declared + b'?><rss version="2.0"><channel><title>R\xc3\xa9gen</title>'
        b"<item><title>Rain</title><link>https://outlet.example/rain</link></item></channel></rss>"
    )
    found = read_feed(feed, "https://outlet.example/feed")
    assert found is not None
    assert [entry.url for entry in found.entries] == ["https://outlet.example/rain"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Mon, 05 Jan 2026 10:00:00 EST", "2026-01-05T10:00:00-05:00"),
        ("5 Jan 2026 10:00 CEST", "2026-01-05T10:00:00+02:00"),
        ("Mon, 05 Jan 2026 10:00:00 GMT", "2026-01-05T10:00:00+00:00"),
        ("2026-01-05T10:00:00+05:30", "2026-01-05T10:00:00+05:30"),
        ("2026-01-05 10:00 XYZ", "2026-01-05T10:00:00"),
        ("2026-01-05", "2026-01-05T00:00:00"),
        ("soon", None),
    ],
)
def test_a_feeds_date_keeps_its_zone(written: str, read: str | None) -> None:
    assert iso_date(written) == read
