"""The lines of an article in which a search found its words, with those words marked."""

import re

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from articles.folding import words

WORD = re.compile(r"\w+")
BEFORE, AFTER = 60, 220  # letters around the first word that was found


class Snippets:
    """Made once for a search, used for each of its hits."""

    def __init__(self, terms):
        self.whole = {word for spellings in terms for one in spellings for word in one.words}
        self.begun = tuple(
            one.words[-1] for spellings in terms for one in spellings if one.is_begun
        )
        self._known = {}

    def of(self, *texts: str) -> SafeString:
        """Return the first place found in the texts, or the beginning of the first of them."""
        for text in texts:
            for found in WORD.finditer(text):
                if self._is_found(found.group()):
                    return self._around(text, found.start())
        return self._around(texts[0], 0) if texts else SafeString("")

    def _is_found(self, word: str) -> bool:
        known = self._known.get(word)
        if known is None:
            parts = words(word)
            known = (
                any(part in self.whole or part.startswith(self.begun) for part in parts)
                if (self.begun)
                else any(part in self.whole for part in parts)
            )
            self._known[word] = known
        return known

    def _around(self, text: str, at: int) -> SafeString:
        start, stop = max(0, at - BEFORE), min(len(text), at + AFTER)
        # Cut between words.
        start = text.rfind(" ", 0, start) + 1 if start else 0
        if stop < len(text):
            stop = max(text.rfind(" ", at, stop), at + 1)
        line = text[start:stop]
        pieces, done = [], 0
        for found in WORD.finditer(line):
            if self._is_found(found.group()):
                pieces += [escape(line[done : found.start()]), "<mark>", escape(found.group())]
                pieces.append("</mark>")
                done = found.end()
        pieces.append(escape(line[done:]))
        text_of_line = " ".join("".join(pieces).split())
        opening, closing = "… " if start else "", " …" if stop < len(text) else ""
        # Every piece is escaped above; the marks are ours.
        return mark_safe(f"{opening}{text_of_line}{closing}")  # noqa: S308
