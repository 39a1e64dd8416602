"""Letters that are never lost: written with what they tell, delivered afterwards.

Delivery is at least once. A worker first claims a letter, which counts the attempt and moves the
next one into the future, then talks to the mail server, then marks the letter sent. Killed between
the last two, it leaves a letter of which nobody knows whether it left; that one is sent once more,
and after a second such loss it stops and waits for the desk, so that no crash repeats for ever.
A server that is down stops nothing: letters are tried again, at most a quarter of a day apart.
"""

import datetime as dt
import logging
import smtplib
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from house.models import SiteSettings
from submissions.models import OutgoingMail, Submission

logger = logging.getLogger(__name__)

# Minutes until the next attempt, by how many were made. The first is far longer than a mail
# server may take (EMAIL_TIMEOUT), so that a slow worker's letter is not claimed by another.
BACK_OFF = [2, 5, 15, 60, 180, 360]
MAX_LOST_ATTEMPTS = 2


def write(kind, template, to, context, *, language="en", **about) -> OutgoingMail:
    """Store a letter in the caller's transaction. The template's first line is its subject."""
    with translation.override(language):
        house = SiteSettings.load()
        text = render_to_string(
            f"submissions/mail/{template}.txt",
            context | {"house": house, "site_url": settings.SITE_URL},
        )
    subject, _, body = text.partition("\n")
    return post(kind, to, subject, body, **about)


def post(kind, to, subject, body, *, reply_to="", **about) -> OutgoingMail:
    """Store a finished letter in the caller's transaction and, where so set, try it at once."""
    letter = OutgoingMail.objects.create(
        kind=kind,
        to=to,
        reply_to=reply_to,
        # A line break in a subject would begin another header.
        subject=" ".join(subject.split())[:300],
        body=body.strip() + "\n",
        **about,
    )
    if settings.SEND_MAIL_AT_ONCE:
        transaction.on_commit(lambda: deliver_due(limit=5), robust=True)
    return letter


def claim(at=None) -> OutgoingMail | None:
    """Take the letter that is due longest for this worker alone; None when there is none.

    PostgreSQL skips rows that another worker holds; on SQLite the transaction takes the only write
    lock when it begins. Either way two workers never claim the same attempt.
    """
    at = at or timezone.now()
    with transaction.atomic():
        due = OutgoingMail.objects.due(at).order_by("next_attempt_at", "pk")
        letter = due.select_for_update(skip_locked=True).first()
        if letter is None:
            return None
        if letter.is_in_flight:
            letter.lost_attempts += 1
        letter.attempts += 1
        letter.is_in_flight = True
        wait = BACK_OFF[min(letter.attempts, len(BACK_OFF)) - 1]
        letter.next_attempt_at = at + dt.timedelta(minutes=wait)
        if letter.lost_attempts >= MAX_LOST_ATTEMPTS:
            letter.is_in_flight = False
            letter.stopped_at = at
            letter.last_error = "Stopped: the sender was killed twice while it held this letter."
        letter.save()
    return letter


def deliver(letter) -> bool:
    """Hand a claimed letter to the mail server and mark what came of it."""
    message = EmailMessage(
        letter.subject,
        letter.body,
        settings.DEFAULT_FROM_EMAIL,
        [letter.to],
        reply_to=[letter.reply_to] if letter.reply_to else None,
        headers={
            # The same in every attempt, so that a mail program can see a repetition.
            "Message-ID": f"<{letter.kind}-{letter.pk}@{urlsplit(settings.SITE_URL).hostname}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    try:
        message.send()
    except Exception as error:  # whatever a mail server's library raises, the letter is kept
        _mark_failed(letter, error)
        return False
    _mark_sent(letter)
    return True


def _mark_sent(letter):
    now = timezone.now()
    with transaction.atomic():
        OutgoingMail.objects.filter(pk=letter.pk).update(
            sent_at=now, body="", last_error="", is_in_flight=False
        )
        # The confirmation link's days are counted from here: while mail is down nothing expires.
        if letter.kind == OutgoingMail.Kind.CONFIRMATION:
            Submission.objects.filter(pk=letter.submission_id).update(confirmation_sent_at=now)


def _mark_failed(letter, error):
    # Only the kind of error: its text quotes addresses.
    logger.warning("Letter %s was not sent: %s", letter.pk, type(error).__name__)
    OutgoingMail.objects.filter(pk=letter.pk).update(
        is_in_flight=False,
        last_error=f"{type(error).__name__}: {error}"[:1000],
        stopped_at=timezone.now() if _is_final(error) else None,
    )


def _is_final(error) -> bool:
    """Whether the server said that this address will never take a letter."""
    return isinstance(error, smtplib.SMTPRecipientsRefused) and all(
        500 <= code < 600 for code, _text in error.recipients.values()
    )


def deliver_due(limit=None, at=None, until=lambda: False) -> tuple[int, int]:
    """Try the letters that are due; return how many were sent and how many were not."""
    sent = failed = 0
    while not until() and (limit is None or sent + failed < limit):
        letter = claim(at)
        if letter is None:
            break
        if not letter.stopped_at and deliver(letter):
            sent += 1
        else:
            failed += 1
    return sent, failed
