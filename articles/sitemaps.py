"""Articles by year, with their other languages and pictures; their categories and tags."""

import datetime as dt
from collections import defaultdict

from django.conf import settings
from django.db.models import Max, Prefetch, Q
from django.db.models.functions import ExtractYear
from django.utils import timezone

from articles.metadata import canonical_address
from articles.models import Article, Category, Figure, Tag
from articles.republishing import address
from house.sitemaps import HouseSitemap
from photos.models import Photo

NEWS_DAYS = 2
NEWS_MOST = 1000


def article_years() -> list[int]:
    years = Article.objects.published().annotate(year=ExtractYear("public_from"))
    return list(years.order_by("-year").values_list("year", flat=True).distinct())


class ArticleSitemap(HouseSitemap):
    """The articles of one year that are their own canonical page."""

    def __init__(self, year: int):
        self.year = year

    def items(self):
        return (
            Article.objects.published()
            .filter(public_from__year=self.year)
            .select_related("lead_photo", "first_publication__outlet")
            .prefetch_related(
                Prefetch("figures", Figure.objects.select_related("photo")), "corrections"
            )
            .defer("body", "summary", "disclosure")
            .newest_first()
        )

    def lastmod(self, article):
        # Corrections only: search engines learn to ignore dates that move with every typo.
        return max([article.public_from, *(made.made_at for made in article.corrections.all())])

    def get_latest_lastmod(self):
        found = Article.objects.published().filter(public_from__year=self.year)
        found = found.aggregate(article=Max("public_from"), correction=Max("corrections__made_at"))
        return max(filter(None, found.values()), default=None)

    def get_urls(self, page=1, site=None, protocol=None):
        urls = super().get_urls(page, site, protocol)
        versions = _versions([url["item"] for url in urls])
        urls = [url for url in urls if canonical_address(url["item"]) == address(url["item"])]
        for url in urls:
            article = url["item"]
            url["alternates"] = versions.get(article.translation_of_id or article.pk, [])
            url["images"] = [settings.SITE_URL + photo.src for photo in _photos(article)]
        return urls


class CategorySitemap(HouseSitemap):
    def items(self):
        return (
            Category.objects.filter(filings__public_from__lte=timezone.now())
            .annotate(newest=Max("filings__public_from"))
            .order_by("pk")
        )

    def lastmod(self, category):
        return category.newest


class TagSitemap(HouseSitemap):
    def items(self):
        return (
            Tag.objects.filter(article_tags__public_from__lte=timezone.now())
            .annotate(newest=Max("article_tags__public_from"))
            .order_by("pk")
        )

    def lastmod(self, tag):
        return tag.newest


def news(at=None) -> list[Article]:
    """Return what Google News wants: first published here in the last two days."""
    since = (at or timezone.now()) - dt.timedelta(days=NEWS_DAYS)
    articles = Article.objects.published(at).filter(public_from__gte=since)
    articles = articles.select_related("first_publication__outlet").newest_first()
    return [
        article
        for article in articles.defer("body", "summary")[:NEWS_MOST]
        if canonical_address(article) == address(article)
        and not _appeared_before(article, timezone.localdate(since))
    ]


def _appeared_before(article, day) -> bool:
    first = getattr(article, "first_publication", None)
    return bool(first and first.date and first.date < day)


def _versions(articles) -> dict[int, list[dict]]:
    """Return the languages of each article that has several, by the key of its original."""
    originals = {article.translation_of_id or article.pk for article in articles}
    rows = (
        Article.objects.published()
        .filter(Q(translation_of__in=originals) | Q(pk__in=originals, translations__isnull=False))
        .only("slug", "language", "translation_of")
        .distinct()
        .order_by("language")
    )
    found = defaultdict(list)
    for row in rows:
        original = row.translation_of_id or row.pk
        found[original].append({"location": address(row), "lang_code": row.language})
    for original, versions in found.items():
        first = next((row for row in rows if row.pk == original), None)
        if first:
            versions.append({"location": address(first), "lang_code": "x-default"})
    return {original: versions for original, versions in found.items() if len(versions) > 2}


def _photos(article) -> list[Photo]:
    """Return the pictures of the page that readers may see."""
    photos = [article.lead_photo, *(figure.photo for figure in article.figures.all())]
    return [photo for photo in dict.fromkeys(photos) if photo and photo.is_public()]
