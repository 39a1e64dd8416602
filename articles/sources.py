"""Sources as authors write them: "(Turan; News.az, October 25)" and "(see EDM, April 23, 24)".

`read` only reads; `resolve` looks a reference to a series up in the archive, and `warnings` says
what an editor should look at.
"""

import calendar
import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from django.conf import settings
from django.db.models import Q
from django.utils import dates, timezone, translation

from series.models import Series

_SEE = re.compile(r"\s*(?:see(?: also)?|смотри|см\.|bax)[,:]?\s+", re.IGNORECASE)
_MOST_NAME = 120
# A name starts with a capital, a digit or a letter of a script without capitals, or is an address.
_NAME = re.compile(r"[^\W_a-zа-яёա-և].*|\S+\.[a-z]{2,}.*", re.DOTALL)
# "(On Monday, October 25)" tells a day, not who said it.
_NOT_NAMES = re.compile(
    r"(?:on|in|at|from|by|since|until|the|a|an|as of|part|mon|tues|wednes|thurs|fri|satur|sun)"
    r"(?:day)?\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Day:
    """One date as it is written, and where in the text it stands."""

    month: int
    day: int
    year: int | None
    start: int
    end: int

    def before(self, published: dt.date) -> dt.date | None:
        """Return the date that is meant: without a year, the latest that is not after publication.

        None for a day that no calendar has, such as February 30.
        """
        if self.year is not None:
            return _date(self.year, self.month, self.day)
        # A 29 February may lie eight years back (1896-1904).
        for year in range(published.year, published.year - 9, -1):
            date = _date(year, self.month, self.day)
            if date and date <= published:
                return date
        return None


@dataclass(frozen=True)
class Mention:
    """An outlet, or a series that is referred to, with its days."""

    name: str
    days: tuple[Day, ...]
    is_reference: bool
    start: int
    end: int


def day_of_print(article) -> dt.date:
    """Return the day from which dates without a year count back: today's for a draft."""
    return timezone.localdate(article.published_at or timezone.now())


def is_citation(text: str) -> bool:
    """Whether a parenthesis typed into the text is meant as its source."""
    mentions = read(text)
    if not mentions or not any(mention.days for mention in mentions):
        return False
    names = [mention.name for mention in mentions if mention.name]
    if not names and not text.startswith("(,"):
        return False  # A bare date; after a comma, though, a name was forgotten.
    return all(
        len(name) <= _MOST_NAME and _NAME.fullmatch(name) and not _NOT_NAMES.match(name)
        for name in names
    )


def read(text: str) -> list[Mention]:
    """Return what a parenthesis mentions; [] when it has another shape.

    A name without a date of its own shares the next one: "(Ministry; News.az, October 25)".
    """
    if not (text.startswith("(") and text.endswith(")")):
        return []
    mentions, start = [], 1
    for part in text[1:-1].split(";"):
        mention = _read_part(part, start)
        if mention is None:
            return []
        if not mention.name and mentions and not part.lstrip().startswith(","):
            # "(Turan, April 24; May 2)": the second date goes on with the same name.
            before = mentions[-1]
            mention = replace(mention, name=before.name, is_reference=before.is_reference)
        mentions.append(mention)
        start += len(part) + 1
    days: tuple[Day, ...] = ()
    shared = []
    for mention in reversed(mentions):
        days = mention.days or days
        shared.append(mention if mention.days else replace(mention, days=days))
    return shared[::-1]


def _read_part(part: str, offset: int) -> Mention | None:
    see = _SEE.match(part)
    begin = see.end() if see else 0
    found = list(_days_pattern().finditer(part, begin))
    if not found:
        name = part[begin:]
        days = ()
    else:
        name = part[begin : found[0].start()]
        days = _days(part[found[0].start() :], offset + found[0].start())
        if days is None:
            return None
    name = name.strip(" \u00a0,")
    return Mention(name, days, bool(see), offset, offset + len(part))


def _days(text: str, offset: int) -> tuple[Day, ...] | None:
    """Read "April 23, 24, May 1, 2024"; None when anything else stands between the dates."""
    days: list[Day] = []
    month = None
    position = 0
    while position < len(text):
        rest = text[position:]
        if match := re.match(r"[\s\u00a0]*(?:[,،&]|and\b|и\b|və\b)?[\s\u00a0]*$", rest):
            break
        separator = re.match(r"[\s\u00a0]*(?:,|&|and\b|,\s*and\b|и\b|və\b)?[\s\u00a0]*", rest)
        position += separator.end()
        if match := _days_pattern().match(text, position):
            name = match["month"] or match["month_after"]
            month = _months()[name.rstrip(".").casefold()]
            day = int(match["day"] or match["day_before"])
            days.append(Day(month, day, None, offset + match.start(), offset + match.end()))
        elif match := re.compile(r"(\d{4})(?!\d)").match(text, position):
            year = int(match[1])
            days = [replace(day, year=year) if day.year is None else day for day in days]
        elif (match := re.compile(r"(\d{1,2})(?!\d)").match(text, position)) and month:
            days.append(
                Day(month, int(match[1]), None, offset + match.start(), offset + match.end())
            )
        else:
            return None
        position = match.end()
    return tuple(days)


def _date(year: int, month: int, day: int) -> dt.date | None:
    if 1700 <= year <= 2300 and 1 <= day <= calendar.monthrange(year, month)[1]:
        return dt.date(year, month, day)
    return None


@cache
def _months() -> dict[str, int]:
    """Map the names of months, long and short, in every language of the site."""
    names = {"sept": 9}
    for language, _ in settings.LANGUAGES:
        with translation.override(language):
            for table in (dates.MONTHS, dates.MONTHS_3, dates.MONTHS_AP, dates.MONTHS_ALT):
                for number, name in table.items():
                    names.setdefault(str(name).rstrip(".").casefold(), number)
    return names


@cache
def _days_pattern() -> re.Pattern:
    """Match "October 25", "Oct. 25" and "25 октября"."""
    names = "|".join(sorted(map(re.escape, _months()), key=len, reverse=True))
    return re.compile(
        rf"\b(?P<month>(?:{names})\b\.?)[\s\u00a0]+(?P<day>\d{{1,2}})(?!\d)"
        rf"|\b(?P<day_before>\d{{1,2}})[\s\u00a0]+(?P<month_after>(?:{names})\b\.?)",
        re.IGNORECASE,
    )


# What the archive says.


def resolve(
    wanted: Iterable[tuple[str, dt.date]], apart_from: int | None = None
) -> dict[tuple[str, dt.date], list]:
    """Return the public articles meant by each (series, date), those nearest to the day.

    A date in print and the date on a page may differ by a day. One query for the series and one
    for each series that is referred to, however many dates there are.
    """
    wanted = set(wanted)
    found = {}
    for series in _series_named({name.casefold() for name, _ in wanted}):
        names = {series.name.casefold(), series.abbreviation.casefold()}
        days = {key: key[1] for key in wanted if key[0].casefold() in names}
        near = Q()
        for day in days.values():
            near |= Q(published_at__gte=_midnight(day, -1), published_at__lt=_midnight(day, 2))
            around = (day - dt.timedelta(days=1), day + dt.timedelta(days=1))
            near |= Q(first_publication__date__range=around)
        articles = (
            series.articles.published()
            .filter(near)
            .exclude(pk=apart_from)
            .select_related("first_publication")
            .only("title", "slug", "series", "published_at", "first_publication__date")
            .order_by("published_at", "pk")
        )
        dated = [(article, _dates_of(article)) for article in articles]
        for key, day in days.items():
            distances = [
                (min(abs((date - day).days) for date in article_dates), article)
                for article, article_dates in dated
            ]
            nearest = min((distance for distance, _ in distances), default=2)
            if nearest <= 1:
                found[key] = [article for distance, article in distances if distance == nearest]
    return found


def _series_named(names: set[str]) -> list[Series]:
    """Return the series that go by one of the names; there are few, so they are compared here."""
    every = Series.objects.only("name", "abbreviation") if names else []
    return [
        series
        for series in every
        if series.name.casefold() in names
        or (series.abbreviation and series.abbreviation.casefold() in names)
    ]


def _midnight(day: dt.date, later: int) -> dt.datetime:
    moment = dt.datetime.combine(day + dt.timedelta(days=later), dt.time.min)
    return timezone.make_aware(moment)


def _dates_of(article) -> list[dt.date]:
    first = getattr(article, "first_publication", None)
    dates_of = [timezone.localdate(article.published_at)]
    if first and first.date:
        dates_of.append(first.date)
    return dates_of


def warnings(
    text: str, published: dt.date, known: Iterable[str] = (), links: Iterable[tuple] = ()
) -> list[str]:
    """Say what is doubtful about one parenthesis, in editors' words.

    `known` are the names of outlets and series, `links` the (start, end) of its linked words.
    """
    known = {name.casefold() for name in known}
    links = list(links)
    found = []
    for mention in read(text):
        label = mention.name or "The source"
        if not mention.name:
            found.append(f"A source has no name: “{text[mention.start : mention.end].strip()}”.")
        elif known and mention.name.casefold() not in known:
            found.append(f"“{mention.name}” is not among the outlets.")
        if not mention.is_reference and not any(
            start < mention.end and end > mention.start for start, end in links
        ):
            found.append(f"{label} has no link.")
        for day in mention.days:
            date = day.before(published)
            if date is None:
                found.append(f"{label} has a date that no calendar has.")
            elif date > published:
                found.append(f"{label} is dated after publication.")
    return found
