import io

import pytest
from django.core.management import CommandError, call_command

from articles.models import FirstPublication
from tests.factories import (
    make_article,
    make_author,
    make_hidden_articles,
    make_issue,
    make_outlet,
    make_series,
)


def check():
    output = io.StringIO()
    call_command("check_citations", stdout=output)
    return output.getvalue().splitlines()


def test_a_complete_archive_has_nothing_to_list():
    make_article(issue=make_issue())
    make_hidden_articles()
    assert check() == ["1 articles, 0 incomplete, 0 malformed."]


def test_a_blank_issue_is_listed_as_it_reads():
    """The printed archive said "Volume: 22 Issue:" with nothing after it."""
    make_article(slug="a-sea", issue=make_issue(volume=22, number=""))
    assert check() == [
        "/articles/a-sea/: its issue is missing: it reads “Eurasia Daily Monitor Volume: 22”",
        "1 articles, 1 incomplete, 0 malformed.",
    ]


@pytest.mark.parametrize(
    ("make", "gap"),
    [
        (lambda: {"authors": []}, "nobody signed it"),
        (
            lambda: {"authors": [make_author("Nino Example", kind="person")]},
            "Nino Example has no family name for citations",
        ),
        (lambda: {"doi": "see below"}, "“see below” is not a DOI"),
        (
            lambda: {"issue": make_issue(volume=None, number="4")},
            "its volume is missing",
        ),
        (
            lambda: {"series": make_series("Reports", numbering="report")},
            "its report number is missing",
        ),
    ],
)
def test_each_gap_is_named(make, gap):
    make_article(slug="a-sea", **make())
    assert check()[0] == f"/articles/a-sea/: {gap}"


def test_a_season_stands_for_a_number():
    series = make_series("Baku Dialogues", numbering="issue")
    make_article(issue=make_issue(series, volume=None, number="", season="Spring 2021"))
    assert check() == ["1 articles, 0 incomplete, 0 malformed."]


def test_a_reprint_without_its_address_is_listed():
    article = make_article(slug="a-sea")
    FirstPublication.objects.create(article=article, outlet=make_outlet())
    assert check()[0] == "/articles/a-sea/: the first publication by Eurasianet has no address"


def test_a_malformed_export_fails_the_command(monkeypatch):
    make_article()
    monkeypatch.setattr("articles.citations.ris", lambda *a: "TY - JOUR\r\n")
    with pytest.raises(CommandError):
        check()
