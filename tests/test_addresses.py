"""The short way to an absolute address leads where the long one does."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest

from ingest.extract.render.addresses import absolute

BASES = ("https://example.org/a/b.html?q=1#top", "http://example.org:8080", "https://example.org/a/")
PATHS = (
    "/", "/a/b", "/a//b", "/a/../b", "/a/./b", "/..", "/.a/..b/c.", "/a?x=1&y=/z", "/a?", "/a#", "/a?#b",
    "/a#b?c", "/a;p=1", "/a%20b", "/(a)*~,:@!'=", "/a?b=http://x.y/z", "/a/..?b", "/a/.#b",
)  # fmt: skip


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("path", PATHS)
def test_equals_a_join(path: str, base: str) -> None:
    for address in (path, f"https://other.net{path}", f"http://other.net:81{path}"):
        assert absolute(address, base) == urljoin(base, address)


def test_other_hosts_and_traps_go_the_long_way() -> None:
    base = BASES[0]
    assert absolute("//cdn.net/a", base) == "https://cdn.net/a"
    assert absolute("HTTPS://Cdn.net/a", base) == "https://Cdn.net/a"
    assert absolute("https:///a", base) is None or absolute("https:///a", base) == urljoin(base, "https:///a")
    assert absolute("/a b", base) == "https://example.org/a%20b"
    assert absolute("java\tscript:alert(1)", base) is None
    assert absolute("/a", "file:///etc/passwd") is None
    assert absolute("/a", None) is None
