"""Text, Markdown and HTML come from one tree and say the same."""

import pickle
import re
from urllib.parse import unquote

import lxml.html
import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from ingest.extract.render import Tree, lead_images, merge_images, render
from ingest.extract.render.captions import split_credit
from ingest.items import Image, Link

BASE = "https://paper.example/news/story.html"


def soup_of(html: str) -> BeautifulSoup:
    """As in the column: lxml repairs the markup, BeautifulSoup reads what it writes."""
    parser = lxml.html.HTMLParser(huge_tree=True)
    element = lxml.html.fragment_fromstring(html, create_parent="main", parser=parser)
    return BeautifulSoup(lxml.html.tostring(element, encoding="unicode"), "html.parser")


def tree(html: str) -> Tree:
    return render(soup_of(html), BASE)


def shown(markdown: str) -> BeautifulSoup:
    """What a CommonMark renderer with GitHub tables makes of it."""
    html = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(markdown)
    return BeautifulSoup(html, "html.parser")


STRUCTURE = {
    "p",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "blockquote",
    "tr",
    "td",
    "th",
    "pre",
    "hr",
    "a",
    "img",
    "br",
}


def shape(soup: BeautifulSoup) -> list[object]:
    """Structure and words in order; emphasis, and paragraphs of tight items, are a renderer's business."""
    out: list[object] = []

    def visit(tag: Tag) -> None:
        for child in tag.children:
            if isinstance(child, Tag):
                name = child.name
                loose = name == "p" and child.parent is not None and child.parent.name in ("li", "figure")
                if name in STRUCTURE and not loose:
                    address = unquote(str(child.get("href") or child.get("src") or ""))
                    out.append((name, address, child.get("start")))
                if name == "pre":
                    out.append(child.get_text())
                    continue
                visit(child)
            else:
                out.extend(str(child).split())

    visit(soup)
    return out


def agrees(html: str) -> None:
    """The Markdown renders as the HTML does."""
    result = tree(html)
    ours = BeautifulSoup(result.html(), "html.parser")
    theirs = shown(result.markdown())
    for cell in theirs.select("thead tr"):
        if not cell.get_text(strip=True):
            cell.decompose()  # a table without headings has an empty row of them in Markdown
    for soup in (ours, theirs):
        for code in soup.select("pre"):
            code.string = code.get_text().strip("\n")
    words = lambda s: re.sub(r"\s+", "", s.get_text())  # noqa: E731
    assert words(ours) == words(theirs), result.markdown()
    assert [x for x in shape(ours) if isinstance(x, tuple)] == [
        x for x in shape(theirs) if isinstance(x, tuple)
    ], result.markdown()


class TestText:
    def test_white_space_is_squashed_across_tags(self) -> None:
        assert tree("<p>One\n  <b> two</b>\n<i>three </i> , four</p>").text == "One two three , four"

    def test_a_break_is_a_line_and_two_are_a_paragraph(self) -> None:
        assert tree("<div>one<br>two<br> <br/>three<br></div>").text == "one\ntwo\n\nthree"

    def test_text_between_blocks_is_a_paragraph(self) -> None:
        assert (
            tree("<div>one <p>two</p> three <ul><li>four</ul>five</div>").text
            == "one\n\ntwo\n\nthree\n\nfour\n\nfive"
        )

    def test_words_of_inline_tags_are_not_torn(self) -> None:
        assert tree("<p><span>F</span>our sc<em>ore</em></p>").text == "Four score"

    def test_preformatted_text_keeps_its_lines(self) -> None:
        assert tree("<pre>a\n  b<br>c\n</pre>").text == "a\n  b\nc"

    def test_a_row_is_a_line(self) -> None:
        assert tree("<table><tr><td>a<td>b<tr><td>c<td>d</table>").text == "a | b\nc | d"

    def test_a_table_that_lays_out_the_page_gives_paragraphs(self) -> None:
        assert tree("<table><tr><td><p>one</p><p>two</p></td></tr></table>").text == "one\n\ntwo"
        nested = "<table><tr><td>one</td><td><table><tr><td>a</td><td>b</td></tr></table></td></tr></table>"
        assert tree(nested).text == "one\n\na | b"

    def test_a_table_loses_no_stray_text(self) -> None:
        html = "<table><caption>Cap</caption>stray<tr><td>a</td>loose<td>b</td></tr></table>"
        assert tree(html).text == "Cap\n\nstray\n\na | loose | b"

    def test_captions_scripts_and_frames_are_no_text(self) -> None:
        html = "<p>one</p><figure><img src=/bridge-at-night.jpg><figcaption>cap</figcaption></figure>"
        assert (
            tree(
                html + "<script>x</script><iframe src='https://v.example/e'>fallback</iframe><p>two</p>"
            ).text
            == "one\n\ntwo"
        )

    def test_a_picture_does_not_cut_a_paragraph(self) -> None:
        result = tree("<p>one <img src=/bridge-at-night.jpg> two</p><p>three</p>")
        assert result.text == "one two\n\nthree"
        assert result.markdown() == "one two\n\n![](https://paper.example/bridge-at-night.jpg)\n\nthree"

    def test_deep_wrappers_and_deep_structure_keep_their_text(self) -> None:
        assert tree("<div>" * 2000 + "deep" + "</div>" * 2000).text == "deep"
        for tag in ("blockquote", "ul", "ul><li", "table", "table><tr><td", "span", "h2"):
            result = tree(f"<{tag}>" * 400 + "deep")
            assert result.text == "deep"
            assert "deep" in result.markdown()
            assert "deep" in result.html()


class TestMarkdown:
    @pytest.mark.parametrize(
        "html",
        [
            "<p>2019. A year</p><p># no heading</p><p>- no list<br>+ none<br>1) none</p><p>&gt; no quote</p>",
            "<p>a * b _c_ [d](e) `f` &lt;b&gt; &amp;amp; ~g~ ~~h~~ !<a href='/x'>i</a> snake_case \\ | j</p>",
            "<p>line<br>===<br>---<br>:-:<br>***</p>",
            "<h2># Sharp #</h2><h3>with <a href='/a'>link</a><br>and break</h3>",
            "<ul><li>a<ul><li>b<ol><li>c</li></ol></li></ul></li><li><a href='/x_(y)'>d</a> e</li></ul>",
            "<ul><li><p>a</p><p>b</p></li><li>c</li></ul><ul><li>d</li></ul>",
            "<ol><li>e</li></ol><ol start=7><li>f</li></ol>",
            "<ol start=9><li>nine<ol start=3><li>x</li></ol></li><li>ten<pre>code\n\n  more</pre></li></ol>",
            "<ul><li><h3>Head</h3><p>text</p></li><li><blockquote>said</blockquote></li></ul>",
            "<ul><li><ul><li>x</li></ul></li></ul>",
            "<blockquote><p>a</p><ul><li>b</li></ul><pre>c\nd</pre></blockquote><blockquote>e</blockquote>",
            "<pre class='language-python'><code>x = '```'\n\ny</code></pre>",
            "<table><tr><th>a|b<th>c<tr><td><b>d</b><td><a href='/e|f'>g</a></table>",
            "<table><tr><td>a<td colspan=2>b<tr><td>c<td>d<td>e</table>",
            "<ul><li><table><tr><td>a<td>b</table></li><li><hr></li></ul><hr><p>x</p>",
            "<p><b>bold</b><i>it</i><b>「x」</b>は <b>see <a href='/u'>this</a> now</b></p>",
            "<p>a<b><i>both</i></b>b <s>old</s></p>",
            "<p><b>“Quoted,”</b>he said. x<b>(y)</b>z <i>a<b>b</b>c</i> <b><i>x</i> y <i>z</i></b></p>",
            "<p><code>a`b</code> <code>`c`</code><b><code>d</code></b></p>",
            "<p><a href='/a'><img src='/bridge-at-night.jpg' alt='x [y] ]( z'></a> [a]: http://x.example</p>",
        ],
    )
    def test_renders_as_meant(self, html: str) -> None:
        agrees(html)

    def test_emphasis_is_kept_where_it_can_be(self) -> None:
        html = "<p><b>see <a href='/u'>this</a> now</b>, <i>it</i> and <b><i>both</i></b> in wo<b>rd</b>s</p>"
        link = "[**this**](https://paper.example/u)"
        assert tree(html).markdown() == f"**see** {link} **now**, *it* and ***both*** in wo**rd**s"

    def test_lists(self) -> None:
        html = "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul><ol start=3><li>d</li><li>e</li></ol>"
        assert tree(html).markdown() == "- a\n  - b\n- c\n\n3. d\n4. e"

    def test_table(self) -> None:
        html = "<table><thead><tr><th>a<th>b</thead><tr><td rowspan=2>1<td>2<tr><td>3</table>"
        assert tree(html).markdown() == "| a | b |\n| --- | --- |\n| 1 | 2 |\n|  | 3 |"


class TestHtml:
    def test_nothing_runs(self) -> None:
        html = (
            "<p onclick=x()>a<a href='javascript:x()'>b</a><a href='java\tscript:x()'>c</a>"
            "<img src='/ok-picture-name.jpg' onerror=x()><svg onload=x()></svg><style>p{}</style></p>"
        )
        result = tree(html).html()
        assert "javascript:" not in result
        assert "on" not in re.sub(r">[^<]*<", "><", result).replace("noopener", "")
        assert result.startswith("<p>ab<a href=")

    def test_addresses_are_absolute(self) -> None:
        result = tree(
            "<p><a href='../x?a=1&b=2'>a</a> <a href='#note'>b</a> <a href='//c.example/'>c</a></p>"
        )
        assert result.links == (
            Link("https://paper.example/x?a=1&b=2", "a"),
            Link("https://c.example/", "c"),
        )
        assert 'href="https://paper.example/x?a=1&amp;b=2"' in result.html()


class TestPictures:
    @pytest.mark.parametrize(
        ("img", "url"),
        [
            ("<img src=/a-picture.jpg>", "a-picture.jpg"),
            ("<img src='data:image/gif;base64,R0' data-src=/a-picture.jpg>", "a-picture.jpg"),
            ("<img src=/blank.gif data-lazy-src=/a-picture.jpg>", "a-picture.jpg"),
            ("<img src=/s.jpg srcset='/s.jpg 320w, /big,w_1200.jpg 1200w'>", "big,w_1200.jpg"),
            ("<picture><source srcset='/b.webp 900w'><img src=/s.jpg></picture>", "b.webp"),
            ("<img class=lazy><noscript><img src=/a-picture.jpg></noscript>", "a-picture.jpg"),
            ("<amp-img src=/a-picture.jpg width=900 height=600></amp-img>", "a-picture.jpg"),
        ],
    )
    def test_address(self, img: str, url: str) -> None:
        assert [i.url for i in tree(f"<p>text</p>{img}").images] == [f"https://paper.example/{url}"]

    @pytest.mark.parametrize(
        "img",
        [
            "<img src=/pixel.gif>",
            "<img src=/a.jpg width=1 height=1>",
            "<img src=/icons/mail.png>",
            "<img src=/x.jpg class='avatar small'>",
            "<img src='data:image/png;base64,x'>",
            "<a href=/another-story><img src=/teaser-picture.jpg></a>",
        ],
    )
    def test_furniture_is_dropped(self, img: str) -> None:
        assert tree(f"<p>text</p>{img}").images == ()

    def test_the_same_picture_in_two_sizes_is_one(self) -> None:
        html = "<img src=/up/harbour-view-300x200.jpg><img src=/up/harbour-view-1024x768.jpg>"
        assert len(tree(html).images) == 1
        lead = (Image("https://cdn.example/harbour-view.jpg"),)
        body = (Image("https://paper.example/up/harbour-view-300x200.jpg", caption="The harbour"),)
        assert merge_images(lead, body) == (Image("https://cdn.example/harbour-view.jpg", "The harbour"),)

    @pytest.mark.parametrize(
        ("text", "caption", "credit"),
        [
            ("A bridge. Photo: Ann Lee / Agency", "A bridge.", "Ann Lee / Agency"),
            ("Eine Brücke. Foto: Ann Lee/dpa", "Eine Brücke.", "Ann Lee/dpa"),
            ("A bridge. Photograph by Ann Lee", "A bridge.", "Ann Lee"),
            ("A bridge (AP Photo/Ann Lee)", "A bridge", "AP Photo/Ann Lee"),
            ("Мост. Фото: Анна Ли", "Мост.", "Анна Ли"),
            ("A bridge © Ann Lee", "A bridge", "Ann Lee"),
            ("Image: Ann Lee", None, "Ann Lee"),
            ("The photo shows a bridge in the town.", "The photo shows a bridge in the town.", None),
        ],
    )
    def test_caption_and_credit(self, text: str, caption: str | None, credit: str | None) -> None:
        assert split_credit(text) == (caption, credit)

    def test_a_credit_in_its_own_element(self) -> None:
        html = (
            "<figure><img src=/bridge-at-night.jpg alt='Night' width=900 height=600>"
            "<figcaption>A bridge <span class=credit>Credit: Ann Lee</span></figcaption></figure>"
        )
        url = "https://paper.example/bridge-at-night.jpg"
        assert tree(html).images == (Image(url, "A bridge", "Ann Lee", "Night", 900, 600),)

    @pytest.mark.parametrize(
        ("above", "found"),
        [
            (
                "<header><figure><img src=/bridge-at-night.jpg><figcaption>A</figcaption></figure></header>",
                1,
            ),
            (
                "<div><div><img src=/bridge-at-night.jpg width=1200></div><p class=caption>A</p></div>",
                1,
            ),
            ("<p>By <img src=/writer-of-this.jpg width=80> Ann Lee</p>", 0),
            ("<nav><img src=/bridge-at-night.jpg width=1200></nav>", 0),
            ("<a href=/other><img src=/bridge-at-night.jpg width=1200></a>", 0),
        ],
    )
    def test_the_picture_above_the_body(self, above: str, found: int) -> None:
        page = lxml.html.document_fromstring(
            f"<img src=/logo-of-site.png><article>{above}<div id=b><p>text</p></div></article>"
        )
        images = lead_images(page.get_element_by_id("b"), BASE)
        assert [i.url for i in images] == ["https://paper.example/bridge-at-night.jpg"] * found

    def test_an_embed_is_a_link(self) -> None:
        html = "<p>a</p><iframe src='//video.example/embed/7' title='The film'></iframe>"
        assert tree(html).markdown() == "a\n\n[The film](https://video.example/embed/7)"
        post = "<blockquote class=post data-permalink='https://posts.example/p/1'></blockquote>"
        assert tree(post).markdown() == "[posts.example](https://posts.example/p/1)"
        assert tree("<iframe src='https://ads.example/doubleclick/frame'></iframe>").markdown() == ""


def test_a_tree_can_be_pickled() -> None:
    result = tree("<h2>a</h2><ul><li>b <a href=/c>d</a></li></ul><img src=/bridge-at-night.jpg>")
    copy = pickle.loads(pickle.dumps(result))
    assert copy == result
    assert copy.markdown() == result.markdown()


TEXTS = st.text("ab *_`[]()<>#-+=.!|~\\&;:1\n。「」é", min_size=1, max_size=8).map(
    lambda s: s.replace("&", "&amp;").replace("<", "&lt;")
)
INLINE = st.recursive(
    TEXTS | st.just("<br>"),
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag.split()[0]}>",
        st.sampled_from(["b", "i", "s", "code", "a href=/x", "span"]),
        st.lists(inner, min_size=1, max_size=3),
    ),
    max_leaves=6,
)
BLOCKS = st.recursive(
    st.builds(
        lambda tag, inner: f"<{tag}>{inner}</{tag}>", st.sampled_from(["p", "h2", "pre", "div"]), INLINE
    ),
    lambda inner: st.builds(
        lambda frame, parts: frame[0] + "".join(frame[1] + p + frame[2] for p in parts) + frame[3],
        st.sampled_from(
            [
                ("<ul>", "<li>", "</li>", "</ul>"),
                ("<ol start=4>", "<li>", "</li>", "</ol>"),
                ("<blockquote>", "", "", "</blockquote>"),
                ("<table><tr>", "<td>", "</td>", "</tr></table>"),
                ("<div>", "", "", "<hr></div>"),
            ]
        ),
        st.lists(inner | INLINE, min_size=1, max_size=3),
    ),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(BLOCKS, max_size=4))
def test_any_page_renders_alike(parts: list[str]) -> None:
    agrees("".join(parts))


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.lists(BLOCKS, max_size=4))
def test_every_word_is_rendered_once_and_in_order(parts: list[str]) -> None:
    html = "".join(parts)
    letters = lambda s: re.sub(r"[\s|]+", "", s)  # noqa: E731
    assert letters(tree(html).text) == letters(soup_of(html).get_text())


def test_lines_of_code_that_are_blocks_stay_lines() -> None:
    soup = BeautifulSoup(
        "<pre><div>def f():</div><div>    return 1</div>\n<div>f()</div></pre>", "html.parser"
    )
    assert render(soup, None).text == "def f():\n    return 1\nf()"


@pytest.mark.parametrize(
    ("link", "seen"),
    [
        ('<a href="/q">the quay<span class="sr-only">(opens in a new tab)</span></a>', "the quay"),
        ('<a href="/q">die Kaimauer (öffnet im neuen Fenster)</a>', "die Kaimauer"),
        ('<a href="/q">le quai <span>S’ouvre dans une nouvelle fenêtre</span></a>', "le quai"),
        ('<a href="/q">岸壁<span>（新しいタブで開く）</span></a>', "岸壁"),
        ('<a href="/q">the quay (built in 1962)</a>', "the quay (built in 1962)"),
        ('<a href="/q">External link</a>', "External link"),
    ],
)
def test_what_a_link_tells_listeners_is_not_text(link: str, seen: str) -> None:
    content = tree(f"<p>They rebuilt {link}, he said.</p>")
    assert content.text == f"They rebuilt {seen}, he said."
    assert content.markdown() == f"They rebuilt [{seen}](https://paper.example/q), he said."


@pytest.mark.parametrize("nothing", ["\u200d", "\u200b \u200b", "\ufeff", "\u2060"])
def test_a_paragraph_of_invisible_characters_is_none(nothing: str) -> None:
    assert tree(f"<p>The quay.</p><p>{nothing}</p><p>The crane.</p>").text == "The quay.\n\nThe crane."


def test_joiners_inside_words_stay() -> None:
    assert tree("<p>می‌خواهم 👩‍🚒</p>").text == "می\u200cخواهم 👩\u200d🚒"
