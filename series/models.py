"""Series of articles, our own and partners', with their volumes and issues."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse

from house.models import RepublishTerms
from house.slugs import slug_for, unique_slug
from series.labels import citation_label


def validate_issn(value: str):
    """Check the form 1234-567X and its check digit (ISO 3297: weights 8 to 2, modulus 11)."""
    digits = value.replace("-", "").upper()
    if len(value) != 9 or value[4] != "-" or not (digits[:7].isascii() and digits[:7].isdigit()):
        raise ValidationError("Enter the ISSN in the form 1234-567X.")
    weights = range(8, 1, -1)
    total = sum(int(digit) * weight for digit, weight in zip(digits[:7], weights, strict=True))
    check = -total % 11
    if digits[7] != ("X" if check == 10 else str(check)):
        raise ValidationError("This ISSN has a mistyped digit: its check digit does not fit.")


class Series(RepublishTerms):
    class Kind(models.TextChoices):
        PERIODICAL = "periodical", "Periodical (journal)"
        MAGAZINE = "magazine", "Periodical (magazine)"
        REPORTS = "reports", "Report series"
        SPECIAL = "special", "Special series"

    class Numbering(models.TextChoices):
        VOLUME_AND_ISSUE = "volume-issue", "Volume and issue"
        ISSUE = "issue", "Issue only"
        REPORT = "report", "Report number"
        NONE = "none", "None"

    name = models.CharField(
        max_length=150,
        unique=True,
        error_messages={"unique": "There is a series of this name already."},
        help_text="As citations print it, e.g. Eurasia Daily Monitor.",
    )
    slug = models.SlugField(
        "address",
        max_length=100,
        unique=True,
        blank=True,
        error_messages={"unique": "Another series has this address already."},
        help_text="Made from the name when left empty.",
    )
    abbreviation = models.CharField(
        max_length=30,
        blank=True,
        help_text="e.g. EDM. Also how articles refer to it: “see EDM, July 7”.",
    )
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.SPECIAL)
    numbering = models.CharField(
        max_length=20, choices=Numbering, default=Numbering.VOLUME_AND_ISSUE
    )
    first_volume_year = models.PositiveSmallIntegerField(
        "year of volume 1",
        null=True,
        blank=True,
        help_text="For one volume a year; the next volume is then suggested from the date.",
    )
    partner = models.ForeignKey(
        "house.Outlet",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="series",
        help_text="Who publishes it, when it is not ours. We then never claim to be its publisher.",
    )
    issn = models.CharField("ISSN", max_length=9, blank=True, validators=[validate_issn])
    language = models.CharField(max_length=10, choices=settings.LANGUAGES, default="en")
    description = models.TextField(blank=True)
    cover = models.ForeignKey(
        "photos.Photo",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="series_covers",
    )

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "series"

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        if not self.slug:
            self.slug = unique_slug(self, self.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("series:detail", args=[self.slug])

    @property
    def is_own(self) -> bool:
        return self.partner_id is None


class Issue(models.Model):
    """A number of a series. Any part may be unknown: an article goes out before its issue."""

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="issues")
    volume = models.PositiveSmallIntegerField(null=True, blank=True)
    number = models.CharField(
        "issue number",
        max_length=20,
        blank=True,
        help_text="e.g. 112, 3–4 or Special. Leave empty until it is known.",
    )
    season = models.CharField(
        "season or period", max_length=50, blank=True, help_text="e.g. Spring 2021."
    )
    slug = models.SlugField("last part of the address", max_length=50, blank=True, editable=False)
    date = models.DateField(
        null=True, blank=True, help_text="The date of the issue, where it has one."
    )
    title = models.CharField(max_length=200, blank=True)
    cover = models.ForeignKey(
        "photos.Photo",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="issue_covers",
    )
    editors_note = models.TextField("editor's note", blank=True)

    class Meta:
        ordering = ["series", "-volume", "-date", "-pk"]
        # The address part is made from the number or season, so it also catches 3-4 beside 3–4.
        # Two constraints, because a unique constraint holds empty volumes to be different.
        constraints = [
            models.UniqueConstraint(
                fields=["series", "volume", "slug"],
                condition=~Q(slug=""),
                name="issue_number_once_in_a_volume",
                violation_error_message="This volume has an issue with this number already.",
            ),
            models.UniqueConstraint(
                fields=["series", "slug"],
                condition=~Q(slug="") & Q(volume__isnull=True),
                name="issue_number_once_without_a_volume",
                violation_error_message="This series has an issue with this number already.",
            ),
        ]

    def __str__(self):
        return citation_label(self.series, self)

    def save(self, *args, **kwargs):
        self.slug = slug_for(self.number or self.season, length=50)
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        """The page of the issue; of its volume or series while it has neither number nor season."""
        if self.slug and self.volume is not None:
            return reverse("series:issue", args=[self.series.slug, self.volume, self.slug])
        if self.slug:
            return reverse("series:issue-without-volume", args=[self.series.slug, self.slug])
        if self.volume is not None:
            return reverse("series:volume", args=[self.series.slug, self.volume])
        return self.series.get_absolute_url()

    def clean(self):
        self.slug = slug_for(self.number or self.season, length=50)
        if (self.number or self.season) and not self.slug:
            raise ValidationError({"number": "Use at least one letter or digit."})

    @property
    def is_incomplete(self) -> bool:
        """Whether a citation of this issue lacks its number."""
        return not self.slug and self.series.numbering != Series.Numbering.NONE
