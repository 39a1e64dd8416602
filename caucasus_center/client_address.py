"""Who is asking, behind our own proxies: the log-in lock, the forms' limits and the reuse counter
all read REMOTE_ADDR, and behind nginx that would be nginx for everybody.
"""

from django.conf import settings


def client_address(get_response):
    """Set REMOTE_ADDR to what our outermost proxy saw.

    A header that the visitor wrote is not believed: of X-Forwarded-For only as many entries count,
    from the end, as proxies of ours have added.
    """

    def middleware(request):
        if count := settings.PROXY_COUNT:
            seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
            if len(seen) >= count and seen[-count]:
                request.META["REMOTE_ADDR"] = seen[-count]
        return get_response(request)

    return middleware
