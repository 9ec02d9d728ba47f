"""The library: schema, migrations and the only code that writes to the database.

    with Library("articles.db") as library:
        library.save(article, page)

`schema` holds the tables, `migrations` their history, `library` what callers use; `saving` writes, `stories`
decides which story a page belongs to, `worse` whether an update may replace what is stored.
"""

from ingest.store.library import Library
from ingest.store.queue import Lease, Queue, Wanted
from ingest.store.runs import Runs
from ingest.store.saving import Saved
from ingest.store.sources import Source, Sources

__all__ = ["Lease", "Library", "Queue", "Runs", "Saved", "Source", "Sources", "Wanted"]
