"""What the page says about reuse: licence, copyright line, reuse notice with its limit, opt-outs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from ingest.extract.metadata.declared import Declared
from ingest.extract.metadata.values import plain, strings
from ingest.extract.outline import Outline
from ingest.items import Removal, Rights

_COPYRIGHT = re.compile(r"(?:©|\(c\)\s*(?=\d{4})|\bcopyright\b)[^\n]{0,160}", re.I)
_LICENCE = re.compile(
    r"creativecommons\.org/(?:licenses|publicdomain)/|\bCC[ -](?:BY|0)(?:-(?:NC|SA|ND))*\b", re.I
)
# A reuse notice names the act and what is asked for it; one of the two alone is prose.
_ACT = re.compile(
    r"\b(?:re-?print\w*|re-?publi\w+|re-?produc\w+|re-?us\w+|re-?distribut\w+|referenc\w+|quot(?:e"
    r"|ing|ation)\w*|cit(?:e|ing)|syndicat\w+"
    r"|nachdruck|weiterverbreitung|vervielfältig\w+|übernahme|reproducci[oó]n|reproducir"
    r"|reprodu[çc]\w+|riproduzione|reproduction|republier"
    r"|передрук\w*|використанн\w+|цитуванн\w+|перепечатк\w+|использовани\w+|копировани\w+"
    r"|przedruk\w*|overname|eftertryk|alıntı\w*)|転載|複製|转载|轉載",
    re.I,
)
_ASKED = re.compile(
    r"\b(?:permission|licen[cs]e|hyper-?link|link (?:back )?to|attribution|credit|prohibited"
    r"|forbidden|without (?:the )?(?:prior|written|express)"
    r"|genehmigung|erlaubnis|verboten|untersagt|autorizaci[oó]n|permiso|prohibid\w+"
    r"|autoriza[çc][ãa]o|proibid\w+|autorizzazione|vietat\w+|riservata"
    r"|autorisation|interdit\w*|гіперпосиланн\w+|посиланн\w+|дозвол\w*|гиперссылк\w+|ссылк\w+"
    r"|разрешени\w+|запрещ\w+|zgod\w+|zabronion\w+"
    r"|toestemming|tilladelse|tillatelse|tillstånd|izin\w*)|禁|許可|許諾|授权|授權",
    re.I,
)
_LIMIT = re.compile(
    r"(?<![\d.,])(\d{2,5})[\s-]*(?:character|char\b|sign|zeichen|caract[eè]re|caracter|carattere"
    r"|caratteri|символ|знак|znak|karakter|tecken|tegn)",
    re.I,
)
_WORD_LIMIT = re.compile(
    r"(?<![\d.,])(\d{2,4})[\s-]*(?:words?\b|wörter|mots\b|palabras|palavras|parole\b|сл[іо]в)", re.I
)
_LINK = re.compile(
    r"\b(?:active\s+)?hyper-?link|\blink back\b|active link|backlink|гіперпосиланн|гиперссылк"
    r"|активн\w+ (?:посиланн|ссылк)|lien actif|enlace activo|aktiver? link",
    re.I,
)
# An English word and its space, in characters: a limit in words is kept in characters.
_CHARACTERS_A_WORD = 6
# Old templates have no <footer>; this is what their last <div> is called.
_FOOTER_NAMES = frozenset(("contentinfo", "footer", "site-footer", "colophon", "pied"))
_ALL_LINK = 0.9
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_LONGEST_NOTICE = 700
_SHORTEST_LINE = 8
_OPT_OUT_WORDS = ("noai", "noimageai")
# Directives to search engines: an outlet that keeps a page out of an index has not spoken of text mining.
_SEARCH_WORDS = ("noindex", "noarchive", "nosnippet")


def find_rights(page: Declared) -> Rights:
    """Declared rights; the visible notice is read from the blocks that the cleaners take out."""
    sources: dict[str, str] = {}
    node = page.article or {}
    links = (
        e.get("href") for e in [*page.links, *page.licences] if "license" in (e.get("rel") or "").split()
    )
    stated = (page.first("dc.rights", "dcterms.rights") or (None, None))[1]
    # dc.rights holds a licence or a copyright line, as the house likes.
    is_licence = stated is not None and ("://" in stated or _LICENCE.search(stated) is not None)

    def first(name: str, *candidates: tuple[str, object]) -> str | None:
        for source, raw in candidates:
            if raw and plain(raw):
                sources[name] = source
                return plain(raw)
        return None

    licence = first(
        "licence",
        ("json-ld license", next(iter(strings(node.get("license")) or strings(node.get("usageInfo"))), None)),
        ("link license", next(links, None)),
        ("meta dc.rights", stated if is_licence else None),
        ("meta license", (page.first("dcterms.license", "rights-standard") or (None, None))[1]),
    )
    line = first(
        "copyright",
        ("json-ld copyrightNotice", next(iter(strings(node.get("copyrightNotice"))), None)),
        ("meta copyright", (page.first("copyright", "dcterms.rightsholder", "rights") or (None, None))[1]),
        ("meta dc.rights", None if is_licence else stated),
        ("json-ld copyrightHolder", next(iter(strings(node.get("copyrightHolder"))), None)),
    )
    opt_outs = _opt_outs(page, sources)
    limits = _robots_words(page, _SEARCH_WORDS)
    if limits:
        sources["search_limits"] = "meta robots"
    return Rights(copyright=line, licence=licence, opt_outs=opt_outs, search_limits=limits, sources=sources)


def _robots_words(page: Declared, wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Which of these words the page's meta tags for robots hold."""
    found: list[str] = []
    for name in ("robots", "googlebot", "googlebot-news"):
        for raw in page.meta.get(name, ()):
            words = {word.strip().lower() for word in raw.split(",")}
            found += [word for word in wanted if word in words]
    return tuple(dict.fromkeys(found))


def _opt_outs(page: Declared, sources: dict[str, str]) -> tuple[str, ...]:
    found = list(_robots_words(page, _OPT_OUT_WORDS))
    if any(value.strip() == "1" for value in page.meta.get("tdm-reservation", ())):
        found.append("tdm-reservation")
    if page.meta.get("tdm-policy"):
        found.append("tdm-policy")
    if found:
        sources["opt_outs"] = "meta robots" if found[0] in _OPT_OUT_WORDS else "meta tdm-reservation"
    return tuple(dict.fromkeys(found))


def rights_of_text(text: str) -> Rights:
    """What a visible text says about reuse: "© 2024 …", "a maximum 500-character extract",
    "active hyperlink"."""
    sources: dict[str, str] = {}
    licence = _LICENCE.search(text)
    notice = text if len(text) <= _LONGEST_NOTICE and _ACT.search(text) and _ASKED.search(text) else None
    line = None if notice else _COPYRIGHT.search(text)
    limit = None
    if notice:
        sources["reuse_notice"] = "visible text"
        characters, words = _LIMIT.search(notice), _WORD_LIMIT.search(notice)
        limit = (
            int(characters.group(1))
            if characters
            else int(words.group(1)) * _CHARACTERS_A_WORD
            if words
            else None
        )
    if line:
        sources["copyright"] = "visible text"
    if licence:
        sources["licence"] = "visible text"
    return Rights(
        copyright=" ".join(line.group().split()) if line else None,
        licence=licence.group() if licence else None,
        reuse_notice=notice,
        excerpt_limit=limit,
        link_required=bool(notice and _LINK.search(notice)),
        sources=sources,
    )


def with_visible_rights(declared: Rights, removed: Iterable[Removal], page: Outline | None = None) -> Rights:
    """The declared rights, and what the removed blocks and the page's footer say; what is declared wins."""
    said = [*(removal.text for removal in removed), *(footer_texts(page) if page is not None else ())]
    seen = [rights_of_text(text) for text in dict.fromkeys(said)]
    line = declared.copyright or next((r.copyright for r in seen if r.copyright), None)
    licence = declared.licence or next((r.licence for r in seen if r.licence), None)
    notices = [r for r in seen if r.reuse_notice]
    notice = next((r for r in notices if r.excerpt_limit), notices[0] if notices else Rights())
    visible = {"copyright": line, "licence": licence, "reuse_notice": notice.reuse_notice}
    sources = {name: "visible text" for name, value in visible.items() if value} | dict(declared.sources)
    return replace(
        declared, copyright=line, licence=licence, reuse_notice=notice.reuse_notice,
        excerpt_limit=notice.excerpt_limit, link_required=notice.link_required, sources=sources,
    )  # fmt: skip


def footer_texts(page: Outline) -> list[str]:
    """The blocks of a page's footers, but for the items of menus: they name pages about rights, and none."""
    named = {names for names in set(page.names) if not _FOOTER_NAMES.isdisjoint(names.split())}
    inside = {
        n
        for e, names in enumerate(page.names)
        if names in named or page.tag[e] == "footer"
        for n in range(page.begin[e], page.end[e])
    }
    return [
        part
        for n in sorted(inside)
        if len(text := page.texts[n]) >= _SHORTEST_LINE
        and (page.linked[n] < _ALL_LINK * len(text) or "©" in text)
        for part in _parts(text)
    ]


def _parts(text: str) -> list[str]:
    """A reuse notice apart from the sentences before it, among them the copyright line."""
    if not (_ACT.search(text) and _ASKED.search(text)):
        return [text]
    sentences = _SENTENCE_END.split(text)
    first = next(n for n, said in enumerate(sentences) if _ACT.search(said) or _ASKED.search(said))
    return [part for part in (" ".join(sentences[:first]), " ".join(sentences[first:])) if part]
