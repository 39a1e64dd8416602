"""The sitemaps of all apps under one index, and the newest articles for Google News."""

from django.conf import settings
from django.contrib.flatpages.sitemaps import FlatPageSitemap
from django.contrib.sitemaps.views import sitemap
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_safe

from articles.citations import tidy
from articles.republishing import address
from articles.sitemaps import ArticleSitemap, CategorySitemap, TagSitemap, article_years, news
from authors.sitemaps import AuthorSitemap
from frontpage.sitemaps import HomeSitemap
from house.sitemaps import HouseSitemap
from series.sitemaps import IssueSitemap, SeriesSitemap
from submissions.sitemaps import CallSitemap

XML = "application/xml; charset=utf-8"


class PageSitemap(HouseSitemap, FlatPageSitemap):
    """About, Privacy and the others that editors wrote."""


def sections() -> dict[str, HouseSitemap]:
    return {
        "home": HomeSitemap(),
        "pages": PageSitemap(),
        "categories": CategorySitemap(),
        "tags": TagSitemap(),
        "authors": AuthorSitemap(),
        "series": SeriesSitemap(),
        "issues": IssueSitemap(),
        "calls": CallSitemap(),
        **{f"articles-{year}": ArticleSitemap(year) for year in article_years()},
    }


@require_safe
def sitemap_index(request):
    parts = []
    for name, part in sections().items():
        url = settings.SITE_URL + reverse("sitemap", args=[name])
        changed = part.get_latest_lastmod()
        for page in part.paginator.page_range if part.paginator.count else []:
            location = url if page == 1 else f"{url}?p={page}"
            parts.append({"location": location, "last_mod": changed})
    return render(request, "sitemap_index.xml", {"sitemaps": parts}, content_type=XML)


@require_safe
def sitemap_part(request, section):
    response = sitemap(request, sections(), section=section, content_type=XML)
    # The site is for readers; a list of addresses is for machines only.
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def news_sitemap(request):
    items = [
        {
            "location": address(article),
            "language": article.language,
            "date": article.public_from,
            "title": tidy(article.title),
        }
        for article in news()
    ]
    return render(request, "news_sitemap.xml", {"items": items}, content_type=XML)


urlpatterns = [
    path("sitemap.xml", sitemap_index, name="sitemap-index"),
    path("sitemap-<slug:section>.xml", sitemap_part, name="sitemap"),
    path("news-sitemap.xml", news_sitemap, name="news-sitemap"),
]
