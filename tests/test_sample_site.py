"""The sample site is whole: what its feeds and sitemaps promise is there, and what must fail fails."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from ingest.demo.site import UNREACHABLE, Outlet, SampleSite, load_outlets

OUTLETS = load_outlets()


@pytest.fixture(scope="module")
def site() -> Iterator[SampleSite]:
    with SampleSite(OUTLETS, port=0) as site:
        yield site


def test_there_are_several_outlets_and_some_forty_pages() -> None:
    assert len(OUTLETS) >= 5
    assert sum(len(outlet.answers) for outlet in OUTLETS) >= 40


@pytest.mark.parametrize("outlet", OUTLETS, ids=lambda outlet: outlet.slug)
def test_every_link_of_feeds_and_sitemaps_leads_somewhere(outlet: Outlet) -> None:
    for path, answer in outlet.answers.items():
        if not answer.content_type.split(";")[0].endswith(("xml", "json")):
            continue
        text = answer.body.decode("utf-8", "replace").replace("&amp;", "&")
        pattern = r"(?:<loc>|<link>|<link rel=\"alternate\" href=\"|\"url\": \")(http[^<\"]+)"
        for url in re.findall(pattern, text):
            if not url.startswith(UNREACHABLE[0]) and url != outlet.home:
                assert url.removeprefix(outlet.home).split("?utm_")[0] in outlet.answers, f"{path}: {url}"


@pytest.mark.parametrize("outlet", OUTLETS, ids=lambda outlet: outlet.slug)
def test_pages_are_served_with_links_that_lead_to_this_machine(site: SampleSite, outlet: Outlet) -> None:
    home = site.homes[outlet.slug]
    for path, answer in outlet.answers.items():
        if answer.status != 200:
            with pytest.raises(HTTPError) as raised:
                urlopen(home + path, timeout=10)
            raised.value.close()
            assert raised.value.code == answer.status
            continue
        with urlopen(home + path, timeout=10) as response:
            body = response.read()
            assert response.headers["Content-Type"] == answer.content_type
        assert outlet.home.encode() not in body


def test_a_known_page_costs_no_second_download(site: SampleSite) -> None:
    url = site.homes["harbour-courier"] + "/feed/"
    with urlopen(url, timeout=10) as response:
        etag = response.headers["ETag"]
    with pytest.raises(HTTPError) as raised:
        urlopen(Request(url, headers={"If-None-Match": etag}), timeout=10)
    raised.value.close()
    assert raised.value.code == 304
