"""Who signed an article and where it first appeared, in the words of the article's own language.

Every page, feed, mail, copy and citation takes its names from here, so that a name is changed once.
"""

from typing import NamedTuple

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext, pgettext

from articles.models import Byline, FirstPublication
from authors.models import Author

# The order in which roles are printed, whatever the order of the bylines between roles.
ROLES = [
    Byline.Role.AUTHOR,
    Byline.Role.CONTRIBUTOR,
    Byline.Role.INTERVIEWER,
    Byline.Role.TRANSLATOR,
    Byline.Role.EDITOR,
]


class Signature(NamedTuple):
    """One name under an article: as printed, and in the two parts that citations want."""

    name: str
    author: Author
    family_name: str = ""
    given_name: str = ""
    title: str = ""
    affiliation: str = ""

    @property
    def standing(self) -> str:
        """Title and affiliation on the day of writing: "Fellow, Example Institute"."""
        return ", ".join(filter(None, [self.title, self.affiliation]))

    @property
    def address(self) -> str:
        """The author's page: one for the whole world, in the site's first language."""
        with translation.override(settings.LANGUAGE_CODE):
            return settings.SITE_URL + self.author.get_absolute_url()

    @property
    def is_organisation(self) -> bool:
        return self.author.kind == Author.Kind.ORGANISATION


class Segment(NamedTuple):
    """A piece of a printed credit, with what it may link to."""

    text: str
    author: Author | None = None
    affiliation: str = ""
    url: str = ""


def signatures(article, *roles: str) -> list[Signature]:
    """Return who signed in these roles, in the order of the bylines."""
    return [_signature(byline) for byline in article.bylines.all() if byline.role in roles]


def authors(article) -> list[Signature]:
    """Return those an article is cited by: its authors, or whoever held the interview."""
    return signatures(article, Byline.Role.AUTHOR) or signatures(article, Byline.Role.INTERVIEWER)


def byline(article, with_affiliations: bool = False) -> str:
    """Return "By A, B and C. Translated by D"; "" when nobody signed."""
    return "".join(
        f"{segment.text}, {segment.affiliation}" if segment.affiliation else segment.text
        for segment in byline_parts(article, with_affiliations)
    )


def byline_parts(
    article, with_affiliations: bool = False, with_genre: bool = False
) -> list[Segment]:
    """Return the same line in pieces, so that a template can link the names.

    With the genre it begins "Analysis by", for lists that say the genre nowhere else.
    """
    line: list[Segment] = []
    with translation.override(article.language):
        for role in ROLES:
            people = signatures(article, role)
            if not people:
                continue
            if line:
                # "Jr." ends its sentence already.
                line.append(Segment(" " if line[-1].text.endswith(".") else ". "))
            phrase = _role_phrase(role, len(people))
            if with_genre and role == Byline.Role.AUTHOR:
                phrase = _genre_phrase(article)
            before, _names, after = phrase.partition("%(names)s")
            line += [Segment(before), *_listed(people, with_affiliations), Segment(after)]
            line = [segment for segment in line if segment.text]
    return line


def first_publication_line(article) -> str:
    """Return "First published by Eurasianet, 5 October 2021"; "" for a text of our own."""
    return "".join(segment.text for segment in first_publication_parts(article))


def first_publication_parts(article) -> list[Segment]:
    """Return the same line in pieces, with the address of the original on the outlet's name."""
    first = first_publication(article)
    if first is None:
        return []
    with translation.override(article.language):
        before, _outlet, after = _first_publication_phrase(first.kind).partition("%(outlet)s")
        if first.date:
            after = f"{after}, {long_date(first.date)}"
    name = Segment(first.outlet.name, url=first.url or first.outlet.url)
    return [segment for segment in (Segment(before), name, Segment(after)) if segment.text]


def first_publication(article) -> FirstPublication | None:
    return getattr(article, "first_publication", None)


def long_date(date) -> str:
    """Return "5 October 2021" in the language in force; E is the month as a date inflects it."""
    return date_format(date, "j E Y")


def _signature(byline: Byline) -> Signature:
    author = byline.author
    # A name printed in another way cannot be split by the author's record.
    as_recorded = byline.name == author.name
    return Signature(
        name=byline.name,
        author=author,
        family_name=author.family_name if as_recorded else "",
        given_name=author.given_name if as_recorded else "",
        title=byline.title,
        affiliation=byline.affiliation,
    )


def _listed(people: list[Signature], with_affiliations: bool) -> list[Segment]:
    """Return names and what stands between them: "A, B and C", "A, Fellow; B; and C"."""
    listed = []
    has_standing = with_affiliations and any(person.standing for person in people)
    last_word = pgettext("before the last name of a list", "and")
    for number, person in enumerate(people, start=1):
        if number > 1:
            # A comma inside an entry asks for a stronger sign between the entries.
            comma = ("," if len(people) == 2 else ";") if has_standing else ","
            if number < len(people):
                listed.append(Segment(f"{comma} "))
            else:
                listed.append(Segment(f"{comma if has_standing else ''} {last_word} "))
        standing = person.standing if with_affiliations else ""
        listed.append(Segment(person.name, author=person.author, affiliation=standing))
    return listed


def _role_phrase(role: str, number: int) -> str:
    match role:
        case Byline.Role.CONTRIBUTOR:
            return ngettext("With reporting by %(names)s", "With reporting by %(names)s", number)
        case Byline.Role.INTERVIEWER:
            return ngettext("Interview by %(names)s", "Interview by %(names)s", number)
        case Byline.Role.TRANSLATOR:
            return ngettext("Translated by %(names)s", "Translated by %(names)s", number)
        case Byline.Role.EDITOR:
            return ngettext("Edited by %(names)s", "Edited by %(names)s", number)
    return ngettext("By %(names)s", "By %(names)s", number)


def _genre_phrase(article) -> str:
    genre = str(article.get_genre_display())
    return pgettext("byline", "%(genre)s by %(names)s").replace("%(genre)s", genre)


def _first_publication_phrase(kind: str) -> str:
    match kind:
        case FirstPublication.Kind.EXTRACT:
            return gettext("Extract from a text first published by %(outlet)s")
        case FirstPublication.Kind.CO_PUBLICATION:
            return gettext("Published together with %(outlet)s")
        case FirstPublication.Kind.TRANSLATION:
            return gettext("Translation of a text first published by %(outlet)s")
    return gettext("First published by %(outlet)s")
