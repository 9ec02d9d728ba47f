"""The library: schema, migrations and the only code that writes to the database.

    with Library("articles.db") as library:
        library.save(article, page)

`schema` holds the tables, `migrations` their history, `library` what callers use; `saving` writes, `stories`
decides which story a page belongs to, `worse` whether an update may replace what is stored.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ingest.store.library import Library
    from ingest.store.queue import Lease, Queue, Wanted
    from ingest.store.runs import Runs
    from ingest.store.saving import Saved
    from ingest.store.sources import Source, Sources

__all__ = ["Lease", "Library", "Queue", "Runs", "Saved", "Source", "Sources", "Wanted"]

_MODULES = {
    "Library": "library",
    "Lease": "queue",
    "Queue": "queue",
    "Wanted": "queue",
    "Runs": "runs",
    "Saved": "saving",
    "Source": "sources",
    "Sources": "sources",
}


def __getattr__(name: str) -> Any:
    """Loaded when it is asked for: a search needs some of our modules and none of the writer's packages."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
