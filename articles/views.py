from http import HTTPStatus

from django.conf import settings
from django.db.models import Prefetch, prefetch_related_objects
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.utils.cache import add_never_cache_headers

from articles import markup
from articles.models import Article, Byline
from articles.neighbours import neighbours


def article_detail(request, slug):
    article = Article.objects.published().for_page().filter(slug=slug).first()
    # Only who is logged in may see more; asking who it is would keep the page out of every cache.
    if article is None and settings.SESSION_COOKIE_NAME in request.COOKIES:
        article = Article.objects.visible_to(request.user).for_page().filter(slug=slug).first()
    if article is None:
        return withdrawn(request, slug)
    return article_page(request, article)


def article_page(request, article):
    """The page of an article from `for_page()`, for whoever may see it."""
    is_public = article.state() == Article.State.PUBLIC
    prefetch_related_objects([article], "filings", "tags", "corrections")
    with translation.override(article.language):
        beside = neighbours(article)
        # The bylines of the article and of those beside it by one query.
        prefetch_related_objects(
            [article, *(entry.article for entry in beside.related)],
            Prefetch("bylines", Byline.objects.select_related("author__portrait")),
        )
        corrections = article.corrections.all()
        response = render(
            request,
            "articles/article_detail.html",
            {
                "article": article,
                "is_public": is_public,
                "address": settings.SITE_URL + article.get_absolute_url(),
                "text": markup.render(article),
                "beside": beside,
                "updated": corrections[0] if corrections else None,
                "corrections_above": [one for one in corrections if one.stands_above],
                "corrections_below": [one for one in corrections if one.stands_below],
            },
        )
    if not is_public:
        add_never_cache_headers(response)
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def withdrawn(request, slug):
    """Say kindly that an article is gone; whatever never was public is not found."""
    article = get_object_or_404(Article.objects.withdrawn_from_readers(), slug=slug)
    with translation.override(article.language):
        return render(request, "410.html", {"article": article}, status=HTTPStatus.GONE)
