"""An unpublished article for somebody without an account: by a secret, ending address."""

from http import HTTPStatus

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from articles.models import Article
from articles.views import article_page
from desk.models import PreviewLink
from photos.sharing import with_keys


@require_safe
def preview(request, token):
    link = PreviewLink.for_token(token)
    if link is None:
        raise Http404("No preview has this address.")
    article = Article.objects.for_page().get(pk=link.article_id)
    if article.state() == Article.State.PUBLIC:
        return redirect(article)
    if not link.works() or article.state() == Article.State.WITHDRAWN:
        response = render(request, "desk/preview_ended.html", status=HTTPStatus.GONE)
    else:
        link.count()
        response = article_page(request, article)
        response.content = with_keys(response.content.decode())
    # Neither a cache, nor a search engine, nor the next site that is visited hears of it.
    add_never_cache_headers(response)
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response
