"""How long personal data is kept, what leaves on request, and how it is erased, files included.

What stays of an erased submission is a statistic: its reference, call, state and dates. Backups
keep what they hold until they are themselves thrown away; see ARCHITECTURE.md.
"""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from submissions import files
from submissions.models import (
    ContactMessage,
    OutgoingMail,
    PersonalDataAccess,
    Submission,
)

CONTACT_FIELDS = ["email", "phone", "phone_e164"]
PERSON_FIELDS = [*CONTACT_FIELDS, "full_name", "position", "affiliation", "country"]
TEXT_FIELDS = ["title", "summary", "text", "sources", "conflict_of_interest", "text_digest"]


def due(at=None):
    """Return the submissions whose personal data has outlived its outcome."""
    at = at or timezone.now()

    def before(outcome):
        return at - dt.timedelta(days=settings.RETENTION_DAYS[outcome])

    state = Submission.State
    outcomes = Q(erasure_asked_at__lt=before("erasure"))
    for outcome in (state.DECLINED, state.WITHDRAWN, state.SPAM, state.EXPIRED):
        outcomes |= Q(state=outcome, changed_at__lt=before(outcome.value))
    outcomes |= Q(state=state.ACCEPTED, article__public_from__lt=before("published"))
    return Submission.objects.with_personal_data().filter(outcomes)


def anonymise(submission, at=None) -> None:
    """Erase what names the person; of an accepted piece the printed name and title stay.

    Those two are the article's byline by then, which the contributor asked for in consent.
    """
    with transaction.atomic():
        submission = Submission.objects.select_for_update().get(pk=submission.pk)
        is_accepted = submission.state == Submission.State.ACCEPTED and submission.article_id
        for name in CONTACT_FIELDS if is_accepted else PERSON_FIELDS + TEXT_FIELDS:
            setattr(submission, name, "")
        submission.wants_news = False
        submission.anonymised_at = at or timezone.now()
        submission.save()
        submission.mails.all().delete()
        submission.status_links.all().delete()
        submission.notes.all().delete()
        submission.earlier_texts.all().delete()
        submission.changes.update(note="", message="")
        files.delete(list(submission.files.all()))


def expire(at=None) -> int:
    """Expire submissions whose letter was really sent, long ago, and never answered."""
    at = at or timezone.now()
    sent_before = at - dt.timedelta(days=settings.CONFIRMATION_DAYS)
    ignored = Submission.objects.unverified().filter(
        state=Submission.State.RECEIVED, confirmation_sent_at__lt=sent_before
    )
    count = 0
    for submission in ignored:
        with transaction.atomic():
            submission.step(Submission.State.EXPIRED)
        count += 1
    return count


def anonymise_messages(at=None) -> int:
    """Erase who wrote by the contact form, and what, when its time is over."""
    at = at or timezone.now()
    state = ContactMessage.State

    def before(outcome):
        return at - dt.timedelta(days=settings.RETENTION_DAYS[outcome])

    old = ContactMessage.objects.filter(anonymised_at=None).filter(
        Q(state=state.SPAM, changed_at__lt=before("spam")) | Q(created_at__lt=before("contact")),
    )
    keys = list(old.values_list("pk", flat=True))
    erase_messages(keys, at)
    return len(keys)


def erase_messages(keys, at=None) -> None:
    with transaction.atomic():
        OutgoingMail.objects.filter(contact_message__in=keys).delete()
        ContactMessage.objects.filter(pk__in=keys).update(
            full_name="", email="", message="", anonymised_at=at or timezone.now()
        )


def forget_accesses(at=None) -> int:
    before = (at or timezone.now()) - dt.timedelta(days=settings.RETENTION_DAYS["access-log"])
    return PersonalDataAccess.objects.filter(at__lt=before).delete()[0]


def export_submission(submission) -> dict:
    """Return everything that is kept of one submission and its person, ready for JSON."""
    kept = [
        "reference",
        *PERSON_FIELDS,
        "title",
        "summary",
        "text",
        "sources",
        "conflict_of_interest",
        "language",
        "wants_news",
        "state",
        "created_at",
        "changed_at",
        "verified_at",
        "erasure_asked_at",
        "anonymised_at",
    ]
    return {
        **{name: getattr(submission, name) for name in kept},
        "call": submission.call.title,
        "consents": list(submission.consents.values("kind", "text", "given_at")),
        "files": list(
            submission.files.values("original_name", "kind", "size", "sha256", "created_at")
        ),
        "earlier_texts": list(submission.earlier_texts.values("text", "replaced_at")),
        "history": list(submission.changes.values("before", "after", "at", "message")),
        "letters": list(submission.mails.values("kind", "created_at", "sent_at")),
    }


def export_person(email: str) -> dict:
    """Return everything kept under an e-mail address, whatever its capitals."""
    messages = ContactMessage.objects.filter(email__iexact=email)
    return {
        "email": email,
        "submissions": [
            export_submission(submission) for submission in Submission.objects.of_person(email)
        ],
        "messages": list(
            messages.values(
                "reference", "subject", "full_name", "email", "message", "state", "created_at"
            )
        ),
    }
