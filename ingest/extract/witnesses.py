"""What the page says elsewhere of its article's text: titles, descriptions, the body in its JSON-LD."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from html import unescape

import numpy as np
from lxml.html import HtmlElement

from ingest.extract.characters import Texts, squeeze
from ingest.extract.document import Document
from ingest.extract.features import Array

# A shorter text is in any longer one by chance.
_LONG_ENOUGH = 8
# A longer block is no headline.
_LONGEST_TITLE = 300
# What is read of a block's text where it is looked for in others.
_READ = 200


_ARTICLE_BODY = re.compile(r'"articleBody"\s*:\s*("(?:[^"\\]|\\.)*")', re.S)
_MARKUP = re.compile(r"<[^<>]*>")


def _declared_body(scripts: Sequence[HtmlElement]) -> str:
    """The longest articleBody of the page's JSON-LD, read without the rest: broken JSON is common."""
    found = ""
    for script in scripts:
        if script.get("type") == "application/ld+json" and "articleBody" in (text := script.text or ""):
            for quoted in _ARTICLE_BODY.findall(text):
                try:
                    body = str(json.loads(quoted, strict=False))
                except ValueError:
                    continue
                found = max(found, body, key=len)
    return _MARKUP.sub(" ", unescape(found)) if found else ""


_TITLES = ("og:title", "twitter:title")
_DESCRIPTIONS = ("og:description", "description", "twitter:description")


class Witnesses:
    """What the page says elsewhere of its article's text: titles, descriptions, JSON-LD body."""

    def __init__(self, document: Document) -> None:
        root = document.root
        head = root.find("head")
        # ".//title" walks through the whole page: lxml looks for the second before it gives the first.
        title = root.findtext("head/title")
        titles, descriptions = [root.findtext(".//title") or "" if title is None else title], []
        for meta in head.iterchildren("meta") if head is not None else ():
            key = (meta.get("property") or meta.get("name") or "").lower()
            if key in _TITLES:
                titles.append(meta.get("content") or "")
            elif key in _DESCRIPTIONS:
                descriptions.append((meta.get("content") or "").rstrip(". …"))
        titles, descriptions = list(dict.fromkeys(titles)), list(dict.fromkeys(descriptions))
        self.titles = [t for t in {squeeze(t) for t in titles} if t]
        self.descriptions = [d for d in {squeeze(d) for d in descriptions} if len(d) >= 16]
        body = _declared_body(document.scripts)
        self.body = squeeze(body) if body else ""

    def rows(self, texts: Texts, telling: list[int]) -> Array:
        """Per block: is it (in) a title, is it (in) a description, is it in the declared body."""
        out = np.zeros((len(texts.size), 6), dtype=np.float32)
        body, titles, descriptions = self.body, self.titles, self.descriptions
        out[:, 5] = len(body) > 0
        sizes = texts.size.tolist()
        long = [n for n in telling if sizes[n] >= _LONG_ENOUGH]
        for n, plain in zip(long, texts.squeezed(long, _READ), strict=True):
            if not plain:
                continue
            if sizes[n] <= _LONGEST_TITLE:
                for t in titles:
                    if plain in t:
                        out[n, 0] = max(out[n, 0], len(plain) / len(t))
                    elif len(t) > 10 and t in plain:
                        out[n, 1] = 1
            for d in descriptions:
                if plain[:60] in d:
                    out[n, 2] = 1
                elif d[:60] in plain:
                    out[n, 3] = 1
            if body:
                out[n, 4] = 1 if plain[:80] in body else -1
        return out
