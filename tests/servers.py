"""A server that behaves as badly as the web does: each path is one way to go wrong.

It answers on every loopback address, so 127.0.1.1, 127.0.1.2 … are hosts of their own.
"""

from __future__ import annotations

import gzip
import os
import socket
import ssl
import struct
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

import brotli
from backports import zstd
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

DAY = timedelta(days=1)

BOMB = 200_000_000
"""Bytes that a bomb unpacks to: more than ten times what a crawl takes."""


def article(title: str = "Rain falls on the town for a week", words: str = "rain") -> bytes:
    """A plain page with an article that any reader finds."""
    text = "".join(
        f"<p>Paragraph {n} says a good deal more about the {words} that fell on the town by the river, where "
        f"nobody had expected it to last so long, the mayor said.</p>"
        for n in range(1, 7)
    )
    return (
        f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>{title} | Outlet</title>"
        "<meta property='og:type' content='article'></head>"
        f"<body><main><article><h1>{title}</h1>{text}</article></main></body></html>"
    ).encode()


class Outlet(ThreadingHTTPServer):
    """The server, with what it was asked: `log` has (time, host, path) for every request."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self) -> None:
        super().__init__(("0.0.0.0", 0), Answer)
        self.scheme = "http"
        self.log: list[tuple[float, str, str]] = []
        self.headers_seen: list[tuple[str, dict[str, str]]] = []
        self.asked: Counter[str] = Counter()
        self.pages: dict[str, tuple[int, dict[str, str], bytes]] = {}
        """Pages put up by a test: path -> status, headers, body."""

    def with_certificate(self, folder: Path) -> None:
        """Speak https from now on, with a certificate that nobody has signed."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
        now = datetime.now(UTC)
        certificate = (
            x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + DAY)
            .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
            .sign(key, hashes.SHA256())
        )
        file = folder / "certificate.pem"
        file.write_bytes(
            key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
            + certificate.public_bytes(Encoding.PEM)
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        self.socket = context.wrap_socket(self.socket, server_side=True)
        self.scheme = "https"

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"{self.scheme}://{host}:{self.server_address[1]}{path}"

    def times(self, path: str) -> list[float]:
        return [when for when, _, asked in self.log if asked == path]

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is what many of these tests are about."""


class Answer(BaseHTTPRequestHandler):
    server: Outlet
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        host = (self.headers.get("Host") or "").partition(":")[0]
        self.server.log.append((time.monotonic(), host, self.path))
        self.server.headers_seen.append((self.path, dict(self.headers.items())))
        self.server.asked[self.path] += 1
        if self.path in self.server.pages:
            status, headers, body = self.server.pages[self.path]
            tag = headers.get("ETag")
            if tag and self.headers.get("If-None-Match") == tag:
                self.send(b"", 304, ETag=tag)
            else:
                self.send(body, status, **headers)
            return
        name = self.path.strip("/").split("?")[0].split("/")[0].replace("-", "_").replace(".", "_")
        with suppress(OSError, ValueError):
            getattr(self, f"say_{name}", self.say_missing)()

    def send(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        usual = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body))}
        for name, value in (usual | headers).items():
            self.send_header(name, value)
        self.end_headers()
        if status != 304:
            self.wfile.write(body)

    def say_missing(self) -> None:
        self.send(b"<html><body><h1>Not found</h1></body></html>", 404)

    def say_robots_txt(self) -> None:
        host = (self.headers.get("Host") or "").partition(":")[0]
        if host == "127.0.2.1":
            self.send(b"", 503)
        elif host == "127.0.2.2":
            self.send(b"User-agent: *\nCrawl-delay: 0.5\n", Content_Type="text/plain")
        elif host == "127.0.2.3":
            self.send(b"", 403)
        else:
            rules = b"User-agent: *\nDisallow: /hidden/\n\nUser-agent: ingest\nDisallow: /hidden/\nAllow: /\n"
            self.send(rules, Content_Type="text/plain")

    def say_ok(self) -> None:
        self.send(article(f"Story {self.path.rsplit('/', 1)[-1]} of the rainy week by the river"))

    def say_hidden(self) -> None:
        self.send(article())

    def say_drip(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        for _ in range(600):
            self.wfile.write(b"<p>drop</p>")
            self.wfile.flush()
            time.sleep(0.1)

    def say_silent(self) -> None:
        time.sleep(60)

    def say_reset(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\n<html>")
        self.wfile.flush()
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        os.close(self.connection.detach())
        self.close_connection = True

    def say_short(self) -> None:
        body = article()
        self.send(body, Content_Length=str(len(body) + 5000))
        self.close_connection = True

    def say_endless(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        chunk = b"10000\r\n" + b"<p>endless</p>  " * 4096 + b"\r\n"
        for _ in range(5000):
            self.wfile.write(chunk)

    def say_huge(self) -> None:
        self.send(b"<html>", Content_Length=str(BOMB))

    def say_bomb(self) -> None:
        how = self.path.rsplit("/", 1)[-1]
        pack = {"gzip": lambda b: gzip.compress(b, 1), "br": lambda b: brotli.compress(b, quality=1)}
        packed = BOMBS.setdefault(how, pack.get(how, zstd.compress)(b"<p>boom</p>" * (BOMB // 11)))
        self.send(packed, Content_Encoding=how)

    def say_loop(self) -> None:
        step = int(self.path.rsplit("/", 1)[-1]) + 1
        self.send(b"", 302, Location=f"/loop/{step}")

    def say_to(self) -> None:
        self.send(b"", 302, Location=unquote(self.path.partition("?")[2]))

    def say_busy(self) -> None:
        if self.server.asked[self.path] == 1:
            self.send(b"", 429, Retry_After="1")
        else:
            self.send(article("Busy server answers after a second of rest"))

    def say_dated(self) -> None:
        if self.server.asked[self.path] == 1:
            self.send(b"", 503, Retry_After=formatdate(time.time() + 2, usegmt=True))
        else:
            self.send(article("Server under repair answers at the hour it named"))

    def say_resting(self) -> None:
        self.send(b"", 429, Retry_After="7200")

    def say_flapping(self) -> None:
        if self.server.asked[self.path] < 3:
            self.send(b"", 500)
        else:
            self.send(article("Flapping server answers at the third attempt"))

    def say_broken(self) -> None:
        self.send(b"", 500)

    def say_refused(self) -> None:
        self.send(b"<html><body>Forbidden</body></html>", 403)

    def say_challenge(self) -> None:
        self.send(b"<html><body>Checking your browser before access</body></html>", 403)

    def say_soft404(self) -> None:
        self.send(
            b"<html><head><title>Page not found</title></head><body><h1>Page not found</h1></body></html>"
        )

    def say_image(self) -> None:
        self.send(b"\x89PNG\r\n\x1a\n" + bytes(200))

    def say_pdf(self) -> None:
        self.send(b"%PDF-1.7\n" + b"x" * 500, Content_Type="application/pdf")

    def say_plain(self) -> None:
        self.send(article("Page that calls itself plain text is read"), Content_Type="text/plain")

    def say_latin(self) -> None:
        page = article("Café crème für alle").decode().replace("charset='utf-8'", "charset='iso-8859-1'")
        self.send(page.encode("latin-1", "replace"), Content_Type="text/html; charset=iso-8859-1")

    def say_script(self) -> None:
        """A page whose text stands in no markup: JavaScript fetches it after a consent dialog is answered."""
        self.send(
            b"<html><head><title>Built</title></head><body><div role=dialog id=consent>We value your privacy"
            b"<button onclick='build()'>Accept all</button></div><div id=root></div><script>"
            b"async function build() { document.getElementById('consent').remove();"
            b"const page = await (await fetch('/ok/77')).text();"
            b"document.getElementById('root').innerHTML = page.match(/<main>.*<\\/main>/)[0]; }"
            b"</script></body></html>"
        )

    def say_framed(self) -> None:
        """The same behind a consent platform's frame, which offers more than yes and no."""
        buttons = "".join(
            f"<button onclick=`parent.postMessage(this.innerText,'*')`>{said}</button>"
            for said in ("Settings", "Accept", "Reject all")
        ).replace("`", "&quot;")
        self._built_when_told(f'<iframe id=sp_message_iframe_1 srcdoc="{buttons}"></iframe>')

    def say_shadow(self) -> None:
        """The same behind a dialog in a shadow root."""
        button = "<button onclick=postMessage(this.innerText,'*')>Tout refuser</button>"
        self._built_when_told(
            "<div id=usercentrics-root></div><script>document.getElementById('usercentrics-root')"
            f".attachShadow({{mode: 'open'}}).innerHTML = `{button}`;</script>"
        )

    def _built_when_told(self, dialog: str) -> None:
        """A page that fetches its text once its dialog was answered with a refusal, and says so."""
        self.send(
            f"<html><head><title>Built</title></head><body>{dialog}<div id=root></div><script>"
            "addEventListener('message', async (said) => {"
            "const page = await (await fetch('/ok/78')).text();"
            "document.getElementById('root').innerHTML = page.match(/<main>.*<\\/main>/)[0]"
            " + `<p>The reader's answer was ${said.data}, and the page took it as it was meant to.</p>`; });"
            "</script></body></html>".encode()
        )

    def say_empty(self) -> None:
        self.send(b"")

    def say_nested(self) -> None:
        self.send(b"<html><body>" + b"<div>" * 20_000 + b"<p>deep</p>" + b"</div>" * 20_000)

    def say_cookie(self) -> None:
        self.send(article("Cookie setter"), Set_Cookie="secret=1; Path=/")


BOMBS: dict[str, bytes] = {}


@contextmanager
def serving() -> Iterator[Outlet]:
    """An outlet on a free port, for as long as the block lasts."""
    outlet = Outlet()
    thread = threading.Thread(target=outlet.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield outlet
    finally:
        outlet.shutdown()
        outlet.server_close()
        thread.join(5)
