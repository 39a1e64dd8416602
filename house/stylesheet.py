"""The site's one stylesheet, put together from the files in static/css.

There is a file for every visible thing and a reader's browser should ask once for all of them: as
thirteen requests without compression they were 65 KB and three round trips, joined they are 12 KB
and one. The address carries a digest of the content, so browsers and proxies keep it for ever.
"""

import gzip
import hashlib
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import patch_vary_headers

# The order of the cascade where layers leave it open; `tokens` declares the layers.
FILES = [
    "tokens",
    "reset",
    "base",
    "layout",
    "components/masthead",
    "components/story",
    "components/photo",
    "components/front",
    "components/article",
    "components/lists",
    "components/form",
    "components/calls",
    "components/page-dialog",
    "components/footer",
    "print",
]
FOR_EVER = "public, max-age=31536000, immutable"


class Stylesheet(NamedTuple):
    digest: str
    content: bytes
    compressed: bytes


def stylesheet() -> Stylesheet:
    """Return the joined files; read again for every request while DEBUG is on."""
    return build.__wrapped__() if settings.DEBUG else build()


@cache
def build() -> Stylesheet:
    files = [Path(finders.find(f"css/{name}.css")) for name in FILES]
    css = "\n".join(path.read_text(encoding="utf-8") for path in files)
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\n\s*", "\n", css)
    css = re.sub(r'url\("\.\./(.*?)"\)', lambda match: f'url("{static(match[1])}")', css)
    content = css.encode()
    digest = hashlib.sha256(content).hexdigest()[:12]
    return Stylesheet(digest, content, gzip.compress(content, 9, mtime=0))


def stylesheet_url() -> str:
    return reverse("stylesheet", args=[stylesheet().digest])


def serve(request, digest):
    sheet = stylesheet()
    response = HttpResponse(content_type="text/css; charset=utf-8")
    # A page of before the last release gets today's sheet, but may not keep it under the old name.
    response.headers["Cache-Control"] = FOR_EVER if digest == sheet.digest else "no-cache"
    patch_vary_headers(response, ["Accept-Encoding"])
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        response.headers["Content-Encoding"] = "gzip"
        response.content = sheet.compressed
    else:
        response.content = sheet.content
    return response
