import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from series.models import Issue, validate_issn
from tests.factories import make_article, make_issue, make_series


@pytest.mark.parametrize("value", ["2049-3630", "0378-5955", "2434-561X"])
def test_an_issn_with_the_right_check_digit_is_taken(value):
    validate_issn(value)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("2049-3631", "mistyped digit"),
        ("20493630", "in the form"),
        ("2049-36", "in the form"),
        ("abcd-efgh", "in the form"),
    ],
)
def test_a_wrong_issn_is_named(value, message):
    with pytest.raises(ValidationError, match=message):
        validate_issn(value)


def refused(issue):
    with pytest.raises(ValidationError) as caught:
        issue.full_clean()
    return caught.value.messages


def test_a_number_stands_once_in_a_volume_however_its_dash_is_typed():
    series = make_series()
    make_issue(series, volume=22, number="3-4")
    message = "This volume has an issue with this number already."
    assert message in refused(Issue(series=series, volume=22, number="3–4"))
    Issue(series=series, volume=23, number="3–4").full_clean()


def test_a_season_stands_once_in_a_series_without_volumes():
    series = make_series("Baku Dialogues")
    make_issue(series, volume=None, number="", season="Spring 2021")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_issue(series, volume=None, number="", season="Spring 2021")


def test_issues_may_wait_for_their_numbers_side_by_side():
    make_issue(volume=22, number="")
    make_issue(volume=22, number="")


def test_a_number_given_later_changes_neither_address_nor_date_of_the_article():
    issue = make_issue(volume=22, number="")
    article = make_article("Waiting for its number", issue=issue)
    before = (article.get_absolute_url(), article.published_at)
    issue.number = "112"
    issue.save()
    article.save()
    assert (article.get_absolute_url(), article.published_at) == before


def test_an_article_takes_the_series_of_its_issue():
    issue = make_issue(make_series("Corridor Papers"))
    assert make_article(issue=issue).series.name == "Corridor Papers"
