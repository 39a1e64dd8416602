"""What every template knows of the house."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from house.models import SiteSettings


def house(request):
    return {"house": SimpleLazyObject(SiteSettings.load), "site_url": settings.SITE_URL}
