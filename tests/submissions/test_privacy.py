import datetime as dt
import json

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import timezone

from submissions import outbox, privacy
from submissions.models import (
    ContactMessage,
    OutgoingMail,
    PersonalDataAccess,
    Submission,
    SubmissionFile,
)
from tests.factories import make_article, make_call, make_submission

pytestmark = pytest.mark.django_db

NOW = timezone.now()
DAY = dt.timedelta(days=1)
State = Submission.State


def make_file(submission=None, **fields):
    file = SubmissionFile(
        submission=submission,
        original_name="Gulchohra CV.pdf",
        kind="pdf",
        size=4,
        sha256="a" * 64,
        **fields,
    )
    file.file.save("x", ContentFile(b"%PDF"), save=False)
    file.save()
    return file


@pytest.mark.parametrize(
    ("state", "days"), [("declined", 180), ("withdrawn", 30), ("spam", 30), ("expired", 30)]
)
def test_each_outcome_has_its_time(state, days):
    submission = make_submission(state=state, changed_at=NOW - days * DAY)
    assert list(privacy.due(NOW - DAY)) == []
    assert list(privacy.due(NOW + DAY)) == [submission]


def test_a_published_contributor_keeps_contact_for_two_years():
    submission = make_submission(
        state=State.ACCEPTED, article=make_article(published_at=NOW - 730 * DAY)
    )
    assert list(privacy.due(NOW - DAY)) == []
    assert list(privacy.due(NOW + DAY)) == [submission]


@pytest.mark.parametrize("state", ["received", "verified", "triage", "review", "changes-asked"])
def test_what_waits_for_the_desk_is_never_due(state):
    make_submission(state=state, changed_at=NOW - 3000 * DAY)
    assert not privacy.due(NOW).exists()


def test_an_asked_for_erasure_happens_even_if_nobody_acts():
    submission = make_submission(state=State.REVIEW, erasure_asked_at=NOW - 8 * DAY)
    assert list(privacy.due(NOW)) == [submission]


def test_anonymising_reaches_every_row_and_the_file_on_disk(django_capture_on_commit_callbacks):
    submission = make_submission(state=State.DECLINED)
    file = make_file(submission)
    submission.new_status_token()
    submission.notes.create(text="Gülçöhrə called.")
    submission.earlier_texts.create(text="Day zero.")
    submission.changes.create(after="declined", message="Dear Gülçöhrə", note="She is kind.")
    outbox.post(OutgoingMail.Kind.REPLY, submission.email, "x", "y", submission=submission)
    with django_capture_on_commit_callbacks(execute=True):
        privacy.anonymise(submission)
    submission.refresh_from_db()
    assert submission.anonymised_at
    everything = json.dumps(privacy.export_submission(submission), default=str)
    for private in ["Gülçöhrə", "gulchohra", "555 01 23", "Hydrologist", "Day one", "Day zero"]:
        assert private not in everything
    assert not submission.mails.exists()
    assert not submission.notes.exists()
    assert not submission.status_links.exists()
    assert not file.file.storage.exists(file.file.name)


def test_what_stays_is_a_statistic():
    submission = make_submission(state=State.DECLINED)
    privacy.anonymise(submission)
    submission.refresh_from_db()
    assert (submission.state, submission.call.title) == ("declined", "Forty days without the pass")
    assert submission.created_at


def test_a_published_name_and_title_stay_and_the_contact_goes():
    submission = make_submission(state=State.ACCEPTED, article=make_article())
    privacy.anonymise(submission)
    submission.refresh_from_db()
    assert submission.full_name == "Gülçöhrə Ağabəyimqızı Şıxəmirli"
    assert (submission.email, submission.phone, submission.phone_e164) == ("", "", "")


def test_only_a_letter_that_was_sent_and_ignored_lets_a_submission_expire():
    call = make_call()
    never_sent = make_submission(call, created_at=NOW - 90 * DAY)
    ignored = make_submission(call, confirmation_sent_at=NOW - 31 * DAY)
    fresh = make_submission(call, confirmation_sent_at=NOW - 29 * DAY)
    confirmed = make_submission(call, confirmation_sent_at=NOW - 31 * DAY, verified_at=NOW)
    read = make_submission(call, confirmation_sent_at=NOW - 31 * DAY, state=State.TRIAGE)
    assert privacy.expire(NOW) == 1
    ignored.refresh_from_db()
    assert ignored.state == "expired"
    for other in (never_sent, fresh, confirmed, read):
        before = other.state
        other.refresh_from_db()
        assert other.state == before


def test_messages_are_forgotten_after_their_time():
    message = ContactMessage.objects.create(
        subject="other",
        full_name="Levan Example",
        email="levan@example.org",
        message="Hello",
        created_at=NOW - 366 * DAY,
    )
    assert privacy.anonymise_messages(NOW) == 1
    message.refresh_from_db()
    assert (message.full_name, message.email, message.message) == ("", "", "")


def test_unclaimed_files_are_swept_and_claimed_ones_stay(django_capture_on_commit_callbacks):
    unclaimed = make_file(created_at=NOW - 3 * DAY)
    young = make_file()
    claimed = make_file(make_submission(), created_at=NOW - 3 * DAY)
    with django_capture_on_commit_callbacks(execute=True):
        call_command("anonymise")
    assert set(SubmissionFile.objects.all()) == {young, claimed}
    assert not unclaimed.file.storage.exists(unclaimed.file.name)


def test_a_dry_run_changes_nothing(capsys):
    make_submission(state=State.DECLINED, changed_at=NOW - 300 * DAY)
    call_command("anonymise", "--dry-run")
    assert "1 submissions would be anonymised." in capsys.readouterr().out
    assert Submission.objects.with_personal_data().count() == 1


def test_one_persons_data_leaves_as_json_and_the_access_is_logged(capsys):
    make_submission(email="Gulchohra@Example.org")
    make_submission(email="other@example.org", call=make_call("Another"))
    ContactMessage.objects.create(
        subject="other", full_name="G", email="gulchohra@example.org", message="Hello"
    )
    call_command("export_person", "gulchohra@example.org")
    data = json.loads(capsys.readouterr().out)
    assert [entry["phone"] for entry in data["submissions"]] == ["+994 12 555 01 23"]
    assert [entry["message"] for entry in data["messages"]] == ["Hello"]
    assert PersonalDataAccess.objects.get().what == "export"


def test_old_entries_of_the_access_log_are_forgotten():
    PersonalDataAccess.objects.create(what="page", at=NOW - 731 * DAY)
    PersonalDataAccess.objects.create(what="page", at=NOW)
    assert privacy.forget_accesses(NOW) == 1
