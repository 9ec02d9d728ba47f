"""Short beginnings (`ab*`) in a large library, by the words that the newest articles have for them.

SQLite puts the lists of all words with a beginning together anew for each question: 0.08 µs an entry,
0.3 s for two letters in a million articles. FTS5's own prefix index of two letters would cost every
article a fifth more time and half as much room again; to look at the newest articles takes 10 ms a question.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from ingest.query.stored import Rows

# Up to so many articles no list is long, and nothing is estimated.
SMALL = 100_000
# Longer beginnings have few enough words.
SHORT = 4
# The newest articles whose words are looked at: 30 µs each.
_NEWEST = 300
# The words most used of those. In a library of a million the 4,000 newest matches for 25 of them lie within
# 4,900 articles, for 200 of them within 4,600, and each word costs 0.1 ms.
_MOST = 32
# So many list entries are put together in 15 ms: then all words are, and nothing is left out.
_FEW = 200_000


def common_words(rows: Rows, beginning: str) -> list[str]:
    """The words that stand for a beginning, the most used first; none where it can be asked for as it is."""
    if len(beginning) >= SHORT or not beginning.isalnum():
        return []
    newest = next(rows("SELECT coalesce(max(id), 0) AS newest FROM articles", []))["newest"]
    if newest <= SMALL:
        return []
    word = re.compile(rf"(?<![^\W_]){re.escape(_folded(beginning))}[^\W_]*")
    used: Counter[str] = Counter()
    sql = "SELECT title, subtitle, body FROM articles ORDER BY id DESC LIMIT ?"
    for row in rows(sql, [_NEWEST]):
        used.update(set(word.findall(_folded("\n".join(filter(None, row.values()))))))
    if used.total() / _NEWEST * newest <= _FEW:
        return []
    return [name for name, _ in used.most_common(_MOST)]


def _folded(text: str) -> str:
    """Without case and accents, as the index has it."""
    if text.isascii():
        return text.lower()
    letters = unicodedata.normalize("NFD", text.lower())
    return "".join([letter for letter in letters if not unicodedata.combining(letter)])
