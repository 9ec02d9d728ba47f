"""Pages built by JavaScript: an installed Chromium, for the sources that ask for it (extra `browser`).

A browser resolves names by itself, so the address guard stands here a second time: before each of its
requests, and once more on the address that answered, because it does not let us see its redirects.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import socket
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ingest.errors import FetchFailed, IngestError
from ingest.middlewares.addresses import FORBIDDEN, is_public

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Request, Response

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
UNNEEDED = {"image", "media", "font"}
"""What a browser fetches and an article's text does not need."""
NAVIGATION_MS = 30_000
SETTLE_MS = 5_000
"""How long a page may go on loading after it has loaded; then it is read as it is."""

DISMISS = """
(isDialog) => {
  const named = '[role=dialog], [role=alertdialog], [aria-modal=true], [id*=consent i], [class*=consent i],'
    + '[id*=cookie i], [class*=cookie i], [id*=cmp i], [class*=gdpr i], [id*=privacy i],'
    + '[id*=usercentrics i]';
  const roots = [document], dialogs = isDialog ? [document.body] : [];
  for (const root of roots) {
    dialogs.push(...root.querySelectorAll(named));
    for (const host of root.querySelectorAll('*'))
      if (host.shadowRoot) {
        roots.push(host.shadowRoot);
        if (host.matches(named)) dialogs.push(host.shadowRoot);
      }
  }
  const words = [
    /^(reject|decline|refuse|deny|disagree|(use )?only necessary|necessary only|(alle |alles )?ablehnen)/i,
    /^(tout refuser|refuser|rechazar|rifiuta|recusar|rejeitar|weiger|avvis|afvis|neka|odrzu)/i,
    /^(відхилити|отклонить|reddet|すべて拒否|拒否|拒绝)/i,
    /(reject all|decline all|without accepting|nur notwendige|continuer sans accepter|rifiuta)/i,
    /^(accept|agree|allow|ok\\b|got it|i agree|(alle |alles )?akzeptieren|zustimmen|einverstanden)/i,
    /^((tout )?accepter|aceptar|accetta|aceitar|accepteren|akkoord|godk|godta|tillad|akceptuj|zgadzam)/i,
    /^(прийняти|принять|kabul et|同意|接受)/i];
  const seen = (button) => button.getClientRects().length > 0;
  for (const word of words)
    for (const dialog of dialogs)
      for (const button of dialog.querySelectorAll('button, [role=button], input[type=button], a'))
        if (seen(button) && word.test((button.innerText || button.value || '').trim())) {
          button.click();
          return true;
        }
  return false;
}
"""
"""Clicks a consent dialog away: a refusal where there is one, else its consent; in shadow roots, too."""
DIALOG_FRAMES = re.compile(r"consent|cookie|cmp|gdpr|privacy|sp_message|usercentrics", re.IGNORECASE)
"""What the frames of consent platforms are called; all of such a frame is the dialog."""


class Browser:
    """Prepares the requests that want a browser, and keeps it off private addresses."""

    def __init__(self, crawler: Crawler) -> None:
        self.is_guarded = not crawler.settings.getbool("INGEST_ALLOW_PRIVATE")
        self.limit = crawler.settings.getint("DOWNLOAD_MAXSIZE")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Browser:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Say what the page should do before it is read; the frontier could not keep these."""
        if not request.meta.get("playwright"):
            return
        if self.is_guarded and await leads_inside(request.url):
            raise FetchFailed(FORBIDDEN, request.url)
        from scrapy_playwright.page import PageMethod

        request.meta["playwright_page_methods"] = [PageMethod(settle)]

    def process_response(self, request: Request, response: Response) -> Response:
        """A page that JavaScript blew up is no smaller than one that came so."""
        if not request.meta.get("playwright"):
            return response
        if len(response.body) > self.limit:
            raise FetchFailed("larger than the size limit", request.url)
        if self.is_guarded and response.ip_address and not is_public(str(response.ip_address)):
            raise FetchFailed(FORBIDDEN, request.url)
        return response


async def settle(page: Any) -> None:
    """Wait until the page is quiet, click a consent dialog away, wait again."""
    from playwright.async_api import Error

    for _ in range(2):
        with suppress(Error):
            await page.wait_for_load_state("networkidle", timeout=SETTLE_MS)
        try:
            if not await dismiss(page):
                return
        except Error:
            return


async def dismiss(page: Any) -> bool:
    """Answer a consent dialog, on the page itself or in a consent platform's frame; False where none is."""
    if await page.evaluate(DISMISS, False):
        return True
    for frame in page.frames[1:]:
        element = await frame.frame_element()
        label = await element.evaluate("frame => [frame.id, frame.name, frame.title, frame.src].join(' ')")
        if DIALOG_FRAMES.search(label) and await frame.evaluate(DISMISS, True):
            return True
    return False


async def leads_inside(url: str) -> bool:
    """Whether this URL is no web address, or its host has an address off the public internet."""
    parts = urlsplit(url)
    if parts.scheme in {"data", "blob", "about"}:
        return False
    if parts.scheme not in {"http", "https", "ws", "wss"} or not parts.hostname:
        return True
    try:
        found = await asyncio.get_running_loop().getaddrinfo(parts.hostname, None, type=socket.SOCK_STREAM)
    except OSError:
        return False
    return any(not is_public(str(address[4][0])) for address in found)


def refuse(is_guarded: bool) -> Callable[[Any], Awaitable[bool]]:
    """What scrapy-playwright asks about each of the browser's own requests."""

    async def should_abort(request: Any) -> bool:
        if request.resource_type in UNNEEDED:
            return True
        return is_guarded and await leads_inside(request.url)

    return should_abort


def browser_settings(*, allow_private: bool, program: str | None = None) -> dict[str, Any]:
    """Scrapy's settings for a crawl with a browser; raises where the extra is not installed."""
    try:
        import scrapy_playwright  # noqa: F401
    except ImportError:
        raise IngestError("no browser support here: pip install 'ingest[browser]'") from None
    program = (
        program or os.environ.get("INGEST_BROWSER") or next(filter(None, map(shutil.which, PROGRAMS)), None)
    )
    launch: dict[str, Any] = {"executable_path": program} if program else {}
    # Chromium's sandbox does not start for root, which is who runs in most containers.
    launch["args"] = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    handler = "scrapy_playwright.handler.ScrapyPlaywrightDownloadHandler"
    return {
        "DOWNLOAD_HANDLERS": {
            **dict.fromkeys(("data", "file", "ftp", "s3")),
            "http": handler,
            "https": handler,
        },
        "PLAYWRIGHT_LAUNCH_OPTIONS": launch,
        "PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT": NAVIGATION_MS,
        "PLAYWRIGHT_MAX_PAGES_PER_CONTEXT": 4,
        "PLAYWRIGHT_ABORT_REQUEST": refuse(not allow_private),
    }
