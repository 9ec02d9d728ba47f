"""Certificates are checked, save for the hosts that the operator names (`--insecure-host`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class InsecureHosts(HTTP11DownloadHandler):
    """Scrapy's handler for https, in place only where INGEST_INSECURE_HOSTS names hosts."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        hosts = frozenset(crawler.settings.getlist("INGEST_INSECURE_HOSTS"))
        factory: Any = self._contextFactory
        checked = factory.creatorForNetloc

        def creator(hostname: bytes, port: int) -> Any:
            if hostname.decode("ascii") not in hosts:
                return checked(hostname, port)
            factory._verify_certificates = False
            try:
                return checked(hostname, port)
            finally:
                factory._verify_certificates = True

        factory.creatorForNetloc = creator
