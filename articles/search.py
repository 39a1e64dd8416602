"""Searching the archive: from what a reader typed to articles, the same ones on both databases.

Words are asked for all together, a phrase in quotes stands as it is, the last word may be
unfinished. An alias widens a name to its other spellings. Nothing of the typed text reaches the
database but its folded letters and digits, so no query can be malformed.
"""

# ruff: noqa: S608  Statements are put together from the constants here; every value is a parameter.

import datetime as dt
import re
from typing import NamedTuple

from django.db import connection
from django.utils import timezone
from django.utils.functional import cached_property

from articles.documents import ARTICLE, BITS, key_at
from articles.folding import words
from articles.models import SearchAlias, SearchDocument
from articles.snippets import Snippets

MOST_WORDS = 12
MOST_LETTERS = 400
# Of a word that very many articles contain only the newest are ranked, the rest follow by date:
# ranking reads every hit, and the 300th best of 50,000 is nobody's answer.
RANKED = {"sqlite": 1000, "postgresql": 300}
# More hits than these are counted by year only; a narrower search gets all the counts.
MOST_COUNTED = 3000
WEIGHTS = {"sqlite": "10.0, 4.0, 1.0, 1.0", "postgresql": "'{0.1, 0.1, 0.4, 1.0}'"}
QUOTES = re.compile('["“”„«»]')


class Word(NamedTuple):
    """A phrase of folded words, of which the last may be only begun."""

    words: tuple[str, ...]
    is_begun: bool = False


# The spellings of one thing; an article has to contain any of them.
Spellings = list[Word]


def parse(query: str, aliases: list[list[tuple[str, ...]]] = ()) -> list[Spellings]:
    """Return what has to be found, each with its spellings; [] if that is nothing."""
    found, left = [], MOST_WORDS
    parts = QUOTES.split(query[:MOST_LETTERS])
    for number, part in enumerate(parts):
        typed = words(part)[:left]
        left -= len(typed)
        if not typed:
            continue
        # Between two quotation marks; after the last one, if nobody closed it, it is not a phrase.
        if number % 2 and number < len(parts) - 1:
            found.append([Word(tuple(typed))])
        else:
            is_last = number == len(parts) - 1
            found += _spellings(typed, aliases, is_last)
    return found


def _spellings(typed: list[str], aliases, is_last: bool) -> list[Spellings]:
    found, at = [], 0
    while at < len(typed):
        names, length = _alias(typed, at, aliases)
        here = tuple(typed[at : at + length])
        at += length
        # A single letter begins half of all words.
        is_begun = is_last and at == len(typed) and len(here[-1]) > 1
        found.append([Word(here, is_begun), *(Word(name) for name in names if name != here)])
    return found


def _alias(typed, at, aliases):
    """Return the names that begin at this word, the longest first, and how many words it takes."""
    best, length = [], 1
    for names in aliases:
        for name in names:
            if len(name) >= length and tuple(typed[at : at + len(name)]) == name:
                best, length = names, len(name)
    return best, length


def aliases() -> list[list[tuple[str, ...]]]:
    rows = SearchAlias.objects.values_list("names", flat=True)
    found = [[tuple(words(line)) for line in names.splitlines()] for names in rows]
    return [[name for name in names if name] for names in found]


def expression(terms: list[Spellings]) -> str:
    """Write the terms in the database's own language; only folded words are in it."""
    both = {"sqlite": _fts5, "postgresql": _tsquery}[connection.vendor]
    return both(terms)


def _fts5(terms: list[Spellings]) -> str:
    def phrase(word):
        return f'"{" ".join(word.words)}"{" *" if word.is_begun else ""}'

    return " AND ".join(f"({' OR '.join(map(phrase, spellings))})" for spellings in terms)


def _tsquery(terms: list[Spellings]) -> str:
    def phrase(word):
        parts = [f"'{each}'" for each in word.words]
        parts[-1] += ":*" if word.is_begun else ""
        return f"({' <-> '.join(parts)})"

    return " & ".join(f"({' | '.join(map(phrase, spellings))})" for spellings in terms)


class Search:
    """The hits of a query: their number, their keys by place, their counts for narrowing.

    `narrowed` is an articles.facets.Chosen; `category` a key, `language` a code.
    """

    def __init__(self, query, sort="relevance", narrowed=None, category=None, language="", at=None):
        self.terms = parse(query, aliases())
        self.sort = sort
        self.narrowed, self.category, self.language = narrowed, category, language
        self.vendor = connection.vendor
        self.expression = expression(self.terms)
        self.start, self.end = 0, key_at(at or timezone.now()) + ARTICLE + 1
        if narrowed and narrowed.year:
            year = narrowed.year
            self.start = max(self.start, key_at(_new_year(year)))
            self.end = min(self.end, key_at(_new_year(year + 1)))

    @property
    def count(self) -> int:
        return sum(self.years.values())

    def __getitem__(self, places: slice) -> list[int]:
        """Return the articles' keys at these places."""
        first, stop = places.start or 0, places.stop
        if not self.terms or first >= self.count:
            return []
        if self.sort == "date":
            return self._newest(first, stop, self.end)
        ranked = RANKED[self.vendor]
        if self.count <= ranked:
            return self._best(first, stop, self.start)
        # The newest are ranked, and the others follow them.
        sql, values = self._hits(self.start, self.end)
        oldest = self._rows(f"{sql} ORDER BY 1 DESC LIMIT 1 OFFSET {ranked - 1}", values)[0][0]
        keys = self._best(first, min(stop, ranked), oldest) if first < ranked else []
        if stop > ranked:
            keys += self._newest(max(first, ranked) - ranked, stop - ranked, oldest)
        return keys

    def iterator(self, chunk_size: int):
        """Yield every key, the newest first, for exports."""
        for first in range(0, self.count, chunk_size):
            yield from self._newest(first, first + chunk_size, self.end)

    @cached_property
    def years(self) -> dict[int, int]:
        """Count the hits of each year, the cheapest of all counts."""
        this_year = timezone.localdate().year
        parts, values = [], []
        oldest = SearchDocument.objects.order_by("pk").values_list("pk", flat=True).first()
        if oldest is None or not self.terms:
            return {}
        first_year = dt.datetime.fromtimestamp(oldest >> BITS, tz=dt.UTC).year
        for year in range(first_year, this_year + 2):
            sql, more = self._hits(
                max(self.start, key_at(_new_year(year))),
                min(self.end, key_at(_new_year(year + 1))),
            )
            parts.append(f"SELECT {year}, count(*) FROM ({sql}) AS hit")
            values += more
        return {year: n for year, n in self._rows(" UNION ALL ".join(parts), values) if n}

    def table(self) -> list[tuple]:
        """Count the hits as articles.facets.table counts a list; by category beside it."""
        if not self.terms or self.count > MOST_COUNTED:
            return []
        sql, values = self._hits(self.start, self.end)
        return self._rows(
            f"SELECT language, month / 100, genre, series_id, count(*) FROM ({sql}) AS hit "
            f"JOIN articles_entry ON article_id = (hit.id & {ARTICLE}) AND category_id IS NULL "
            "GROUP BY 1, 2, 3, 4",
            values,
        )

    def categories(self) -> list[tuple]:
        if not self.terms or self.count > MOST_COUNTED:
            return []
        sql, values = self._hits(self.start, self.end)
        return self._rows(
            "SELECT category.slug, category.name, count(*) AS number "
            f"FROM ({sql}) AS hit JOIN articles_entry AS entry "
            f"ON entry.article_id = (hit.id & {ARTICLE}) "
            "JOIN articles_category AS category ON category.id = entry.category_id "
            "GROUP BY 1, 2 ORDER BY number DESC, category.name LIMIT 12",
            values,
        )

    def also(self) -> list[str]:
        """The other spellings that were looked for."""
        return [" ".join(one.words) for spellings in self.terms for one in spellings[1:]]

    def snippets(self) -> Snippets:
        return Snippets(self.terms)

    def _hits(self, start: int, end: int, columns: str = "") -> tuple[str, list]:
        """Return the statement for the keys of all hits between two keys."""
        on_sqlite = self.vendor == "sqlite"
        key = "articles_search.rowid" if on_sqlite else "document.id"
        join, conditions, values = self._narrowing(key)
        if on_sqlite:
            source, matches = "articles_search", "articles_search MATCH %s"
        else:
            source, matches = (
                "articles_searchdocument AS document",
                "document.vector @@ %s::tsquery",
            )
        sql = (
            f"SELECT {key} AS id{columns} FROM {source} {join} "
            f"WHERE {matches} AND {key} >= %s AND {key} < %s{conditions}"
        )
        return sql, [self.expression, start, end, *values]

    def _narrowing(self, key: str) -> tuple[str, str, list]:
        chosen, conditions, values = self.narrowed, "", []
        genre = chosen.genre if chosen else ""
        series = chosen.series if chosen else None
        for column, value in (
            ("listed.language", self.language),
            ("listed.genre", genre),
            ("listed.series_id", series and series.pk),
            ("listed.category_id", self.category),
        ):
            if value:
                conditions += f" AND {column} = %s"
                values.append(value)
        join = ""
        if conditions:
            join = f"JOIN articles_entry AS listed ON listed.article_id = ({key} & {ARTICLE})"
            conditions += "" if self.category else " AND listed.category_id IS NULL"
        if chosen and chosen.author:
            conditions += (
                " AND EXISTS (SELECT 1 FROM articles_byline AS signed "
                f"WHERE signed.article_id = ({key} & {ARTICLE}) AND signed.author_id = %s)"
            )
            values.append(chosen.author.pk)
        return join, conditions, values

    def _newest(self, first: int, stop: int, end: int) -> list[int]:
        sql, values = self._hits(self.start, end)
        rows = self._rows(f"{sql} ORDER BY 1 DESC LIMIT {stop - first} OFFSET {first}", values)
        return [key & ARTICLE for (key,) in rows]

    def _best(self, first: int, stop: int, start: int) -> list[int]:
        weights = WEIGHTS[self.vendor]
        if self.vendor == "sqlite":
            sql, values = self._hits(start, self.end, f", bm25(articles_search, {weights}) AS rank")
            order = "rank, id DESC"
        else:
            rank = f", ts_rank({weights}, document.vector, %s::tsquery) AS rank"
            sql, values = self._hits(start, self.end, rank)
            values = [self.expression, *values]
            order = "rank DESC, id DESC"
        sql = f"{sql} ORDER BY {order} LIMIT {stop - first} OFFSET {first}"
        return [key & ARTICLE for key, _rank in self._rows(sql, values)]

    def _rows(self, sql: str, values: list) -> list[tuple]:
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchall()


def search(query: str, **options) -> Search:
    """Search the public archive; the answer is counted and sliced like a list of keys."""
    return Search(query, **options)


def vocabulary() -> set[str]:
    """The words of the newest titles and of their authors, tags and standfirsts."""
    rows = SearchDocument.objects.filter(pk__lt=key_at(timezone.now()))
    newest = rows.order_by("-pk").values_list("title", "summary")[:20_000]
    return {word for row in newest for text in row for word in text.split() if len(word) > 3}


def suggestion(query: str, known: set[str]) -> str:
    """Return the query with each unknown word made the nearest known one; "" if there is none."""
    typed = words(query[:MOST_LETTERS])[:MOST_WORDS]
    better = [word if word in known else _nearest(word, known) for word in typed]
    return " ".join(better) if typed and all(better) and better != typed else ""


def _nearest(word: str, known: set[str]) -> str:
    """Return the known word that shares most pairs of letters with this one."""
    pairs = _pairs(word)
    best, most = "", 0.55
    for other in known:
        if abs(len(other) - len(word)) < 3:
            theirs = _pairs(other)
            alike = 2 * len(pairs & theirs) / (len(pairs) + len(theirs))
            if alike > most or (alike == most and other < best):
                best, most = other, alike
    return best


def _pairs(word: str) -> set[str]:
    framed = f" {word} "
    return {framed[at : at + 2] for at in range(len(framed) - 1)}


def _new_year(year: int) -> dt.datetime:
    return timezone.make_aware(dt.datetime(min(max(year, 1970), 2240), 1, 1))
