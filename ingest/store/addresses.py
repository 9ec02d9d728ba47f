"""Which spellings of an address lead to the same page."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

# Parameters that say where a reader came from and never which page is meant.
TRACKING = re.compile(
    r"utm_\w+|at_(medium|campaign|custom\d|link\w*|ptr_name|bbc_team)|mc_[ce]id|pk_\w+|mtm_\w+|hsa_\w+"
    r"|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|igsh|_ga|_gl|_hs(enc|mi)"
    r"|ns_(mchannel|source|campaign|linkname|fee)|cmpid|icid|ito|ocid|ncid|smid|sref|spm|xtor|wt_mc|s_cid"
    r"|ftag|taid|__twitter_impression|guccounter|guce_referrer\w*|ref_(src|url)|share|feature_shared",
    re.IGNORECASE,
)
# Parameters that ask for another rendering of the same page.
RENDERING = re.compile(r"(amp|outputtype|isamp|print|mobile|m)", re.IGNORECASE)
RENDERING_VALUES = {"", "1", "true", "amp", "amphtml", "yes"}
MOBILE_HOST = re.compile(r"^(?:www|m|mobile|amp)\.(?=[^.]+\.[^.]+)")
AMP_PATH = re.compile(r"(?:/amp|\.amp|/amp/index\.html|/index\.html?|/)$|\.amp(?=\.html?$)", re.IGNORECASE)


def strip_credentials(url: str) -> str:
    """The address without user name and password: they are never stored."""
    if "@" not in url:
        return url
    parts = urlsplit(url)
    if "@" not in parts.netloc:
        return url
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


@lru_cache(maxsize=4096)
def clean_address(url: str) -> str:
    """The address as it is stored: no fragment, no credentials, no tracking parameters."""
    try:
        parts = urlsplit(strip_credentials(url.strip()))
    except ValueError:
        return url
    query = parts.query
    if query and any(TRACKING.fullmatch(name) for name, _ in _pairs(query)):
        query = urlencode([pair for pair in _pairs(query) if not TRACKING.fullmatch(pair[0])])
    return urlunsplit(parts._replace(netloc=parts.netloc.lower(), query=query, fragment=""))


@lru_cache(maxsize=65_536)
def address_key(url: str) -> str:
    """What all spellings of an address share: http or https, www or mobile host, AMP, a trailing slash.

    A key is for comparing and is not an address: it may not answer.
    """
    try:
        parts = urlsplit(clean_address(url))
    except ValueError:
        return url
    host = MOBILE_HOST.sub("", parts.netloc.removesuffix(":80").removesuffix(":443"))
    path = parts.path
    while (shorter := AMP_PATH.sub("", path)) != path:
        path = shorter
    pairs = [(n, v) for n, v in _pairs(parts.query) if not _is_rendering(n, v)] if parts.query else []
    return host + path + ("?" + urlencode(sorted(pairs)) if pairs else "")


@lru_cache(maxsize=4096)
def host_of(url: str) -> str:
    """The address's host in lower case, with a port that is not the usual one; "" where there is none."""
    try:
        return urlsplit(strip_credentials(url)).netloc.lower().removesuffix(":80").removesuffix(":443")
    except ValueError:
        return ""


def _pairs(query: str) -> list[tuple[str, str]]:
    return parse_qsl(query, keep_blank_values=True)


def _is_rendering(name: str, value: str) -> bool:
    return RENDERING.fullmatch(name) is not None and value.lower() in RENDERING_VALUES
