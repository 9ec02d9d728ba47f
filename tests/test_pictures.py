"""Which addresses show one picture, in which size."""

from __future__ import annotations

import pytest

from ingest.extract import extract
from ingest.extract.render import merge_images
from ingest.extract.render.portraits import is_portrait
from ingest.items import Article, Image
from ingest.pictures import is_larger, key_of
from ingest.web.lead import lead_of
from tests.servers import article

HOST = "https://img.example"
PATH = f"{HOST}/2026/11/harbour-at-dawn"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"{PATH}.jpg?w=640", f"{PATH}.jpg?w=1200&h=630&crop=1"),
        (f"{PATH}-1024x768.jpg", f"{PATH}-scaled.jpg"),
        (f"{PATH}.jpg", f"{PATH}.jpg.webp"),
        (f"{PATH}_large.png", f"{PATH}@2x.webp"),
        (f"{PATH}-superJumbo.jpg", f"{PATH}-articleLarge.jpg"),
        (f"{HOST}/640x360/dawn.jpg", f"{HOST}/1280x720/dawn.jpg"),
        (f"{HOST}/w_640,h_360,c_fill/dawn.jpg", f"{HOST}/w_1280,c_limit/dawn.jpg"),
        (f"{HOST}/ab=/0x72:4739x2738/1952x1098/rtx/4/original.jpg", f"{HOST}/cd=/1200x0/rtx/4/original.jpg"),
        (f"{HOST}/view?id=7&width=640&quality=80", f"{HOST}/view?id=7&width=1280"),
        (f"{HOST}/resize?url=https%3A%2F%2Fa.example%2Fdawn-9.jpg&w=9", "https://a.example/dawn-9.jpg"),
        (f"{HOST}/fetch/w_9/https://a.example/dawn-9.jpg", "https://a.example/dawn-9.jpg"),
        (f"{HOST}/images/1200/570/1072476.jpg", f"{HOST}/images/960/540/1072476.webp"),
    ],
)
def test_sizes_crops_and_formats_are_one_picture(one: str, other: str) -> None:
    assert key_of(one) == key_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"{PATH}-1.jpg", f"{PATH}-2.jpg"),
        (f"{HOST}/2026/11/1.jpg", f"{HOST}/2026/12/1.jpg"),
        (f"{HOST}/a/original.jpg", f"{HOST}/b/original.jpg"),
        (f"{HOST}/view?id=7&width=640", f"{HOST}/view?id=8&width=640"),
        (f"{HOST}/picture-server.php?id=7", f"{HOST}/picture-server.php?id=8"),
        (f"{PATH}.svg", f"{PATH}.jpg"),
        (f"{HOST}/stock_1699999991.jpg", f"{HOST}/stock_1699999992.jpg"),
    ],
)
def test_other_pictures_stay_others(one: str, other: str) -> None:
    assert key_of(one) != key_of(other)


@pytest.mark.parametrize(
    ("large", "small"),
    [
        (f"{PATH}.jpg?w=1200", f"{PATH}.jpg?w=640"),
        (f"{PATH}.jpg", f"{PATH}.jpg?w=1200&h=630&crop=1"),
        (f"{PATH}-1024x768.jpg", f"{PATH}-150x150.jpg"),
        (f"{PATH}.jpg", f"{PATH}-scaled-thumb.jpg"),
        (f"{HOST}/w_1280,c_limit/dawn.jpg", f"{HOST}/640x360/dawn.jpg"),
    ],
)
def test_the_larger_is_known_by_its_address(large: str, small: str) -> None:
    assert is_larger(large, small)
    assert not is_larger(small, large)


def test_of_two_sizes_the_larger_stays_with_what_either_says() -> None:
    small = Image(f"{PATH}.jpg?w=640", alt="Boats", height=360)
    large = Image(f"{PATH}.jpg?w=1200", caption="The harbour at dawn", credit="Ann Lee", width=1200)
    assert merge_images([small], [large]) == (
        Image(large.url, "The harbour at dawn", "Ann Lee", "Boats", 1200, 360),
    )
    assert [image.url for image in merge_images([large], [small])] == [large.url]


def test_a_lead_in_another_size_of_a_picture_in_the_text_is_shown_once() -> None:
    story = Article(url=None, title="T", subtitle=None, body="B", images=(Image(f"{PATH}.jpg?w=640"),))
    link = '<a class="picture" href="{}?w=1200&amp;q=8" rel="noopener">Picture</a>'
    assert lead_of(story, link.format(f"{PATH}.jpg")) is None
    assert lead_of(story, link.format(f"{PATH}-2.jpg")) == story.images[0]


@pytest.mark.parametrize(
    ("name", "is_kept"),
    [
        ("images/logo.png", False),
        ("images/harbour-courier-og-image.png", False),
        ("images/courier_logo_200x200.png", False),
        ("images/social-share.54fd7dc0713e.png", False),
        ("images/Twitter-unveils-a-new-logo.jpg", True),
        ("images/social-housing.jpg", True),
        ("ferry-runs-late-again/share.jpg", True),
        ("images/ferry.jpg", True),
    ],
)
def test_an_outlets_own_mark_is_no_picture_of_the_story(name: str, is_kept: bool) -> None:
    url = f"https://cdn.example/{name}"
    declared = (
        f'<meta property="og:image" content="{url}"><meta property="og:site_name" content="Harbour Courier">'
    )
    page = article().replace(b"</head>", declared.encode() + b"</head>")
    found = extract(page, "https://courier.example/ferry-runs-late-again")
    assert found is not None
    assert [image.url for image in found.images] == [url] * is_kept


@pytest.mark.parametrize(
    ("alt", "caption", "shows_the_writer"),
    [
        ("Rosa Kern", None, True),
        ("Rosa Kern’s avatar", None, True),
        ("Headshot of Rosa Kern", None, True),
        ("Rosa Kern", "Written by Rosa Kern", True),
        ("Rosa Kern at the lock", None, False),
        ("The lock at night, by Rosa Kern", None, False),
        ("Rosa Kern", "The keeper of the lock", False),
        (None, "Rosa Kern", False),
    ],
)
def test_a_portrait_of_the_writer_is_no_picture_of_the_story(
    alt: str | None, caption: str | None, shows_the_writer: bool
) -> None:
    assert (
        is_portrait(Image("https://e.example/1.jpg", caption, None, alt), ["Rosa Kern"]) is shows_the_writer
    )


def test_portraits_are_in_no_rendering() -> None:
    prose = "".join(
        f"<p>Sentence {n} of what the keeper of the lock told us, and it took her an hour.</p>"
        for n in range(9)
    )
    page = f"""<html><head><meta name=author content="Rosa Kern"></head>
        <body><article><h1>The keeper of the lock</h1>
        <p class=byline>By Rosa Kern</p>{prose}<figure><img src=/lock.jpg alt="The lock"></figure>{prose}
        <p><img src=/kern.jpg alt="Rosa Kern" width=120></p></article></body></html>"""
    read = extract(page, "https://e.example/lock")
    assert read is not None
    assert [image.url for image in read.images] == ["https://e.example/lock.jpg"]
    assert "kern.jpg" not in read.markdown + read.html
