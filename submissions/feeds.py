"""A feed of calls, in the three formats that articles have too."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.feeds import FORMATS, TAG_YEAR, clean_text
from house.models import SiteSettings
from submissions.models import Call


@require_safe
def calls(request, ending):
    house = SiteSettings.load()
    generator = FORMATS[ending](
        title=f"{house.name}: {_('Simulations')}",
        link=settings.SITE_URL + reverse("submissions:calls"),
        description=_("Calls for simulations"),
        language=get_language(),
        feed_url=settings.SITE_URL + request.path,
        feed_copyright=house.full_name,
        author_name=house.name,
    )
    for call in Call.objects.public().order_by("-created_at", "-pk")[:30]:
        generator.add_item(**entry(call, house))
    response = HttpResponse(content_type=FORMATS[ending].content_type)
    generator.write(response, "utf-8")
    return response


def entry(call, house) -> dict:
    """Return a call as the formats of articles.feeds want an item: without people or a photo."""
    link = settings.SITE_URL + call.get_absolute_url()
    return {
        "title": clean_text(call.title),
        "link": link,
        "canonical": link,
        "description": clean_text(call.summary or call.scenario),
        "unique_id": f"tag:{urlsplit(settings.SITE_URL).hostname},{TAG_YEAR}:call-{call.pk}",
        "unique_id_is_permalink": False,
        "pubdate": call.created_at,
        "updateddate": call.created_at,
        "item_copyright": house.full_name,
        "language": get_language(),
        "content": "",
        "via": "",
        "photo": None,
        "categories": [],
        "people": [],
        "contributors": [],
    }
