"""A paused source's stories are not looked at again before it is resumed."""

from __future__ import annotations

from pathlib import Path

from ingest.store import Library
from tests.query.conftest import CEASEFIRE, page


def test_stories_of_a_paused_source_wait(tmp_path: Path) -> None:
    with Library(tmp_path / "a.db") as library:
        source = library.sources.add("https://www.outlet.example/feed", "feed")
        library.save(CEASEFIRE, page(CEASEFIRE))
        library.db.execute(
            "UPDATE articles SET source_id = ?, next_check_at = '2026-01-01T00:00:00+00:00'", [source.id]
        )
        library.sources.pause(source.id)
        assert library.due(host=None, limit=9) == []
        library.sources.pause(source.id, paused=False)
        assert library.due(host=None, limit=9) == [CEASEFIRE.url]
