"""Two pages for machines: what crawlers may fetch, and whether the site can answer."""

from http import HTTPStatus

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache


def robots(request):
    return render(request, "robots.txt", content_type="text/plain; charset=utf-8")


@never_cache
def health(request):
    """Answer "ok", or name what does not answer; for monitoring, not for readers."""
    silent = [name for name, check in CHECKS.items() if not check()]
    if silent:
        text, status = f"no answer: {', '.join(silent)}", HTTPStatus.SERVICE_UNAVAILABLE
    else:
        text, status = "ok", HTTPStatus.OK
    return HttpResponse(f"{text}\n", content_type="text/plain; charset=utf-8", status=status)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _cache_answers() -> bool:
    try:
        cache.set("health", "ok", timeout=10)
        return cache.get("health") == "ok"
    except Exception:  # Each cache backend has exceptions of its own.
        return False


CHECKS = {"database": _database_answers, "cache": _cache_answers}
