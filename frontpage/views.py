from django.shortcuts import render
from django.utils.translation import get_language

from frontpage import rates
from frontpage.edition import edition
from frontpage.models import FrontPage
from submissions.models import Call


def home(request):
    front = FrontPage.load()
    return render(
        request,
        "frontpage/home.html",
        {
            "front": front,
            "edition": edition(front, get_language()),
            "calls": Call.objects.open().order_by("closes_at")[:2],
            "quotes": rates.quotes() if front.shows_rates else [],
        },
    )
