"""People, desks and organisations that sign articles. Never log-in names."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse

from house.slugs import unique_slug

# Accounts that content systems make by themselves; a byline names a person or a desk.
ACCOUNT_NAMES = {"admin", "administrator", "editor", "root", "user", "webmaster", "wordpress"}


def validate_is_not_an_account(name: str):
    if name.strip().casefold() in ACCOUNT_NAMES:
        raise ValidationError(
            "“%(name)s” is an account, not an author. Enter the person or desk that signs.",
            params={"name": name},
            code="account_name",
        )


def validate_orcid(value: str):
    """Check the form 0000-0002-1825-0097 and its ISO 7064 MOD 11-2 check character."""
    digits = value.replace("-", "")
    groups = value.split("-")
    is_formed = (
        [len(group) for group in groups] == [4, 4, 4, 4]
        and digits[:15].isascii()
        and digits[:15].isdigit()
        and (digits[15].isdigit() or digits[15] == "X")
    )
    if not is_formed:
        raise ValidationError("Enter the ORCID iD in the form 0000-0002-1825-0097.")
    total = 0
    for digit in digits[:15]:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    if digits[15] != ("X" if check == 10 else str(check)):
        raise ValidationError("This ORCID iD has a mistyped digit: its check digit does not fit.")


class Author(models.Model):
    class Kind(models.TextChoices):
        PERSON = "person", "Person"
        ORGANISATION = "organisation", "Desk or organisation"

    kind = models.CharField(max_length=20, choices=Kind, default=Kind.PERSON)
    name = models.CharField(
        max_length=200,
        validators=[validate_is_not_an_account],
        help_text="As it is printed over an article, e.g. Fatima van der Berg or Energy Desk.",
    )
    family_name = models.CharField(
        max_length=100,
        blank=True,
        help_text="For citations (“Berg, Fatima van der”). Empty for a desk or a single name.",
    )
    given_name = models.CharField(max_length=100, blank=True, help_text="For citations.")
    slug = models.SlugField(
        "address",
        max_length=100,
        unique=True,
        blank=True,
        error_messages={"unique": "Another author has this address already."},
        help_text="Made from the name when left empty.",
    )
    title = models.CharField(
        "title or position",
        max_length=200,
        blank=True,
        help_text="Today's; an article keeps the title of its day.",
    )
    affiliation = models.CharField(
        max_length=200, blank=True, help_text="Today's; an article keeps that of its day."
    )
    bio = models.TextField("biography", blank=True, help_text="Two or three sentences.")
    portrait = models.ForeignKey(
        "photos.Photo",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="portrait_of",
    )
    orcid = models.CharField("ORCID iD", max_length=19, blank=True, validators=[validate_orcid])
    import_ref = models.CharField(max_length=200, null=True, unique=True, editable=False)

    class Meta:
        ordering = ["family_name", "name"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(name=""),
                name="author_has_a_name",
                violation_error_message="Enter the name that signs the article.",
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        if not self.slug:
            self.slug = unique_slug(self, self.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("authors:detail", args=[self.slug])

    @property
    def has_bio(self) -> bool:
        return bool(self.bio.strip()) or self.portrait_id is not None

    @property
    def sort_name(self) -> str:
        """The name as an index lists it: "Berg, Fatima van der", or the whole name."""
        if self.family_name:
            return ", ".join(filter(None, [self.family_name, self.given_name]))
        return self.name


class AuthorLink(models.Model):
    author = models.ForeignKey(Author, on_delete=models.CASCADE, related_name="links")
    label = models.CharField(max_length=50, help_text="As readers see it, e.g. University page.")
    url = models.URLField("address")

    class Meta:
        verbose_name = "link"
        ordering = ["pk"]

    def __str__(self):
        return self.label
