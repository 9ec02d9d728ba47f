"""The address guard: a name is looked up once, and only its public addresses are ever connected to.

It stands where Twisted resolves a host for a connection, so pages, redirects, robots.txt, feeds, sitemaps,
IPv6, numbers in disguise (2130706433, 0177.1) and names that rebind all pass through it.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.exceptions import CannotResolveHostError
from twisted.internet.interfaces import IHostnameResolver, IResolutionReceiver
from zope.interface import implementer, provider

from ingest.errors import FetchFailed

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Request, Response
    from twisted.internet.interfaces import IAddress, IHostResolution

FORBIDDEN = "forbidden address (private network)"
NAT64 = ipaddress.ip_network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Whether this IP address is on the public internet, also when it hides in an IPv6 one."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast


def without_credentials(url: str) -> str:
    """The URL without user name and password, which must never be stored or logged."""
    parts = urlsplit(url)
    if "@" not in parts.netloc:
        return url
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


@implementer(IHostnameResolver)
class GuardedResolver:
    """Twisted's own resolver (IPv4 and IPv6), which hides every address that is not public."""

    def __init__(self, reactor: Any, allow_private: bool = False) -> None:
        self.reactor = reactor
        self.inner: Any = reactor.nameResolver
        self.allow_private = allow_private
        self.refused: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: Any) -> GuardedResolver:
        return cls(reactor, crawler.settings.getbool("INGEST_ALLOW_PRIVATE"))

    def install_on_reactor(self) -> None:
        """Called by Scrapy when it starts the reactor."""
        if not isinstance(self.inner, GuardedResolver):
            self.reactor.installNameResolver(self)

    def resolveHostName(  # noqa: N802 - Twisted's name
        self,
        resolutionReceiver: Any,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type[Any]] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> Any:
        """Resolve a name and hand on its public addresses only."""
        receiver = resolutionReceiver if self.allow_private else self._guarded(resolutionReceiver, hostName)
        return self.inner.resolveHostName(receiver, hostName, portNumber, addressTypes, transportSemantics)

    def _guarded(self, receiver: Any, host: str) -> Any:
        refused = self.refused

        @provider(IResolutionReceiver)
        class Guarded:
            @staticmethod
            def resolutionBegan(resolution: IHostResolution) -> None:  # noqa: N802
                refused.discard(host)
                receiver.resolutionBegan(resolution)

            @staticmethod
            def addressResolved(address: IAddress) -> None:  # noqa: N802
                if is_public(address.host):
                    receiver.addressResolved(address)
                else:
                    refused.add(host)

            @staticmethod
            def resolutionComplete() -> None:  # noqa: N802
                receiver.resolutionComplete()

        return Guarded


class AddressGuard:
    """Sees that the guard is in place before anything is fetched, and names what it refused."""

    def __init__(self, allow_private: bool) -> None:
        self.allow_private = allow_private

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> AddressGuard:
        return cls(crawler.settings.getbool("INGEST_ALLOW_PRIVATE"))

    def process_request(self, request: Request) -> None:
        """Install the guard where the caller's own runner did not (CrawlerRunner in a script)."""
        from twisted.internet import reactor

        resolver = getattr(reactor, "nameResolver", None)
        if not isinstance(resolver, GuardedResolver):
            GuardedResolver(reactor, self.allow_private).install_on_reactor()

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Tell a refused address from a name that does not exist."""
        from twisted.internet import reactor

        host = urlsplit(request.url).hostname or ""
        resolver = getattr(reactor, "nameResolver", None)
        refused = isinstance(resolver, GuardedResolver) and host in resolver.refused
        if refused and isinstance(exception, CannotResolveHostError):
            raise FetchFailed(FORBIDDEN, without_credentials(request.url)) from exception


class Redirects(RedirectMiddleware):
    """Scrapy's redirects, without the credentials a Location header may carry."""

    def process_response(
        self, request: Request, response: Response, spider: Any = None
    ) -> Request | Response:
        """Follow a redirect; one to something that is no address stays an answer without a page."""
        try:
            return super().process_response(request, response)
        except ValueError:
            return response

    def _build_redirect_request(
        self, source_request: Request, response: Response, *, url: str, **kwargs: Any
    ) -> Request:
        return super()._build_redirect_request(
            source_request, response, url=without_credentials(url), **kwargs
        )
