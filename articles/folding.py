"""The text that search compares: the same letters however they were typed.

Both databases index what `fold` returns and nothing else, so a word is found on one exactly when it
is found on the other. Latin letters lose their accents (Şəki, Shaki's own spelling, is "seki");
Cyrillic, Georgian and Armenian stay what they are, because there an accent makes another letter.
"""

import re
import unicodedata

# What no decomposition tells, or tells wrongly: Azerbaijani and Turkish i, ı, I and İ are one.
LETTERS = {
    "İ": "i", "ı": "i", "ə": "e", "Ə": "e", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th",
    "ß": "ss", "ẞ": "ss", "æ": "ae", "œ": "oe", "ё": "е", "Ё": "е", "և": "եւ",
}  # fmt: skip
# PostgreSQL reads 1e5 as a number and cuts what follows it; so does this, for both.
NUMBER = re.compile(r"\b([0-9]+e[0-9]+)(?=\w)")
# Longer words are cut: PostgreSQL refuses what it cannot store in an index entry.
LONGEST_WORD = 64
# Of a longer text the beginning is searched: a PostgreSQL vector holds no more.
MOST_WORDS = 16_000
MOST_BYTES = 400_000


class _Letters(dict):
    """A table for str.translate that works out each letter when it first meets it."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        folded = LETTERS.get(letter) or LETTERS.get(letter.lower())
        if folded is None:
            folded = unicodedata.normalize("NFKC", letter).lower()
            if "LATIN" in unicodedata.name(folded[:1], ""):
                folded = unicodedata.normalize("NFKD", folded)
            kept = (each for each in folded if not unicodedata.category(each).startswith("M"))
            folded = "".join(each if each.isalnum() else " " for each in kept)
        self[code] = folded
        return folded


_letters = _Letters()


def words(text: str) -> list[str]:
    """Return the folded words of the text in their order."""
    folded = unicodedata.normalize("NFC", text).translate(_letters)
    return [word[:LONGEST_WORD] for word in NUMBER.sub(r"\1 ", folded).split()]


def fold(text: str) -> str:
    """Return the folded words with single spaces, as much of them as can be indexed."""
    folded = " ".join(words(text)[:MOST_WORDS])
    if len(folded) * 4 > MOST_BYTES and len(folded.encode()) > MOST_BYTES:
        cut = folded.encode()[:MOST_BYTES].decode(errors="ignore")
        return cut.rpartition(" ")[0] or cut
    return folded
