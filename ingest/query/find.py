"""From what a person types (an address in any spelling, its beginning, a number) to one article."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from typing import Any, Literal

from ingest.errors import NotFound
from ingest.query.stored import Rows
from ingest.store.addresses import address_key, clean_address

# What a person can read in one error message.
_SUGGESTIONS = 3


def find_article(rows: Rows, url: str) -> int:
    """The article's id. Raises NotFound, which names the nearest addresses."""
    url = url.strip()
    for found in (_by_number, _by_alias, _by_beginning):
        article_id = found(rows, url)
        if article_id is not None:
            return article_id
    near = _near(rows, url)
    hint = "; did you mean " + " or ".join(near) + "?" if near else ""
    raise NotFound(f"no such article in the library{hint}", url)


def _by_number(rows: Rows, url: str) -> int | None:
    if not url.isdigit() or len(url) > 18:
        return None
    return _only(list(rows("SELECT id FROM articles WHERE id = ?", [int(url)])))


def _by_alias(rows: Rows, url: str) -> int | None:
    sql = "SELECT article_id AS id FROM aliases WHERE key = ? ORDER BY url = ? DESC LIMIT 1"
    return _only(list(rows(sql, [address_key(_with_scheme(url)), clean_address(url)])))


def _by_beginning(rows: Rows, url: str) -> int | None:
    """The one article whose address begins like this; several are told apart in the error."""
    # "u\U0010ffff" is above every address that begins with u: a range that the index answers.
    sql = "SELECT DISTINCT article_id AS id FROM aliases WHERE key >= ? AND key < ? LIMIT 4"
    key = address_key(_with_scheme(url))
    if "." not in key:
        return None
    found = list(rows(sql, [key, key + "\U0010ffff"]))
    if len(found) > 1:
        ids = ", ".join(str(row["id"]) for row in found[:3])
        raise NotFound(f"more than one article begins like this ({ids}, …): type more of the address", url)
    return _only(found)


def _near(rows: Rows, url: str) -> list[str]:
    """Addresses of the same host that look most alike."""
    host, _, path = address_key(_with_scheme(url)).partition("/")
    sql = (
        "SELECT url FROM aliases WHERE key >= ? AND key < ? AND kind IN ('story', 'answered')"
        " ORDER BY article_id DESC LIMIT 2000"
    )
    known = [row["url"] for row in rows(sql, [host + "/", host + "0"])]
    by_path = {known_url.split(host, 1)[-1]: known_url for known_url in known}
    return [
        by_path[match]
        for match in difflib.get_close_matches("/" + path, list(by_path), n=_SUGGESTIONS, cutoff=0.6)
    ]


def find_outlets(rows: Rows, names: Sequence[str]) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Sources and hosts that people mean.

    Sources by id, name, outlet or URL; hosts with or without "www.", or by what the site calls itself.
    Raises NotFound with the names there are.
    """
    ids: list[int] = []
    hosts: list[str] = []
    known = all_hosts(rows) if names else []
    for name in names:
        sources = _sources_named(rows, name)
        wanted = _bare(name)
        mine = [host for host in known if _is_meant(_bare(host), wanted)]
        mine = mine or ([] if sources else _called(rows, known, name))
        if not sources and not mine:
            near = difflib.get_close_matches(wanted, known, n=_SUGGESTIONS, cutoff=0.8) or known[:8]
            there = ", ".join(near) + (", …" if len(near) < len(known) else "")
            raise NotFound(f'no source or site "{name}"; there are {there}' if known else "no articles yet")
        ids += sources
        hosts += mine
    return tuple(ids), tuple(hosts)


def find_names(rows: Rows, kind: Literal["author", "tag"], names: Sequence[str]) -> tuple[str, ...]:
    """Authors or tags as they are stored, whatever the case people type. Raises NotFound with near ones."""
    found: list[str] = []
    for name in names:
        exact = [row["name"] for row in rows(f"SELECT name FROM {kind}s WHERE name = ?", [name])]
        # SQLite folds the case of ASCII letters only.
        folded = {row["name"]: row["name"].casefold() for row in rows(f"SELECT name FROM {kind}s", [])}
        spellings = [known for known, plain in folded.items() if plain == name.casefold()]
        if not exact and not spellings:
            near = difflib.get_close_matches(name, list(folded), n=_SUGGESTIONS)
            near = (
                near or [known for known, plain in folded.items() if name.casefold() in plain][:_SUGGESTIONS]
            )
            hint = "; did you mean " + " or ".join(near) + "?" if near else ""
            raise NotFound(f'no {kind} "{name}"{hint}')
        found += dict.fromkeys(exact + spellings)
    return tuple(found)


def all_hosts(rows: Rows) -> list[str]:
    """Every host with an article, by skipping through the index: the cost is one look-up a host."""
    sql = (
        "WITH RECURSIVE h (host) AS (SELECT min(host) FROM articles"
        " UNION ALL SELECT (SELECT min(host) FROM articles WHERE host > h.host)"
        " FROM h WHERE h.host IS NOT NULL)"
        " SELECT host FROM h WHERE host IS NOT NULL"
    )
    return [row["host"] for row in rows(sql, [])]


def _sources_named(rows: Rows, name: str) -> list[int]:
    sql = (
        "SELECT id FROM sources WHERE name = ?1 COLLATE NOCASE OR outlet = ?1 COLLATE NOCASE"
        " OR url = ?1 OR id = ?2"
    )
    return [row["id"] for row in rows(sql, [name, int(name) if name.isdecimal() and len(name) < 18 else -1])]


def _bare(host: str) -> str:
    return host.lower().removeprefix("https://").removeprefix("http://").rstrip("/").removeprefix("www.")


def _called(rows: Rows, hosts: Sequence[str], name: str) -> list[str]:
    """The hosts whose newest article gives its site this name, which is what lists and results show."""
    sql = "SELECT site_name FROM articles WHERE host = ? ORDER BY sort_utc DESC LIMIT 1"
    return [
        host
        for host in hosts
        if (next(rows(sql, [host]))["site_name"] or "").casefold() == name.strip().casefold()
    ]


def _is_meant(host: str, wanted: str) -> bool:
    """The host itself, one below it, or the same at an unusual port that nobody typed."""
    return host == wanted or host.endswith("." + wanted) or host.rpartition(":")[0] == wanted


def _with_scheme(url: str) -> str:
    return url if "://" in url else f"https://{url}"


def _only(found: list[dict[str, Any]]) -> int | None:
    return int(found[0]["id"]) if len(found) == 1 else None
