"""Takes boilerplate out of an article's subtree and keeps a record of every removal."""

from ingest.clean.strip import Context, strip

__all__ = ["Context", "strip"]
