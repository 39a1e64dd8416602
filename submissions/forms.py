"""The forms that strangers send, and how what they sent is stored: first of all, in one piece."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from submissions import outbox, phones, spam
from submissions.letters import desk_address, write_receipt
from submissions.models import (
    Consent,
    ContactMessage,
    ContactRoute,
    EarlierText,
    OutgoingMail,
    StateChange,
    Submission,
)
from submissions.strangers import (
    FilesField,
    FilesInput,
    PlainEmailField,
    PlainField,
    StrangersForm,
    WithFiles,
)


def check_words(text: str, call) -> None:
    words = len(text.split())
    if call.max_words and words > call.max_words:
        raise ValidationError(
            ngettext(
                "Your text has %(words)s word; this call takes at most %(limit)s",
                "Your text has %(words)s words; this call takes at most %(limit)s",
                words,
            ),
            params={"words": words, "limit": call.max_words},
        )
    if call.min_words and words < call.min_words:
        raise ValidationError(
            ngettext(
                "Your text has %(words)s word; this call asks for at least %(limit)s",
                "Your text has %(words)s words; this call asks for at least %(limit)s",
                words,
            ),
            params={"words": words, "limit": call.min_words},
        )


def text_hint(call):
    if call.min_words and call.max_words:
        words = _("%(min)s to %(max)s words.") % {"min": call.min_words, "max": call.max_words}
    elif call.max_words:
        words = _("At most %(max)s words.") % {"max": call.max_words}
    elif call.min_words:
        words = _("At least %(min)s words.") % {"min": call.min_words}
    else:
        words = ""
    sources = _("Name your sources in parentheses, for example (Outlet, October 25).")
    return f"{words} {sources}".strip()


class SubmissionForm(WithFiles, StrangersForm):
    full_name = PlainField(
        label=_("Full name"),
        help_text=_("As it should stand over your text."),
        max_length=200,
        error_messages={"required": _("Enter your full name")},
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
    )
    position = PlainField(
        label=_("Title or position"),
        help_text=_("Printed with your name. For example: lecturer, retired engineer, student."),
        max_length=200,
        error_messages={"required": _("Enter your title or position")},
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    email = PlainEmailField(
        label=_("E-mail address"), help_text=_("For the receipt and our questions. Never printed.")
    )
    phone = PlainField(
        label=_("Phone"),
        help_text=_("With the country code, for example +994 12 555 01 23. Never printed."),
        max_length=60,
        error_messages={"required": _("Enter your phone number")},
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    affiliation = PlainField(
        label=_("University or organisation"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    country = PlainField(
        label=_("Country"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "country-name"}),
    )
    title = PlainField(
        label=_("Title of your simulation"),
        max_length=300,
        error_messages={"required": _("Enter the title of your simulation")},
    )
    summary = PlainField(
        label=_("Summary"),
        help_text=_("Two or three sentences: what happens, and what follows from it."),
        max_length=2000,
        error_messages={"required": _("Enter a summary")},
        widget=forms.Textarea(attrs={"rows": 4, "class": "short-text"}),
    )
    language = forms.ChoiceField(label=_("Language of your text"), choices=settings.LANGUAGES)
    text = PlainField(
        label=_("Text"),
        max_length=200_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 16}),
    )
    files = FilesField(
        label=_("Or files with it"),
        required=False,
        widget=FilesInput(attrs={"accept": ".docx,.odt,.pdf"}),
    )
    sources = PlainField(
        label=_("Sources"),
        help_text=_("Where your facts are from, one a line, if the text does not say."),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "class": "short-text"}),
    )
    conflict_of_interest = PlainField(
        label=_("Conflicts of interest"),
        help_text=_("Employers, funders or parties that gain or lose by what you write."),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "class": "short-text"}),
    )
    publication = forms.BooleanField(
        label=_("The Center may publish my text with my name and title."),
        error_messages={
            "required": _("Agree to be named with your text, or we may not publish it")
        },
    )
    licence = forms.BooleanField(
        label=_("The text is mine, and I agree to the terms of the call."),
        error_messages={"required": _("Agree to the terms, or we may not publish your text")},
    )
    privacy = forms.BooleanField(
        label=_("I have read how my data is used."),
        error_messages={"required": _("Confirm that you have read how your data is used")},
    )
    wants_news = forms.BooleanField(label=_("Tell me about the next call."), required=False)

    def __init__(self, *args, call, **kwargs):
        super().__init__(*args, **kwargs)
        self.call = call
        names = dict(settings.LANGUAGES)
        languages = [(code, names[code]) for code in call.languages if code in names]
        self.fields["language"].choices = languages
        if len(languages) == 1:
            self.fields["language"].widget = forms.HiddenInput()
            self.initial["language"] = languages[0][0]
        self.fields["text"].help_text = text_hint(call)
        self.fields["files"].help_text = _(
            "DOCX, ODT or PDF, at most %(size)s MB each and %(number)s of them."
        ) % {"size": settings.SUBMISSION_FILE_MEGABYTES, "number": settings.SUBMISSION_FILES}

    def clean_text(self):
        text = self.cleaned_data["text"]
        if text:
            check_words(text, self.call)
        return text

    def clean(self):
        cleaned = super().clean()
        has_file = getattr(self, "kept_files", []) or "files" in self.errors
        if not has_file and "text" not in self.errors and not cleaned.get("text"):
            self.add_error("text", _("Enter your text, or choose a file with it"))
        self.existing = None
        if not self.errors:
            self.form_digest = self.digest()
            self.existing = Submission.objects.filter(form_digest=self.form_digest).first()
            if self.existing is None:
                self.check_limits()
        return cleaned

    def save(self) -> Submission:
        """Store the submission with its files and letters, or return the one stored before."""
        if self.existing:
            return self.existing
        try:
            with transaction.atomic():
                return self._store()
        except IntegrityError:
            # The same form arrived twice at once, and the other one was first.
            return Submission.objects.get(form_digest=self.form_digest)

    def _store(self):
        data = self.cleaned_data
        submission = Submission.objects.create(
            call=self.call,
            phone_e164=phones.e164(data["phone"]),
            correspondence_language=get_language() or "en",
            spam_score=spam.score(
                f"{data['full_name']} {data['position']} {data['title']}",
                f"{data['summary']} {data['text']} {data['sources']}",
            ),
            form_digest=self.form_digest,
            **{
                name: data[name]
                for name in (
                    "full_name",
                    "position",
                    "email",
                    "phone",
                    "affiliation",
                    "country",
                    "title",
                    "summary",
                    "text",
                    "sources",
                    "conflict_of_interest",
                    "language",
                    "wants_news",
                )
            },
        )
        for kept in self.kept_files:
            kept.submission = submission
            kept.save(update_fields=["submission"])
        self._store_consents(submission)
        submission.changes.create(after=submission.state, at=submission.created_at)
        write_receipt(submission)
        outbox.write(
            OutgoingMail.Kind.NOTICE,
            "notice_submission",
            desk_address(self.call),
            {"submission": submission},
            submission=submission,
        )
        return submission

    def _store_consents(self, submission):
        given = [Consent.Kind.PUBLICATION, Consent.Kind.LICENCE, Consent.Kind.PRIVACY]
        if submission.wants_news:
            given.append(Consent.Kind.NEWS)
        for kind in given:
            name = "wants_news" if kind == Consent.Kind.NEWS else str(kind)
            text = str(self.fields[name].label)
            if kind == Consent.Kind.LICENCE:
                text = f"{text}\n\n{self.call.terms}"
            submission.consents.create(kind=kind, text=text)


class NewVersionForm(WithFiles, StrangersForm):
    """A later version of the text, from the status page."""

    text = PlainField(
        label=_("New text"),
        max_length=200_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    files = FilesField(
        label=_("Or files with it"),
        required=False,
        widget=FilesInput(attrs={"accept": ".docx,.odt,.pdf"}),
    )
    note = PlainField(
        label=_("What you changed"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "class": "short-text"}),
    )

    def __init__(self, *args, submission, **kwargs):
        super().__init__(*args, **kwargs)
        self.submission = submission
        self.call = submission.call
        self.fields["text"].help_text = text_hint(self.call)
        self.fields["files"].help_text = _("DOCX, ODT or PDF, at most %(size)s MB each.") % {
            "size": settings.SUBMISSION_FILE_MEGABYTES
        }

    def clean_text(self):
        text = self.cleaned_data["text"]
        if text:
            check_words(text, self.call)
        return text

    def clean(self):
        cleaned = super().clean()
        has_file = getattr(self, "kept_files", []) or "files" in self.errors
        if not has_file and "text" not in self.errors and not cleaned.get("text"):
            self.add_error("text", _("Enter the new text, or choose a file with it"))
        if not self.errors:
            self.check_limits()
        return cleaned

    def save(self):
        text = self.cleaned_data["text"]
        with transaction.atomic():
            submission = Submission.objects.select_for_update().get(pk=self.submission.pk)
            if not submission.takes_new_versions:
                raise ValidationError(_("This submission takes no new versions any more."))
            if text and text != submission.text:
                if submission.text:
                    EarlierText.objects.create(submission=submission, text=submission.text)
                submission.text = text
                submission.save(update_fields=["text", "text_digest"])
            for kept in self.kept_files:
                kept.submission = submission
                kept.save(update_fields=["submission"])
            note = self.cleaned_data["note"]
            if submission.may_become(Submission.State.RESUBMITTED):
                submission.step(Submission.State.RESUBMITTED, note=note)
            else:
                StateChange.objects.create(
                    submission=submission,
                    before=submission.state,
                    after=submission.state,
                    note=f"New version. {note}".strip(),
                )
            outbox.write(
                OutgoingMail.Kind.NOTICE,
                "notice_version",
                desk_address(submission.call),
                {"submission": submission},
                submission=submission,
            )
        return submission


class ContactForm(StrangersForm):
    subject = forms.ChoiceField(
        label=_("What is it about?"),
        # Nothing is chosen yet, or every hasty letter would be a correction.
        choices=[("", "—"), *ContactMessage.Subject.choices],
        error_messages={"required": _("Choose what it is about")},
    )
    article = forms.SlugField(required=False, widget=forms.HiddenInput)
    full_name = PlainField(
        label=_("Your name"),
        max_length=200,
        error_messages={"required": _("Enter your name")},
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
    )
    email = PlainEmailField(label=_("E-mail address"), help_text=_("For our answer."))
    message = PlainField(
        label=_("Message"),
        max_length=20_000,
        error_messages={"required": _("Enter your message")},
        widget=forms.Textarea(attrs={"rows": 10}),
    )

    def clean_article(self):
        """Return the public article that is meant; an unknown one is no reason to refuse."""
        slug = self.cleaned_data["article"]
        return Article.objects.published().filter(slug=slug).first() if slug else None

    def clean(self):
        cleaned = super().clean()
        self.existing = None
        if not self.errors:
            self.form_digest = self.digest()
            self.existing = ContactMessage.objects.filter(form_digest=self.form_digest).first()
            if self.existing is None:
                self.check_limits()
        return cleaned

    def save(self) -> ContactMessage:
        if self.existing:
            return self.existing
        try:
            with transaction.atomic():
                return self._store()
        except IntegrityError:
            return ContactMessage.objects.get(form_digest=self.form_digest)

    def _store(self):
        data = self.cleaned_data
        message = ContactMessage.objects.create(
            subject=data["subject"],
            article=data["article"],
            full_name=data["full_name"],
            email=data["email"],
            message=data["message"],
            correspondence_language=get_language() or "en",
            spam_score=spam.score(data["full_name"], data["message"]),
            form_digest=self.form_digest,
        )
        route = ContactRoute.objects.filter(subject=message.subject).first()
        outbox.write(
            OutgoingMail.Kind.NOTICE,
            "notice_contact",
            route.email if route else desk_address(),
            {"message": message},
            contact_message=message,
            reply_to=message.email,
        )
        outbox.write(
            OutgoingMail.Kind.RECEIPT,
            "receipt_contact",
            message.email,
            {"message": message},
            language=message.correspondence_language,
            contact_message=message,
        )
        return message
