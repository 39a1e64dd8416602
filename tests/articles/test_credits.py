import datetime as dt

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from articles import credits
from articles.models import Byline, FirstPublication
from tests.factories import make_article, make_author, make_outlet

ROLE = Byline.Role


def sign(article, *names, role=ROLE.AUTHOR, **fields):
    """Sign the article after those who have signed it already."""
    for name in names:
        author = make_author(name, kind="person")
        position = article.bylines.count()
        Byline.objects.create(
            article=article, author=author, role=role, position=position, **fields
        )
    return article


@pytest.fixture
def article():
    return make_article(authors=[])


@pytest.mark.parametrize(
    ("names", "line"),
    [
        ((), ""),
        (("Nino Example",), "By Nino Example"),
        (("A", "B"), "By A and B"),
        (("A", "B", "C"), "By A, B and C"),
        (("Fatima van der Berg", "Əli"), "By Fatima van der Berg and Əli"),
    ],
)
def test_names_are_listed_as_a_sentence(article, names, line):
    assert credits.byline(sign(article, *names)) == line


def test_thirty_authors_are_all_named_in_order(article):
    names = [f"Author {number}" for number in range(1, 31)]
    line = credits.byline(sign(article, *names))
    assert line == f"By {', '.join(names[:29])} and Author 30"


def test_every_role_has_its_words(article):
    sign(article, "Editor E", role=ROLE.EDITOR)
    sign(article, "Translator T", role=ROLE.TRANSLATOR)
    sign(article, "Reporter R", role=ROLE.CONTRIBUTOR)
    sign(article, "Author A", "Author B")
    assert credits.byline(article) == (
        "By Author A and Author B. With reporting by Reporter R. "
        "Translated by Translator T. Edited by Editor E"
    )


def test_an_interview_without_an_author_begins_with_its_interviewer(article):
    sign(article, "Nino Example", role=ROLE.INTERVIEWER)
    assert credits.byline(article) == "Interview by Nino Example"


def test_a_name_that_ends_with_a_full_stop_gets_no_second_one(article):
    sign(article, "Sam Example Jr.")
    sign(article, "T", role=ROLE.TRANSLATOR)
    assert credits.byline(article) == "By Sam Example Jr. Translated by T"


def test_the_name_printed_on_this_article_wins(article):
    sign(article, "Nino Example", printed_name="N. E.")
    assert credits.byline(article) == "By N. E."


def test_title_and_affiliation_are_those_of_the_day(article):
    author = make_author("Nino Example", kind="person", title="Fellow", affiliation="Old House")
    Byline.objects.create(article=article, author=author)
    author.title, author.affiliation = "Director", "New House"
    author.save()
    assert credits.byline(article, with_affiliations=True) == "By Nino Example, Fellow, Old House"
    assert credits.byline(article) == "By Nino Example"


def test_names_with_affiliations_stay_apart(article):
    sign(article, "A", affiliation="X")
    sign(article, "B", affiliation="Y")
    assert credits.byline(article, with_affiliations=True) == "By A, X, and B, Y"
    sign(article, "C")
    assert credits.byline(article, with_affiliations=True) == "By A, X; B, Y; and C"


def test_the_pieces_carry_the_authors_so_that_a_template_can_link_them(article):
    sign(article, "A", "B")
    parts = credits.byline_parts(article)
    assert [(part.text, part.author and part.author.name) for part in parts] == [
        ("By ", None),
        ("A", "A"),
        (" and ", None),
        ("B", "B"),
    ]


def test_the_language_of_the_page_around_it_changes_nothing(article):
    sign(article, "A", "B")
    with translation.override("ru"):
        assert credits.byline(article) == "By A and B"


def test_a_text_is_cited_by_its_authors_not_by_its_translators(article):
    sign(article, "T", role=ROLE.TRANSLATOR)
    assert credits.authors(article) == []
    sign(article, "A")
    assert [signature.name for signature in credits.authors(article)] == ["A"]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.text(st.characters(categories=["L"]), min_size=1, max_size=20), max_size=6, unique=True
    )
)
def test_the_line_is_the_sum_of_its_pieces_and_names_everybody_once(names):
    article = sign(make_article(authors=[]), *names)
    parts = credits.byline_parts(article)
    assert credits.byline(article) == "".join(part.text for part in parts)
    assert [part.text for part in parts if part.author] == names
    assert all(part.text for part in parts)


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({}, "First published by Eurasianet"),
        ({"date": dt.date(2021, 10, 5)}, "First published by Eurasianet, 5 October 2021"),
        ({"date": dt.date(1969, 7, 1)}, "First published by Eurasianet, 1 July 1969"),
        ({"kind": "co-publication"}, "Published together with Eurasianet"),
        ({"kind": "extract"}, "Extract from a text first published by Eurasianet"),
        ({"kind": "translation"}, "Translation of a text first published by Eurasianet"),
    ],
)
def test_first_publication_is_one_line(article, fields, line):
    FirstPublication.objects.create(article=article, outlet=make_outlet(), **fields)
    assert credits.first_publication_line(article) == line


def test_the_outlet_links_to_the_original_or_else_to_its_home_page(article):
    outlet = make_outlet(url="https://partner.example/")
    first = FirstPublication.objects.create(article=article, outlet=outlet)
    assert [part.url for part in credits.first_publication_parts(article) if part.url] == [
        "https://partner.example/"
    ]
    first.url = "https://partner.example/one"
    assert credits.first_publication_parts(article)[1].url == "https://partner.example/one"


def test_a_text_of_our_own_has_no_such_line(article):
    assert credits.first_publication_line(article) == ""
    assert credits.first_publication_parts(article) == []
