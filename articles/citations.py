"""How an article is cited: in a sentence, and as data for the tools that keep references.

One record is read from the article; three exports and four printed forms are written from it.
A part that has no value is absent, never empty.
"""

import datetime as dt
import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from django.utils import timezone, translation
from django.utils.dateformat import format as format_date

from articles import credits, republishing
from articles.credits import Signature
from articles.models import Article, Byline
from house.slugs import slug_for
from series.labels import citation_label
from series.models import Series

PERIODICALS = {Series.Kind.PERIODICAL, Series.Kind.MAGAZINE}
REPORTS = {Article.Genre.REPORT, Article.Genre.BRIEF}
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
# What is invisible in print and a defect in a reference: control characters, soft hyphens, joiners.
INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\xad\u200b-\u200f\u2060\ufeff\ud800-\udfff]")


class Record(NamedTuple):
    """What every form of citation is written from."""

    kind: str  # "journal", "magazine", "report" or "web"
    key: str
    title: str
    authors: list[Signature]
    translators: list[Signature]
    editors: list[Signature]
    date: dt.date
    season: str
    series: str
    abbreviation: str
    volume: str
    issue: str
    report_number: str
    first_page: str
    last_page: str
    issn: str
    doi: str
    address: str
    abstract: str
    language: str
    keywords: list[str]
    publisher: str
    place: str
    note: str
    label: str

    @property
    def url(self) -> str:
        """The address to cite: the DOI's, which outlives ours."""
        return f"https://doi.org/{self.doi}" if self.doi else self.address

    @property
    def pages(self) -> str:
        return "–".join(dict.fromkeys(filter(None, [self.first_page, self.last_page])))

    @property
    def year(self) -> int:
        """The year printed on the issue, which a piece published in January may not share."""
        found = re.search(r"\b(1[89]|20)\d\d\b", self.season)
        return int(found[0]) if found else self.date.year

    @property
    def season_name(self) -> str:
        return re.sub(r"[\s,]*\b(1[89]|20)\d\d\b", "", self.season).strip()


def record(article, house) -> Record:
    series, issue = article.series, article.issue
    label = ""
    if series:
        with translation.override(series.language):
            label = citation_label(series, issue)
    date = timezone.localdate(article.public_from) if article.public_from else timezone.localdate()
    people = credits.authors(article)
    return Record(
        kind=_kind(article),
        key=_key(people, date, article),
        title=tidy(article.title),
        authors=people,
        translators=credits.signatures(article, Byline.Role.TRANSLATOR),
        editors=credits.signatures(article, Byline.Role.EDITOR),
        date=date,
        season=tidy(issue.season) if issue else "",
        series=tidy(series.name) if series else "",
        abbreviation=tidy(series.abbreviation) if series else "",
        volume="" if issue is None or issue.volume is None else str(issue.volume),
        issue=tidy(issue.number) if issue else "",
        report_number=tidy(article.report_number),
        first_page=tidy(article.first_page),
        last_page=tidy(article.last_page),
        issn=series.issn if series else "",
        doi=re.sub(r"^(https?://(dx\.)?doi\.org/|doi:)", "", tidy(article.doi), flags=re.I),
        address=republishing.address(article),
        abstract=tidy(" ".join(article.summary_points) or article.excerpt),
        language=article.language,
        keywords=[tidy(tag.name) for tag in article.tags.all()],
        publisher=series.partner.name if series and series.partner else house.full_name,
        place="" if series and series.partner else tidy(house.place),
        note=credits.first_publication_line(article),
        label=label,
    )


def tidy(text: str) -> str:
    """Return the text on one line, without what cannot be seen."""
    return " ".join(INVISIBLE.sub("", text).split())


# RIS: two capitals, two spaces, a hyphen, a space; one line per value; CRLF.


def ris(record: Record, accessed: dt.date) -> str:
    is_report = record.kind == "report"
    lines = [
        (
            "TY",
            {"journal": "JOUR", "magazine": "MGZN", "report": "RPRT", "web": "ELEC"}[record.kind],
        ),
        *(("AU", inverted(person)) for person in record.authors),
        *(("ED", inverted(person)) for person in record.editors),
        *(("A4", inverted(person)) for person in record.translators),
        ("TI", record.title),
        ("T2", record.series),
        ("JO", record.abbreviation),
        ("VL", record.volume),
        ("IS", record.issue),
        # In a report SN is its number; elsewhere it is the ISSN.
        ("SN", record.report_number if is_report else record.issn),
        ("M1", "" if is_report else record.report_number),
        ("PY", str(record.year)),
        (
            "DA",
            f"{record.year}///{record.season_name}"
            if record.season
            else f"{record.date:%Y/%m/%d}/",
        ),
        ("SP", record.first_page),
        ("EP", record.last_page),
        ("DO", record.doi),
        ("UR", record.url),
        ("AB", record.abstract),
        ("LA", record.language),
        *(("KW", keyword) for keyword in record.keywords),
        ("PB", record.publisher),
        ("CY", record.place),
        ("N1", record.note),
        ("Y2", f"{accessed:%Y/%m/%d}/"),
    ]
    written = [f"{tag}  - {value}\r\n" for tag, value in lines if value]
    return "".join(written) + "ER  - \r\n"


# BibTeX.

BIBTEX_ESCAPES = {
    "\\": r"\textbackslash{}",
    # BibTeX counts braces before it reads backslashes, so \{ alone would unbalance the file.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
} | {letter: "\\" + letter for letter in "&%$#_"}


def bibtex(record: Record, accessed: dt.date, key: str = "") -> str:
    kind = {"journal": "article", "magazine": "article", "report": "techreport", "web": "misc"}
    is_report, is_web = record.kind == "report", record.kind == "web"
    fields = {
        "author": _bibtex_names(record.authors),
        "editor": _bibtex_names(record.editors),
        "translator": _bibtex_names(record.translators),
        "title": f"{{{bibtex_text(record.title)}}}",
        "institution" if is_report else "journal": bibtex_text(
            record.publisher if is_report else "" if is_web else record.series
        ),
        "series": bibtex_text(record.series if is_report or is_web else ""),
        "shortjournal": bibtex_text(record.abbreviation),
        "volume": record.volume,
        "number": bibtex_text(record.report_number if is_report else record.issue),
        "issue": bibtex_text(record.season_name),
        "year": str(record.year),
        "pages": bibtex_text(record.pages).replace("–", "--"),
        "issn": record.issn,
        "doi": bibtex_text(record.doi),
        "url": _bibtex_address(record.url),
        "urldate": accessed.isoformat(),
        "abstract": bibtex_text(record.abstract),
        "language": record.language,
        "keywords": ", ".join(map(bibtex_text, record.keywords)),
        "publisher": "" if is_report else bibtex_text(record.publisher),
        "address": bibtex_text(record.place),
        "note": bibtex_text(record.note),
    }
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if value]
    if not record.season:
        # The month's name is a macro of the style, so it stands without braces.
        lines.append(f"  month = {MONTHS[record.date.month - 1]},\n")
        lines.append(f"  day = {{{record.date.day}}},\n")
    return f"@{kind[record.kind]}{{{key or record.key},\n{''.join(lines)}}}\n"


def bibtex_text(text: str) -> str:
    return "".join(BIBTEX_ESCAPES.get(letter, letter) for letter in text)


# CSL-JSON.


def csl(record: Record, accessed: dt.date, key: str = "") -> dict:
    kind = {
        "journal": "article-journal",
        "magazine": "article-magazine",
        "report": "report",
        "web": "webpage",
    }
    issued = {"date-parts": [[record.date.year, record.date.month, record.date.day]]}
    if record.season:
        issued = {"date-parts": [[record.year]], "season": record.season_name}
    values = {
        "id": key or record.key,
        "type": kind[record.kind],
        "author": [_csl_name(person) for person in record.authors],
        "editor": [_csl_name(person) for person in record.editors],
        "translator": [_csl_name(person) for person in record.translators],
        "title": record.title,
        "container-title": record.series,
        "container-title-short": record.abbreviation,
        "volume": record.volume,
        "issue": record.issue,
        "number": record.report_number,
        "issued": issued,
        "page": record.pages,
        "ISSN": record.issn,
        "DOI": record.doi,
        "URL": record.url,
        "abstract": record.abstract,
        "language": record.language,
        "keyword": ", ".join(record.keywords),
        "publisher": record.publisher,
        "publisher-place": record.place,
        "note": record.note,
        "accessed": {"date-parts": [[accessed.year, accessed.month, accessed.day]]},
    }
    return {name: value for name, value in values.items() if value}


# Files of one or of a hundred thousand records; written while they are read.


def ris_file(articles: Iterable[Article], house, accessed: dt.date) -> Iterator[str]:
    for article in articles:
        yield ris(record(article, house), accessed) + "\r\n"


def bibtex_file(articles: Iterable[Article], house, accessed: dt.date) -> Iterator[str]:
    for found, key in _with_unique_keys(articles, house):
        yield bibtex(found, accessed, key) + "\n"


def csl_file(articles: Iterable[Article], house, accessed: dt.date) -> Iterator[str]:
    before = "[\n"
    for found, key in _with_unique_keys(articles, house):
        yield before + json.dumps(csl(found, accessed, key), ensure_ascii=False)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


class Format(NamedTuple):
    content_type: str
    write: Callable[..., Iterator[str]]


FORMATS = {
    "ris": Format("application/x-research-info-systems", ris_file),
    "bib": Format("application/x-bibtex", bibtex_file),
    "csl.json": Format("application/vnd.citationstyles.csl+json", csl_file),
}


def _with_unique_keys(articles, house) -> Iterator[tuple[Record, str]]:
    # The year is part of the key and lists go by date, so the keys of one year are enough to keep.
    year, taken = None, {}
    for article in articles:
        found = record(article, house)
        if found.date.year != year:
            year, taken = found.date.year, {}
        number = taken[found.key] = taken.get(found.key, 0) + 1
        yield found, found.key if number == 1 else f"{found.key}-{number}"


# Sentences. The styles are English, so their dates and their words are.


class Piece(NamedTuple):
    text: str
    is_italic: bool = False


class Style(NamedTuple):
    name: str
    pieces: list[Piece]

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


def styles(article, house) -> list[Style]:
    """Return the printed forms for the citation box."""
    found = record(article, house)
    with translation.override("en"):
        printed = [
            Style("Chicago", chicago(found, house.name)),
            Style("APA", apa(found, house.name)),
            Style("MLA", mla(found, house.name)),
        ]
    if found.label:
        printed.append(Style(found.abbreviation or found.series, [Piece(found.label)]))
    return printed


def chicago(record: Record, site: str) -> list[Piece]:
    """Write a note after the Chicago Manual of Style, with the day before the month."""
    names = [tidy(person.name) for person in record.authors]
    names = f"{names[0]} et al." if len(names) > 3 else _english_list(names)
    start = f"{names}, " if names else ""
    date = record.season or format_date(record.date, "j F Y")
    if record.kind == "report":
        number = f", no. {record.report_number}" if record.report_number else ""
        house = ": ".join(filter(None, [record.place, record.publisher]))
        end = f"{number} ({house}, {record.year}), {record.url}."
        return [Piece(start), Piece(record.title, True), Piece(end)]
    title = f"{start}“{_inner_quotes(record.title)},” "
    if record.kind == "web":
        return [Piece(f"{title}{record.series or site}, {date}, {record.url}.")]
    number = ", ".join(filter(None, [record.volume, record.issue and f"no. {record.issue}"]))
    pages = f": {record.pages}" if record.pages else ""
    before = " " if record.volume else ", " if number else ""
    after = f"{before}{number} ({date}){pages}, {record.url}."
    return [Piece(title), Piece(record.series, True), Piece(after)]


def apa(record: Record, site: str) -> list[Piece]:
    names = [_with_initials(person) for person in record.authors]
    if len(names) > 20:
        names = [*names[:19], f"… {names[-1]}"]
        who = ", ".join(names)
    else:
        who = ", & ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
    date = record.season or format_date(record.date, "Y, F j")
    date = f"({record.year}, {record.season_name})" if record.season_name else f"({date})"
    title = record.title.rstrip(".")
    # A full stop after a question mark would be one sign too many.
    stop = "" if title.endswith(("?", "!")) else "."
    start = f"{who if who.endswith('.') else who + '.'} {date}. " if who else ""
    if record.kind in {"journal", "magazine"}:
        if not who:
            start, title, stop = "", title, f"{stop} {date}."
        pieces = [Piece(f"{start}{title}{stop} "), Piece(record.series, True)]
        if record.volume:
            pieces += [Piece(", "), Piece(record.volume, True)]
        if record.issue:
            pieces.append(Piece(f"({record.issue})" if record.volume else f", ({record.issue})"))
        pages = f", {record.pages}" if record.pages else ""
        return [*pieces, Piece(f"{pages}. {record.url}")]
    number = f" (No. {record.report_number})" if record.report_number else ""
    after = f"{number}{stop}" if who else f"{number}{stop} {date}."
    publisher = record.publisher if record.kind == "report" else record.series or site
    # An author that is its own publisher is named once.
    publisher = "" if publisher == who else f" {publisher}."
    return [Piece(start), Piece(title, True), Piece(f"{after}{publisher} {record.url}")]


def mla(record: Record, site: str) -> list[Piece]:
    first = [inverted(person) for person in record.authors[:1]]
    if len(record.authors) > 2:
        who = f"{first[0]}, et al."
    else:
        who = ", and ".join([*first, *(tidy(person.name) for person in record.authors[1:])])
    who = f"{who if who.endswith('.') else who + '.'} " if who else ""
    title = _inner_quotes(record.title.rstrip("."))
    stop = "" if title.endswith(("?", "!")) else "."
    date = record.season or _mla_date(record.date)
    details = [
        record.volume and f"vol. {record.volume}",
        record.issue and f"no. {record.issue}",
        record.report_number and f"report no. {record.report_number}",
        date,
        record.pages and f"{'pp' if '–' in record.pages else 'p'}. {record.pages}",
        record.url,
    ]
    end = f", {', '.join(filter(None, details))}."
    if record.kind == "report":
        return [Piece(who), Piece(title, True), Piece(f"{stop} {record.publisher}{end}")]
    return [Piece(f"{who}“{title}{stop}” "), Piece(record.series or site, True), Piece(end)]


def _kind(article) -> str:
    series = article.series
    if article.genre in REPORTS or (series and series.kind == Series.Kind.REPORTS):
        return "report"
    if series and series.kind == Series.Kind.MAGAZINE:
        return "magazine"
    # A special series with numbered issues is cited as a journal is.
    if series and (series.kind in PERIODICALS or article.issue_id):
        return "journal"
    return "web"


def _key(people: list[Signature], date: dt.date, article) -> str:
    first = people[0] if people else None
    family = slug_for((first.family_name or first.name) if first else "", length=30)
    words = [word for word in slug_for(article.title).split("-") if word not in {"a", "an", "the"}]
    return "-".join(filter(None, [family or "anonymous", str(date.year), *words[:1]]))


def inverted(person: Signature) -> str:
    """Return "Berg, Fatima van der"; an organisation or a single name as it is."""
    if person.family_name and not person.is_organisation:
        return tidy(", ".join(filter(None, [person.family_name, person.given_name])))
    return tidy(person.name)


def _with_initials(person: Signature) -> str:
    """Return "Berg, F. van der": initials of the names, particles as they are."""
    if not person.family_name or person.is_organisation:
        return tidy(person.name)
    given = [
        "-".join(f"{part[0]}." for part in word.split("-") if part) if not word.islower() else word
        for word in person.given_name.split()
    ]
    return tidy(", ".join(filter(None, [person.family_name, " ".join(given)])))


def _bibtex_names(people: list[Signature]) -> str:
    names = []
    for person in people:
        if person.family_name and not person.is_organisation:
            parts = [person.family_name, person.given_name]
            # An "and" inside a name would begin the next one.
            names.append(
                ", ".join(
                    f"{{{bibtex_text(tidy(part))}}}"
                    if re.search(r"\band\b|,", part)
                    else bibtex_text(tidy(part))
                    for part in parts
                    if part
                )
            )
        else:
            names.append(f"{{{bibtex_text(tidy(person.name))}}}")
    return " and ".join(names)


def _bibtex_address(address: str) -> str:
    return re.sub(r"[{}\\\s]", lambda match: f"%{ord(match[0]):02X}", address)


def _csl_name(person: Signature) -> dict:
    if person.family_name and not person.is_organisation:
        names = {"family": tidy(person.family_name), "given": tidy(person.given_name)}
        return {name: value for name, value in names.items() if value}
    return {"literal": tidy(person.name)}


def _english_list(names: list[str]) -> str:
    if len(names) < 3:
        return " and ".join(names)
    return f"{', '.join(names[:-1])}, and {names[-1]}"


def _inner_quotes(title: str) -> str:
    return title.translate(str.maketrans("“”", "‘’"))


def _mla_date(date: dt.date) -> str:
    month = format_date(date, "F")
    if len(month) > 4:
        month = "Sept." if date.month == 9 else f"{month[:3]}."
    return f"{date.day} {month} {date.year}"
