"""Articles and what is theirs alone: bylines, filing, corrections, sources, figures, parts."""

import secrets

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Q, When
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from taggit.models import ItemBase, TagBase

from articles.excerpts import excerpt
from articles.markup import clean, word_count
from articles.parts import part_label
from articles.querysets import ArticleQuerySet, BylineManager, FilingManager, ListedQuerySet
from house.models import RepublishTerms
from house.slugs import slug_for, unique_slug


def make_public_id() -> str:
    """Return an id for addresses and feeds that says nothing about how many articles there are."""
    return secrets.token_hex(6)


class Category(models.Model):
    """A region or a topic; a tree, so that South Caucasus holds Georgia."""

    class Kind(models.TextChoices):
        REGION = "region", "Region"
        TOPIC = "topic", "Topic"

    name = models.CharField(max_length=100)
    slug = models.SlugField(
        "address",
        max_length=100,
        unique=True,
        blank=True,
        error_messages={"unique": "Another category has this address already."},
        help_text="Made from the name when left empty.",
    )
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.REGION)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        help_text="The wider category it belongs to, if any.",
    )
    description = models.TextField(blank=True, help_text="One sentence under the heading.")
    position = models.PositiveSmallIntegerField(
        default=0, help_text="Order in the menu; the smallest first."
    )
    is_in_menu = models.BooleanField("in the menu", default=False)
    import_ref = models.CharField(max_length=200, null=True, unique=True, editable=False)

    class Meta:
        ordering = ["position", "name"]
        verbose_name_plural = "categories"
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "name"],
                name="category_name_once_under_a_parent",
                violation_error_message="There is a category of this name here already.",
            ),
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(parent__isnull=True),
                name="category_name_once_at_the_top",
                violation_error_message="There is a category of this name already.",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=models.F("pk")),
                name="category_not_its_own_parent",
                violation_error_message="A category cannot belong to itself.",
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        if not self.slug:
            self.slug = unique_slug(self, self.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("archive:category", args=[self.slug])

    def clean(self):
        above = self.parent
        while above:
            if above.pk == self.pk:
                raise ValidationError({"parent": "This would make a circle of categories."})
            above = above.parent

    def with_descendants(self) -> list[int]:
        """Return the keys of this category and all below it, in one query."""
        children = {}
        for pk, parent in Category.objects.values_list("pk", "parent_id"):
            children.setdefault(parent, []).append(pk)
        found, waiting = [], [self.pk]
        while waiting:
            pk = waiting.pop()
            if pk not in found:
                found.append(pk)
                waiting += children.get(pk, [])
        return found


class Tag(TagBase):
    class Meta:
        ordering = ["name"]

    def slugify(self, tag, i=None):
        slug = slug_for(tag) or "tag"
        return f"{slug}-{i}" if i is not None else slug

    def get_absolute_url(self):
        return reverse("archive:tag", args=[self.slug])


class Sequence(models.Model):
    """The parts of one long analysis; it has no page of its own."""

    title = models.CharField(max_length=200, help_text="For finding it; readers do not see it.")

    class Meta:
        ordering = ["title"]
        verbose_name = "sequence of parts"
        verbose_name_plural = "sequences of parts"

    def __str__(self):
        return self.title


class Article(RepublishTerms):
    class Genre(models.TextChoices):
        ANALYSIS = "analysis", _("Analysis")
        OPINION = "opinion", _("Opinion")
        REPORT = "report", _("Report")
        BRIEF = "brief", _("Brief")
        SIMULATION = "simulation", _("Simulation")
        INTERVIEW = "interview", _("Interview")
        REVIEW = "review", _("Review")

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        IN_REVIEW = "in-review", "In review"
        PUBLISHED = "published", "Published or scheduled"
        WITHDRAWN = "withdrawn", "Withdrawn"

    class State(models.TextChoices):
        """What an editor calls the article at a moment: its status read with the clock."""

        DRAFT = "draft", "Draft"
        IN_REVIEW = "in-review", "In review"
        SCHEDULED = "scheduled", "Scheduled"
        EMBARGOED = "embargoed", "Embargoed"
        PUBLIC = "public", "Public"
        WITHDRAWN = "withdrawn", "Withdrawn"

    # The head of the page.
    title = models.CharField(
        max_length=300,
        help_text="Without genre, series or partner: those are printed from their own fields.",
    )
    slug = models.SlugField(
        "address",
        max_length=100,
        unique=True,
        blank=True,
        error_messages={"unique": "Another article has this address already."},
        help_text="Made from the title when left empty.",
    )
    genre = models.CharField(max_length=20, choices=Genre, default=Genre.ANALYSIS)
    is_exclusive = models.BooleanField(
        "exclusive", default=False, help_text="Printed beside the genre."
    )
    standfirst = models.TextField(
        blank=True, help_text="One or two sentences under the title that say why to read on."
    )
    categories = models.ManyToManyField(
        Category, through="Filing", related_name="articles", blank=True
    )
    authors = models.ManyToManyField(
        "authors.Author", through="Byline", related_name="articles", blank=True
    )
    tags = TaggableManager(
        through="ArticleTag", blank=True, help_text="Separated by commas. Places, people, subjects."
    )

    # The page itself.
    lead_photo = models.ForeignKey(
        "photos.Photo",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="lead_articles",
    )
    lead_caption = models.TextField(
        "lead photo caption",
        blank=True,
        help_text="Only where it should differ from the caption in the library.",
    )
    summary = models.TextField(
        "executive summary", blank=True, help_text="Three to five points, one a line."
    )
    body = models.TextField("text", blank=True)
    disclosure = models.TextField(
        blank=True, help_text="Interests and funding that readers should know of."
    )
    teaser = models.TextField(
        blank=True,
        help_text="For lists, feeds and search engines. Empty: the standfirst, then the summary.",
    )
    language = models.CharField(max_length=10, choices=settings.LANGUAGES, default="en")
    translation_of = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="translations",
        help_text="The original, when this is a translation of it.",
    )

    # Where it belongs.
    series = models.ForeignKey(
        "series.Series", on_delete=models.PROTECT, null=True, blank=True, related_name="articles"
    )
    issue = models.ForeignKey(
        "series.Issue",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
        help_text="May be given later; neither the address nor the date changes.",
    )
    issue_position = models.PositiveSmallIntegerField("place in the issue", default=0)
    first_page = models.CharField(max_length=10, blank=True)
    last_page = models.CharField(max_length=10, blank=True)
    report_number = models.CharField(max_length=30, blank=True)
    doi = models.CharField("DOI", max_length=200, blank=True, help_text="e.g. 10.1234/abcd")
    sequence = models.ForeignKey(
        Sequence,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name="one of several parts",
    )
    part_number = models.PositiveSmallIntegerField("part", null=True, blank=True)

    # Publication.
    status = models.CharField(max_length=20, choices=Status, default=Status.DRAFT)
    published_at = models.DateTimeField(
        "publication time",
        null=True,
        blank=True,
        help_text="A time in the future schedules the article: it goes live by itself.",
    )
    embargo_until = models.DateTimeField(
        null=True, blank=True, help_text="Nobody outside the desk sees any of it before."
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawal_note = models.TextField(
        blank=True, help_text="Why it was withdrawn, for readers who come by its address."
    )
    # The moment from which readers see the article; empty while it is not published. The database
    # computes it, so no way of writing can make it disagree with its parts.
    public_from = models.GeneratedField(
        expression=Case(
            When(
                status="published",
                then=Greatest("published_at", Coalesce("embargo_until", "published_at")),
            )
        ),
        output_field=models.DateTimeField(null=True),
        db_persist=True,
    )

    # Kept by the system.
    public_id = models.CharField(max_length=12, unique=True, default=make_public_id, editable=False)
    excerpt = models.TextField(editable=False, blank=True)
    word_count = models.PositiveIntegerField(default=0, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="articles",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    import_ref = models.CharField(max_length=200, null=True, unique=True, editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        indexes = [
            models.Index(fields=["-public_from", "-id"], name="article_newest"),
            models.Index(fields=["language", "-public_from", "-id"], name="article_in_language"),
            models.Index(fields=["series", "-public_from", "-id"], name="article_in_series"),
            models.Index(fields=["status", "-updated_at"], name="article_on_the_desk"),
            models.Index(fields=["-updated_at", "-id"], name="article_changed_last"),
            models.Index(fields=["published_at"], name="article_by_date"),
            # The desk's list and search read these alone, not the rows with their long texts.
            models.Index(fields=["series", "-updated_at", "-id"], name="article_series_on_desk"),
            models.Index(fields=["genre", "-updated_at", "-id"], name="article_genre_on_desk"),
            models.Index(fields=["language", "-updated_at", "-id"], name="article_lang_on_desk"),
            models.Index(fields=["title", "slug"], name="article_titles"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="published") | Q(published_at__isnull=False),
                name="published_article_has_a_time",
                violation_error_message="Enter the time of publication.",
            ),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="article_has_a_title",
                violation_error_message="Enter a title.",
            ),
            models.CheckConstraint(
                condition=~Q(slug=""),
                name="article_has_an_address",
                violation_error_message="Enter an address.",
            ),
            models.UniqueConstraint(
                fields=["sequence", "part_number"],
                name="part_number_once_in_a_sequence",
                violation_error_message="This sequence has a part with this number already.",
            ),
            models.CheckConstraint(
                condition=Q(sequence__isnull=True, part_number__isnull=True)
                | Q(sequence__isnull=False, part_number__gte=1),
                name="part_has_a_number",
                violation_error_message="A part needs both its sequence and its number.",
            ),
            models.UniqueConstraint(
                fields=["translation_of", "language"],
                condition=Q(translation_of__isnull=False),
                name="one_translation_per_language",
                violation_error_message="There is a translation into this language already.",
            ),
        ]
        permissions = [
            ("publish_article", "Can publish, schedule and withdraw articles"),
            ("edit_every_article", "Can edit articles of others"),
        ]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        self.slug = self.slug or unique_slug(self, self.title)
        if self.issue_id:
            self.series_id = self.issue.series_id
        if self.status == self.Status.WITHDRAWN and not self.withdrawn_at:
            self.withdrawn_at = timezone.now()
        elif self.status != self.Status.WITHDRAWN:
            self.withdrawn_at = None
        self.body = clean(self.body)
        self.excerpt = excerpt(self)
        self.word_count = word_count(self.body)
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("articles:detail", args=[self.slug])

    def clean(self):
        # Before the constraints are checked, which want an address.
        self.slug = self.slug or unique_slug(self, self.title)
        if self.issue_id and self.series_id and self.issue.series_id != self.series_id:
            raise ValidationError({"issue": "This issue belongs to another series."})
        if self.translation_of_id and self.translation_of_id == self.pk:
            raise ValidationError({"translation_of": "An article cannot translate itself."})

    def state(self, at=None) -> State:
        at = at or timezone.now()
        if self.status != self.Status.PUBLISHED:
            return self.State(self.status)
        if self.published_at > at:
            return self.State.SCHEDULED
        if self.embargo_until and self.embargo_until > at:
            return self.State.EMBARGOED
        return self.State.PUBLIC

    @property
    def summary_points(self) -> list[str]:
        return [point.strip() for point in self.summary.splitlines() if point.strip()]

    @property
    def reading_minutes(self) -> int:
        return max(1, round(self.word_count / 220))

    @property
    def part_label(self) -> str:
        """ "Part One", in the language in force; "" for an article that stands alone."""
        return part_label(self.part_number) if self.part_number else ""

    @property
    def main_category(self):
        """The first of its categories, or None; from the prefetched filings where there are."""
        filings = self.filings.all()
        return filings[0].category if filings else None


class Filing(models.Model):
    """That an article stands in a category; the first is its main one."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="filings")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="filings")
    position = models.PositiveSmallIntegerField(default=0)
    # Copied from the article by articles.indexing, so that a list of 100,000 needs no join.
    public_from = models.DateTimeField(null=True, editable=False)

    objects = FilingManager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = "category"
        verbose_name_plural = "categories"
        indexes = [
            models.Index(fields=["category", "-public_from", "-article"], name="filing_newest"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "category"],
                name="article_once_in_a_category",
                violation_error_message="The article is in this category already.",
            ),
        ]

    def __str__(self):
        return self.category.name


class Entry(models.Model):
    """A line of a list: in the archive (no category), and in each category the article is filed
    under or that stands above one of those.

    It repeats what lists are counted, narrowed and paged by, so that they read one narrow index.
    Rebuilt by articles.indexing, never edited.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="entries")
    category = models.ForeignKey(
        Category, on_delete=models.CASCADE, null=True, related_name="entries"
    )
    public_from = models.DateTimeField()
    language = models.CharField(max_length=10)
    month = models.PositiveIntegerField(help_text="e.g. 202507, by the clock of the house.")
    genre = models.CharField(max_length=20)
    series = models.ForeignKey(
        "series.Series", on_delete=models.CASCADE, null=True, related_name="+", db_index=False
    )

    objects = ListedQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=[
                    "category", "language", "-public_from", "-article", "month", "genre", "series",
                ],
                name="entry_newest",
            ),
        ]  # fmt: skip
        constraints = [
            models.UniqueConstraint(
                fields=["article", "category"],
                condition=Q(category__isnull=False),
                name="article_once_in_a_list",
            ),
            models.UniqueConstraint(
                fields=["article"],
                condition=Q(category__isnull=True),
                name="article_once_in_the_archive",
            ),
        ]

    def __str__(self):
        return f"{self.category or 'archive'}: {self.article}"


class ArticleTag(ItemBase):
    content_object = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="article_tags"
    )
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="article_tags")
    public_from = models.DateTimeField(null=True, editable=False)
    language = models.CharField(max_length=10, editable=False, default="")

    objects = ListedQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["tag", "language", "-public_from", "-content_object"],
                name="article_tag_newest",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["content_object", "tag"], name="article_tagged_once"),
        ]


class Byline(models.Model):
    """Who signed, in which order and role, with the title and affiliation of that day."""

    class Role(models.TextChoices):
        AUTHOR = "author", "Author"
        CONTRIBUTOR = "contributor", "Contributor"
        INTERVIEWER = "interviewer", "Interviewer"
        TRANSLATOR = "translator", "Translator"
        EDITOR = "editor", "Editor"

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="bylines")
    author = models.ForeignKey("authors.Author", on_delete=models.PROTECT, related_name="bylines")
    position = models.PositiveSmallIntegerField(default=0)
    role = models.CharField(max_length=20, choices=Role, default=Role.AUTHOR)
    printed_name = models.CharField(
        max_length=200,
        blank=True,
        help_text="Only where this article prints the name in another way.",
    )
    title = models.CharField(
        "title or position",
        max_length=200,
        blank=True,
        help_text="At the time of writing. Empty: taken from the author when saved.",
    )
    affiliation = models.CharField(
        max_length=200,
        blank=True,
        help_text="At the time of writing. Empty: taken from the author when saved.",
    )
    public_from = models.DateTimeField(null=True, editable=False)
    language = models.CharField(max_length=10, editable=False, default="")

    objects = BylineManager()

    class Meta:
        ordering = ["position", "pk"]
        indexes = [
            models.Index(
                fields=["author", "language", "-public_from", "-article"], name="byline_newest"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "author"],
                name="author_once_in_a_byline",
                violation_error_message="This author signs the article already.",
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        if self._state.adding:
            self.title = self.title or self.author.title
            self.affiliation = self.affiliation or self.author.affiliation
        super().save(*args, **kwargs)

    @property
    def name(self) -> str:
        return self.printed_name or self.author.name


class FirstPublication(models.Model):
    """Where a piece of a partner's appeared before us, and on which terms we print it."""

    class Kind(models.TextChoices):
        REPRINT = "reprint", "Reprint"
        EXTRACT = "extract", "Extract with a link"
        CO_PUBLICATION = "co-publication", "Published together"
        TRANSLATION = "translation", "Translated reprint"

    article = models.OneToOneField(
        Article, on_delete=models.CASCADE, related_name="first_publication"
    )
    outlet = models.ForeignKey(
        "house.Outlet", on_delete=models.PROTECT, related_name="first_publications"
    )
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.REPRINT)
    date = models.DateField(null=True, blank=True)
    url = models.URLField("original address", blank=True)
    original_title = models.CharField(max_length=300, blank=True)
    permission = models.TextField(
        blank=True, help_text="Who allowed the reprint, when and how. Not public."
    )

    class Meta:
        verbose_name = "first publication"

    def __str__(self):
        return f"{self.outlet}: {self.article}"


class Correction(models.Model):
    class Kind(models.TextChoices):
        CORRECTION = "correction", _("Correction")
        CLARIFICATION = "clarification", _("Clarification")
        UPDATE = "update", _("Update")
        EDITORS_NOTE = "editors-note", _("Editor's note")
        RETRACTION = "retraction", _("Retraction")

    class Place(models.TextChoices):
        TOP = "top", "Above the text"
        BOTTOM = "bottom", "Below the text"
        BOTH = "both", "Above and below"

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="corrections")
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.CORRECTION)
    text = models.TextField(help_text="What was wrong and what is right, in one paragraph.")
    made_at = models.DateTimeField("date", default=timezone.now)
    place = models.CharField(max_length=10, choices=Place, default=Place.BOTTOM)
    changed_from = models.TextField("it said", blank=True)
    changed_to = models.TextField("it says", blank=True)
    reported_by = models.CharField(
        max_length=200, blank=True, help_text="Whom to thank, if they agree to be named."
    )

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["-made_at"], name="correction_newest")]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.text[:60]}"

    @property
    def stands_above(self) -> bool:
        """Whether it is printed before the text; a retraction always is."""
        return self.kind == self.Kind.RETRACTION or self.place != self.Place.BOTTOM

    @property
    def stands_below(self) -> bool:
        return self.place == self.Place.BOTH or not self.stands_above


class Source(models.Model):
    """One source named in the text. An index of the body, rebuilt on every save of the article."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="sources")
    position = models.PositiveSmallIntegerField()
    outlet = models.ForeignKey(
        "house.Outlet", on_delete=models.SET_NULL, null=True, related_name="sources"
    )
    outlet_name = models.CharField(max_length=200, blank=True)
    date = models.DateField(null=True)
    url = models.URLField(max_length=1000, blank=True)
    archived_url = models.URLField(max_length=1000, blank=True)
    accessed_on = models.DateField(null=True)
    # "see EDM July 7": the article of our own archive that is meant.
    own_article = models.ForeignKey(
        Article, on_delete=models.SET_NULL, null=True, related_name="cited_by"
    )

    class Meta:
        ordering = ["article", "position"]
        constraints = [
            models.UniqueConstraint(fields=["article", "position"], name="source_place_once"),
        ]

    def __str__(self):
        return self.outlet_name


class Figure(models.Model):
    """A photo used in the body. An index of the body, rebuilt on every save of the article."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="figures")
    photo = models.ForeignKey("photos.Photo", on_delete=models.CASCADE, related_name="figures")
    position = models.PositiveSmallIntegerField()
    caption = models.TextField(blank=True)

    class Meta:
        ordering = ["article", "position"]
        constraints = [
            models.UniqueConstraint(fields=["article", "position"], name="figure_place_once"),
        ]

    def __str__(self):
        return str(self.photo)


class Republication(models.Model):
    """How often a copy of an article was opened on one page elsewhere, on one day."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="republications")
    day = models.DateField()
    host = models.CharField("site", max_length=253)
    path = models.CharField("page", max_length=300)
    count = models.PositiveIntegerField("times opened", default=0)

    class Meta:
        ordering = ["-day", "host", "path"]
        indexes = [models.Index(fields=["-day"], name="republication_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "day", "host", "path"], name="republication_row_once_a_day"
            ),
        ]

    def __str__(self):
        return f"{self.host}{self.path}"


class SearchDocument(models.Model):
    """What search compares of an article: folded words in four columns, by what they weigh.

    Written by articles.documents alone. The database indexes the row by itself: on SQLite by
    triggers that feed a full-text table, on PostgreSQL by a generated column.
    """

    id = models.BigIntegerField(primary_key=True)
    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="document")
    title = models.TextField()
    summary = models.TextField()
    body = models.TextField()
    captions = models.TextField()

    class Meta:
        ordering = ["-id"]

    def __str__(self):
        return self.title


class SearchAlias(models.Model):
    """Spellings of one name; a search for any of them finds them all."""

    names = models.TextField(
        "spellings", help_text="One a line, e.g. Türkiye, Turkey and Турция on three lines."
    )

    class Meta:
        ordering = ["names"]
        verbose_name = "spelling in search"
        verbose_name_plural = "spellings in search"

    def __str__(self):
        return ", ".join(self.names.splitlines())
