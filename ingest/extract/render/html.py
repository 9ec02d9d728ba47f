"""The tree as HTML: written from words and addresses alone, then sanitised with nh3 all the same."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import groupby
from urllib.parse import urlsplit

import nh3

from ingest.extract.render.nodes import (
    BREAK,
    CODE,
    EMPHASIS,
    STRONG,
    STRUCK,
    SUBSCRIPT,
    SUPERSCRIPT,
    Block,
    Caption,
    Embed,
    Heading,
    Listing,
    Paragraph,
    Picture,
    Preformatted,
    Quote,
    Rule,
    Spans,
    Table,
)
from ingest.items import Image

_TAGS = frozenset(
    (
        "p h2 h3 h4 h5 h6 ul ol li blockquote table thead tbody tr th td pre code figure figcaption img"
        " hr br a strong em s sub sup"
    ).split()
)
_ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start"},
    "code": {"class"},
}
_STYLES = (
    (STRONG, "strong"),
    (EMPHASIS, "em"),
    (STRUCK, "s"),
    (SUBSCRIPT, "sub"),
    (SUPERSCRIPT, "sup"),
    (CODE, "code"),
)


def html_of(blocks: tuple[Block, ...]) -> str:
    """Sanitised HTML with absolute links; nothing in it runs or loads a frame."""
    return nh3.clean(
        "\n".join(_block(block) for block in blocks),
        tags=set(_TAGS),
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
    )


def _block(block: Block) -> str:
    match block:
        case Paragraph(spans):
            return f"<p>{_inline(spans)}</p>"
        case Heading(level, spans):
            return f"<h{level}>{_inline(spans)}</h{level}>"
        case Listing(items, start):
            inner = "".join(f"<li>{_inside(item.blocks)}</li>" for item in items)
            if start is None:
                return f"<ul>{inner}</ul>"
            return f"<ol>{inner}</ol>" if start == 1 else f'<ol start="{start}">{inner}</ol>'
        case Quote(inner_blocks):
            return f"<blockquote>{''.join(map(_block, inner_blocks))}</blockquote>"
        case Table():
            return _table(block)
        case Preformatted(text, language):
            kind = f' class="language-{escape(language)}"' if language else ""
            return f"<pre><code{kind}>{escape(text, quote=False)}</code></pre>"
        case Picture(image):
            return _picture(image)
        case Embed(url, title):
            return f'<p><a href="{escape(url)}">{escape(title or urlsplit(url).netloc, quote=False)}</a></p>'
        case Caption(spans):
            return f"<figure><figcaption>{_inline(spans)}</figcaption></figure>"
        case Rule():
            return "<hr>"


def _inside(blocks: tuple[Block, ...]) -> str:
    """An item of one paragraph needs no <p>."""
    if blocks and isinstance(blocks[0], Paragraph) and all(isinstance(b, Listing) for b in blocks[1:]):
        return _inline(blocks[0].spans) + "".join(map(_block, blocks[1:]))
    return "".join(map(_block, blocks))


def _table(table: Table) -> str:
    def row(cells: tuple[Spans, ...], tag: str) -> str:
        return "<tr>" + "".join(f"<{tag}>{_inline(cell)}</{tag}>" for cell in cells) + "</tr>"

    head = "".join(row(r, "th") for r in table.rows[: table.header])
    body = "".join(row(r, "td") for r in table.rows[table.header :])
    return "<table>" + (f"<thead>{head}</thead>" if head else "") + f"<tbody>{body}</tbody></table>"


def _picture(image: Image) -> str:
    size = "".join(f' {k}="{v}"' for k, v in (("width", image.width), ("height", image.height)) if v)
    words = " ".join(filter(None, (image.caption, image.credit and f"({image.credit})")))
    caption = f"<figcaption>{escape(words, quote=False)}</figcaption>" if words else ""
    return f'<figure><img src="{escape(image.url)}" alt="{escape(image.alt or "")}"{size}>{caption}</figure>'


def _inline(spans: Spans) -> str:
    return "".join(_linked(href, tuple(group)) for href, group in groupby(spans, key=lambda s: s.href))


def _linked(href: str | None, spans: Spans) -> str:
    inner = "".join(_styled(spans))
    return f'<a href="{escape(href)}">{inner}</a>' if href else inner


def _styled(spans: Spans) -> Iterator[str]:
    for span in spans:
        if span is BREAK or span.text == BREAK.text:
            yield "<br>"
            continue
        tags = [tag for flag, tag in _STYLES if span.style & flag]
        yield (
            "".join(f"<{t}>" for t in tags)
            + escape(span.text, quote=False)
            + "".join(f"</{t}>" for t in reversed(tags))
        )
