"""The only reader of a library.

from ingest.query import open_library
with open_library("articles.db") as library:
    for hit in library.search('title:ceasefire "front line"', library.filters(since="7d")).hits:
        print(hit.outlet, hit.url)
    article = library.article("https://outlet.example/story").article
"""

from ingest.query.filters import Filters
from ingest.query.reader import Reader, Revision, open_library
from ingest.query.search import Copy, Hit, Results
from ingest.query.stored import FIELDS, Stored, record

__all__ = [
    "FIELDS",
    "Copy",
    "Filters",
    "Hit",
    "Reader",
    "Results",
    "Revision",
    "Stored",
    "open_library",
    "record",
]
