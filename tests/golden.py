"""What a person wants from each page of `fixtures/`, against what `ingest.extract` reads.

`make golden` (`python -m tests.golden`) rewrites the expected files and leaves the diff to your eyes.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import ingest

ROOT = Path(__file__).parents[1]
PAGES = sorted(path.parent for path in (ROOT / "fixtures").glob("*/*/meta.json"))
RIGHTS = ("copyright", "licence", "reuse_notice", "excerpt_limit", "link_required", "opt_outs")
# Below this the page is probably no article (DESIGN, `confidence`): expected.json is null then.
SURE = 0.5


def name_of(page: Path) -> str:
    return f"{page.parent.name}/{page.name}"


def read(page: Path) -> dict[str, Any] | None:
    """The page's article as it stands in expected.json, or None where there is none."""
    meta = json.loads((page / "meta.json").read_text("utf-8"))
    article = ingest.extract((page / "page.html").read_bytes(), meta["url"])
    if article is None or article.confidence < SURE:
        return None
    return {
        "title": article.title,
        "subtitle": article.subtitle,
        "authors": list(article.authors),
        "published": article.published.isoformat() if article.published else None,
        "modified": article.modified.isoformat() if article.modified else None,
        "language": article.language,
        "site_name": article.site_name,
        "section": article.section,
        "tags": list(article.tags),
        "canonical_url": article.canonical_url,
        "paywalled": article.paywalled,
        "images": [{"url": i.url, "caption": i.caption, "credit": i.credit} for i in article.images],
        "rights": {key: value for key in RIGHTS if (value := _plain(asdict(article.rights)[key]))},
        "body": article.body,
        "removed": [[removal.category, " ".join(removal.text.split())] for removal in article.removed],
    }


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def expected(page: Path) -> dict[str, Any] | None:
    wanted: dict[str, Any] | None = json.loads((page / "expected.json").read_text("utf-8"))
    return wanted


if __name__ == "__main__":
    for page in PAGES:
        text = json.dumps(read(page), ensure_ascii=False, indent=2) + "\n"
        if text != (page / "expected.json").read_text("utf-8"):
            print(f"changed: {name_of(page)}")
            (page / "expected.json").write_text(text, "utf-8")
