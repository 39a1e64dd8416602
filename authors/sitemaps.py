from django.db.models import Max
from django.utils import timezone

from authors.models import Author
from house.sitemaps import HouseSitemap


class AuthorSitemap(HouseSitemap):
    """Authors with something to read."""

    def items(self):
        return (
            Author.objects.filter(bylines__public_from__lte=timezone.now())
            .annotate(newest=Max("bylines__public_from"))
            .order_by("pk")
        )

    def lastmod(self, author):
        return author.newest
