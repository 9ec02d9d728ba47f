"""The tables of a library, version by version; a step that was published is never edited again.

Times are ISO 8601 text in UTC ("2026-11-22T23:29:00+00:00"), save `published` and `modified`, which keep the
page's own offset and have a `…_utc` twin for sorting. Booleans are 0, 1 or NULL for unknown.
"""

from ingest.store.schema import articles_1, crawling_1, search_1, views_1
from ingest.store.schema.corrections_4 import VERSION_4
from ingest.store.schema.numbers_3 import VERSION_3
from ingest.store.schema.waiting_2 import VERSION_2

VERSION_1 = (
    crawling_1.SOURCES_AND_RUNS,
    crawling_1.PAGES,
    articles_1.ARTICLES,
    crawling_1.FRONTIER_AND_FAILURES,
    articles_1.CORRECTIONS,
    views_1.VIEWS,
    search_1.ARTICLES_FTS,
    search_1.SKETCHES,
)

__all__ = ["VERSION_1", "VERSION_2", "VERSION_3", "VERSION_4"]
