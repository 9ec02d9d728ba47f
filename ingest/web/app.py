"""Datasette on a library, with our pages in front."""

from __future__ import annotations

import socket
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.plugins import pm
from datasette.utils.asgi import NotFound

from ingest.errors import IngestError
from ingest.query.reader import is_immutable
from ingest.web import security, views

_HERE = Path(__file__).parent
# A facet over a million rows takes longer than Datasette's own second.
_SETTINGS = {"sql_time_limit_ms": 5000, "default_page_size": 50, "allow_download": False}
LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})


class Plugin:
    """Our pages and headers, as Datasette's hooks want them."""

    __name__ = "ingest"

    def __init__(self, hosts: Collection[str] | None) -> None:
        self.hosts = hosts

    @hookimpl  # type: ignore[untyped-decorator]
    def register_routes(self) -> list[tuple[str, views.View]]:
        return views.ROUTES

    @hookimpl  # type: ignore[untyped-decorator]
    def handle_exception(self, datasette: Datasette, exception: Exception) -> Any:
        """An address that is none: our page in place of Datasette's."""
        return views.nowhere(datasette) if isinstance(exception, NotFound) else None

    @hookimpl  # type: ignore[untyped-decorator]
    def asgi_wrapper(self) -> Any:
        return lambda application: security.guarded(application, self.hosts)


def make_datasette(path: Path, *, hosts: Collection[str] | None = LOOPBACK) -> Datasette:
    """Datasette with our plugin on one library, which it opens read-only.

    `hosts` are the names it answers to; None for any.
    """
    if pm.has_plugin("ingest"):
        pm.unregister(name="ingest")
    pm.register(Plugin(hosts), name="ingest")
    # With rich, Datasette prints two hundred lines for an address that is none.
    pm.get_plugin("datasette.handle_exception").rich = None
    return Datasette(
        **{"immutables" if is_immutable(path) else "files": [str(path)]},
        template_dir=str(_HERE / "templates"),
        static_mounts=[("reader", str(_HERE / "static"))],
        settings=_SETTINGS,
        metadata={"title": "Library", "source": None},
    )


def listen(host: str, port: int) -> socket.socket:
    """Take the address, before anybody is told of it. Raises `IngestError` where it cannot be had."""
    taken = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((host, port))
    except OSError as error:
        taken.close()
        reason = (error.strerror or str(error)).lower()
        raise IngestError(f"cannot listen at {host}, port {port}: {reason}; --port takes another") from error
    return taken


def serve(path: Path, taken: socket.socket) -> None:
    """Answer until stopped. A host other than loopback answers under any name."""
    import uvicorn

    host = taken.getsockname()[0]
    hosts = LOOPBACK if host in LOOPBACK or host == "::1" else None
    # Datasette starts at the first request; as a lifespan it would end every Ctrl-C in a traceback.
    config = uvicorn.Config(make_datasette(path, hosts=hosts).app(), log_level="warning", lifespan="off")
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[taken])
