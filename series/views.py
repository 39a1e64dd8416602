from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from series.models import Series


def series_index(request):
    return HttpResponse("Series")


def series_detail(request, slug, volume=None, issue=None):
    return HttpResponse(get_object_or_404(Series, slug=slug).name)
