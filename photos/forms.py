from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html

from photos.models import Photo
from photos.uploads import ACCEPT


class UploadForm(forms.ModelForm):
    """A file alone is enough to begin with; what it says of itself is read when it is saved."""

    class Meta:
        model = Photo
        fields = ["image"]

    # The photo that has the same file, once one is found.
    twin = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "image" in self.fields:  # not for those who may only look
            self.fields["image"].widget.attrs["accept"] = ACCEPT

    def clean_image(self):
        file = self.cleaned_data["image"]
        if getattr(file, "_committed", False):
            return file
        self.twin = Photo.objects.same_file_as(file).exclude(pk=self.instance.pk).first()
        if self.twin:
            raise ValidationError(
                format_html(
                    'This very file is in the library already: <a href="{}">{}</a>.',
                    reverse("admin:photos_photo_change", args=[self.twin.pk]),
                    self.twin.title,
                )
            )
        return file


class PhotoForm(UploadForm):
    """All of a photo, with what its file offers for each field beside it."""

    class Meta:
        model = Photo
        fields = "__all__"  # noqa: DJ007 - the admin lists them in its fieldsets

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, offer in self.instance.file_metadata.get("offers", {}).items():
            if name in self.fields:
                field = self.fields[name]
                field.help_text = format_html("{} {}", field.help_text, self._origin(name, offer))

    def _origin(self, name, offer):
        value = getattr(self.instance, name)
        value = value if isinstance(value, bool) else str(value or "")
        checked = " Check the letters: their alphabet was guessed." if offer["check"] else ""
        if value == offer["value"]:
            return format_html(
                '<span class="origin">From the file ({}).{}</span>', offer["origin"], checked
            )
        return format_html(
            '<span class="origin">The file says: “{}” ({}).{}</span>',
            offer["value"] if offer["value"] is not True else "yes",
            offer["origin"],
            checked,
        )


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    widget = ManyFilesInput

    def clean(self, data, initial=None):
        return [super(ManyFilesField, self).clean(each, initial) for each in data or [None]]


class ManyUploadsForm(forms.Form):
    files = ManyFilesField(
        label="Pictures",
        help_text="JPEG, PNG, WebP, AVIF or TIFF; as many at once as you like.",
        error_messages={"required": "Choose at least one file."},
        widget=ManyFilesInput(attrs={"accept": ACCEPT}),
    )
