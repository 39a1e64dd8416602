from django.db.models import Max
from django.utils import timezone

from house.sitemaps import HouseSitemap
from series.models import Issue, Series


class SeriesSitemap(HouseSitemap):
    """Series with something to read."""

    def items(self):
        return (
            Series.objects.filter(articles__public_from__lte=timezone.now())
            .annotate(newest=Max("articles__public_from"))
            .order_by("pk")
        )

    def lastmod(self, series):
        return series.newest


class IssueSitemap(HouseSitemap):
    """Issues that have a number or a season, and so a page of their own."""

    def items(self):
        return (
            Issue.objects.exclude(slug="")
            .filter(articles__public_from__lte=timezone.now())
            .select_related("series")
            .annotate(newest=Max("articles__public_from"))
            .order_by("pk")
        )

    def lastmod(self, issue):
        return issue.newest
