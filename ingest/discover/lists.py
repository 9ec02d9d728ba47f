"""Lists that people already have: OPML from a feed reader, a text file of URLs."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import quoteattr

from lxml import etree

from ingest.discover import Candidate, Kind, is_web_address


def read_list(text: bytes) -> list[Candidate]:
    """The sources in an OPML file, or the addresses in a text file (one a line, `#` starts a comment)."""
    if text.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return _read_opml(text)
    found = []
    for line in text.decode("utf-8-sig", "replace").splitlines():
        address = (
            line.split("#", 1)[0].strip() if line.lstrip().startswith("#") else line.split(" #", 1)[0].strip()
        )
        if is_web_address(address):
            found.append(Candidate("section", address, None, "list"))
    return found


def write_opml(sources: Iterable[Candidate]) -> str:
    """OPML 2.0: feeds as feeds, the rest as links that our own import reads back."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        "  <head><title>Ingest</title></head>",
    ]
    lines.append("  <body>")
    for source in sources:
        kind = "rss" if source.kind == "feed" else source.kind
        name = "xmlUrl" if source.kind == "feed" else "url"
        text = quoteattr(source.title or source.url)
        lines.append(f"    <outline type={quoteattr(kind)} text={text} {name}={quoteattr(source.url)}/>")
    return "\n".join([*lines, "  </body>", "</opml>", ""])


def _read_opml(text: bytes) -> list[Candidate]:
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(text, parser)
    found = []
    for outline in root.iter("outline") if root is not None else ():
        values = {name.lower(): value for name, value in outline.attrib.items()}
        title = values.get("title") or values.get("text")
        feed, other = values.get("xmlurl"), values.get("url")
        if is_web_address(feed):
            found.append(Candidate("feed", str(feed), title, "OPML"))
        elif is_web_address(other):
            kind = values.get("type", "")
            known: Kind = "sitemap" if kind == "sitemap" else "section"
            found.append(Candidate(known, str(other), title, "OPML"))
    return found
