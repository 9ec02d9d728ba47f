"""Pages whose UTF-8 somebody read as Latin-1 or Windows-1252 and wrote as UTF-8 again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.extract.document import parse
from ingest.extract.doubled import undoubled
from tests import golden

LINES = {
    "en": "The harbour’s ferry – “late again” – didn’t sail…",
    "de": "Die Fähre über den Fluß fährt öfter, als man möchte.",
    "fr": "L’été dernier, la forêt brûlait déjà près de la côte.",
    "pl": "Żółta łódź płynęła wzdłuż brzegów, aż zabrakło świateł.",
    "ru": "Паром снова опоздал, и пассажиры ждали на причале до утра.",
    "uk": "Пором знову запізнився, і люди чекали на пристані.",
    "ja": "渡し船はまた遅れ、乗客は朝まで桟橋で待っていた。",
}


def misread(text: str, encoding: str) -> bytes:
    """As a program writes a page that it has read in the wrong encoding."""
    return text.encode().decode(encoding).encode()


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_a_page_read_as_latin_1_says_what_it_meant(line: str) -> None:
    document = parse(misread(f"<html><body><p>{line}</p><p>{line}</p></body></html>", "latin-1"), None)
    assert document is not None
    assert [p.text for p in document.root.iter("p")] == [line, line]


def test_a_page_read_as_windows_1252_does_too() -> None:
    line = "The harbour’s ferry – late again – didn’t sail…"
    assert undoubled(misread(f"<p>{line}</p>", "cp1252")) == f"<p>{line}</p>".encode()


def test_a_text_that_was_decoded_wrongly_before_is_read_as_well() -> None:
    line = LINES["en"]
    document = parse(f"<p>{line}</p>".encode().decode("latin-1"), None)
    assert document is not None
    assert document.root.text_content() == line


@pytest.mark.parametrize(
    "page",
    [
        "<p>An editor who sees â€™ where an apostrophe was has read UTF-8 as something else.</p>",
        "<p>“Ã¤” is what’s left of “ä”, and “Ã¶” of “ö” – the editor’s page isn’t.</p>",
        "<p>São Tomé: não há pão, e a manhã é fria.</p>",
        "<p>RÂ² is no letter.</p>",
    ],
)
def test_a_page_that_speaks_of_it_stays(page: str) -> None:
    assert undoubled(page.encode()) == page.encode()


@given(st.text())
def test_what_was_written_once_stays(text: str) -> None:
    page = f"{text} – žluťoučký kůň, ёлка и щука: 渡し船は朝まで".encode("utf-8", "replace")
    assert undoubled(page) == page


@pytest.mark.parametrize("page", golden.PAGES, ids=lambda page: page.name)
def test_no_page_of_the_sample_site_changes(page: golden.Path) -> None:
    data = (page / "page.html").read_bytes()
    assert undoubled(data) == data
