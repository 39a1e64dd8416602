"""Sending pictures, and the page that credits them all."""

import mimetypes
import re
from email.utils import parsedate_to_datetime
from urllib.parse import quote

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.paginator import InvalidPage, Paginator
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date, quote_etag
from django.views.decorators.http import require_safe

from photos.models import Photo
from photos.renditions import is_original
from photos.sharing import opens

KEPT_BY_BROWSERS = 30 * 24 * 3600
# A cache that serves everybody asks again soon: a right may end, an article may be withdrawn.
KEPT_BY_SHARED_CACHES = 10
CREDITS_PER_PAGE = 30
# How long the object store honours an address, and how long a browser may reuse the redirect.
SIGNED_FOR = 900
REDIRECT_KEPT = 600


@require_safe
def media(request, path):
    """Send a photo's rendition to readers, if they may see it; anything of it to the desk.

    Two queries decide: which photo is it, and does anything public use it. Bytes are sent by nginx
    or the object store where there is one. A shared draft brings keys; see photos.sharing.
    """
    photo = Photo.objects.at_address(path).first()
    if photo is None:
        raise Http404("No photo has this address.")
    may_be_shown = photo.is_public() and not is_original(path)
    if may_be_shown and photo.is_released():
        return _send_to_readers(request, path, photo)
    has_key = may_be_shown and opens(request.GET.get("key", ""), path)
    if has_key or (request.user.is_staff and request.user.has_perm("photos.view_photo")):
        response = _send(request, path, 0)
        patch_cache_control(response, private=True, no_cache=True)
        return response
    raise Http404("This photo is not public.")


def _send_to_readers(request, path, photo):
    seconds = KEPT_BY_BROWSERS
    if photo.rights_end_at:
        left = int((photo.rights_end_at - timezone.now()).total_seconds())
        seconds = max(0, min(seconds, left))
    response = _send(request, path, seconds)
    if not response.has_header("Cache-Control"):
        shared = min(seconds, KEPT_BY_SHARED_CACHES)
        patch_cache_control(response, public=True, max_age=seconds, s_maxage=shared)
    return response


def _send(request, path, seconds):
    try:
        default_storage.path(path)
    except NotImplementedError:
        return _redirect_to_object_store(path, seconds)
    if not default_storage.exists(path):
        raise Http404("The file is missing.")
    content_type = mimetypes.guess_type(path)[0] or "application/octet-stream"
    if settings.MEDIA_ACCEL_PREFIX:
        # nginx answers ranges and conditions itself.
        location = settings.MEDIA_ACCEL_PREFIX.rstrip("/") + "/" + quote(path)
        return HttpResponse(content_type=content_type, headers={"X-Accel-Redirect": location})
    return _send_file(request, path, content_type)


def _redirect_to_object_store(path, seconds):
    response = HttpResponseRedirect(default_storage.url(path, expire=SIGNED_FOR))
    # Reused for a while, or the browser would meet a new address, and fetch, on every page.
    patch_cache_control(response, private=True, max_age=min(seconds, REDIRECT_KEPT))
    return response


def _send_file(request, path, content_type):
    """Send the file with validators and, where asked, only a part of it."""
    size = default_storage.size(path)
    modified = int(default_storage.get_modified_time(path).timestamp())
    etag = quote_etag(f"{modified:x}-{size:x}")
    validators = {"ETag": etag, "Last-Modified": http_date(modified), "Accept-Ranges": "bytes"}
    if unchanged := get_conditional_response(request, etag=etag, last_modified=modified):
        for name, value in validators.items():
            unchanged[name] = value
        return unchanged
    part = _wanted_part(request, size, etag, modified)
    if part is None:
        return FileResponse(
            default_storage.open(path), content_type=content_type, headers=validators
        )
    start, end = part
    if start >= size:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    with default_storage.open(path) as file:
        file.seek(start)
        content = file.read(end - start + 1)
    validators["Content-Range"] = f"bytes {start}-{end}/{size}"
    return HttpResponse(content, status=206, content_type=content_type, headers=validators)


def _wanted_part(request, size, etag, modified):
    """Return first and last byte of the one range asked for; None when all is wanted."""
    asked = re.fullmatch(r"bytes=(\d*)-(\d*)", request.headers.get("Range", "").strip())
    if not asked or not any(asked.groups()) or not _range_still_fits(request, etag, modified):
        return None
    first, last = asked.groups()
    if not first:
        return max(0, size - int(last)), size - 1
    start, end = int(first), min(int(last), size - 1) if last else size - 1
    # "5-2" is no range; such a header is to be ignored.
    return None if last and int(last) < start else (start, end)


def _range_still_fits(request, etag, modified):
    condition = request.headers.get("If-Range")
    if not condition or condition == etag:
        return True
    try:
        return int(parsedate_to_datetime(condition).timestamp()) == modified
    except (TypeError, ValueError):
        return False


@require_safe
def photo_credits(request):
    """Every photo that public articles show: whose it is, on which terms, and where."""
    photos = Photo.objects.public().in_published_articles().with_published_articles()
    try:
        page = Paginator(photos, CREDITS_PER_PAGE).page(request.GET.get("page", 1))
    except InvalidPage as error:
        raise Http404("There is no such page.") from error
    pages = page.paginator.get_elided_page_range(page.number)
    return render(request, "photos/credits.html", {"page": page, "pages": pages})
