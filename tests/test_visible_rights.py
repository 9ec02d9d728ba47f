"""What a page's footer says of its rights, whatever element says it."""

from __future__ import annotations

import pytest

from ingest.extract.document import parse
from ingest.extract.metadata import with_visible_rights
from ingest.extract.outline import outline
from ingest.items import Rights

STORY = "<article><p>The ferry was late again, and nobody on the quay was surprised by it.</p></article>"


@pytest.mark.parametrize(
    "footer",
    [
        "<footer><p>© 2026 Quay Press</p></footer>",
        "<footer><a href='/c'>Copyright law</a><section>© 2026 <a href='/'>Quay Press</a></section></footer>",
        "<div class='wide site-footer'><table><tr><td>© 2026 Quay Press</td></tr></table></div>",
        "<ul role='contentinfo'><li><a href='/'>© 2026 Quay Press</a></li></ul>",
        "<div id='colophon'><address>© 2026 Quay Press</address></div>",
    ],
)
def test_copyright_line_of_any_footer(footer: str) -> None:
    document = parse(f"<html><body>{STORY}{footer}</body></html>", None)
    assert document is not None
    rights = with_visible_rights(Rights(), (), outline(document.root))
    assert rights.copyright == "© 2026 Quay Press"
    assert rights.sources["copyright"] == "visible text"


def test_names_of_other_pages_are_no_rights() -> None:
    document = parse(
        f"<body>{STORY}<footer><a>Reprint permissions</a> <a>Copyright</a></footer></body>", None
    )
    assert document is not None
    assert with_visible_rights(Rights(), (), outline(document.root)) == Rights()
