"""What each tag with a meaning of its own becomes. Tags that are not named here are paragraphs or styles."""

from __future__ import annotations

import re

from bs4 import Tag
from bs4.element import NavigableString

from ingest.clean.blocks import BLOCK_TAGS
from ingest.extract.render.addresses import absolute
from ingest.extract.render.build import DEEPEST, Builder, Frame, Handler, as_line, only_words
from ingest.extract.render.captions import tags_of
from ingest.extract.render.embeds import embed_of, post_of
from ingest.extract.render.inline import one_line, paragraphs
from ingest.extract.render.nodes import (
    BREAK,
    STRONG,
    Block,
    Caption,
    Heading,
    Item,
    Listing,
    Paragraph,
    Picture,
    Preformatted,
    Quote,
    Rule,
    Span,
)
from ingest.extract.render.pictures import is_teaser, picture_of
from ingest.extract.render.tables import read_table
from ingest.pictures import key_of

_LANGUAGE = re.compile(r"(?:^|\s)(?:lang(?:uage)?|highlight-source|brush)[-:]\s*([\w+#.-]+)", re.I)

# Where a line of code that is a <div> begins or ends; a line break beside it is the same one.
_EDGE = "\0"
_EDGES = re.compile(r"\n?\0+(?:\n\0+)*\n?")


def heading(builder: Builder, tag: Tag, style: int, href: str | None) -> Frame | None:
    """One line; a heading is strong by itself, so its own <strong> says nothing more."""
    if builder.depth >= DEEPEST:
        return builder.plain_block(tag, style, href)
    words = only_words(tag, style, href)
    spans, beside = as_line(builder.inner().read(tag, style, href)) if words is None else (words, ())
    spans = one_line([Span(s.text, s.style & ~STRONG, s.href) for s in spans])
    # The article's title is the one heading of the first level.
    builder.add(*([Heading(max(2, int(tag.name[1])), spans)] if spans else ()), *beside)
    return None


def listing(builder: Builder, tag: Tag, style: int, href: str | None) -> Frame | None:
    """Items in order; a list that stands directly in a list belongs to the item before it."""
    if builder.depth >= DEEPEST:
        return builder.plain_block(tag, style, href)
    items: list[Item] = []
    for child in tag.contents:
        if isinstance(child, Tag):
            blocks = _item(builder, child, style, href)
            if items and child.name in ("ul", "ol", "menu"):
                items[-1] = Item(items[-1].blocks + blocks)
            elif blocks:
                items.append(Item(blocks))
        elif child.__class__ is NavigableString:
            text = [Span(str(child), style, href)]
            items += [Item((Paragraph(spans),)) for spans in paragraphs(text)]
    if items:
        start = tag.attrs.get("start")
        first = int(start) if isinstance(start, str) and re.fullmatch(r"[0-9]{1,8}", start) else 1
        builder.add(Listing(tuple(items), first if tag.name == "ol" else None))
    return None


def _item(builder: Builder, tag: Tag, style: int, href: str | None) -> tuple[Block, ...]:
    if tag.name != "li":
        return builder.inner().read_whole(tag, style, href)
    words = only_words(tag, style, href)
    if words is None:
        return builder.inner().read(tag, style, href)
    return tuple([Paragraph(spans) for spans in paragraphs(words)])


def quote(builder: Builder, tag: Tag, style: int, href: str | None) -> Frame | None:
    """A quotation; the frame of a post that a script would have filled becomes a link to the post."""
    if builder.depth >= DEEPEST:
        return builder.plain_block(tag, style, href)
    blocks = builder.inner().read(tag, style, href)
    if blocks:
        builder.add(Quote(blocks))
    elif (post := post_of(tag, builder.base_url)) is not None:
        builder.add_beside(post)
    return None


def table(builder: Builder, tag: Tag, style: int, href: str | None) -> Frame | None:
    """Data as a table; a table that only lays out the page gives its cells' blocks."""
    if builder.depth >= DEEPEST:
        return builder.plain_block(tag, style, href)
    builder.add(*read_table(builder, tag, style, href))
    return None


def preformatted(builder: Builder, tag: Tag, _style: int, _href: str | None) -> Frame | None:
    """Code: white space kept, language from the class that highlighters agree on."""
    for br in tag.find_all("br"):
        br.replace_with("\n")
    for line in tag.find_all(BLOCK_TAGS):
        line.insert_before(_EDGE)
        line.insert_after(_EDGE)
    text = _EDGES.sub("\n", tag.get_text().replace("\r\n", "\n")).strip("\n\r").rstrip()
    if text.strip():
        classes = [
            c for t in (tag, *tag.find_all("code", limit=1)) for c in t.get_attribute_list("class") if c
        ]
        language = _LANGUAGE.search(" ".join(classes))
        builder.add(Preformatted(text, language[1].lower() if language else None))
    return None


def link(builder: Builder, tag: Tag, style: int, href: str | None) -> Frame | None:
    address = tag.attrs.get("href")
    target = absolute(address, builder.base_url) if isinstance(address, str) else None
    return iter(tag.contents), style, target or href, False


def line_break(builder: Builder, tag: Tag, style: int, href: str | None) -> Frame | None:
    builder.run.append(BREAK)
    # html.parser may hang text below an unclosed <br>.
    return (iter(tag.contents), style, href, False) if tag.contents else None


def inline_quote(builder: Builder, tag: Tag, style: int, href: str | None) -> Frame | None:
    """<q>: the browser draws its quotation marks."""
    if builder.depth >= DEEPEST:
        return iter(tag.contents), style, href, False
    spans, beside = as_line(builder.inner().read(tag, style, href))
    builder.run += (Span("“", style, href), *spans, Span("”", style, href))
    builder.waiting += beside
    return None


def rule(builder: Builder, _tag: Tag, _style: int, _href: str | None) -> Frame | None:
    builder.flush()
    if builder.blocks and not isinstance(builder.blocks[-1], Rule):
        builder.add(Rule())
    return None


def picture(builder: Builder, tag: Tag, _style: int, href: str | None) -> Frame | None:
    words = builder.captions.get(id(tag), (None, None))
    image = picture_of(tag, builder.base_url, words)
    if image is None or is_teaser(tag, image, href):
        return None
    key = key_of(image.url)
    if key not in builder.pictures:
        builder.pictures.add(key)
        builder.add_beside(Picture(image))
    return None


def without_script(builder: Builder, tag: Tag, style: int, href: str | None) -> Frame | None:
    """<noscript>: the picture that a lazy loader replaces."""
    for img in tag.find_all("img"):
        picture(builder, img, style, href)
    return None


def figure_caption(builder: Builder, tag: Tag, style: int, href: str | None) -> Frame | None:
    """A picture carries its caption already; under anything else it stands as a caption of its own."""
    figure = next((above for above in tag.parents if above.name == "figure"), None)
    is_alone = figure is None or not any(inner.name in ("img", "amp-img") for inner in tags_of(figure))
    if is_alone and builder.depth < DEEPEST:
        spans, _ = as_line(builder.inner().read(tag, style, href))
        if spans:
            builder.add(Caption(spans))
    return None


def embed(builder: Builder, tag: Tag, style: int, href: str | None) -> Frame | None:
    found = embed_of(tag, builder.base_url)
    if found is not None:
        builder.add_beside(found)
    if tag.name in ("video", "audio"):
        return builder.plain_block(tag, style, href)
    return None


HANDLERS: dict[str, Handler] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), heading),
    **dict.fromkeys(("ul", "ol", "menu"), listing),
    **dict.fromkeys(("img", "amp-img"), picture),
    **dict.fromkeys(
        ("iframe", "amp-iframe", "video", "amp-video", "audio", "amp-audio", "embed", "object"), embed
    ),
    "blockquote": quote,
    "table": table,
    "pre": preformatted,
    "a": link,
    "br": line_break,
    "q": inline_quote,
    "hr": rule,
    "noscript": without_script,
    "figcaption": figure_caption,
}
