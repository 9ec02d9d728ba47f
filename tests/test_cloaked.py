"""Addresses that Cloudflare hides from robots."""

import pytest
from lxml.html import fromstring, tostring

from ingest.extract.cloaked import decoded, is_cloaking, uncloak
from ingest.extract.document import parse


def hidden(text: str, key: int = 0x2A) -> str:
    return bytes([key, *(byte ^ key for byte in text.encode())]).hex()


@pytest.mark.parametrize("key", [0, 1, 0x2A, 0xFF])
@pytest.mark.parametrize(
    "text", ["a@b.example", "tips@harbour.example?subject=The ferry", "редакція@пошта.example"]
)
def test_what_was_hidden_is_read(text: str, key: int) -> None:
    assert decoded(hidden(text, key)) == text


@pytest.mark.parametrize("code", ["", "2a", "zz", "2a4", "no code", hidden("a\x00b@c.example"), "00ff", "é"])
def test_what_is_no_code_gives_nothing(code: str) -> None:
    assert not decoded(code)


@pytest.mark.parametrize(
    "markup",
    [
        "<p>Write to <span data-cfemail='zz'>[email protected]</span> now</p>",
        f"<p>Write to <span data-cfemail='{hidden('no address')}'>[email protected]</span> now</p>",
        "<p><a href='/cdn-cgi/l/email-protection#12zz'>mail</a></p>",
        "<p><a href='/cdn-cgi/l/email-protection'>mail</a></p>",
        "<p><a href='/about#12'>mail</a></p>",
    ],
)
def test_what_is_no_code_stays(markup: str) -> None:
    root = fromstring(f"<html><body>{markup}</body></html>")
    before = tostring(root)
    uncloak(root)
    assert tostring(root) == before


def test_text_around_an_address_stays() -> None:
    code = hidden("tips@harbour.example")
    link = f"<a href=/cdn-cgi/l/email-protection data-cfemail={code}>[e<i>mail</i>]</a>"
    page = f"<p>Write to {link}, please</p>"
    assert is_cloaking(page.encode())
    document = parse(page, None)
    assert document is not None
    assert document.root.text_content() == "Write to tips@harbour.example, please"
    assert document.root.find(".//a").get("href") == "mailto:tips@harbour.example"
