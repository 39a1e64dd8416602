import datetime as dt

import pytest

from articles import sources
from tests.factories import make_article, make_series

PUBLISHED = dt.date(2025, 10, 27)


def said(text, published=PUBLISHED):
    return [
        (mention.name, [day.before(published) for day in mention.days])
        for mention in sources.read(text)
    ]


def test_a_name_without_a_date_shares_the_next_one():
    assert said("(Ministry of Defense of Azerbaijan; News.az, October 25)") == [
        ("Ministry of Defense of Azerbaijan", [dt.date(2025, 10, 25)]),
        ("News.az", [dt.date(2025, 10, 25)]),
    ]


def test_a_reference_to_an_own_series_lists_its_dates():
    (mention,) = sources.read("(see EDM July 7, September 9)")
    assert mention.is_reference
    assert said("(see EDM July 7, September 9)") == [
        ("EDM", [dt.date(2025, 7, 7), dt.date(2025, 9, 9)])
    ]


def test_several_days_may_stand_under_one_month():
    assert said("(see EDM, April 23, 24, May 1, 7, July 17, September 10)") == [
        (
            "EDM",
            [
                dt.date(2025, month, day)
                for month, day in [(4, 23), (4, 24), (5, 1), (5, 7), (7, 17), (9, 10)]
            ],
        )
    ]


def test_a_series_may_be_named_in_full():
    assert said("(see Strategic Snapshot, August 24)") == [
        ("Strategic Snapshot", [dt.date(2025, 8, 24)])
    ]


def test_an_empty_name_gives_one_warning():
    text = "(, April 19; Turan, April 24)"
    assert said(text) == [("", [dt.date(2025, 4, 19)]), ("Turan", [dt.date(2025, 4, 24)])]
    both_linked = [(1, 11), (13, 18)]
    (warning,) = sources.warnings(text, PUBLISHED, known=["Turan"], links=both_linked)
    assert warning == "A source has no name: “, April 19”."


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("(Turan, December 3)", dt.date(2024, 12, 3)),
        ("(Turan, October 27)", dt.date(2025, 10, 27)),
        ("(Turan, October 28)", dt.date(2024, 10, 28)),
        ("(Turan, February 29)", dt.date(2024, 2, 29)),
        ("(Turan, May 1, 2019)", dt.date(2019, 5, 1)),
        ("(Turan, Oct. 3)", dt.date(2025, 10, 3)),
        ("(Turan, Sept. 3)", dt.date(2025, 9, 3)),
        ("(Turan, 3 May)", dt.date(2025, 5, 3)),
        ("(Trend, 25 октября)", dt.date(2025, 10, 25)),
        ("(Trend, 3 may 2024)", dt.date(2024, 5, 3)),
        ("(Turan, February 30)", None),
        ("(Turan, May 1, 9999)", None),
    ],
)
def test_without_a_year_the_latest_such_date_not_after_publication_is_meant(text, date):
    assert said(text) == [("Turan" if "Turan" in text else "Trend", [date])]


def test_a_year_at_the_end_holds_for_the_days_before_it():
    assert said("(see EDM, April 23, 24, 2023, May 1)") == [
        ("EDM", [dt.date(2023, 4, 23), dt.date(2023, 4, 24), dt.date(2025, 5, 1)])
    ]


@pytest.mark.parametrize(
    "text",
    ["", "()", "(Turan, April", "Turan, April 24", "(Turan, April 24 and much more to say)"],
)
def test_other_shapes_are_left_alone(text):
    assert not sources.is_citation(text)


def test_doubtful_sources_are_named():
    found = sources.warnings("(Turann, May 1, 2030; Turan, May 2)", PUBLISHED, known=["Turan"])
    assert found == [
        "“Turann” is not among the outlets.",
        "Turann has no link.",
        "Turann is dated after publication.",
        "Turan has no link.",
    ]


def at(day, month=7, hour=9):
    return dt.datetime(2025, month, day, hour, tzinfo=dt.UTC)


@pytest.fixture
def edm():
    return make_series("Eurasia Daily Monitor", abbreviation="EDM")


def resolved(*wanted):
    found = sources.resolve(wanted)
    return {key: [article.title for article in articles] for key, articles in found.items()}


def test_a_reference_finds_the_article_of_that_day_or_its_neighbour(edm):
    make_article("on the day", series=edm, published_at=at(7))
    make_article("a day late", series=edm, published_at=at(10))
    make_article("another series", series=make_series("Other"), published_at=at(20))
    make_article("hidden draft", series=edm, status="draft", published_at=at(25))
    days = [dt.date(2025, 7, day) for day in (7, 9, 20, 25)]
    assert resolved(*(("edm", day) for day in days)) == {
        ("edm", days[0]): ["on the day"],
        ("edm", days[1]): ["a day late"],
    }
    assert resolved(("Eurasia Daily Monitor", days[0])) == {
        ("Eurasia Daily Monitor", days[0]): ["on the day"]
    }


def test_several_articles_of_one_day_are_all_found(edm):
    make_article("morning", series=edm, published_at=at(7, hour=5))
    make_article("evening", series=edm, published_at=at(7, hour=15))
    day = ("EDM", dt.date(2025, 7, 7))
    assert resolved(day) == {day: ["morning", "evening"]}


def test_many_references_cost_no_more_queries_than_one(edm, django_assert_num_queries):
    make_article("on the day", series=edm, published_at=at(7))
    wanted = [("EDM", dt.date(2025, 7, day)) for day in range(1, 29)]
    with django_assert_num_queries(2):
        sources.resolve(wanted)
    with django_assert_num_queries(0):
        sources.resolve([])
