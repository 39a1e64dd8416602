"""The first page of the desk, as each role finds it."""

import datetime as dt

import pytest
from django.utils import timezone

from desk.roles import SUBMISSIONS_DESK, WRITER
from tests.factories import (
    make_article,
    make_call,
    make_issue,
    make_photo,
    make_submission,
    make_user,
)

INDEX = "/admin/"


def page(client):
    return client.get(INDEX).content.decode()


@pytest.mark.usefixtures("editor")
def test_reviews_wait_for_the_editor_with_what_preflight_says(client):
    make_article("Sent in", status="in-review", authors=[])
    make_article("Somebody's draft", status="draft")
    shown = page(client)
    assert "Sent in" in shown
    assert "1 stops it" in shown
    assert "Somebody&#x27;s draft" not in shown


def test_the_editors_own_drafts_wait_as_well(client, editor):
    make_article("My draft", status="draft", created_by=editor)
    assert "My draft" in page(client)


@pytest.mark.usefixtures("editor")
def test_the_next_seven_days_show_what_goes_live_by_itself(client):
    soon, later = (timezone.now() + dt.timedelta(days=days) for days in (2, 20))
    make_article("Scheduled soon", published_at=soon)
    make_article("Embargoed soon", embargo_until=soon)
    make_article("Scheduled later", published_at=later)
    shown = page(client)
    assert "Scheduled soon" in shown
    assert "Embargoed soon" in shown
    assert "Scheduled later" not in shown


@pytest.mark.usefixtures("editor")
def test_credit_that_is_not_whole_is_counted_and_leads_to_the_list(client):
    incomplete = make_article("Blank issue", issue=make_issue(number=""))
    make_article("Whole", issue=make_issue(number="7"))
    make_photo(is_public=False)
    make_photo(rights_end_at=timezone.now() + dt.timedelta(days=10))
    parts = client.get(INDEX).context["not_whole"]
    assert [number for number, _, _ in parts] == [1, 1, 1]
    listed = client.get(parts[0][2]).context["cl"].queryset
    assert list(listed) == [incomplete]
    for _, _, address in parts[1:]:
        assert client.get(address).context["cl"].result_count == 1


def test_a_writer_sees_only_what_is_theirs(client):
    writer = make_user("writer", WRITER)
    client.force_login(writer)
    make_article("Of a colleague", status="in-review")
    make_article("Of mine", status="in-review", created_by=writer)
    shown = page(client)
    assert "Of mine" in shown
    assert "Of a colleague" not in shown
    assert "Credit that is not whole" not in shown
    assert "Submissions" not in shown


def test_the_submissions_desk_sees_submissions_and_no_article(client):
    client.force_login(make_user("desk", SUBMISSIONS_DESK))
    make_submission(make_call())
    make_article("An article", status="in-review")
    shown = page(client)
    assert "closes in" in shown
    assert "An article" not in shown
    assert client.get(INDEX).context["submissions"][0][0] == 1


def test_an_account_without_a_role_is_told_whom_to_ask(client):
    client.force_login(make_user("newcomer"))
    assert "Ask an administrator" in page(client)


@pytest.mark.usefixtures("editor")
def test_the_first_page_asks_few_questions(client, django_assert_max_num_queries):
    for number in range(12):
        make_article(f"In review {number}", status="in-review")
    with django_assert_max_num_queries(35):
        client.get(INDEX)
