from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import translation

from articles.models import Article, Category, Tag


def article_detail(request, slug):
    article = get_object_or_404(Article.objects.visible_to(request.user), slug=slug)
    with translation.override(article.language):
        return render(request, "articles/article_detail.html", {"article": article})


def category_detail(request, slug):
    return HttpResponse(get_object_or_404(Category, slug=slug).name)


def tag_detail(request, slug):
    return HttpResponse(get_object_or_404(Tag, slug=slug).name)
