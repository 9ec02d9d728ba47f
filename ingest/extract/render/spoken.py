"""What a link tells those who listen to a page: "(opens in a new tab)" is no word of the article."""

from __future__ import annotations

import re

# A longer string says more than where a link opens; no hint is looked for further from the end.
_LONGEST = 60
_HINTS = (
    r"opens? (?:in|an?)(?: an?)? (?:new|external) (?:window|tab|browser tab|site|website)",
    r"(?:link )?opens externally",
    r"(?:this is an |an )?external (?:link|site|website)",
    r"öffnet (?:sich )?(?:in |im )(?:einem |ein )?neue[mnrs]? (?:browser-?)?(?:fenster|tab|registerkarte)",
    r"externer link|externe seite",
    r"(?:s[’']ouvre|ouvre|ouverture|ouvrir) dans (?:une nouvelle fenêtre|un nouvel onglet)",
    r"(?:nouvelle fenêtre|nouvel onglet|lien externe)",
    r"(?:se )?abre en (?:una )?(?:ventana nueva|nueva ventana|pestaña nueva|nueva pestaña)|enlace externo",
    r"(?:si )?apre in (?:una )?nuova (?:finestra|scheda)|link esterno|collegamento esterno",
    r"abre (?:em|numa) (?:uma )?nov[ao] (?:janela|aba|guia|separador)|(?:link|ligação) extern[ao]",
    r"opent in (?:een )?nieuw (?:venster|tabblad)|externe link",
    r"otwiera się w nowym oknie|otwiera się w nowej karcie|link zewnętrzny",
    r"öppnas i (?:ett )?(?:nytt fönster|ny flik)|extern länk",
    r"åbner i (?:et )?(?:nyt vindue|ny fane)|eksternt link",
    r"åpnes i (?:et )?(?:nytt vindu|ny fane)|ekstern lenke",
    r"yeni (?:pencerede|sekmede) açılır|harici bağlantı",
    r"відкривається (?:в|у) новому вікні|зовнішнє посилання",
    r"откр(?:ывается|оется) в новом окне|внешняя ссылка",
    r"新しい(?:ウィンドウ|タブ)で開(?:く|きます)|外部リンク",
    r"在新(?:窗口|标签页)(?:中)?打开|外部链接",
)
_HINT = "|".join(_HINTS)
_WHOLE = re.compile(rf"\s*(?:[(\[（]\s*)?(?:{_HINT})\s*[)\]）.,]?\s*", re.IGNORECASE)
_AT_END = re.compile(rf"\s*[(\[（]\s*(?:{_HINT})\s*[)\]）]\s*$", re.IGNORECASE)


def without_hint(text: str, *, is_first: bool) -> str:
    """A string of a link's text as it is seen; one that opens the link may be its only words."""
    if not is_first and len(text) <= _LONGEST and _WHOLE.fullmatch(text):
        return " " if text[-1].isspace() else ""
    tail = text[-_LONGEST:]
    hint = _AT_END.search(tail) if tail.rstrip().endswith((")", "]", "）")) else None
    return text[: len(text) - len(tail) + hint.start()] if hint else text
