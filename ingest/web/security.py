"""What the reader tells browsers to refuse: every request to elsewhere, every script that is not ours."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

_OURS = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'"
)
# Datasette's own pages (tables, SQL) carry inline scripts; they escape all that is stored, and no request
# may leave the machine there either.
_DATASETTE = (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline';"
    " img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_OUR_PATHS = ("/article/", "/search", "/site", "/author", "/tag", "/statistics", "/reader/")
_HEADERS = {
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
    b"referrer-policy": b"no-referrer",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
}


def guarded(application: Application, hosts: Collection[str] | None) -> Application:
    """The application with security headers on every answer, and for the named hosts alone (None: any).

    Without the second, a page elsewhere whose name is made to point at this machine could read the library.
    """

    async def guard(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await application(scope, receive, send)
            return
        policy = _OURS if _is_ours(scope["path"]) else _DATASETTE

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                added = {**_HEADERS, b"content-security-policy": policy.encode()}
                kept = [pair for pair in message.get("headers", []) if pair[0].lower() not in added]
                message = {**message, "headers": [*kept, *added.items()]}
            await send(message)

        if hosts is not None and _host(scope) not in hosts:
            await _refuse(send_guarded)
            return
        await application(scope, receive, send_guarded)

    return guard


def _is_ours(path: str) -> bool:
    return path == "/" or path.startswith(_OUR_PATHS)


def _host(scope: Scope) -> str:
    """The host that the browser believes it talks to, without the port."""
    named: str = dict(scope["headers"]).get(b"host", b"").decode("latin-1").lower()
    return named.rpartition("]")[0] + "]" if named.startswith("[") else named.partition(":")[0]


async def _refuse(send: Send) -> None:
    await send(
        {
            "type": "http.response.start",
            "status": 403,
            "headers": [(b"content-type", b"text/plain; charset=utf-8")],
        }
    )
    await send({"type": "http.response.body", "body": b"This library is not served under that name.\n"})
