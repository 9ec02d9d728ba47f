"""The reader's pages: each asks `ingest.query` and fills a template."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from html import escape
from typing import Any, TypeVar
from urllib.parse import urlencode

from datasette.utils.asgi import Response
from markupsafe import Markup

from ingest.errors import NotFound
from ingest.query import Filters, Reader, Stored
from ingest.query.diffs import word_diff
from ingest.query.find import all_hosts
from ingest.query.plots import columns_svg
from ingest.query.safe_html import safe_html
from ingest.query.statistics import statistics, volume
from ingest.web.lead import lead_of
from ingest.web.ledger import with_ledger
from ingest.web.visits import COOKIE, visit

Result = TypeVar("Result")
View = Callable[[Any, Any], Awaitable[Response]]

# A page of a list: some two screens.
_PAGE = 30


def _page(template: str) -> Callable[[Callable[[Reader, Any], dict[str, Any]]], View]:
    """A view from a function that asks the library; what is not found becomes a page that says so."""

    def decorate(ask: Callable[[Reader, Any], dict[str, Any]]) -> View:
        async def view(request: Any, datasette: Any) -> Response:
            def answer(connection: Any) -> dict[str, Any]:
                reader = Reader(connection)
                return ask(reader, request)

            database = next(database for name, database in datasette.databases.items() if name != "_internal")
            status = 200
            name = template
            try:
                context = await database.execute_fn(answer)
            except NotFound as error:
                name, status, context = "missing", 404, _refusal("Not in the library", str(error))
            except ValueError as error:
                name, status, context = "missing", 400, _refusal("That was not understood", str(error))
            if "redirect" in context:
                return Response.redirect(context["redirect"])
            context["database"] = database.name
            html = await datasette.render_template(f"library/{name}.html", context, request=request)
            response = Response.html(html, status=status)
            if "cookie" in context:
                response.set_cookie(
                    COOKIE, context["cookie"], max_age=31_536_000, httponly=True, samesite="lax"
                )
            return response

        return view

    return decorate


def _refusal(title: str, reason: str) -> dict[str, Any]:
    return {"refusal": title, "reason": reason}


async def nowhere(datasette: Any) -> Response:
    """The page for an address that the reader does not have."""
    database = next(name for name in datasette.databases if name != "_internal")
    context = {**_refusal("No such page", "The library has no page at this address."), "database": database}
    return Response.html(await datasette.render_template("library/missing.html", context), status=404)


@_page("front")
def front(reader: Reader, request: Any) -> dict[str, Any]:
    """The latest, and what is new since the last visit."""
    newest = next(reader.rows("SELECT coalesce(max(id), 0) AS id FROM articles"))["id"]
    seen = visit(request.cookies.get(COOKIE), newest)
    new = next(reader.rows("SELECT count(*) AS n FROM articles WHERE id > ?", [seen.seen]))["n"]
    return {
        **_listed(reader, request, Filters()),
        "sites": _sites(reader),
        "new": new,
        "is_first": seen.is_first,
        "seen": seen.seen,
        "cookie": seen.cookie,
        "total": reader.count(),
    }


@_page("search")
def search(reader: Reader, request: Any) -> dict[str, Any]:
    """Search results; an address in the search box opens its article."""
    given = {
        name: (request.args.get(name) or "").strip() for name in ("q", "source", "since", "until", "language")
    }
    words = given["q"]
    if words.startswith(("http://", "https://")):
        return {"redirect": f"/article/{reader.article(words).id}"}
    filters = reader.filters(
        sources=[given["source"]] if given["source"] else [],
        languages=[given["language"]] if given["language"] else [],
        since=given["since"] or None,
        until=given["until"] or None,
    )
    number = _number(request)
    order = request.args.get("order") == "newest"
    found = reader.search(words, filters, limit=_PAGE, offset=(number - 1) * _PAGE, newest=order)
    return {
        **given,
        "sites": _sites(reader),
        "newest": order,
        "hits": [
            {"hit": hit, "title": _marked(hit.title), "snippet": _marked(hit.snippet)} for hit in found.hits
        ],
        "matches": found.matches,
        "is_capped": found.is_capped,
        "next": _next(request, number) if len(found.hits) == _PAGE else None,
    }


@_page("article")
def article(reader: Reader, request: Any) -> dict[str, Any]:
    """An article, made for reading."""
    item = reader.article(request.url_vars["id"])
    html = safe_html(item.article.html) or _paragraphs(item)
    return {**_head(reader, item), "html": Markup(html), "lead": lead_of(item.article, html)}


@_page("ledger")
def ledger(reader: Reader, request: Any) -> dict[str, Any]:
    """The article with the removed blocks in their places."""
    item = reader.article(request.url_vars["id"])
    html = safe_html(item.article.html) or _paragraphs(item)
    parts = [
        {"html": Markup(part.html), "removal": part.removal, "number": part.number}
        for part in with_ledger(html, item.article.removed)
    ]
    return {**_head(reader, item), "parts": parts}


@_page("versions")
def versions(reader: Reader, request: Any) -> dict[str, Any]:
    """The article's versions and the words that changed between two of them."""
    item = reader.article(request.url_vars["id"])
    known = reader.revisions(str(item.id))
    by_number = {version.number: version for version in known}
    new = by_number.get(_number(request, "new", known[-1].number), known[-1])
    old = by_number.get(_number(request, "old", new.number - 1), known[0])
    return {
        **_head(reader, item),
        "versions": known,
        "old": old,
        "new": new,
        "title_diff": word_diff(old.title or "", new.title or ""),
        "subtitle_diff": word_diff(old.subtitle or "", new.subtitle or ""),
        "body_diff": word_diff(old.body, new.body),
    }


@_page("site")
def site(reader: Reader, request: Any) -> dict[str, Any]:
    """A site: volume by day, failures, the health of its sources, its latest articles."""
    host = request.args.get("host") or ""
    filters = Filters(hosts=(host,))
    if not reader.count(filters):
        raise NotFound("no article of this site is in the library", host)
    name = next(reader.articles(filters, limit=1)).article.site_name
    days = volume(reader.rows, filters, 60)
    sources = (
        "SELECT s.url, s.kind, s.is_paused, s.crawled_at, s.last_error, h.articles, h.new_in_week, h.failures"
        " FROM sources s JOIN source_health h ON h.id = s.id"
        " WHERE s.id IN (SELECT DISTINCT source_id FROM articles WHERE host = ? LIMIT 20)"
    )
    failures = (
        "SELECT url, stage, reason, attempts, last_at FROM failures WHERE host = ?"
        " ORDER BY last_at DESC LIMIT 20"
    )
    return {
        **_listed(reader, request, filters),
        "host": host,
        "name": name or host,
        "plot": Markup(columns_svg(days, f"Articles of {host} by day")),
        "sources": list(reader.rows(sources, [host])),
        "failures": list(reader.rows(failures, [host])),
        "total": reader.count(filters),
    }


@_page("named")
def author(reader: Reader, request: Any) -> dict[str, Any]:
    """An author's articles."""
    return _named(reader, request, "author")


@_page("named")
def tag(reader: Reader, request: Any) -> dict[str, Any]:
    """A tag's articles."""
    return _named(reader, request, "tag")


@_page("statistics")
def numbers(reader: Reader, request: Any) -> dict[str, Any]:
    """The library in numbers."""
    found = statistics(reader.rows, Filters())
    return {"found": found, "plot": Markup(columns_svg(found.days, "Articles by day"))}


ROUTES: list[tuple[str, View]] = [
    (r"^/$", front),
    (r"^/search$", search),
    (r"^/article/(?P<id>\d+)$", article),
    (r"^/article/(?P<id>\d+)/removed$", ledger),
    (r"^/article/(?P<id>\d+)/versions$", versions),
    (r"^/site$", site),
    (r"^/author$", author),
    (r"^/tag$", tag),
    (r"^/statistics$", numbers),
]


def _named(reader: Reader, request: Any, kind: str) -> dict[str, Any]:
    name = request.args.get("name") or ""
    known = reader.filters(authors=[name]) if kind == "author" else reader.filters(tags=[name])
    return {**_listed(reader, request, known), "kind": kind, "name": name, "total": reader.count(known)}


def _head(reader: Reader, item: Stored) -> dict[str, Any]:
    """What every page of an article shows above the text."""
    return {"item": item, "article": item.article, "copies": reader.copies(item)}


def _listed(reader: Reader, request: Any, filters: Filters) -> dict[str, Any]:
    """A page of a list, newest first, without the articles' long texts."""
    number = _number(request)
    items = list(reader.articles(filters, limit=_PAGE + 1, offset=(number - 1) * _PAGE))
    shown = [{"item": item, "article": item.article, "teaser": _teaser(item)} for item in items[:_PAGE]]
    return {"items": shown, "next": _next(request, number) if len(items) > _PAGE else None, "number": number}


def _sites(reader: Reader) -> list[dict[str, Any]]:
    """Every site with its newest article and how many there are of the last week, the busiest first."""
    week = next(reader.rows("SELECT date(max(sort_utc), '-7 days') AS week FROM articles"))["week"]
    sql = "SELECT host, count(*) AS n FROM articles WHERE sort_utc >= ? GROUP BY host"
    counts = {row["host"]: row["n"] for row in reader.rows(sql, [week or ""])}
    sites = [{"host": host, "week": counts.get(host, 0)} for host in all_hosts(reader.rows)]
    sites = sorted(sites, key=lambda entry: (-int(entry["week"]), str(entry["host"])))[:40]
    latest = (
        "SELECT id, title, language, site_name FROM articles WHERE host = ? ORDER BY sort_utc DESC LIMIT 1"
    )
    for entry in sites:
        newest = next(reader.rows(latest, [entry["host"]]))
        entry |= {"name": newest["site_name"] or entry["host"], "newest": newest}
    return sites


def _teaser(item: Stored) -> str:
    text = item.article.subtitle or item.article.body.split("\n\n", 1)[0]
    return text if len(text) <= 200 else text[:200].rsplit(" ", 1)[0] + "…"


def _paragraphs(item: Stored) -> str:
    return "".join(f"<p>{escape(block)}</p>" for block in item.article.body.split("\n\n"))


def _marked(runs: Sequence[tuple[str, bool]]) -> Markup:
    return Markup("".join(f"<mark>{escape(text)}</mark>" if match else escape(text) for text, match in runs))


def _number(request: Any, name: str = "page", default: int = 1) -> int:
    given = request.args.get(name) or ""
    return max(1, int(given)) if given.isdigit() and len(given) < 7 else default


def _next(request: Any, number: int) -> str:
    """The address of the list's next page."""
    arguments = {name: request.args.get(name) for name in request.args if name != "page"}
    return f"{request.path}?{urlencode({**arguments, 'page': number + 1})}"
