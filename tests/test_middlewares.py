"""What stands between a request and the network, piece by piece; real servers are in test_fetching.py."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from scrapy.exceptions import CannotResolveHostError, DownloadTimeoutError, IgnoreRequest
from scrapy.http import HtmlResponse
from scrapy.spidermiddlewares.httperror import HttpError

from ingest.errors import FetchFailed
from ingest.middlewares.addresses import is_public, without_credentials
from ingest.middlewares.hosts import retry_after
from ingest.middlewares.reasons import is_transient, reason_of

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),
        *("224.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "240.0.0.1"),
        *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1", "2001:db8::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::a9fe:a9fe", "64:ff9b::7f00:1"),
    ],
)
def test_addresses_off_the_public_internet_are_forbidden(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "1.1.1.1", "2606:4700::1111", "::ffff:1.1.1.1"])
def test_public_addresses_are_not(address: str) -> None:
    assert is_public(address)


def test_credentials_leave_the_address() -> None:
    assert without_credentials("https://ann:secret@outlet.example:8443/a?b@c") == (
        "https://outlet.example:8443/a?b@c"
    )
    assert without_credentials("https://outlet.example/@ann") == "https://outlet.example/@ann"


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("120", timedelta(seconds=120)),
        ("Sun, 22 Nov 2026 12:05:00 GMT", timedelta(minutes=5)),
        ("Sun, 22 Nov 2026 11:00:00 GMT", timedelta(0)),
        ("99999999999", timedelta(days=7)),
        ("soon", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_seconds_or_a_date(value: str | None, wait: timedelta | None) -> None:
    assert retry_after(value, NOW) == wait


def answer(status: int, body: bytes = b"", **headers: str) -> HttpError:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return HttpError(HtmlResponse("https://outlet.example/", status=status, body=body, headers=named))


@pytest.mark.parametrize(
    ("error", "reason", "transient"),
    [
        (answer(404), "HTTP 404 Not Found", False),
        (answer(403), "blocked (HTTP 403)", False),
        (answer(429), "blocked (HTTP 429)", True),
        (answer(403, b"<p>Verify you are human</p>"), "blocked by a bot check (HTTP 403)", False),
        (answer(503, cf_mitigated="challenge"), "blocked by a bot check (HTTP 503)", True),
        (answer(503), "HTTP 503 Service Unavailable", True),
        (answer(999), "HTTP 999", False),
        (answer(302), "redirect to nowhere (HTTP 302)", False),
        (CannotResolveHostError("x"), "host not found", True),
        (DownloadTimeoutError("x"), "timeout", True),
        (IgnoreRequest("max redirections reached"), "too many redirects", False),
        (FetchFailed("forbidden by robots.txt"), "forbidden by robots.txt", False),
        (ValueError("x"), "fetch failed (ValueError)", False),
    ],
)
def test_every_failure_has_a_reason_and_a_chance(error: Exception, reason: str, transient: bool) -> None:
    assert (reason_of(error), is_transient(error)) == (reason, transient)
