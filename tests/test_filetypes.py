"""A file that is served as a page is called by its name."""

from __future__ import annotations

import pytest

from ingest.filetypes import file_in, no_page


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"%PDF-1.7", "a PDF document"),
        (b"\x00\x00\x00\x18ftypmp42", "an MP4 video"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "a WebP picture"),
        (b"<!doctype html>", None),
        (b"", None),
    ],
)
def test_a_file_is_named_by_its_first_bytes(body: bytes, what: str | None) -> None:
    assert file_in(body) == what


def test_the_reason_says_what_it_is_and_what_it_was_called() -> None:
    assert no_page("a PDF document", "text/html") == "not a page: a PDF document (called text/html)"
    assert no_page(None, "") == "not a page: binary data (of no declared type)"
