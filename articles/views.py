from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from articles.models import Article, Category, Tag


def article_detail(request, slug):
    article = get_object_or_404(Article.objects.visible_to(request.user), slug=slug)
    return HttpResponse(article.title)


def category_detail(request, slug):
    return HttpResponse(get_object_or_404(Category, slug=slug).name)


def tag_detail(request, slug):
    return HttpResponse(get_object_or_404(Tag, slug=slug).name)
