"""A loopback site of many articles that counts what it is asked for."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LISTED = 100  # articles a listing page
ANSWER_SECONDS = 0.005  # a fast site still takes a moment; without it a crawl is over before it is killed


class Site:
    """`size` articles under /article/N, listed on /list/N pages that link to each other."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.asked: Counter[str] = Counter()
        self.url = ""

    def page(self, path: str) -> str | None:
        """The HTML of a path, or None."""
        kind, _, number = path.strip("/").partition("/")
        if kind == "list" and number.isdigit():
            return self._listing(int(number))
        if kind == "article" and number.isdigit() and int(number) < self.size:
            return article_html(int(number))
        return None

    def _listing(self, number: int) -> str:
        first = number * LISTED
        links = [
            f'<a href="/article/{n}">Story {n}</a>' for n in range(first, min(first + LISTED, self.size))
        ]
        if first + LISTED < self.size:
            links.append(f'<a href="/list/{number + 1}">more</a>')
        return f"<html><body>{' '.join(links)}</body></html>"


def article_html(number: int) -> str:
    """A plain article whose words differ from those of every other."""
    paragraphs = "".join(
        f"<p>In chapter {part} of story {number} the council of district {number * 7 + part} met at the old"
        f" harbour, heard {number + part} witnesses and agreed on measure {number * 31 + part}, which the"
        f" mayor called a careful compromise after {part + 3} hours of debate in a crowded hall.</p>"
        for part in range(6)
    )
    return (
        f"<!doctype html><html lang=en><head><title>Story {number}</title></head><body><nav><a"
        f" href='/list/0'>All"
        f"</a></nav><main><article><h1>Story {number}: the council"
        f" decides</h1>{paragraphs}</article></main></body>"
        "</html>"
    )


@contextmanager
def serve(site: Site) -> Iterator[Site]:
    """Serve the site on a free loopback port."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # head and body in one packet: else each answer waits 40 ms for an acknowledgement

        def do_GET(self) -> None:
            site.asked[self.path] += 1
            time.sleep(ANSWER_SECONDS)
            html = site.page(self.path)
            body = (html or "not found").encode()
            self.send_response(200 if html else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        request_queue_size = 128  # the default of 5 drops connections, which then wait a second
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            """A client that was killed: nothing to report."""

    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    site.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
