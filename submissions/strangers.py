"""What every form for strangers shares: plain text, kept files, defences a person never meets."""

import hashlib
import re
import secrets
import time

from django import forms
from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from submissions import files, limits
from submissions.letters import desk_address

# Everything but tab and line breaks: they are invisible, PostgreSQL refuses NUL, and lone
# surrogates cannot be encoded at all.
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class PlainField(forms.CharField):
    """Text without control characters; on one line where the field is a line."""

    def to_python(self, value):
        if isinstance(value, str):
            value = CONTROLS.sub("", value).replace("\r\n", "\n").replace("\r", "\n")
            if not isinstance(self.widget, forms.Textarea):
                value = " ".join(value.split())
        return super().to_python(value)


class PlainEmailField(forms.EmailField):
    default_error_messages = {
        "required": _("Enter your e-mail address"),
        "invalid": _("Enter an e-mail address like name@example.org"),
    }
    widget = forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"})


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class FilesField(forms.FileField):
    """Any number of files, each known by its content and kept even if the form has errors."""

    widget = FilesInput

    def clean(self, data, initial=None):
        return [upload for upload in data or [] if upload]


class StrangersForm(forms.Form):
    """What every form for strangers carries against machines, without troubling a person.

    There is no CSRF cookie: nobody is logged in here, so there is no standing to abuse, and a
    reader who refuses cookies can still write. The signed key says when the form was opened and
    tells a repeated sending from a new one.
    """

    # The browser's own bubbles vanish and speak its language, not the page's: our errors stay.
    use_required_attribute = False

    key = forms.CharField(widget=forms.HiddenInput, required=False)
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, *args, network_address="", **kwargs):
        super().__init__(*args, **kwargs)
        self.network_address = network_address
        self.is_limited = False
        if not self.is_bound:
            self.initial["key"] = new_form_key()

    @property
    def questions(self):
        """The fields that a person fills in."""
        return [field for field in self.visible_fields() if field.name != "website"]

    def clean_website(self):
        if self.cleaned_data["website"]:
            raise ValidationError(
                _(
                    "A hidden field was filled in, perhaps by your browser. "
                    "Empty it and send again: your answers are still here."
                )
            )
        return ""

    def clean_key(self):
        """Return the form's own random name; refuse a form that nobody can have filled in yet."""
        fresh = new_form_key()
        try:
            opened, name = signing.loads(self.cleaned_data["key"], salt="submissions.form")
        except (signing.BadSignature, ValueError):
            self._replace_key(fresh)
            raise ValidationError(
                _("This page had grown old. Your answers are still here: send them once more.")
            ) from None
        waited = time.time() - opened
        if waited < settings.FORM_MIN_SECONDS:
            raise ValidationError(
                _(
                    "That was faster than people type. Wait a few seconds and send again: "
                    "your answers are still here."
                )
            )
        return name

    def _replace_key(self, fresh):
        self.data = self.data.copy()
        self.data[self.add_prefix("key")] = fresh

    def digest(self) -> str:
        """Say whether two sendings are the same: the same opened form with the same answers."""
        answers = [
            (name, str(value))
            for name, value in sorted(self.cleaned_data.items())
            if name not in {"files", "held"}
        ]
        kept = sorted(file.sha256 for file in getattr(self, "kept_files", []))
        return hashlib.sha256(repr((answers, kept)).encode()).hexdigest()

    def check_limits(self):
        """Refuse what one address sends too often, with a way out for a person."""
        within = limits.count(
            "sent", self.network_address, limit=settings.FORM_SENT_PER_HOUR, seconds=limits.HOUR
        ) and limits.count(
            "mail",
            self.cleaned_data.get("email", ""),
            limit=settings.FORM_SENT_PER_DAY,
            seconds=limits.DAY,
        )
        if not within:
            self.is_limited = True
            raise ValidationError(
                _(
                    "Too many forms were sent from your address lately. Your answers are still "
                    "here: try again in an hour, or send them by mail to %(address)s."
                ),
                params={"address": desk_address(getattr(self, "call", None))},
            )


def new_form_key() -> str:
    return signing.dumps([time.time(), secrets.token_hex(8)], salt="submissions.form")


class WithFiles:
    """Keeps the chosen files of a form that comes back with errors: nobody uploads twice.

    A browser cannot be given a chosen file again, and ten megabytes over a poor line are a quarter
    of an hour. So a sound file is stored at once as belonging to nobody, the form carries a signed
    key of it, and `manage.py anonymise` deletes what was never claimed.
    """

    def clean_files(self):
        self.kept_files = files.find_held(self.data.getlist(self.add_prefix("held")))
        uploads = self.cleaned_data["files"]
        errors = []
        if uploads and not limits.count(
            "try", self.network_address, limit=settings.FORM_TRIES_PER_HOUR, seconds=limits.HOUR
        ):
            self.is_limited = True
            raise ValidationError(
                _("Too many files were sent from your address lately. Try again in an hour.")
            )
        if len(uploads) + len(self.kept_files) > settings.SUBMISSION_FILES:
            raise ValidationError(
                _("Choose at most %(limit)s files"), params={"limit": settings.SUBMISSION_FILES}
            )
        for upload in uploads:
            try:
                self.kept_files.append(files.hold(upload))
            except ValidationError as error:
                errors += [f"{upload.name}: {message}" for message in error.messages]
        if errors:
            raise ValidationError(errors)
        return uploads

    @property
    def held(self):
        """The kept files with the keys that the form must carry."""
        return [(file, files.held_key(file)) for file in getattr(self, "kept_files", [])]
