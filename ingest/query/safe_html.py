"""Stored HTML, made safe once more when it is shown: a database may have been written by anybody."""

from __future__ import annotations

_TAGS = (
    "a abbr b blockquote br caption cite code dd del dl dt em figcaption figure h2 h3 h4 h5 h6 hr i img ins"
    " kbd li mark ol p pre q s small strong sub sup table tbody td tfoot th thead tr u ul"
)


def safe_html(html: str, *, pictures: bool = False) -> str:
    """The HTML with text-level and block-level tags only: no script, style, form, class, id or event.

    Pictures, which would tell their host who reads what, become links to them unless `pictures` is set.
    """
    import nh3

    attributes = {
        "a": {"href", "title", "hreflang"},
        "img": {"src", "alt", "width", "height"},
        "td": {"colspan", "rowspan"},
        "th": {"colspan", "rowspan", "scope"},
        "ol": {"start", "type"},
    }
    clean: str = nh3.clean(
        html,
        tags=set(_TAGS.split()),
        attributes=attributes,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    )
    return clean if pictures or "<img" not in clean else _pictures_as_links(clean)


def _pictures_as_links(html: str) -> str:
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(html, "html.parser")
    for picture in soup.find_all("img"):
        source = str(picture.get("src") or "")
        words = str(picture.get("alt") or "")
        if not source.startswith(("http://", "https://")):
            picture.decompose()
            continue
        attributes = {"href": source, "rel": "noopener noreferrer nofollow", "class": "picture"}
        link = soup.new_tag("a", attrs=attributes)
        link.string = f"Picture: {words}" if words else "Picture"
        parent = picture.find_parent("a")
        # A link within a link is no HTML: the outer one goes, as the picture was all it held.
        (parent if parent is not None and not parent.get_text(strip=True) else picture).replace_with(link)
    return str(soup)
