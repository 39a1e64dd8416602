import datetime as dt
import smtplib
import threading

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from submissions import outbox
from submissions.models import OutgoingMail, Submission
from tests.factories import make_submission

NOTICE = OutgoingMail.Kind.NOTICE


def post(subject="Hello", to="desk@example.org", **about):
    return outbox.post(NOTICE, to, subject, "A letter.", **about)


class BrokenServer:
    def __init__(self, error):
        self.error = error

    def __call__(self, *args, **kwargs):
        raise self.error


@pytest.fixture
def broken(monkeypatch):
    """A mail server that answers every letter with an error."""

    def broken(error):
        monkeypatch.setattr("django.core.mail.EmailMessage.send", BrokenServer(error))

    return broken


@pytest.mark.django_db
def test_a_letter_is_sent_once_and_its_body_forgotten():
    letter = post()
    assert outbox.deliver_due() == (1, 0)
    assert outbox.deliver_due() == (0, 0)
    letter.refresh_from_db()
    assert letter.sent_at
    assert letter.body == ""
    assert [sent.subject for sent in mail.outbox] == ["Hello"]


@pytest.mark.django_db
def test_a_server_that_is_down_loses_nothing_and_is_asked_less_and_less_often(broken, monkeypatch):
    letter = post()
    broken(ConnectionRefusedError("no"))
    at = timezone.now() + dt.timedelta(seconds=1)
    waits = []
    for _ in range(8):
        assert outbox.deliver_due(at=at) == (0, 1)
        letter.refresh_from_db()
        waits.append(round((letter.next_attempt_at - at).total_seconds() / 60))
        at = letter.next_attempt_at
    assert waits == [2, 5, 15, 60, 180, 360, 360, 360]
    assert letter.stopped_at is None
    assert "ConnectionRefusedError" in letter.last_error
    monkeypatch.undo()
    assert outbox.deliver_due(at=at) == (1, 0)


@pytest.mark.django_db
def test_an_address_that_will_never_take_a_letter_stops_and_waits_for_the_desk(broken):
    letter = post(to="nobody@example.org")
    broken(smtplib.SMTPRecipientsRefused({"nobody@example.org": (550, b"no such user")}))
    outbox.deliver_due()
    letter.refresh_from_db()
    assert letter.stopped_at
    assert outbox.deliver_due(at=timezone.now() + dt.timedelta(days=9)) == (0, 0)


@pytest.mark.django_db
def test_a_full_mailbox_is_tried_again(broken):
    letter = post()
    broken(smtplib.SMTPRecipientsRefused({"desk@example.org": (452, b"full")}))
    outbox.deliver_due()
    letter.refresh_from_db()
    assert letter.stopped_at is None


@pytest.mark.django_db
def test_a_worker_that_dies_between_sending_and_marking_repeats_the_letter_once_at_most():
    letter = post()
    at = timezone.now() + dt.timedelta(seconds=1)
    for _ in range(2):
        claimed = outbox.claim(at)  # and then it is killed
        at = claimed.next_attempt_at
        assert claimed.stopped_at is None
    assert outbox.deliver_due(at=at) == (0, 1)
    letter.refresh_from_db()
    assert letter.stopped_at
    assert "killed twice" in letter.last_error
    assert mail.outbox == []


@pytest.mark.django_db
def test_a_claimed_letter_is_nobody_elses_meanwhile():
    post()
    assert outbox.claim() is not None
    assert outbox.claim() is None


@pytest.mark.django_db(transaction=True)
def test_workers_at_once_send_each_letter_once():
    for number in range(12):
        post(f"Letter {number}")
    sent = []

    def work():
        try:
            while letter := outbox.claim():
                sent.append(letter.subject)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=60)
    assert sorted(sent) == sorted(f"Letter {number}" for number in range(12))


@pytest.mark.django_db
def test_a_line_break_in_a_subject_makes_no_header():
    post("Hello\r\nBcc: victim@example.org")
    outbox.deliver_due()
    assert mail.outbox[0].subject == "Hello Bcc: victim@example.org"


@pytest.mark.django_db
def test_the_days_of_the_confirmation_start_when_its_letter_is_sent():
    submission = make_submission()
    outbox.post(OutgoingMail.Kind.CONFIRMATION, submission.email, "x", "y", submission=submission)
    assert Submission.objects.get().confirmation_sent_at is None
    outbox.deliver_due()
    assert Submission.objects.get().confirmation_sent_at


@pytest.mark.django_db
def test_a_log_line_of_a_failure_names_no_address(broken, caplog):
    post(to="private@example.org")
    broken(smtplib.SMTPRecipientsRefused({"private@example.org": (550, b"no")}))
    outbox.deliver_due()
    assert "was not sent" in caplog.text
    assert "private@example.org" not in caplog.text


@pytest.mark.django_db(transaction=True)
def test_where_so_set_a_letter_leaves_when_its_transaction_is_whole(settings):
    settings.SEND_MAIL_AT_ONCE = True
    post()
    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_the_command_says_what_it_did(capsys):
    post()
    call_command("send_mail")
    assert "1 sent, 0 to be tried again" in capsys.readouterr().out
