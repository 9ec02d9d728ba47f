"""What a body is: a page, a copied text, or a file named by its first bytes, whatever its header calls it."""

from __future__ import annotations

import re

MARKS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"PK\x03\x04", "a zip archive or office document"),
    (b"\x1f\x8b", "gzip data that nobody declared"),
    (b"\x28\xb5\x2f\xfd", "zstd data that nobody declared"),
    (b"ID3", "an MP3 recording"),
    (b"OggS", "an Ogg recording"),
    (b"\x1aE\xdf\xa3", "a WebM video"),
    (b"wOF2", "a font"),
    (b"{\\rtf", "an RTF document"),
)
"""How files begin that a server may send in a page's place."""


def file_in(body: bytes) -> str | None:
    """The kind of file, or None where the first bytes name none that is known."""
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
        return "a WebP picture"
    if body[4:8] == b"ftyp":
        return "an MP4 video"
    return next((name for mark, name in MARKS if body.startswith(mark)), None)


def no_page(what: str | None, declared: str) -> str:
    """The reason that is recorded: what it is, and what the server called it."""
    called = f"called {declared}" if declared else "of no declared type"
    return f"not a page: {what or 'binary data'} ({called})"


# A tag that opens like one: "a < b" in a text is no markup.
_TAG = re.compile(
    rb"<(?:!doctype|html|head|body|main|article|div|p|h1|br|a|span|table)\b[^<>]*>", re.IGNORECASE
)
# A page declares itself early; its first 64 KB are enough to tell it from a text.
_SNIFFED = 65_536


def looks_like_html(body: bytes) -> bool:
    """Whether the bytes are a page and not the text that a person copied out of one."""
    # UTF-16 puts a zero byte between the letters of a tag.
    return _TAG.search(body[:_SNIFFED].replace(b"\x00", b"")) is not None


# A text has next to no control characters but line ends and tabs; a program or a recording is full of them.
_CONTROL_SHARE = 0.02


def copied_text(body: bytes) -> str | None:
    """The text that a person copied or saved, whatever editor wrote it; None where the bytes are no text."""
    text = _decoded(body)
    start = text[:_SNIFFED]
    control = sum(letter < " " and letter not in "\t\n\r\f" for letter in start)
    return None if control > _CONTROL_SHARE * len(start) else text


def _decoded(body: bytes) -> str:
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body.decode("utf-16", "replace")
    text = body.decode("utf-8-sig", "replace")
    # In UTF-8 that was damaged most letters are whole; where most are not, it is Windows' old encoding.
    foreign = sum(letter > "\x7f" for letter in text)
    return body.decode("cp1252", "replace") if text.count("\ufffd") * 2 > foreign else text
