"""Every way a fetch can fail, in words a person can act on; and whether trying again can help."""

from __future__ import annotations

from http import HTTPStatus

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError

from ingest.errors import IngestError

BLOCKED = {401, 403, 407, 429, 451}
"""Statuses with which a site refuses this reader, not this page."""
TRANSIENT = {408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524}
"""Statuses after which the same request may well succeed."""
CHALLENGE_HEADERS = {"cf-mitigated": "challenge", "x-amzn-waf-action": "captcha", "x-datadome": "protected"}
CHALLENGE_WORDS = (b"captcha", b"challenge-platform", b"verify you are human", b"checking your browser")

PLAIN: tuple[tuple[type[Exception], str], ...] = (
    (CannotResolveHostError, "host not found"),
    (DownloadConnectionRefusedError, "connection refused"),
    (DownloadTimeoutError, "timeout"),
    (ResponseDataLossError, "connection broke off before the whole page had arrived"),
    (DownloadCancelledError, "larger than the size limit"),
    (UnsupportedURLSchemeError, "not a web address: only http and https"),
)

ADVICE = {
    "blocked": "the site refuses automated readers: ask it for access, or use its feed",
    "forbidden by robots": "the site asks robots not to read this",
    "forbidden address": "addresses off the public internet are refused; --allow-private lets them through",
    "certificate": "the site's certificate is not valid; --insecure-host HOST reads it all the same",
    "host not found": "check the spelling, or your own connection",
    "not a page": "a file, no web page: leave such addresses out with `ingest source add --exclude REGEX`",
    "no article": "a listing, a wall or an empty shell; `ingest read FILE --explain` shows what was seen",
}
"""What to do about a failure, by a word of its reason; shown once at the end of a run."""


def reason_of(error: BaseException) -> str:
    """Why a fetch failed, in a few words that count well together (no URL, no numbers that vary)."""
    if isinstance(error, IngestError):
        return error.reason
    if isinstance(error, HttpError):
        return status_reason(error.response)
    for kind, words in PLAIN:
        if isinstance(error, kind):
            return words
    if isinstance(error, DownloadFailedError):
        return _connection_reason(error)
    if isinstance(error, IgnoreRequest):
        return _ignored_reason(str(error))
    return _connection_reason(error)


def status_reason(response: Response) -> str:
    """Why a response is no page, from its status; a challenge page is told from a plain refusal."""
    if is_challenge(response):
        return f"blocked by a bot check (HTTP {response.status})"
    if response.status in BLOCKED:
        return f"blocked (HTTP {response.status})"
    if 300 <= response.status < 400:
        return f"redirect to nowhere (HTTP {response.status})"
    try:
        return f"HTTP {response.status} {HTTPStatus(response.status).phrase}"
    except ValueError:
        return f"HTTP {response.status}"


def is_challenge(response: Response) -> bool:
    """Whether a refusal is a bot check rather than a plain error."""
    for name, value in CHALLENGE_HEADERS.items():
        if value in (response.headers.get(name) or b"").decode("latin-1").lower():
            return True
    if response.status not in {403, 405, 429, 503}:
        return False
    start = response.body[:20_000].lower()
    return any(words in start for words in CHALLENGE_WORDS)


def is_transient(error: BaseException) -> bool:
    """Whether the same request may succeed later."""
    if isinstance(error, HttpError):
        return error.response.status in TRANSIENT
    if isinstance(error, IngestError):
        return "not to be had" in error.reason or "resting" in error.reason
    return isinstance(
        error,
        CannotResolveHostError
        | DownloadConnectionRefusedError
        | DownloadTimeoutError
        | ResponseDataLossError
        | DownloadFailedError
        | OSError,
    )


def _connection_reason(error: BaseException) -> str:
    said = repr(error) + repr(getattr(error, "__cause__", ""))
    if "certificate" in said.lower() or "VerificationError" in said:
        return "certificate not valid"
    if "SSL" in said or "TLS" in said:
        return "no secure connection (TLS error)"
    if isinstance(error, DownloadFailedError | OSError):
        return "connection broke off"
    if any(word in said for word in ("ConnectionLost", "ConnectionDone", "ResponseFailed")):
        return "connection broke off"
    return f"fetch failed ({type(error).__name__})"


def _ignored_reason(said: str) -> str:
    if "redirect" in said:
        return "too many redirects"
    if "decompression" in said:
        return "larger than the size limit once decompressed"
    if "robots" in said:
        return "forbidden by robots.txt"
    return said or "left out"
