"""Which articles readers may see, said once; every list, page, feed and export builds on it."""

from django.db.models import Manager, Max, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone


class ArticleQuerySet(QuerySet):
    def published(self, at=None):
        """Articles that are public at the given moment, now by default.

        `public_from` is computed by the database from status, publication time and embargo, so
        nothing has to run for a scheduled article to appear or an embargo to hold.
        """
        return self.filter(public_from__lte=at or timezone.now())

    def last_public_moment(self, at=None):
        """When an article last became public; pages stored before that are old."""
        return self.published(at).aggregate(moment=Max("public_from"))["moment"]

    def scheduled(self, at=None):
        """Articles that will become public by themselves."""
        return self.filter(public_from__gt=at or timezone.now())

    def withdrawn(self):
        return self.filter(status=self.model.Status.WITHDRAWN)

    def in_state(self, state, at=None):
        """Articles in one of the states that Article.state() tells of a single one."""
        at = at or timezone.now()
        states = self.model.State
        match state:
            case states.PUBLIC:
                return self.published(at)
            case states.SCHEDULED:
                return self.scheduled(at).filter(published_at__gt=at)
            case states.EMBARGOED:
                return self.scheduled(at).filter(published_at__lte=at)
            case _:
                return self.filter(status=state)

    def withdrawn_from_readers(self):
        """Withdrawn after it had been public; a draft that is given up was never there."""
        public_from = Greatest("published_at", Coalesce("embargo_until", "published_at"))
        return self.withdrawn().filter(withdrawn_at__gte=public_from)

    def visible_to(self, user, at=None):
        """What this user may read: everything public, and all that they may see in the admin."""
        if not (user.is_active and user.is_staff and user.has_perm("articles.view_article")):
            return self.published(at)
        if user.has_perm("articles.edit_every_article"):
            return self.all()
        return self.filter(Q(created_by=user) | Q(public_from__lte=at or timezone.now()))

    def on_the_desk_of(self, user):
        """What this user works on in the admin: writers their own, editors everything."""
        if user.has_perm("articles.edit_every_article"):
            return self.all()
        return self.filter(created_by=user)

    def in_language(self, language):
        return self.filter(language=language)

    def in_category(self, category):
        """Articles filed under the category or one of those below it."""
        return self.filter(filings__category__in=category.with_descendants()).distinct()

    def signed_by(self, author):
        return self.filter(bylines__author=author)

    def tagged(self, tag):
        return self.filter(article_tags__tag=tag)

    def newest_first(self):
        return self.order_by("-public_from", "-pk")

    def for_cards(self):
        """With what a card prints, in a fixed number of queries; without the body."""
        return (
            self.select_related("lead_photo", "series", "issue__series", "sequence")
            .prefetch_related("bylines", "filings")
            .defer("body", "summary", "disclosure")
        )

    def for_page(self):
        """With the rows beside the article that its page and its citation are made of."""
        return self.select_related(
            "lead_photo", "series__partner", "issue__series", "first_publication__outlet"
        )

    def with_credits(self):
        """With everything that a credit, a citation or a copy is made of; with the body."""
        return self.for_page().prefetch_related("bylines", "filings", "tags", "corrections")

    def needing_an_issue_number(self):
        """Incomplete citations: in a series that is numbered, with no number yet."""
        numbered = ~Q(series__numbering="none")
        return self.filter(numbered, series__isnull=False).filter(
            Q(issue__isnull=True) | Q(issue__slug="")
        )


class ListedQuerySet(QuerySet):
    """Narrow rows that repeat their article's public moment and language (articles.indexing)."""

    def listed(self, language, at=None):
        """The rows of articles in this language that are public at the moment."""
        return self.filter(language=language, public_from__lte=at or timezone.now())

    def article_keys(self, article="article_id"):
        """The keys of their articles, newest first, read from the index alone."""
        return (
            self.select_related(None)
            .order_by("-public_from", f"-{article}")
            .values_list(article, flat=True)
        )


class BylineManager(Manager.from_queryset(ListedQuerySet)):
    """Bylines always come with their authors, so that a prefetch is one query."""

    def get_queryset(self):
        return super().get_queryset().select_related("author")


class FilingManager(Manager):
    """Filings always come with their categories, so that a prefetch is one query."""

    def get_queryset(self):
        return super().get_queryset().select_related("category")
