from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from authors.models import Author


def author_index(request):
    return HttpResponse("Authors")


def author_detail(request, slug):
    return HttpResponse(get_object_or_404(Author, slug=slug).name)
