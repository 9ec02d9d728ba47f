"""E-mail addresses that Cloudflare hides from robots, put back where they stood."""

from __future__ import annotations

from lxml.html import HtmlElement

MARK = "/cdn-cgi/l/email-protection"
# Either name stands in the bytes of every page that hides an address.
_NAMES = (b"data-cfemail", MARK.encode())


def is_cloaking(data: bytes) -> bool:
    """Whether the page's bytes name an address that is hidden: most pages do not, and pay nothing."""
    return any(name in data for name in _NAMES)


def uncloak(root: HtmlElement) -> None:
    """Decode, in place, hidden texts (`data-cfemail`) and hidden links; what is no code stays as it is."""
    for tag in root.iterfind(".//*[@data-cfemail]"):
        address = decoded(tag.get("data-cfemail", ""))
        if address and "@" in address[1:-1]:
            for child in list(tag):
                tag.remove(child)
            tag.text = address
            if tag.tag == "a":
                tag.set("href", f"mailto:{address}")
    for link in root.iterfind(".//a[@href]"):
        _, mark, code = link.get("href", "").partition(f"{MARK}#")
        target = decoded(code) if mark else None
        if target:
            link.set("href", f"mailto:{target}")


def decoded(code: str) -> str | None:
    """The text behind Cloudflare's hexadecimal digits: the first byte is the key to all others."""
    try:
        key, *rest = bytes.fromhex(code.strip())
        text = bytes(byte ^ key for byte in rest).decode("utf-8").strip()
    except ValueError:
        return None
    return text if text.isprintable() else None
