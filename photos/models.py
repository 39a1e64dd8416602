"""The photo library. A photo is saved freely and shown to nobody before its credit, alt text and
rights are in order."""

from contextlib import suppress
from pathlib import PurePosixPath

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from house.licences import Licence
from photos import renditions
from photos.credits import CREDIT_PARTS, credit_line, labelled_credit, tidy
from photos.licensing import xmp_packet
from photos.metadata import fill, read
from photos.querysets import PhotoQuerySet
from photos.renditions import original_path
from photos.uploads import FORMATS, check_upload, checksum, open_picture

FRACTION = [MinValueValidator(0), MaxValueValidator(1)]


class Photo(models.Model):
    class Kind(models.TextChoices):
        PHOTO = "photo", _("Photo")
        DRAWING = "drawing", _("Drawing")
        MAP = "map", _("Map")
        CHART = "chart", _("Chart")
        IMAGE = "image", _("Image")

    class Rights(models.TextChoices):
        UNCHECKED = "unchecked", "Not checked yet"
        OWN = "own", "Our own work"
        LICENSED = "licensed", "Licensed from an agency"
        PERMISSION = "permission", "Used by permission"
        OPEN = "open", "Open licence"
        PUBLIC_DOMAIN = "public-domain", "Public domain"

    # A FileField, because Django's own check of pictures would answer before ours and in its words.
    image = models.FileField(
        upload_to=original_path,
        max_length=150,
        db_index=True,
        validators=[check_upload],
        help_text="JPEG, PNG, WebP, AVIF or TIFF. Readers get smaller copies, never this file.",
    )
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    title = models.CharField(
        max_length=200,
        blank=True,
        help_text="For finding it in the library; readers do not see it. Empty: as the file says.",
    )
    kind = models.CharField(
        max_length=20,
        choices=Kind,
        default=Kind.PHOTO,
        help_text="The word before the credit: Photo, Drawing, Map.",
    )
    caption = models.TextField(
        blank=True, help_text="Printed under the photo: what is seen, where and when."
    )
    alt_text = models.CharField(
        max_length=300,
        blank=True,
        help_text="For readers who cannot see it: what the picture shows. Not the caption again.",
    )
    is_decorative = models.BooleanField(
        "is decoration only",
        default=False,
        help_text="It says nothing that the text does not say; screen readers skip it.",
    )
    photographer = models.CharField(
        max_length=200, blank=True, help_text="Who made it. Several: separated by a slash."
    )
    pool = models.CharField(max_length=100, blank=True, help_text="e.g. Pool.")
    agency = models.CharField(
        max_length=200, blank=True, help_text="e.g. AFP/Getty Images, or the ministry it is from."
    )
    distributor = models.CharField(
        "via", max_length=100, blank=True, help_text="Where we have it from, e.g. Flickr."
    )
    source_url = models.URLField(
        "source address", blank=True, help_text="The page it was taken from."
    )
    rights = models.CharField(
        max_length=20,
        choices=Rights,
        default=Rights.UNCHECKED,
        help_text="Why we may use it. A photo that is not checked is not shown.",
    )
    licence = models.CharField(max_length=20, choices=Licence, blank=True)
    rights_note = models.TextField(
        blank=True, help_text="Terms, invoice, who allowed it and when. Not public."
    )
    copyright_notice = models.CharField(max_length=300, blank=True)
    rights_url = models.URLField(
        "address of the terms", blank=True, help_text="Where the owner states them, if anywhere."
    )
    licensor_url = models.URLField(
        "where to ask for a licence", blank=True, help_text="For republishers and search engines."
    )
    rights_end_at = models.DateTimeField(
        "rights end",
        null=True,
        blank=True,
        help_text="From this moment the photo is shown nowhere. Empty: no end.",
    )
    may_redistribute = models.BooleanField(
        "may be redistributed",
        default=False,
        help_text="Whoever republishes the article may take it along.",
    )
    may_print = models.BooleanField("may be printed", default=True)
    focal_x = models.FloatField("focal point, from the left", default=0.5, validators=FRACTION)
    focal_y = models.FloatField("focal point, from the top", default=0.5, validators=FRACTION)
    taken_on = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    is_ai_made = models.BooleanField(
        "made by a machine", default=False, help_text="Readers are told so beside the credit."
    )
    checksum = models.CharField(max_length=64, editable=False, db_index=True)
    file_metadata = models.JSONField(default=dict, blank=True, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="photos",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    import_ref = models.CharField(max_length=200, null=True, unique=True, editable=False)

    objects = PhotoQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(focal_x__gte=0, focal_x__lte=1, focal_y__gte=0, focal_y__lte=1),
                name="focal_point_inside_the_photo",
                violation_error_message="The focal point must lie inside the photo.",
            ),
        ]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        before = Photo.objects.filter(pk=self.pk).first() if self.pk else None
        if self.image and not self.image._committed:
            self._take_in_the_file(*args, **kwargs)
            if before:
                transaction.on_commit(before.remove_files)
            return
        self._tidy()
        super().save(*args, **kwargs)
        if before and xmp_packet(self) != xmp_packet(before):
            # A file that was lost must not keep its credit from being mended.
            with suppress(FileNotFoundError), self.image.open() as file:
                renditions.make(self.image.storage, self.image.name, file, xmp_packet(self))

    def delete(self, *args, **kwargs):
        deleted = super().delete(*args, **kwargs)
        transaction.on_commit(self.remove_files)
        return deleted

    @property
    def credit_line(self) -> str:
        return credit_line(self)

    @property
    def labelled_credit(self) -> str:
        return labelled_credit(self)

    @property
    def src(self) -> str:
        """The address of a JPEG of middling size, for whatever reads no srcset."""
        return self._address(self.src_width, "jpg")

    @property
    def src_width(self) -> int:
        return max(width for width in renditions.widths(self.width) if width <= 1200)

    @property
    def srcset(self) -> str:
        """Every width as WebP, for the browser to choose from."""
        return ", ".join(
            f"{self._address(width, 'webp')} {width}w" for width in renditions.widths(self.width)
        )

    @property
    def thumbnail(self) -> str:
        return self._address(renditions.widths(self.width)[0], "webp")

    @property
    def focal_class(self) -> str:
        """The classes that keep the focal point in sight when the picture is cropped.

        Classes in steps of a tenth, because the site allows no inline style.
        """
        x, y = round(self.focal_x * 10), round(self.focal_y * 10)
        return "" if (x, y) == (5, 5) else f"focal-x-{x} focal-y-{y}"

    @property
    def licence_url(self) -> str:
        """Where a reader finds the terms; "" when there is no such page."""
        return (Licence(self.licence).url if self.licence else "") or self.rights_url

    @property
    def licence_name(self) -> str:
        """The terms as short as they are known to readers: "CC BY-SA 4.0"."""
        licence = Licence(self.licence) if self.licence else None
        return licence.short_name if licence and licence.url else _("Terms of use")

    def problems(self, at=None) -> list[str]:
        """What keeps this photo from readers, in editors' words; [] when it is public.

        The same rule as PhotoQuerySet.public(), said for one photo; a test holds the two together.
        """
        at = at or timezone.now()
        problems = []
        if not self.credit_line:
            problems.append("It has no credit: name the photographer, agency or source.")
        if not (self.alt_text.strip() or self.is_decorative):
            problems.append("It has no alt text: say what it shows, or mark it as decoration.")
        if self.rights == self.Rights.UNCHECKED:
            problems.append("Its rights are not checked.")
        if self.rights_end_at and self.rights_end_at <= at:
            problems.append("Its rights have ended.")
        return problems

    def is_public(self, at=None) -> bool:
        return not self.problems(at)

    def is_released(self, at=None) -> bool:
        """Whether anything public uses it, so that readers may fetch its file."""
        return Photo.objects.filter(pk=self.pk).released(at).exists()

    @property
    def published_articles(self) -> list:
        """The public articles that show it, after `with_published_articles()`; each once."""
        # A figure of an article that is not public comes without its article.
        figures = (figure.article for figure in self.figures.all() if figure.article)
        return list(dict.fromkeys([*self.published_leads, *figures]))

    def remove_files(self):
        if self.image:
            renditions.remove(self.image.storage, self.image.name, self.width)

    def _tidy(self):
        """Leave nothing in the fields that decide whether it is public but what counts."""
        for field in CREDIT_PARTS:
            setattr(self, field, tidy(getattr(self, field)))
        self.alt_text = self.alt_text.strip()

    def _address(self, width, ending):
        return settings.MEDIA_URL + renditions.path(self.image.name, width, ending)

    def _take_in_the_file(self, *args, **kwargs):
        """Keep the new file, its renditions and the row, or nothing at all."""
        file, filename = self.image.file, PurePosixPath(self.image.name)
        storage = self.image.storage
        picture = open_picture(file)
        self.width, self.height = renditions.size_upright(picture)
        self.checksum = checksum(file)
        fill(self, read(file))
        self._tidy()
        self.title = self.title or filename.stem[:200]
        path = original_path(self, filename.with_suffix(f".{FORMATS[picture.format]}").name)
        try:
            self.image = storage.save(path, file)
            renditions.make(storage, path, file, xmp_packet(self))
            super().save(*args, **kwargs)
        except Exception:
            renditions.remove(storage, path, self.width)
            raise
