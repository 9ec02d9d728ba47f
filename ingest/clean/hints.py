"""What class, id, role and label names say of an element."""

from __future__ import annotations

import re
from functools import lru_cache

# Names are cut into words at signs and at camelCase before they are matched.
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_SIGNS = re.compile(r"[^a-z0-9]+")
_KINDS = {
    "donation": "donat(?:e|ion|ions|ing)?|contribut(?:e|ion)|membership|fundrais(?:er|ing)|support us"
    "|patreon|spende[n]?|faire un don|dons?|crowdfund(?:ing)?|supporter",
    "cookies": "cookies?|consent|gdpr|qc cmp\\d?|cmp ?(?:app|banner|box|layer|notice|overlay|popup|root|ui|wall)|onetrust"
    "|didomi|privacy (?:manager|gate|overlay)|opt in|embed consent",
    "adblock": "ad ?block(?:er|ers|ed)?|anti ad ?block",
    "newsletter": "newsletters?|mailchimp|mc embed \\w+|subscribe (?:box|form|widget|block|cta)|sign ?up"
    "|email (?:signup|capture|form)|optin|nl (?:box|teaser|signup)|inline subscribe|mailing ?list|hs form",
    "related": "related|relateds|recirc\\w*|read ?more|read ?also|read ?next|more ?(?:on|from|stories|news|like)"
    "|also ?(?:read|like)|see ?also|recommend(?:ed|ation|ations|s)?|you ?may ?like|outbrain|taboola"
    "|most ?(?:read|popular|viewed)|trending|popular (?:posts|articles|stories)|up ?next|next (?:article|story|post)"
    "|teasers?|promo (?:link|item|story|box)|further ?reading|similar|jp relatedposts|yarpp|crosslinks?"
    "|related ?(?:posts|articles|stories|content|links)|weitere|mehr zum thema|lesetipp|a lire|lire aussi"
    "|post navigation|nav links|latest (?:news|posts|stories)|internal ?link|inline ?promo|incontent promo",
    "share": "shar(?:e|es|ing|er|edaddy)|social(?:s|s? ?(?:share|media|links|icons|bar|buttons|follow|list))?|addthis|addtoany"
    "|a2a|sharethis|follow(?: us)?|sns|sd (?:block|content|social|sharing)|article tools|toolbar|utility ?bar"
    "|bookmark(?:s|ing)?|like ?button",
    "comments": "comments?|comment (?:form|list|count|respond|reply)|commentlist|disqus|respond|discussion|viafoura"
    "|kommentare?|commentaires?|comentarios|reply title|spot ?im|coral",
    "advert": "ads?|adverts?|advertis(?:e|ement|ements|ing)|ad (?:slot|container|wrapper|unit|label|box|banner|text)"
    "|adsbygoogle|sponsor(?:ed|s|ship)?|dfp|gpt ad|banner ads?|werbung|anzeige|publicite|publicidad|advertorial|partner box",
    "affiliate": "affiliates?|disclosure|disclaimer|commerce disclaimer",
    "app": "app (?:promo|banner|download|store|install)|smart ?banner|push (?:prompt|notification)|install prompt",
    "paywall": "paywall|pay ?wall|regwall|log ?in|sign ?in|subscription (?:offer|wall|prompt)|subscribe ?(?:wall|prompt|button|link)?"
    "|piano|tp (?:modal|container)|metered|premium (?:box|offer|teaser)|abo (?:teaser|box)|gate(?:d)?",
    "bio": "author (?:bio|box|info|card|about|profile|description|details|desc|block|area|wrap|wrapper|section|footer)"
    "|about ?(?:the )?authors?|bio|biography|authorbox|contributor(?:s)? (?:bio|info)|saboxplugin|abh|pp multiple authors"
    "|post author|writer (?:bio|profile)|autorenbox|article author",
    "dateline": "byline|by line|dateline|date ?line|timestamp|pub(?:lish(?:ed)?)? ?(?:date|time)|post ?(?:date|meta|time|info)"
    "|entry (?:meta|date|footer|author)|article ?(?:meta|date|info|byline|time)|meta ?(?:data|info|bar)?|posted on|reading time"
    "|read ?time|last ?(?:updated|modified)|updated|date|credits?|author name|authors? names?",
    "tags": "tags?|tag (?:list|cloud|links)|post tags|article tags|topics?|keywords|categor(?:y|ies)|cat links|tags links"
    "|kicker|eyebrow|section (?:label|name)|rubric|hashtags",
    "navigation": "breadcrumbs?|bread crumb|nav|navbar|navigation|menu|pagination|pager|skip (?:link|to content)|toc"
    "|table of contents|sitemap|back ?to ?top|footer|site (?:header|footer)|jump ?links?|page ?links|ez toc \\w+",
    "caption": "captions?|wp caption(?: text)?|figcaption|image (?:caption|credit|source|description)|photo (?:caption|credit)"
    "|picture (?:caption|credit)|bildunterschrift|bildtext|legend|legende|media (?:caption|credit)|cutline",
    "player": "player|audio|podcast (?:player|embed)|listen|text to speech|tts|readspeaker|read ?aloud|speechkit|beyondwords"
    "|video ?(?:js|player|meta|title|playlist|info)|vjs|jw ?player|duration|summary toggle|ai summary|playlist",
    "correction": "feedback|was this (?:helpful|useful)|helpful|rating|ratings|rate|survey|poll|report (?:error|typo)|correction form"
    "|yasr|kk star ratings|review votes|fact ?check(?:ed)? by|editorial ?(?:standards|policy|guidelines)",
    "copyright": "copyright|licen[sc]e|legal|imprint|republish|syndication|terms",
    "hidden": "sr only|screen reader(?: text)?|visually ?hidden|print only|noprint|no print|hide|hidden|modal|popup|overlay|tooltip|lightbox",
    "promo": "promo(?:s|tion|tions|tional|box)?|cta|call to action|callout cta|signpost|banner|widget|sidebar|upsell|house ad|infobox promo"
    "|product (?:card|box|widget|cta)|shop ?(?:box|card)|buy ?(?:box|now|button)|button|btn|ecommerce|store",
    "live": "live ?(?:blog)? ?(?:controls|filter|refresh|nav|update ?button)|auto ?refresh|load ?more",
}
_HINT = re.compile(
    r"(?<![a-z0-9])(?:"
    + "|".join(f"(?P<{kind}>{words})" for kind, words in _KINDS.items())
    + r")(?![a-z0-9])"
)

# What page builders and style sheets call anything: "elementor-widget", "overflow-hidden", "duration-300".
_MEANINGLESS = re.compile(
    r"(?<![a-z0-9])(?:(?:elementor|siteorigin|ck) widget(?: (?:container|wrap|text editor|heading))?"
    r"|hs cos wrapper(?: (?:widget|meta field|type \w+))?|widget (?:span|wrap|text|type \w+)"
    r"|overflow(?: [xy])? hidden|(?:label|lazy) hidden|duration \d+|no follow|(?:no )?toc (?:\d+|section|para)"
    r")(?![a-z0-9])"
)


@lru_cache(maxsize=20_000)
def hints_of(names: str) -> frozenset[str]:
    """The categories that a string of class, id, role and label names speaks for."""
    words = _MEANINGLESS.sub(" ", _SIGNS.sub(" ", _CAMEL.sub(" ", names[:400]).lower()))
    return frozenset(match.lastgroup for match in _HINT.finditer(words) if match.lastgroup)
