from django.shortcuts import render
from django.utils.translation import get_language

from articles.models import Article


def home(request):
    latest = Article.objects.published().in_language(get_language()).for_cards().newest_first()
    return render(request, "frontpage/home.html", {"latest": latest[:8]})
