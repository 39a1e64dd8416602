"""What the editors chose for the home page, and the exchange rates it may carry."""

from django.db import models


class FrontPage(models.Model):
    """One row: the lead, chosen or simply the newest, and whether rates are shown."""

    lead = models.ForeignKey(
        "articles.Article",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Empty: the newest article.",
    )
    shows_rates = models.BooleanField("show exchange rates", default=False)
    rates_source = models.CharField(max_length=100, blank=True, help_text="e.g. Central banks.")
    rates_source_url = models.URLField(blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "front page"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pk=1),
                name="one_front_page",
                violation_error_message="There is one front page; change that one.",
            ),
        ]

    def __str__(self):
        return "Front page"

    def save(self, *args, **kwargs):
        self.pk = 1
        super().save(*args, **kwargs)

    @classmethod
    def load(cls):
        return cls.objects.filter(pk=1).first() or cls()


class PinnedArticle(models.Model):
    """An article under the lead, in the editors' order."""

    front_page = models.ForeignKey(FrontPage, on_delete=models.CASCADE, related_name="pinned")
    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["front_page", "article"],
                name="article_pinned_once",
                violation_error_message="This article is pinned already.",
            ),
        ]

    def __str__(self):
        return str(self.article)


class FrontSection(models.Model):
    """A category that has a section of the home page."""

    front_page = models.ForeignKey(FrontPage, on_delete=models.CASCADE, related_name="sections")
    category = models.ForeignKey("articles.Category", on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = "section"
        constraints = [
            models.UniqueConstraint(
                fields=["front_page", "category"],
                name="section_once_on_the_front_page",
                violation_error_message="This category has a section already.",
            ),
        ]

    def __str__(self):
        return str(self.category)


class ExchangeRate(models.Model):
    """How many units of a currency one US dollar bought at a moment."""

    class Currency(models.TextChoices):
        AZN = "AZN", "Azerbaijani manat"
        GEL = "GEL", "Georgian lari"
        AMD = "AMD", "Armenian dram"
        KZT = "KZT", "Kazakhstani tenge"
        KGS = "KGS", "Kyrgyzstani som"
        TJS = "TJS", "Tajikistani somoni"
        UZS = "UZS", "Uzbekistani sum"
        TMT = "TMT", "Turkmenistani manat"
        TRY = "TRY", "Turkish lira"
        RUB = "RUB", "Russian rouble"

    currency = models.CharField(max_length=3, choices=Currency)
    per_dollar = models.DecimalField("for one US dollar", max_digits=18, decimal_places=6)
    at = models.DateTimeField("as of")

    class Meta:
        ordering = ["currency", "-at"]
        constraints = [
            models.UniqueConstraint(
                fields=["currency", "at"],
                name="one_rate_per_currency_and_moment",
                violation_error_message="There is a rate for this currency and moment already.",
            ),
            models.CheckConstraint(
                condition=models.Q(per_dollar__gt=0),
                name="rate_above_zero",
                violation_error_message="A rate is above zero.",
            ),
        ]

    def __str__(self):
        return f"1 USD = {self.per_dollar.normalize():f} {self.currency}"
