"""The photo library. A photo is saved freely and shown to nobody before its credit, alt text and
rights are in order."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone

from house.licences import Licence
from photos.credits import credit_line
from photos.querysets import PhotoQuerySet

FRACTION = [MinValueValidator(0), MaxValueValidator(1)]


class Photo(models.Model):
    class Kind(models.TextChoices):
        PHOTO = "photo", "Photo"
        DRAWING = "drawing", "Drawing"
        MAP = "map", "Map"
        CHART = "chart", "Chart"
        IMAGE = "image", "Image"

    class Rights(models.TextChoices):
        UNCHECKED = "unchecked", "Not checked yet"
        OWN = "own", "Our own work"
        LICENSED = "licensed", "Licensed from an agency"
        PERMISSION = "permission", "Used by permission"
        OPEN = "open", "Open licence"
        PUBLIC_DOMAIN = "public-domain", "Public domain"

    image = models.ImageField(upload_to="photos/%Y/%m/", width_field="width", height_field="height")
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    title = models.CharField(
        max_length=200, help_text="For finding it in the library; readers do not see it."
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

    @property
    def credit_line(self) -> str:
        return credit_line(self)

    def problems(self, at=None) -> list[str]:
        """What keeps this photo from readers, in editors' words; [] when it is public.

        The same rule as PhotoQuerySet.public(), said for one photo; a test holds the two together.
        """
        at = at or timezone.now()
        problems = []
        if not self.credit_line:
            problems.append("It has no credit: name the photographer, agency or source.")
        if not (self.alt_text or self.is_decorative):
            problems.append("It has no alt text: say what it shows, or mark it as decoration.")
        if self.rights == self.Rights.UNCHECKED:
            problems.append("Its rights are not checked.")
        if self.rights_end_at and self.rights_end_at <= at:
            problems.append("Its rights have ended.")
        return problems

    def is_public(self, at=None) -> bool:
        return not self.problems(at)
