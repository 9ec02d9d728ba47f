import ingest


def test_a_page_without_markup_has_no_article() -> None:
    assert ingest.extract(b"") is None
