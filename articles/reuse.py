"""Views for those who use an article elsewhere: its text, the counter in it, its references."""

import logging

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import content_disposition_header, quote_etag
from django.views.decorators.http import require_safe

from articles import citations, republications, republishing, share_card
from articles.copies import make_copies
from articles.models import Article
from house.models import SiteSettings

logger = logging.getLogger(__name__)
# The smallest picture there is: one transparent point.
GIF = bytes.fromhex(
    "47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b"
)


@require_safe
def article_republish(request, slug):
    article = get_object_or_404(Article.objects.published().with_credits(), slug=slug)
    house = SiteSettings.load()
    terms = republishing.terms(article, house)
    if not terms.has_page:
        raise Http404("This article may not be republished from here.")
    context = {
        "article": article,
        "terms": terms,
        "term_lines": republishing.term_lines(article, house),
        "copies": make_copies(article, house),
        "address": republishing.address(article),
    }
    with translation.override(article.language):
        response = render(request, "articles/article_republish.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def article_share_card(request, slug):
    """The picture of a shared link; like every picture asked for again soon, see photos.views."""
    article = get_object_or_404(Article.objects.published().with_credits(), slug=slug)
    if not share_card.is_legible(article):
        raise Http404("Our fonts lack a letter of this article.")
    house = SiteSettings.load()
    card = share_card.card(article, house)
    etag = quote_etag(share_card.digest(article, house))
    response = HttpResponse(card, content_type="image/png", headers={"ETag": etag})
    patch_cache_control(response, public=True, max_age=600, s_maxage=10)
    return get_conditional_response(request, etag=etag, response=response)


@require_safe
def republication_counter(request, public_id):
    """Answer with the same point whatever happens: a foreign page must not suffer from us."""
    try:
        republications.count(
            public_id,
            referrer=request.META.get("HTTP_REFERER", ""),
            address=request.META.get("REMOTE_ADDR", ""),
            user_agent=request.META.get("HTTP_USER_AGENT", ""),
        )
    except Exception:
        logger.exception("A republication was not counted")
    response = HttpResponse(GIF, content_type="image/gif")
    response["Cache-Control"] = "no-store"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@require_safe
def article_cite(request, slug, ending):
    if ending not in citations.FORMATS:
        raise Http404("There is no such form of reference.")
    article = get_object_or_404(Article.objects.published().with_credits(), slug=slug)
    return _references([article], slug, ending)


@require_safe
def list_cite(request, listing, ending, **kwargs):
    """Send the references of a whole list; `listing` is one of articles.listings."""
    name = "-".join(str(value) for value in kwargs.values()) or "articles"
    return _references(listing(**kwargs).all(), name, ending)


def _references(articles, name, ending):
    # Written while it is read: a hundred thousand references take the memory of two hundred.
    references = citations.FORMATS[ending]
    house = SiteSettings.load()
    response = StreamingHttpResponse(
        references.write(articles, house, timezone.localdate()),
        content_type=f"{references.content_type}; charset=utf-8",
    )
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.{ending}")
    # Not a page to be found: the article is.
    response["X-Robots-Tag"] = "noindex"
    return response
