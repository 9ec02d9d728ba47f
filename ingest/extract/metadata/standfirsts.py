"""The standfirst: the sentence or two that a page sets apart between headline and text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.extract.metadata.declared import Declared
from ingest.extract.metadata.ranking import ranking
from ingest.extract.metadata.signed import is_news
from ingest.extract.metadata.values import Value, folded, plain, strings
from ingest.extract.outline import INSIDE, Outline

# Believed from this probability on: a line of the text taken for a standfirst is worse than none.
BELIEVED = 0.3
# Named a standfirst and described in the same words: 26 of 28 on news pages, too few for trees to be sure.
CERTAIN = "called, described"
_SHORTEST, _LONGEST = 20, 700
# Blocks behind the headline that are looked at, the long enough ones among them, and a wrapper's most blocks.
_BEHIND, _MOST, _WIDEST = 14, 6, 4
_PARAGRAPH = 80
# A description is looked for so many blocks further down.
_FAR = 60
# Of so many h1 one may be the headline; a line that is has so many signs beside its words.
_MOST_HEADINGS, _OTHER_SIGNS = 4, 12
_TAGS = ("p", "h2", "h3", "h4", "div", "li", "section", "header")
_INSIDE = {
    f"in {tag}": 1 << INSIDE.index(tag)
    for tag in (
        "article", "main", "header", "aside", "nav", "footer", "figure", "figcaption", "ul", "form", "button",
        "a",
    )
}  # fmt: skip
_DECLARED = ("description", "og:description", "twitter:description")


@dataclass(frozen=True, slots=True)
class Candidate:
    """The blocks `begin:end` of the page, and the outermost element that holds nothing else."""

    begin: int
    end: int
    at: int
    text: str


def find_subtitle(page: Declared, title: str | None) -> Value[str] | None:
    """The likeliest candidate; None where it looks like a line of the text."""
    start = behind_headline(page, title)
    found = candidates(page, title, start)
    if not found:
        return None
    rows = features(page, found, start)
    said = [max(p, row[CERTAIN]) for p, row in zip(ranking("standfirsts").said(rows), rows, strict=True)]
    best = max(range(len(found)), key=said.__getitem__)
    if said[best] < BELIEVED or _has_ruby(page.outline, found[best]):
        return None
    return Value(found[best].text, "standfirst", found[best].text)


def _has_ruby(outline: Outline, candidate: Candidate) -> bool:
    """Whether readings stand between the words: the body leaves them out and would repeat the rest."""
    past = bisect_left(outline.begin, candidate.end)
    return "rt" in outline.tag[outline.owner[candidate.begin] : past]


def candidates(page: Declared, title: str | None, start: int) -> list[Candidate]:
    """Each longer block near behind the headline, small elements that are called a standfirst, and
    further down what the page is described with."""
    outline, head = page.outline, folded(title or "")
    stop = min(len(outline.texts), start + _BEHIND)
    spans = {(n, n + 1): _wrapper(outline, n) for n in range(start, stop)}
    # An element begins no earlier than the one before it.
    for at in range(bisect_left(outline.begin, start), bisect_left(outline.begin, stop)):
        begin, end = outline.begin[at], outline.end[at]
        if 1 < end - begin <= _WIDEST and page.is_called(at, "standfirst"):
            spans.setdefault((begin, end), at)
    found = []
    for (begin, end), at in sorted(spans.items()):
        text = " ".join(outline.texts[begin:end])
        if _SHORTEST <= len(text) <= _LONGEST and folded(text) != head:
            found.append(Candidate(begin, end, at, text))
    return found[:_MOST] + list(_described(page, stop))


def behind_headline(page: Declared, title: str | None) -> int:
    """The block behind the headline: the h1 that is the title, else the line that is, else the first h1."""
    outline, head = page.outline, folded(title or "")
    for at in page.headings[:_MOST_HEADINGS]:
        if head and folded(page.text(at)) == head:
            return outline.end[at]
    first = head[:1]
    for n, text in enumerate(outline.texts) if head else ():
        if (
            abs(len(text) - len(head)) <= _OTHER_SIGNS
            and first in text[:2].casefold()
            and folded(text) == head
        ):
            return n + 1
    return outline.end[page.headings[0]] if page.headings else 0


def _described(page: Declared, stop: int) -> Iterator[Candidate]:
    """The first block further down that a description repeats word for word."""
    outline = page.outline
    texts = [plain(text) for name in _DECLARED for text in page.meta.get(name, ())[:1]]
    beginnings = tuple(text[:_SHORTEST] for text in texts if _SHORTEST <= len(text) <= _LONGEST)
    for n in range(stop, min(len(outline.texts), stop + _FAR)):
        text = outline.texts[n]
        if text.startswith(beginnings) and text in texts:
            yield Candidate(n, n + 1, _wrapper(outline, n), text)
            return


def _wrapper(outline: Outline, n: int) -> int:
    """The outermost element that holds this block and no other."""
    at = outline.owner[n]
    while at and outline.end[outline.parent[at]] - outline.begin[outline.parent[at]] <= 1:
        at = outline.parent[at]
    return at


def features(page: Declared, found: list[Candidate], start: int) -> list[dict[str, float]]:
    """One mapping a candidate, all with the same keys."""
    said = {name: [folded(plain(text)) for text in page.meta.get(name, ())] for name in _DECLARED}
    node = page.article or {}
    said["json-ld description"] = [folded(plain(text)) for text in strings(node.get("description"))]
    said["json-ld alternative"] = [folded(plain(text)) for text in strings(node.get("alternativeHeadline"))]
    body = folded((page.article_body or "")[: 4 * _LONGEST])
    texts = [text for values in said.values() for text in values if len(text) >= _SHORTEST]
    news = is_news(page)
    rows = []
    for candidate in found:
        key = folded(candidate.text)
        row = _claims(key, said, texts, body)
        row |= _markup(page, candidate)
        row |= _surroundings(page.outline, candidate, start, found)
        row |= {
            "news": news, "no h1": not page.headings, "described, apart": row["described"] * row["apart"],
            CERTAIN: row["called"] * row["described"],
            "called, apart": row["called"] * row["apart"],
            "heading, described": row["described"] * row["is heading"],
            "heading, first": row["is heading"] * row["first long"],
            "apart, first": row["apart"] * row["first long"],
            "bold, first": row["bold"] * row["first long"],
        }  # fmt: skip
        rows.append(row)
    return rows


def _claims(key: str, said: dict[str, list[str]], texts: list[str], body: str) -> dict[str, float]:
    """Whether the page's declarations say the same."""
    opening = key[: _SHORTEST * 2]
    return {
        **{f"is {name}": key in values for name, values in said.items()},
        "described": key in texts,
        "begins description": any(text.startswith(key) and text != key for text in texts),
        "description begins it": any(key.startswith(text) and text != key for text in texts),
        "within description": any(key in text and not text.startswith(key) for text in texts),
        "opening described": any(text.startswith(opening) for text in texts),
        "nothing described": not texts,
        "begins body": bool(body) and body.startswith(opening),
        "in body": bool(body) and key in body, "not in body": bool(body) and key not in body,
    }  # fmt: skip


def _markup(page: Declared, candidate: Candidate) -> dict[str, float]:
    """What the elements around it are called, and which tags they are."""
    outline = page.outline
    owner = outline.owner[candidate.begin]
    at, chain = owner, [owner]
    while at != candidate.at and at:
        at = outline.parent[at]
        chain.append(at)
    inside = outline.inside[owner]
    size = len(candidate.text)
    single = candidate.end - candidate.begin == 1
    return {
        "called": any(page.is_called(at, "standfirst") for at in {*chain, outline.inner[candidate.begin]}),
        "parent called": page.is_called(outline.parent[candidate.at], "standfirst"),
        "called description": any("description" in outline.names[at] for at in chain),
        "called byline": any(page.is_called(at, "byline") for at in chain),
        **{f"tag {tag}": outline.tag[owner] == tag for tag in _TAGS},
        "is heading": outline.tag[owner] in ("h2", "h3", "h4"),
        **{name: bool(inside & bit) for name, bit in _INSIDE.items()},
        "single": single,
        "bold": single and outline.strong[candidate.begin] > 0.9 * size,
        "linked": outline.linked[candidate.begin] > 0.5 * size,
    }  # fmt: skip


def _surroundings(
    outline: Outline, candidate: Candidate, start: int, found: list[Candidate]
) -> dict[str, float]:
    """Where it stands, and whether it is marked up unlike the paragraphs that follow."""
    texts, size = outline.texts, len(candidate.text)
    owner = outline.owner[candidate.begin]
    stop = min(len(texts), candidate.end + 2 * _BEHIND)
    following = [n for n in range(candidate.end, stop) if len(texts[n]) >= _PARAGRAPH]
    alike = sum(
        outline.tag[outline.owner[n]] == outline.tag[owner]
        and outline.names[outline.owner[n]] == outline.names[owner]
        and outline.parent[outline.owner[n]] == outline.parent[owner]
        for n in following
    )
    next_one = outline.owner[following[0]] if following else owner
    distance = candidate.begin - start
    return {
        "first long": candidate.begin == found[0].begin,
        "at once": distance == 0, "distance": min(distance, _BEHIND) / _BEHIND, "near": distance <= 3,
        "alike": min(alike, 4) / 4, "apart": not alike, "nothing follows": not following,
        "other parent": outline.parent[next_one] != outline.parent[owner],
        "other names": outline.names[next_one] != outline.names[owner],
        "other tag": outline.tag[next_one] != outline.tag[owner],
        "gap": min(following[0] - candidate.end, 8) / 8 if following else 1,
        "short": size < 60, "middling": 60 <= size <= 300, "long": size > 400,
        "length": size / _LONGEST,
        "ends": candidate.text.endswith((".", "!", "?", "…", "。", "”", '"', "»", "“")),
        "repeated": texts[:stop].count(candidate.text) > 1,
    }  # fmt: skip
