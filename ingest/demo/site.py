"""The sample site: each outlet of `fixtures/` on a loopback address of its own.

The pages name their outlet by its invented home (`https://harbour-courier.example`); while they are served,
every such home is rewritten to the address where it answers, so that links, feeds and sitemaps lead there.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

FIXTURES = Path(__file__).parents[2] / "fixtures"
# A port of its own, the same each time: a second demo then meets the addresses that it knows.
PORT = 8713
# Feeds link here to show what an unreachable host looks like; nothing listens on the discard port.
UNREACHABLE = ("https://sound-archive.example", "http://127.0.0.9:9")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server says to one path."""

    body: bytes
    content_type: str
    status: int = 200


@dataclass(frozen=True, slots=True)
class Outlet:
    """One outlet of the sample site: its invented home, its loopback address and its answers by path."""

    slug: str
    name: str
    home: str
    address: str
    answers: Mapping[str, Answer]


def load_outlets(fixtures: Path = FIXTURES) -> tuple[Outlet, ...]:
    """The outlets that stand in `fixtures`, each with its pages, feed, sitemap, robots.txt and front page."""
    return tuple(_load(path.parent) for path in sorted(fixtures.glob("*/outlet.json")))


def _load(folder: Path) -> Outlet:
    about = json.loads((folder / "outlet.json").read_text("utf-8"))
    answers = {
        path: Answer((folder / name).read_bytes(), content_type)
        for path, (name, content_type) in about["files"].items()
    }
    for meta_file in sorted(folder.glob("*/meta.json")):
        meta = json.loads(meta_file.read_text("utf-8"))
        path = meta["url"].removeprefix(about["home"])
        body = meta_file.with_name("page.html").read_bytes()
        answers[path] = Answer(body, meta["content_type"], meta["status"])
    return Outlet(folder.name, about["name"], about["home"], about["address"], answers)


class SampleSite:
    """Serves the outlets while the `with` block runs; `homes` maps an outlet's slug to its live address."""

    def __init__(self, outlets: Sequence[Outlet], port: int = PORT) -> None:
        self.outlets = outlets
        self.homes: dict[str, str] = {}
        self._servers: list[ThreadingHTTPServer] = []
        self._port = port

    def __enter__(self) -> Self:
        for outlet in self.outlets:
            server = _bind(outlet.address, self._port)
            self._servers.append(server)
            self.homes[outlet.slug] = f"http://{server.server_address[0]!s}:{server.server_port}"
        moves = [(outlet.home, self.homes[outlet.slug]) for outlet in self.outlets] + [UNREACHABLE]
        for outlet, server in zip(self.outlets, self._servers, strict=True):
            server.RequestHandlerClass = _handler(outlet, moves)
            threading.Thread(target=server.serve_forever, name=outlet.slug, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for server in self._servers:
            server.shutdown()
            server.server_close()


def _bind(address: str, port: int) -> ThreadingHTTPServer:
    """A server at the address and port, else at any free port, else on 127.0.0.1 (macOS has no other)."""
    for place in ((address, port), (address, 0), ("127.0.0.1", 0)):
        try:
            return ThreadingHTTPServer(place, BaseHTTPRequestHandler)
        except OSError:
            continue
    raise OSError(f"no loopback port to serve the sample site on: {address}")


def _handler(outlet: Outlet, moves: Sequence[tuple[str, str]]) -> type[BaseHTTPRequestHandler]:
    answers = {path: _moved(answer, moves) for path, answer in outlet.answers.items()}

    class Handler(BaseHTTPRequestHandler):
        """Answers from memory, with ETags, and says nothing on the terminal."""

        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            answer = answers.get(self.path) or answers.get(urlsplit(self.path).path)
            answer = answer or Answer(b"Not found\n", "text/plain", 404)
            etag = f'"{hashlib.sha256(answer.body).hexdigest()[:16]}"'
            is_known = answer.status == 200 and self.headers.get("If-None-Match") == etag
            body = b"" if is_known else answer.body
            self.send_response(304 if is_known else answer.status)
            self.send_header("Content-Type", answer.content_type)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("ETag", etag)
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(body)

        def do_HEAD(self) -> None:
            self.do_GET()

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler


def _moved(answer: Answer, moves: Sequence[tuple[str, str]]) -> Answer:
    body = answer.body
    for home, live in moves:
        body = body.replace(home.encode(), live.encode())
    return Answer(body, answer.content_type, answer.status)
