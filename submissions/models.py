"""Calls for simulations, what contributors send, what the desk does with it, and the letters.

Everything here that names a person is private: no page, feed, export or log of the site may print
it, and `articles` knows nothing of this app.
"""

import hashlib
import secrets
import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from house.slugs import unique_slug
from submissions.querysets import (
    CallQuerySet,
    OutgoingMailQuerySet,
    SubmissionFileQuerySet,
    SubmissionQuerySet,
)

# Without 0/O, 1/I/L, 5/S, 8/B and U: a reference is read out on the telephone.
REFERENCE_LETTERS = "234679ACDEFGHJKMNPQRTVWXYZ"


def make_reference() -> str:
    """Return a reference such as CC-7K2M-4Q, which says nothing about how many there are."""
    letters = "".join(secrets.choice(REFERENCE_LETTERS) for _ in range(6))
    return f"CC-{letters[:4]}-{letters[4:]}"


def hash_token(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def submission_storage():
    return storages["submissions"]


def random_file_name(instance, filename) -> str:
    """Return a name on disk that says nothing of the contributor or the text."""
    token = secrets.token_hex(16)
    return f"{token[:2]}/{token}"


def english_only():
    return ["en"]


class Call(models.Model):
    """A scenario that invites simulations, for a time."""

    class State(models.TextChoices):
        SOON = "soon", _("Opens soon")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")
        RESULTS = "results", _("Results")

    title = models.CharField(max_length=200)
    slug = models.SlugField(
        "address",
        max_length=100,
        unique=True,
        blank=True,
        error_messages={"unique": "Another call has this address already."},
        help_text="Made from the title when left empty.",
    )
    summary = models.TextField(
        blank=True, help_text="One or two sentences for the home page, the list and the feed."
    )
    scenario = models.TextField(
        help_text="The situation to think through. Plain paragraphs, separated by an empty line."
    )
    series = models.ForeignKey(
        "series.Series",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="calls",
        help_text="The series in which accepted simulations appear.",
    )
    opens_at = models.DateTimeField("opens")
    closes_at = models.DateTimeField("closes", help_text="The first moment that is too late.")
    languages = models.JSONField(
        default=english_only, help_text="The languages in which texts are accepted."
    )
    min_words = models.PositiveIntegerField("words, at least", null=True, blank=True)
    max_words = models.PositiveIntegerField(
        "words, at most", null=True, blank=True, validators=[MinValueValidator(1)]
    )
    criteria = models.TextField(
        "how texts are judged", blank=True, help_text="Shown on the page of the call."
    )
    terms = models.TextField(
        help_text=(
            "What contributors agree to: publication under their name and title, licence, "
            "editing. Kept with each submission as it stood on that day."
        )
    )
    contact_email = models.EmailField(
        "e-mail address for questions",
        blank=True,
        help_text="Also told of each new submission. Empty: the Center's address.",
    )
    has_results = models.BooleanField(
        "results are published",
        default=False,
        help_text="The page then says so and lists the published simulations first.",
    )
    is_public = models.BooleanField("shown to readers", default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CallQuerySet.as_manager()

    class Meta:
        ordering = ["-opens_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")),
                name="call_closes_after_it_opens",
                violation_error_message="A call must close after it opens.",
            ),
            models.CheckConstraint(
                condition=Q(min_words__isnull=True)
                | Q(max_words__isnull=True)
                | Q(max_words__gte=F("min_words")),
                name="call_word_limits_in_order",
                violation_error_message="The most words must not be fewer than the least.",
            ),
        ]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        self.slug = self.slug or unique_slug(self, self.title)
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("submissions:call", args=[self.slug])

    def clean(self):
        self.slug = self.slug or unique_slug(self, self.title)
        known = dict(settings.LANGUAGES)
        if not self.languages or not set(self.languages) <= set(known):
            raise ValidationError({"languages": "Choose at least one of the site's languages."})

    def state(self, at=None) -> State:
        at = at or timezone.now()
        if self.opens_at > at:
            return self.State.SOON
        if self.closes_at > at:
            return self.State.OPEN
        return self.State.RESULTS if self.has_results else self.State.CLOSED

    @property
    def is_open(self) -> bool:
        return self.state() == self.State.OPEN

    @property
    def clock(self) -> str:
        """The place whose clock the times of a call are told by."""
        return settings.TIME_ZONE.rpartition("/")[2].replace("_", " ")

    @property
    def language_names(self) -> list[str]:
        names = dict(settings.LANGUAGES)
        return [str(names[code]) for code in self.languages if code in names]


class Submission(models.Model):
    """One simulation that somebody sent in answer to a call."""

    class State(models.TextChoices):
        RECEIVED = "received", _("Received")
        VERIFIED = "verified", _("Received, e-mail address confirmed")
        TRIAGE = "triage", _("Being looked at")
        REVIEW = "review", _("Under review")
        CHANGES_ASKED = "changes-asked", _("Changes asked for")
        RESUBMITTED = "resubmitted", _("New version received")
        # "Scheduled" and "published" are facts about the article, see stage().
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        SPAM = "spam", _("Not considered")
        EXPIRED = "expired", _("Expired, e-mail address never confirmed")

    # What the desk may do next. Steps that only the contributor takes (confirming, resubmitting)
    # or the nightly job (expiring) stand in the same table: nothing moves outside of it.
    STEPS = {
        State.RECEIVED: {
            State.VERIFIED,
            State.TRIAGE,
            State.DECLINED,
            State.WITHDRAWN,
            State.SPAM,
            State.EXPIRED,
        },
        State.VERIFIED: {State.TRIAGE, State.DECLINED, State.WITHDRAWN, State.SPAM},
        State.TRIAGE: {
            State.REVIEW,
            State.CHANGES_ASKED,
            State.DECLINED,
            State.WITHDRAWN,
            State.SPAM,
        },
        State.REVIEW: {
            State.CHANGES_ASKED,
            State.ACCEPTED,
            State.DECLINED,
            State.WITHDRAWN,
        },
        State.CHANGES_ASKED: {State.RESUBMITTED, State.REVIEW, State.DECLINED, State.WITHDRAWN},
        State.RESUBMITTED: {
            State.REVIEW,
            State.CHANGES_ASKED,
            State.ACCEPTED,
            State.DECLINED,
            State.WITHDRAWN,
        },
        State.ACCEPTED: {State.REVIEW, State.WITHDRAWN},
        State.DECLINED: {State.REVIEW},
        State.WITHDRAWN: set(),
        State.SPAM: {State.TRIAGE},
        State.EXPIRED: {State.VERIFIED},
    }
    # States in which the contributor may still send a new version.
    TAKES_VERSIONS = {
        State.RECEIVED,
        State.VERIFIED,
        State.TRIAGE,
        State.REVIEW,
        State.CHANGES_ASKED,
        State.RESUBMITTED,
    }

    reference = models.CharField(max_length=12, unique=True, default=make_reference, editable=False)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="submissions")
    state = models.CharField(max_length=20, choices=State, default=State.RECEIVED)

    # The person: seen only with the permission view_personal_data.
    full_name = models.CharField(max_length=200, blank=True)
    position = models.CharField("title or position", max_length=200, blank=True)
    email = models.EmailField("e-mail address", blank=True)
    phone = models.CharField("phone, as typed", max_length=60, blank=True)
    phone_e164 = models.CharField("phone, normalised", max_length=20, blank=True)
    affiliation = models.CharField(max_length=200, blank=True)
    country = models.CharField(max_length=100, blank=True)

    # The text.
    title = models.CharField("title of the simulation", max_length=300, blank=True)
    summary = models.TextField(blank=True)
    text = models.TextField(blank=True)
    sources = models.TextField(blank=True)
    conflict_of_interest = models.TextField(blank=True)
    language = models.CharField("language of the text", max_length=10, choices=settings.LANGUAGES)
    wants_news = models.BooleanField("wants to hear of the next call", default=False)
    text_digest = models.CharField(max_length=64, blank=True, editable=False, db_index=True)

    # What became of it.
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="assigned_submissions",
        limit_choices_to={"is_staff": True, "is_active": True},
    )
    article = models.OneToOneField(
        "articles.Article",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="submission",
    )

    # Kept by the system.
    correspondence_language = models.CharField(
        max_length=10, choices=settings.LANGUAGES, default="en", editable=False
    )
    spam_score = models.PositiveSmallIntegerField(default=0, editable=False)
    # The same form sent twice with the same words is one submission; see forms.
    form_digest = models.CharField(max_length=64, unique=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField("received", default=timezone.now, editable=False)
    changed_at = models.DateTimeField("state since", default=timezone.now, editable=False)
    confirmation_sent_at = models.DateTimeField(null=True, editable=False)
    verified_at = models.DateTimeField("address confirmed", null=True, editable=False)
    erasure_asked_at = models.DateTimeField("erasure asked for", null=True, editable=False)
    anonymised_at = models.DateTimeField(null=True, editable=False)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "-created_at"], name="submission_on_the_desk"),
            models.Index(fields=["email"], name="submission_of_a_person"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(anonymised_at__isnull=False)
                | ~(Q(full_name="") | Q(email="") | Q(phone="") | Q(position="") | Q(title="")),
                name="submission_names_its_contributor",
                violation_error_message=(
                    "A submission needs the name, e-mail address, phone and title of its "
                    "contributor and a title of its own."
                ),
            ),
        ]
        permissions = [
            ("view_personal_data", "Can see names, addresses, phones and files of contributors"),
            ("accept_submission", "Can accept a submission and make its article"),
        ]

    def __str__(self):
        # Never the person: this text reaches log entries and breadcrumbs.
        return f"{self.reference} {self.title}".strip()

    def save(self, *args, **kwargs):
        words = " ".join(self.text.casefold().split())
        self.text_digest = hashlib.sha256(words.encode()).hexdigest() if words else ""
        super().save(*args, **kwargs)

    def stage(self, at=None) -> str:
        """The state as people see it; publication is read from the article, never copied."""
        if self.state == self.State.ACCEPTED and self.article and self.article.public_from:
            if self.article.public_from <= (at or timezone.now()):
                return _("Published")
            return _("Accepted, publication scheduled")
        return self.get_state_display()

    def may_become(self, state) -> bool:
        return state in self.STEPS[self.State(self.state)]

    @property
    def takes_new_versions(self) -> bool:
        return self.state in self.TAKES_VERSIONS and not self.anonymised_at

    def step(self, state, *, by=None, note="", message=""):
        """Move to another state and write it down; refuse what the table does not permit.

        Runs in the caller's transaction. The row is locked first, so that of two people who decide
        at once the second is refused instead of overwriting the first.
        """
        locked = Submission.objects.select_for_update().get(pk=self.pk)
        if not locked.may_become(state):
            raise ValidationError(
                "“%(before)s” cannot become “%(after)s”.",
                params={
                    "before": locked.get_state_display(),
                    "after": self.State(state).label,
                },
                code="step_not_permitted",
            )
        before, self.state, self.changed_at = locked.state, state, timezone.now()
        self.save(update_fields=["state", "changed_at"])
        return self.changes.create(
            before=before, after=state, by=by, note=note, message=message, at=self.changed_at
        )

    def confirmation_has_expired(self, at=None) -> bool:
        """Whether the link to confirm is too old, counted from when it was really sent."""
        if not self.confirmation_sent_at:
            return False
        return ((at or timezone.now()) - self.confirmation_sent_at).days >= (
            settings.CONFIRMATION_DAYS
        )

    def new_status_token(self) -> str:
        """Return the secret of a new link to the status page; only its hash is kept."""
        token = secrets.token_urlsafe(24)
        self.status_links.create(token_hash=hash_token(token))
        return token


class StatusLink(models.Model):
    """A secret link that one of our letters carried. A stolen database opens no status page."""

    submission = models.ForeignKey(
        Submission, on_delete=models.CASCADE, related_name="status_links"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return f"Link to {self.submission.reference}"


class Consent(models.Model):
    """What a contributor agreed to, in the words that stood on the page that day."""

    class Kind(models.TextChoices):
        PUBLICATION = "publication", "Publication with name and title"
        LICENCE = "licence", "Licence for publication and republication"
        PRIVACY = "privacy", "Privacy notice read"
        NEWS = "news", "News of the next call"

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="consents")
    kind = models.CharField(max_length=20, choices=Kind)
    text = models.TextField()
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "kind"], name="consent_once"),
        ]

    def __str__(self):
        return self.get_kind_display()


class SubmissionFile(models.Model):
    """A contributor's file: content-checked, under a random name, for the desk's eyes only."""

    class Kind(models.TextChoices):
        DOCX = "docx", "Word (docx)"
        ODT = "odt", "OpenDocument (odt)"
        PDF = "pdf", "PDF"

    submission = models.ForeignKey(
        Submission, on_delete=models.CASCADE, null=True, blank=True, related_name="files"
    )
    file = models.FileField(storage=submission_storage, upload_to=random_file_name, max_length=200)
    original_name = models.CharField(max_length=255)
    kind = models.CharField("type by content", max_length=10, choices=Kind)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    created_at = models.DateTimeField("uploaded", default=timezone.now)

    objects = SubmissionFileQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.size} bytes"


class EarlierText(models.Model):
    """A text that its contributor has replaced by a new version."""

    submission = models.ForeignKey(
        Submission, on_delete=models.CASCADE, related_name="earlier_texts"
    )
    text = models.TextField()
    replaced_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-replaced_at", "-pk"]

    def __str__(self):
        return f"Text until {self.replaced_at:%Y-%m-%d %H:%M}"


class StateChange(models.Model):
    """Who moved a submission from where to where, when and why; never changed afterwards."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="changes")
    before = models.CharField(max_length=20, choices=Submission.State, blank=True)
    after = models.CharField(max_length=20, choices=Submission.State)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    note = models.TextField(blank=True, help_text="For the desk alone.")
    message = models.TextField(blank=True, help_text="What the contributor was told.")

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.get_before_display()} → {self.get_after_display()}"


class InternalNote(models.Model):
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="notes")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    text = models.TextField()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self):
        return self.text[:60]


class ReplyTemplate(models.Model):
    """A letter the desk sends again and again."""

    name = models.CharField(
        max_length=100, help_text="For the desk, e.g. Decline: outside the scenario."
    )
    state = models.CharField(
        "offered on the step to",
        max_length=20,
        choices=[
            (state, state.label)
            for state in (
                Submission.State.TRIAGE,
                Submission.State.REVIEW,
                Submission.State.CHANGES_ASKED,
                Submission.State.ACCEPTED,
                Submission.State.DECLINED,
                Submission.State.WITHDRAWN,
            )
        ],
    )
    language = models.CharField(max_length=10, choices=settings.LANGUAGES, default="en")
    subject = models.CharField(max_length=200)
    body = models.TextField(
        help_text="{name}, {title}, {call}, {reference} and {status_link} are filled in."
    )

    class Meta:
        ordering = ["state", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "language"],
                name="reply_template_once_per_language",
                violation_error_message="There is a template of this name in this language.",
            ),
        ]

    def __str__(self):
        return f"{self.name} ({self.get_language_display()})"


class ContactMessage(models.Model):
    """A letter to the Center by its contact form."""

    class Subject(models.TextChoices):
        CORRECTION = "correction", _("Something in an article is wrong")
        REPUBLISH = "republish", _("Republishing an article or a photo")
        MEDIA = "media", _("A request from the media")
        OTHER = "other", _("Something else")

    class State(models.TextChoices):
        NEW = "new", "New"
        ANSWERED = "answered", "Answered"
        SPAM = "spam", "Spam"

    reference = models.CharField(max_length=12, unique=True, default=make_reference, editable=False)
    subject = models.CharField(max_length=20, choices=Subject)
    article = models.ForeignKey(
        "articles.Article",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="contact_messages",
    )
    full_name = models.CharField("name", max_length=200, blank=True)
    email = models.EmailField("e-mail address", blank=True)
    message = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.NEW)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="assigned_messages",
        limit_choices_to={"is_staff": True, "is_active": True},
    )
    correspondence_language = models.CharField(
        max_length=10, choices=settings.LANGUAGES, default="en", editable=False
    )
    spam_score = models.PositiveSmallIntegerField(default=0, editable=False)
    form_digest = models.CharField(max_length=64, unique=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField("received", default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    anonymised_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(anonymised_at__isnull=False)
                | ~(Q(full_name="") | Q(email="") | Q(message="")),
                name="contact_message_can_be_answered",
                violation_error_message="A message needs a name, an e-mail address and a text.",
            ),
        ]

    def __str__(self):
        return f"{self.reference} {self.get_subject_display()}"


class ContactRoute(models.Model):
    """Who is told of messages on a subject."""

    subject = models.CharField(
        max_length=20,
        choices=ContactMessage.Subject,
        unique=True,
        error_messages={"unique": "This subject has its address already."},
    )
    email = models.EmailField("goes to")

    class Meta:
        ordering = ["subject"]

    def __str__(self):
        return f"{self.get_subject_display()}: {self.email}"


class OutgoingMail(models.Model):
    """A letter to be sent, stored in the transaction of what it tells; see outbox."""

    class Kind(models.TextChoices):
        CONFIRMATION = "confirmation", "Receipt with the link to confirm"
        REPLY = "reply", "Reply of the desk"
        NOTICE = "notice", "Notice to the desk"
        RECEIPT = "receipt", "Receipt"

    kind = models.CharField(max_length=20, choices=Kind)
    to = models.EmailField()
    reply_to = models.EmailField(blank=True)
    subject = models.CharField(max_length=300)
    body = models.TextField(
        blank=True, help_text="Emptied once sent: it holds names and secret links."
    )
    submission = models.ForeignKey(
        Submission, on_delete=models.CASCADE, null=True, blank=True, related_name="mails"
    )
    contact_message = models.ForeignKey(
        ContactMessage, on_delete=models.CASCADE, null=True, blank=True, related_name="mails"
    )
    created_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveIntegerField(default=0)
    next_attempt_at = models.DateTimeField(default=timezone.now)
    # Set while a worker has the letter; still set at the next claim when that worker died.
    is_in_flight = models.BooleanField(default=False)
    lost_attempts = models.PositiveSmallIntegerField(
        default=0, help_text="Attempts of which nobody knows whether the letter left."
    )
    last_error = models.TextField(blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                condition=Q(sent_at__isnull=True, stopped_at__isnull=True),
                name="outgoing_mail_due",
            ),
        ]

    def __str__(self):
        # Without the address and the subject, which may quote the contributor.
        return f"{self.get_kind_display()} of {self.created_at:%Y-%m-%d %H:%M}"


class PersonalDataAccess(models.Model):
    """Who looked at whose data, when."""

    class What(models.TextChoices):
        PAGE = "page", "Page"
        LIST = "list", "List"
        FILE = "file", "File"
        EXPORT = "export", "Export"

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    # By reference, not by key: the entry stays when the submission is erased.
    reference = models.CharField(max_length=12, blank=True)
    what = models.CharField(max_length=10, choices=What)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = "access to personal data"
        verbose_name_plural = "accesses to personal data"

    def __str__(self):
        return f"{self.reference or 'list'}, {self.get_what_display().lower()}"
