"""What every template knows of the house."""

from django.conf import settings
from django.urls import translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, get_language_info

from house.models import SiteSettings
from house.stylesheet import stylesheet_url


def house(request):
    return {
        "house": SimpleLazyObject(SiteSettings.load),
        "site_url": settings.SITE_URL,
        "stylesheet_url": SimpleLazyObject(stylesheet_url),
        "languages": SimpleLazyObject(lambda: languages(request.path)),
    }


def languages(path: str) -> list[dict]:
    """Return each language of the site with the address of this page in it.

    What has one language only (an article, a static page) leads to the front page instead.
    """
    current = get_language()
    found = []
    for code, _ in settings.LANGUAGES:
        url = translate_url(path, code)
        is_same_page = url != path or code == current
        if not is_same_page:
            url = "/" if code == settings.LANGUAGE_CODE else f"/{code}/"
        found.append(
            {
                "code": code,
                "name": get_language_info(code)["name_local"],
                "url": url,
                "is_current": code == current,
                "is_same_page": is_same_page,
                "is_default": code == settings.LANGUAGE_CODE,
            }
        )
    return found
