"""Narrowing a list by year, kind, series and author, with counts.

The counts of a list are one small table, (language, year, genre, series) to a number. Every
combination of filters is summed from it, so narrowing costs no query.
"""

from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import Count, F
from django.http import Http404, QueryDict
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from articles.models import Article, Byline
from authors.models import Author
from series.models import Series

MOST_AUTHORS = 10


class Option(NamedTuple):
    label: str
    count: int
    url: str
    is_chosen: bool = False
    lang: str = ""


class Facet(NamedTuple):
    name: str
    title: str
    options: list[Option]


class Chosen(NamedTuple):
    """What the reader narrowed the list to; a value that no list has is not found."""

    year: int | None
    genre: str
    series: Series | None
    author: Author | None

    @classmethod
    def from_query(cls, query: QueryDict) -> "Chosen":
        year = query.get("year", "")
        if year and not (year.isascii() and year.isdigit() and len(year) == 4):
            raise Http404("no such year")
        genre = query.get("genre", "")
        if genre and genre not in Article.Genre.values:
            raise Http404("no such genre")
        return cls(
            int(year) if year else None,
            genre,
            _by_slug(Series, query.get("series")),
            _by_slug(Author, query.get("author")),
        )

    @property
    def query(self) -> dict:
        """The filters as they stand in an address, always in the same order."""
        values = {
            "author": self.author and self.author.slug,
            "genre": self.genre,
            "series": self.series and self.series.slug,
            "year": self.year,
        }
        return {name: value for name, value in values.items() if value}

    def narrow(self, entries):
        """Narrow rows of articles.Entry."""
        if self.year:
            entries = entries.filter(month__gt=self.year * 100, month__lt=self.year * 100 + 99)
        if self.genre:
            entries = entries.filter(genre=self.genre)
        if self.series:
            entries = entries.filter(series=self.series)
        return self.narrow_to_author(entries)

    def narrow_to_author(self, entries):
        if self.author:
            # Read once; an author's pieces are few beside an archive's.
            keys = Byline.objects.filter(author=self.author).values("article_id")
            entries = entries.filter(article_id__in=keys)
        return entries

    def counts(self, row) -> list[bool]:
        """Say of a row of the table which of the filters it passes."""
        _language, year, genre, series, _number = row
        return [
            not self.year or year == self.year,
            not self.genre or genre == self.genre,
            not self.series or series == self.series.pk,
        ]


def table(entries) -> list[tuple]:
    """Count public entries by language, year, genre and series."""
    rows = (
        entries.order_by()
        .values_list("language", F("month") / 100, "genre", "series")
        .annotate(number=Count("pk"))
    )
    return list(rows)


def most_frequent_authors(entries) -> list[tuple]:
    rows = (
        Byline.objects.select_related(None)
        .filter(article_id__in=entries.order_by().values("article_id"))
        .values_list("author__slug", "author__name")
        .annotate(number=Count("pk"))
        .order_by("-number", "author__name")
    )
    return list(rows[:MOST_AUTHORS])


def total(rows: list[tuple], language: str, chosen: Chosen) -> int:
    return sum(row[-1] for row in rows if row[0] == language and all(chosen.counts(row)))


def series_names() -> dict[int, tuple[str, str]]:
    return {pk: (slug, name) for pk, slug, name in Series.objects.values_list("pk", "slug", "name")}


def facets(rows: list[tuple], language: str, chosen: Chosen, path: str, names) -> list[Facet]:
    """Return years, genres and series, each counted as if its own filter were not set.

    `names` are those of series_names, which the caller remembers.
    """
    years, genres, series = {}, {}, {}
    for row in rows:
        if row[0] != language:
            continue
        in_year, in_genre, in_series = chosen.counts(row)
        if in_genre and in_series:
            years[row[1]] = years.get(row[1], 0) + row[-1]
        if in_year and in_series:
            genres[row[2]] = genres.get(row[2], 0) + row[-1]
        if in_year and in_genre and row[3]:
            series[row[3]] = series.get(row[3], 0) + row[-1]
    labels = dict(Article.Genre.choices)
    found = [
        Facet(
            "genre",
            _("Kind"),
            [
                _option(chosen, path, "genre", genre, labels[genre], number)
                for genre, number in sorted(genres.items(), key=lambda pair: -pair[1])
            ],
        ),
        Facet(
            "year",
            _("Year"),
            [
                _option(chosen, path, "year", year, str(year), number)
                for year, number in sorted(years.items(), reverse=True)
            ],
        ),
        Facet(
            "series",
            _("Series"),
            [
                _option(chosen, path, "series", *names[pk], number)
                for pk, number in sorted(series.items(), key=lambda pair: -pair[1])
            ],
        ),
    ]
    return [facet for facet in found if facet.options]


def author_facet(authors: list[tuple], chosen: Chosen, path: str) -> Facet:
    options = [
        _option(chosen, path, "author", slug, name, number) for slug, name, number in authors
    ]
    return Facet("author", _("Author"), options)


def language_facet(rows: list[tuple], current: str, addresses: dict[str, str]) -> Facet:
    """The same list in the other languages: each has an address of its own."""
    numbers = {}
    for row in rows:
        numbers[row[0]] = numbers.get(row[0], 0) + row[-1]
    options = [
        Option(
            get_language_info(code)["name_local"], numbers[code], url, code == current, lang=code
        )
        for code, url in addresses.items()
        if code in numbers
    ]
    return Facet("language", _("Language"), options)


def of_search(found, filters: dict, path: str) -> list[Facet]:
    """What a search can be narrowed to; of a very common word only the years are counted."""
    labels, languages, genres, series = dict(Article.Genre.choices), {}, {}, {}
    for language, _year, genre, series_pk, number in found.table():
        languages[language] = languages.get(language, 0) + number
        genres[genre] = genres.get(genre, 0) + number
        if series_pk:
            series[series_pk] = series.get(series_pk, 0) + number
    names = series_names() if series else {}
    counted = [
        ("category", _("Section"), found.categories()),
        ("genre", _("Kind"), _most([(one, labels[one], n) for one, n in genres.items()])),
        ("year", _("Year"), [(y, str(y), n) for y, n in sorted(found.years.items())[::-1]]),
        (
            "language",
            _("Language"),
            _most(
                [
                    (one, get_language_info(one)["name_local"], number)
                    for one, number in languages.items()
                ]
            ),
        ),
        (
            "series",
            _("Series"),
            _most([(*names[pk], number) for pk, number in series.items()]),
        ),
    ]
    return [
        Facet(
            name,
            title,
            [
                Option(
                    label,
                    number,
                    address(path, {**filters, name: "" if filters.get(name) == value else value}),
                    filters.get(name) == value,
                )
                for value, label, number in values
            ],
        )
        for name, title, values in counted
        if values
    ]


def address(path: str, query: dict) -> str:
    query = {name: value for name, value in query.items() if value}
    return f"{path}?{urlencode(query)}" if query else path


def _most(values: list[tuple]) -> list[tuple]:
    return sorted(values, key=lambda row: (-row[-1], row[1]))[:12]


def _option(chosen: Chosen, path: str, name: str, value, label: str, number: int) -> Option:
    query = chosen.query
    is_chosen = query.get(name) == value
    # A chosen one leads back to the list without it.
    query = {key: kept for key, kept in query.items() if key != name}
    if not is_chosen:
        query[name] = value
    address = f"{path}?{urlencode(sorted(query.items()))}" if query else path
    return Option(label, number, address, is_chosen)


def _by_slug(model, slug):
    if not slug:
        return None
    found = model.objects.filter(slug=slug).first()
    if found is None:
        raise Http404(f"no such {model._meta.model_name}")
    return found
