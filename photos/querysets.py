"""Which photos readers may see, said once.

Two questions, because they are asked in different places: `public()` is about the photo itself
(credit, alt text, rights) and decides whether a page may print it; `released()` is about where it
is used and decides, with the first, whether its file may be fetched.
"""

import datetime as dt
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from photos.renditions import possible_originals
from photos.uploads import checksum

SEARCHED = [
    "title", "caption", "alt_text", "photographer", "pool", "agency", "distributor", "place",
]  # fmt: skip


class PhotoQuerySet(QuerySet):
    def public(self, at=None):
        """Photos that may be shown: credit, alt text (or decorative) and rights in force."""
        at = at or timezone.now()
        has_credit = ~Q(photographer="") | ~Q(pool="") | ~Q(agency="") | ~Q(distributor="")
        has_alt = ~Q(alt_text="") | Q(is_decorative=True)
        return self.filter(
            has_credit, has_alt, Q(rights_end_at=None) | Q(rights_end_at__gt=at)
        ).exclude(rights=self.model.Rights.UNCHECKED)

    def last_end_of_rights(self, at=None):
        """When rights last ended; pages stored before that are old."""
        return self.filter(rights_end_at__lte=at or timezone.now()).aggregate(
            moment=Max("rights_end_at")
        )["moment"]

    def redistributable(self, at=None):
        """Public photos that others may reprint with the article."""
        return self.public(at).filter(may_redistribute=True)

    def in_published_articles(self, at=None):
        """Photos that a public article leads with or shows in its text."""
        return self.filter(self._shown_by_an_article(at))

    def with_published_articles(self, at=None):
        """With what `Photo.published_articles` lists, in three queries for all of them."""
        articles = self._model_behind("lead_articles").objects.published(at)
        articles = articles.defer("body", "summary")
        return self.prefetch_related(
            Prefetch("lead_articles", articles, to_attr="published_leads"),
            Prefetch("figures__article", articles),
        )

    def released(self, at=None):
        """Photos whose files readers may fetch: used by something that is public.

        A photo that only a draft, a scheduled, embargoed or withdrawn article uses is not: a
        picture can give the story away.
        """
        used = Q(self._shown_by_an_article(at))
        for use in ("portrait_of", "series_covers", "issue_covers"):
            field = self.model._meta.get_field(use).field
            used |= Q(Exists(field.model.objects.filter(**{field.name: OuterRef("pk")})))
        return self.filter(used)

    def _shown_by_an_article(self, at):
        # Asked from the photo's side, so that an index answers however many articles there are.
        articles = self._model_behind("lead_articles").objects.published(at)
        return Exists(articles.filter(lead_photo=OuterRef("pk"))) | Exists(
            articles.filter(figures__photo=OuterRef("pk"))
        )

    def rights_ending(self, days=30, at=None):
        """Photos whose rights end within so many days, the first to end first."""
        at = at or timezone.now()
        ending = self.filter(rights_end_at__gt=at, rights_end_at__lte=at + dt.timedelta(days=days))
        return ending.order_by("rights_end_at")

    def rights_ended(self, at=None):
        return self.filter(rights_end_at__lte=at or timezone.now())

    def same_file_as(self, file):
        return self.filter(checksum=checksum(file))

    def matching(self, words):
        """Photos in which every one of the words stands somewhere.

        SQLite knows capitals of Latin letters only, so each word is tried as others write it.
        """
        found = self
        for word in words.split():
            spellings = {word, word.lower(), word.upper(), word.capitalize()}
            found = found.filter(
                reduce(or_, (Q(**{f"{f}__icontains": s}) for f in SEARCHED for s in spellings))
            )
        return found

    def at_address(self, path):
        """The photo whose file or rendition has this path under the media address."""
        return self.filter(image__in=possible_originals(path))

    def delete(self):
        """Delete the rows and, once that is certain, their files."""
        photos = list(self)
        deleted = super().delete()
        for photo in photos:
            transaction.on_commit(photo.remove_files)
        return deleted

    delete.alters_data = True
    delete.queryset_only = True

    def _model_behind(self, name):
        return self.model._meta.get_field(name).related_model
