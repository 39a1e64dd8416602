"""The publishing house: its names, notice and terms, and the outlets it works with and quotes."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.functional import cached_property

from house.licences import Licence, RepublishPolicy


class RepublishTerms(models.Model):
    """How a text may be used again: said by the site, a series or an article, the nearest wins."""

    republish_policy = models.CharField(
        max_length=20,
        choices=RepublishPolicy,
        blank=True,
        help_text="Empty: as the series says, then as the site says.",
    )
    extract_paragraphs = models.PositiveSmallIntegerField(
        "paragraphs in an extract",
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text="How many paragraphs may be republished where only an extract is allowed.",
    )
    republish_window_days = models.PositiveSmallIntegerField(
        "republishing window, days",
        null=True,
        blank=True,
        help_text="After so many days republishers must ask. Empty: no limit.",
    )
    licence = models.CharField(
        max_length=20,
        choices=Licence,
        blank=True,
        help_text="Empty: as the series says, then as the site says.",
    )
    republish_notice = models.TextField(
        "republishing notice",
        blank=True,
        help_text=(
            "One or two sentences without markup. {name}, {full_name}, {acronym} and {url} are "
            "filled in. Empty: as the series says, then as the site says."
        ),
    )

    class Meta:
        abstract = True


class SiteSettings(RepublishTerms):
    """One row: what the house calls itself and how it can be reached."""

    name = models.CharField(
        max_length=100,
        default="The Caucasus Center",
        help_text="The short form: in the page title, the masthead and the feeds.",
    )
    full_name = models.CharField(
        max_length=200,
        default="The Caucasus Center for Strategic and International Studies",
        help_text="The long form: in the republishing notice and as publisher in metadata.",
    )
    acronym = models.CharField(max_length=20, blank=True, default="CCSIS")
    tagline = models.CharField(
        max_length=100,
        blank=True,
        default="for Strategic and International Studies",
        help_text="The small line under the name.",
    )
    description = models.TextField(
        blank=True,
        default="Analysis of the South Caucasus, Central Asia and their neighbours.",
        help_text="One sentence for the footer, search engines and feeds.",
    )
    place = models.CharField(
        "place of publication", max_length=100, blank=True, help_text="Printed in citations."
    )
    email = models.EmailField(
        "public e-mail address", blank=True, help_text="Shown on the contact page."
    )
    phone = models.CharField(max_length=50, blank=True)
    address = models.TextField("postal address", blank=True)
    feed_has_full_text = models.BooleanField(
        "feeds carry the full text",
        default=True,
        help_text="Off: feeds carry the excerpt and a link.",
    )

    class Meta:
        verbose_name = verbose_name_plural = "site settings"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pk=1),
                name="one_row_of_site_settings",
                violation_error_message="There is one set of site settings; change that one.",
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.pk = 1
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise ValidationError("The site settings cannot be deleted, only changed.")

    @classmethod
    def load(cls):
        """Return the one row; an unsaved one with the defaults before anything was entered.

        Its notices come by the same query, a line for each, for every article asks for them.
        """
        lines = list(
            cls.objects.filter(pk=1).annotate(
                notice_language=models.F("local_notices__language"),
                notice_text=models.F("local_notices__text"),
            )
        )
        if not lines:
            return cls(republish_policy=RepublishPolicy.ALLOWED, licence=Licence.CREDIT_REQUIRED)
        house = lines[0]
        house.notices = {
            line.notice_language: line.notice_text for line in lines if line.notice_language
        }
        return house

    @cached_property
    def notices(self) -> dict[str, str]:
        """The republishing notice in each language that has its own."""
        if self.pk is None:
            return {}
        return {notice.language: notice.text for notice in self.local_notices.all()}


class LocalNotice(models.Model):
    """The site's republishing notice in one more language."""

    site_settings = models.ForeignKey(
        SiteSettings, on_delete=models.CASCADE, related_name="local_notices"
    )
    language = models.CharField(max_length=10, choices=settings.LANGUAGES)
    text = models.TextField()

    class Meta:
        verbose_name = "republishing notice in another language"
        verbose_name_plural = "republishing notices in other languages"
        constraints = [
            models.UniqueConstraint(
                fields=["site_settings", "language"],
                name="one_notice_per_language",
                violation_error_message="There is a notice in this language already.",
            ),
        ]

    def __str__(self):
        return f"{self.get_language_display()}: {self.text[:60]}"


class SocialAccount(models.Model):
    site_settings = models.ForeignKey(
        SiteSettings, on_delete=models.CASCADE, related_name="social_accounts"
    )
    label = models.CharField(max_length=50, help_text="As readers see it, e.g. Mastodon.")
    url = models.URLField("address")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self):
        return self.label


class Outlet(models.Model):
    """Another house: a partner that published first, or a source that articles rely on."""

    class CanonicalRule(models.TextChoices):
        OURS = "ours", "Our page is the canonical one"
        THEIRS = "theirs", "Their page is the canonical one"

    name = models.CharField(
        max_length=150,
        unique=True,
        error_messages={"unique": "There is an outlet of this name already."},
        help_text="As it is printed: First published by NAME, and in sources.",
    )
    aliases = models.TextField(
        "also written as",
        blank=True,
        help_text="Other spellings in sources, one a line, e.g. RFE/RL under Radio Free Europe.",
    )
    url = models.URLField("home page", blank=True)
    country = models.CharField(max_length=100, blank=True)
    is_state_owned = models.BooleanField(
        "state-owned", default=False, help_text="Readers are told so beside the source."
    )
    agreement = models.TextField(
        blank=True, help_text="What was agreed with this partner, by whom and when. Not public."
    )
    canonical_rule = models.CharField(
        "canonical page of reprints",
        max_length=10,
        choices=CanonicalRule,
        default=CanonicalRule.THEIRS,
    )
    may_republish_further = models.BooleanField(
        "others may republish our reprints of it",
        default=False,
        help_text="Only when the partner agreed in writing.",
    )

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    @property
    def names(self) -> list[str]:
        """The printed name and every other spelling."""
        return [self.name, *filter(None, (line.strip() for line in self.aliases.splitlines()))]
