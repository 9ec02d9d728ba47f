"""Bytes -> lxml tree, whatever the encoding says and whatever the bytes are."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from charset_normalizer import from_bytes
from lxml.etree import ElementDefaultClassLookup, ErrorTypes, LxmlError
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from w3lib.encoding import html_body_declared_encoding, read_bom, resolve_encoding

from ingest.extract.breaks import split_at_breaks
from ingest.extract.cloaked import is_cloaking, uncloak
from ingest.extract.doubled import undoubled
from ingest.extract.repair import flattened, without_early_end

# One class for every tag: lxml.html's own lookup calls Python for each node that is touched.
_LOOKUP = ElementDefaultClassLookup(element=HtmlElement)
# A few broken bytes do not make a page another encoding: one bad in fifty foreign characters.
_TOLERATED = 0.02
_SAMPLE = 1 << 16
_PIECE = 1 << 14
_LICENCE = (b'"license"', b"'license'", b"=license")
_BASE = re.compile(rb"<base\s|<body\b", re.I)
# Declared on pages that are plain bytes by the time they get here, or meaning nothing to Python's codecs.
_NOT_TEXT = frozenset(("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7"))


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed page: its tree, the URL it came from, the URL its links are relative to.

    `scripts` are all of its scripts; `facts` are its <meta>, <link> and <title>, wherever they stand.
    `has_licence` says whether some attribute may be "license": asking each link takes longer.

    An address that is none ("http://[") counts for nothing here: `url` is None then.
    """

    root: HtmlElement
    url: str | None
    base_url: str | None
    encoding: str
    scripts: Sequence[HtmlElement]
    facts: Sequence[HtmlElement]
    has_licence: bool


def parse(html: bytes | str, url: str | None) -> Document | None:
    """The page's tree, or None where there is no markup at all. TypeError for anything but bytes or str."""
    if isinstance(html, str):
        data, encoding = html.encode("utf-8", "replace"), "utf-8"
    elif isinstance(html, (bytes, bytearray, memoryview)):
        data, encoding = _as_utf8(bytes(html))
    else:
        raise TypeError(f"html must be bytes or str, not {type(html).__name__}")
    data = undoubled(data)
    url = url if url is None or _is_address(url) else None
    if b"\0" in data:
        data = data.replace(b"\0", b"")
    try:
        root = _tree(without_early_end(data))
    except (LxmlError, ValueError, AssertionError):
        return None
    if is_cloaking(data):
        uncloak(root)
    # One walk finds all that is wanted of the whole tree.
    breaks: list[HtmlElement] = []
    scripts: list[HtmlElement] = []
    facts: list[HtmlElement] = []
    shelves = {"br": breaks, "script": scripts}
    for element in root.iter("br", "script", "meta", "link", "title"):
        shelves.get(element.tag, facts).append(element)
    split_at_breaks(breaks)
    # A <base> stands before the body: walking the whole tree for none takes longer.
    mark = _BASE.search(data)
    base_url = _base_url(root, url) if mark and mark[0][:5].lower() == b"<base" else url
    has_licence = any(word in data for word in _LICENCE)
    return Document(root, url, base_url, encoding, tuple(scripts), tuple(facts), has_licence)


def _tree(data: bytes, *, again: bool = False) -> HtmlElement:
    # libxml2 drops text nested ~250 levels deep unless huge_tree is set.
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    parser.set_element_class_lookup(_LOOKUP)
    root = document_fromstring(data, parser=parser)
    last = parser.error_log.last_error
    if last is not None and last.type == ErrorTypes.ERR_RESOURCE_LIMIT and not again:
        return _tree(flattened(data), again=True)
    return root


def _is_address(url: str) -> bool:
    try:
        urlsplit(url)
    except ValueError:
        return False
    return True


def _base_url(root: HtmlElement, url: str | None) -> str | None:
    base = root.find(".//base[@href]")
    if base is None:
        return url
    try:
        return urljoin(url or "", base.get("href", "").strip()) or url
    except ValueError:
        return url


def _as_utf8(data: bytes) -> tuple[bytes, str]:
    """The page in UTF-8 and the encoding it came in: what its bytes prove first, what it declares second."""
    bom_encoding, bom = read_bom(data)
    if bom_encoding is not None and bom is not None:
        return _recode(data[len(bom) :], bom_encoding), bom_encoding
    wide = _wide(data)
    if wide:
        return _recode(data, wide), wide
    if not _stateful(data) and _is_utf8(data):
        return data, "utf-8"
    encoding = _guess(data)
    return _recode(data, encoding), encoding


def _is_utf8(data: bytes) -> bool:
    """Whether all of it is, asked in pieces that stay in the processor's cache."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for at in range(0, len(data), _PIECE):
            decoder.decode(data[at : at + _PIECE])
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        return False
    return True


def _recode(data: bytes, encoding: str) -> bytes:
    return data.decode(encoding, "replace").encode("utf-8", "replace")


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every second byte of its ASCII is NUL."""
    head = data[:200]
    if head.count(0) * 3 < len(head) or not head:
        return None
    return "utf-16-le" if head[1::2].count(0) >= head[0::2].count(0) else "utf-16-be"


def _stateful(data: bytes) -> bool:
    """ISO-2022-JP and HZ are pure ASCII bytes, so they pass for UTF-8."""
    if not data.isascii():
        return False
    # One byte is found ten times as fast as two.
    escaped = b"\x1b" in data and (b"\x1b$" in data or b"\x1b(" in data)
    return escaped or (_declared(data) == "hz" and b"~{" in data)


def _declared(data: bytes) -> str | None:
    name = html_body_declared_encoding(data[:_SAMPLE])
    encoding = resolve_encoding(name) if name else None
    return None if encoding in _NOT_TEXT else encoding


def _guess(data: bytes) -> str:
    """The encoding of bytes that are not valid UTF-8."""
    declared = _declared(data)
    if declared and declared != "utf-8" and _decodes(data, declared):
        return declared
    text = data.decode("utf-8", "replace")
    foreign = sum(c > "\x7f" for c in text)
    if text.count("\ufffd") <= _TOLERATED * foreign:
        return "utf-8"
    # Only the bytes above ASCII tell encodings apart; markup would drown them.
    lines = [line for line in data.splitlines() if not line.isascii()]
    match = from_bytes(b"\n".join(lines)[:_SAMPLE]).best()
    if match is not None and _decodes(data, match.encoding):
        return str(match.encoding)
    return declared if declared and declared != "utf-8" else "cp1252"


def _decodes(data: bytes, encoding: str) -> bool:
    """Whether nearly all of the page is text in this encoding."""
    try:
        codecs.lookup(encoding)
        text = data.decode(encoding, "replace")
    except (LookupError, UnicodeError):
        return False
    return text.count("\ufffd") <= _TOLERATED * max(1, sum(c > "\x7f" for c in text))
