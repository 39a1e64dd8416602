"""A page's language is in its address and nowhere else.

Django's LocaleMiddleware would also ask the cookie and Accept-Language, and tell caches so with
`Vary`; here one address has one language for everybody, and a cache may keep it.
"""

from django.conf import settings
from django.utils import translation

OTHER_LANGUAGES = {code for code, _ in settings.LANGUAGES} - {settings.LANGUAGE_CODE}


def language_by_address(get_response):
    def middleware(request):
        prefix = request.path_info.split("/", 2)[1]
        language = prefix if prefix in OTHER_LANGUAGES else settings.LANGUAGE_CODE
        with translation.override(language):
            return get_response(request)

    return middleware
