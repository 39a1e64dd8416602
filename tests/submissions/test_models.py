import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from submissions.models import Call, Submission, make_reference
from tests.factories import make_article, make_call, make_submission

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2026, 3, 1, 12, 0, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def calls():
    make_call("soon", opens_at=NOON + HOUR, closes_at=NOON + 2 * HOUR)
    make_call("open", opens_at=NOON - HOUR, closes_at=NOON + HOUR)
    make_call("closed", opens_at=NOON - 2 * HOUR, closes_at=NOON - HOUR)
    make_call("results", opens_at=NOON - 2 * HOUR, closes_at=NOON - HOUR, has_results=True)
    make_call("hidden", opens_at=NOON - HOUR, closes_at=NOON + HOUR, is_public=False)


def titles(calls):
    return [call.title for call in calls]


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("opening_soon", ["soon"]),
        ("open", ["open"]),
        ("closed", ["closed"]),
        ("with_results", ["results"]),
    ],
)
def test_each_public_call_is_in_one_state_at_a_moment(calls, state, expected):
    assert titles(getattr(Call.objects, state)(NOON)) == expected


def test_the_state_of_one_call_agrees_with_the_lists(calls):
    said = {call.title: call.state(NOON) for call in Call.objects.public()}
    assert said == {title: title for title in ["soon", "open", "closed", "results"]}


def test_a_call_is_open_from_its_first_moment_until_just_before_its_last(calls):
    call = Call.objects.get(title="open")
    assert call.state(NOON - HOUR) == "open"
    assert call.state(NOON + HOUR) == "closed"
    assert titles(Call.objects.open(NOON + HOUR)) == ["soon"]


def test_a_call_cannot_close_before_it_opens():
    call = Call(title="x", scenario="x", terms="x", opens_at=NOON, closes_at=NOON - HOUR)
    with pytest.raises(ValidationError, match="must close after it opens"):
        call.full_clean()


def test_a_submission_without_a_phone_is_refused_by_the_database():
    with pytest.raises(IntegrityError), transaction.atomic():
        make_submission(phone="")
    with pytest.raises(ValidationError, match="needs the name, e-mail address, phone and title"):
        Submission(call=make_call(), language="en").validate_constraints()


def test_an_anonymised_submission_may_be_empty():
    submission = make_submission()
    submission.phone = submission.email = submission.full_name = submission.position = ""
    submission.anonymised_at = NOON
    submission.save()


def test_references_avoid_letters_that_are_mistaken_on_the_telephone():
    letters = "".join(make_reference()[3:] for _ in range(200))
    assert not set(letters) & set("01OILS58BU")


def test_a_step_is_written_down():
    submission = make_submission()
    submission.step(Submission.State.TRIAGE, note="Looks serious.")
    change = submission.changes.get()
    assert (change.before, change.after, change.note) == ("received", "triage", "Looks serious.")


def test_a_step_that_is_not_permitted_is_refused_in_words():
    submission = make_submission(state=Submission.State.WITHDRAWN)
    with pytest.raises(ValidationError, match="“Withdrawn” cannot become “Accepted”"):
        submission.step(Submission.State.ACCEPTED)


def test_of_two_editors_who_decide_at_once_the_second_is_refused():
    one = make_submission(state=Submission.State.REVIEW)
    two = Submission.objects.get(pk=one.pk)
    one.step(Submission.State.DECLINED)
    with pytest.raises(ValidationError, match="“Declined” cannot become “Accepted”"):
        two.step(Submission.State.ACCEPTED)


def test_published_is_read_from_the_article():
    later = timezone.now() + HOUR
    scheduled = make_submission(
        state=Submission.State.ACCEPTED, article=make_article("one", published_at=later)
    )
    published = make_submission(
        call=scheduled.call, state=Submission.State.ACCEPTED, article=make_article("two")
    )
    assert str(scheduled.stage()) == "Accepted, publication scheduled"
    assert str(scheduled.stage(later)) == "Published"
    assert str(published.stage()) == "Published"
    assert list(Submission.objects.published()) == [published]
    assert list(Submission.objects.scheduled()) == [scheduled]
    assert set(Submission.objects.published(later)) == {scheduled, published}


def test_pages_grow_old_when_a_call_opens_or_closes(calls):
    """The call named "open" opened an hour ago and closes in one."""
    assert Call.objects.last_turn(NOON) == NOON - HOUR
    assert Call.objects.last_turn(NOON + HOUR) == NOON + HOUR
    assert Call.objects.last_turn(NOON - 9 * HOUR) is None
