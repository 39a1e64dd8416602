"""The letters that contributors and the desk get, and the secret links they carry."""

from django.conf import settings
from django.core import signing
from django.core.signing import Signer
from django.urls import reverse

from house.models import SiteSettings
from submissions import outbox
from submissions.models import OutgoingMail, Submission


def confirmation_link(submission) -> str:
    signed = Signer(salt="submissions.confirm", sep=".").sign(submission.reference)
    return settings.SITE_URL + reverse("submissions:confirm", args=[signed])


def status_link(submission) -> str:
    """Return a new secret link to the status page, for one letter."""
    token = submission.new_status_token()
    return settings.SITE_URL + reverse("submissions:status", args=[token])


def find_by_confirmation(signed) -> Submission | None:
    try:
        reference = Signer(salt="submissions.confirm", sep=".").unsign(signed)
    except signing.BadSignature:
        return None
    return Submission.objects.filter(reference=reference).first()


def desk_address(call=None) -> str:
    own = call.contact_email if call else ""
    return own or SiteSettings.load().email or settings.DEFAULT_FROM_EMAIL


def write_receipt(submission):
    """Write the letter with the reference, the link to confirm and the link to the status page."""
    return outbox.write(
        OutgoingMail.Kind.CONFIRMATION,
        "receipt_submission",
        submission.email,
        {
            "submission": submission,
            "call": submission.call,
            "confirmation_link": confirmation_link(submission),
            "status_link": status_link(submission),
            "days": settings.CONFIRMATION_DAYS,
        },
        language=submission.correspondence_language,
        submission=submission,
        reply_to=desk_address(submission.call),
    )
