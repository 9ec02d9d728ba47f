"""Every error of the project. Each carries the URL it is about and a reason a person can act on."""


class IngestError(Exception):
    """The root: `str(error)` is "reason: URL", as printed to a person and stored in `failures`.

    `stage` says where on a page's way it happened: queue, fetch, read or store.
    """

    stage = "read"

    def __init__(self, reason: str, url: str | None = None) -> None:
        super().__init__(f"{reason}: {url}" if url else reason)
        self.reason = reason
        self.url = url


class FetchFailed(IngestError):
    """The page did not arrive: unreachable host, HTTP status, time or size limit, forbidden address."""

    stage = "fetch"


class NotAnArticle(IngestError):
    """The page arrived and has no article: a listing, a wall, an error page, an empty shell."""

    stage = "read"


class UnreadablePage(IngestError):
    """The page arrived and cannot be read: not HTML, or broken beyond decoding."""

    stage = "read"


class StoreFailed(IngestError):
    """The library could not take a row: disk full, locked, read-only, or a newer schema."""

    stage = "store"


class NotFound(IngestError):
    """What was asked for is not in the library."""

    stage = "query"
