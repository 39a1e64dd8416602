"""Whole pages for readers without a session, answered before Django's middleware.

A stored page carries the headers Django gave it, so a hit looks like any other answer. What may be
stored is decided by the answer itself: a page that set a cookie, varied by one or forbade storing
is passed through. Freshness is one token (see pagecache.freshness), read from the database at most
once a second, so that a change is seen within that second on every process of every host.
"""

import gzip
import hashlib
import logging
import re
import threading
import time
from email.utils import formatdate, parsedate_to_datetime
from http.cookies import SimpleCookie
from urllib.parse import parse_qsl, urlencode

import brotli
from django.conf import settings
from django.db import DatabaseError, close_old_connections
from django.http.request import split_domain_port, validate_host

from pagecache.freshness import token
from pagecache.store import MemoryStore, Page, SharedStore

logger = logging.getLogger(__name__)

TOKEN_SECONDS = 1.0  # how old the token in use may be
STALE_SECONDS = 1.0  # how long an old page is served while one request computes the new one
WAIT_SECONDS = 10.0  # how long a request waits for another that computes the same page
MAX_PAGE_BYTES = 1024 * 1024
CACHE_CONTROL = "public, max-age=0, s-maxage=1, stale-while-revalidate=1, stale-if-error=600"
# Query parameters that views read. Others bypass the store, so they cannot fill it.
MEANINGFUL = {"author", "category", "genre", "language", "page", "q", "series", "sort", "year"}
# What campaigns append; no view reads them.
MEANINGLESS = re.compile(r"utm_\w+|fbclid|gclid|yclid|mc_[ce]id|igshid|ref")
FILES = (settings.STATIC_URL, settings.MEDIA_URL, "/stylesheet-")
STORED_TYPES = re.compile(r"text/html|text/plain|application/(?:\w+\+)?(?:xml|json)")


class PageCache:
    """Wrap a WSGI application; call it only for pages that are not stored or not fresh."""

    def __init__(self, application):
        self.application = application
        if settings.CACHES["default"]["BACKEND"].endswith("RedisCache"):
            self.store = SharedStore()
        else:
            self.store = MemoryStore(settings.PAGECACHE_BYTES)
        self._token = ""
        self._token_read_at = float("-inf")
        self._token_lock = threading.Lock()
        self._computing: dict[str, threading.Event] = {}
        self._computing_lock = threading.Lock()

    def __call__(self, environ, start_response):
        key = key_for(environ)
        if key is None:
            return self.application(environ, start_response)
        page = self.store.get(key)
        if page and page.token == self.current_token():
            return send(page, environ, start_response)
        if environ["REQUEST_METHOD"] == "HEAD":
            return self.application(environ, start_response)
        return self.refresh(key, page, environ, start_response)

    def current_token(self) -> str:
        """Return the token, at most a second old; the last one known while the database is away."""
        if time.monotonic() - self._token_read_at < TOKEN_SECONDS:
            return self._token
        if not self._token_lock.acquire(blocking=not self._token):
            return self._token
        try:
            if time.monotonic() - self._token_read_at >= TOKEN_SECONDS:
                self._token_read_at = time.monotonic()
                self._token = token()
        except DatabaseError:
            logger.exception("The content version cannot be read; stored pages are served on.")
        finally:
            self._token_lock.release()
            close_old_connections()
        return self._token

    def refresh(self, key, old, environ, start_response):
        """Compute the page once; others get the old one for a moment, or wait for the new one."""
        with self._computing_lock:
            being_computed = self._computing.get(key)
            if being_computed is None:
                self._computing[key] = threading.Event()
        if being_computed is None:
            try:
                return self.compute(key, old, environ, start_response)
            finally:
                with self._computing_lock:
                    self._computing.pop(key).set()
        if old and time.monotonic() - self._token_read_at < STALE_SECONDS:
            return send(old, environ, start_response)
        being_computed.wait(WAIT_SECONDS)
        if page := self.store.get(key):
            return send(page, environ, start_response)
        return self.application(environ, start_response)

    def compute(self, key, old, environ, start_response):
        try:
            before = token()
        except DatabaseError:
            # The view would fail as well: an old page, if there is one, is better than an error.
            if old:
                return send(old, environ, start_response)
            return self.application(environ, start_response)
        answer = {}

        def keep(status, headers, exc_info=None):
            answer.update(status=status, headers=headers)

        # Stored whole: every encoding and range is made from the one body.
        inner = {name: value for name, value in environ.items() if name not in CONDITIONS}
        response = self.application(inner, keep)
        try:
            if not is_storable(answer["status"], answer["headers"]) or is_streaming(response):
                start_response(answer["status"], answer["headers"])
                return Passed(response)
            body = b"".join(response)
        except BaseException:
            response.close()
            raise
        response.close()
        page = make_page(before, answer["status"], answer["headers"], body)
        if len(body) <= MAX_PAGE_BYTES:
            self.store.set(key, page)
        return send(page, environ, start_response)


CONDITIONS = {
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_IF_MATCH",
    "HTTP_IF_UNMODIFIED_SINCE",
    "HTTP_RANGE",
    "HTTP_ACCEPT_ENCODING",
}


class Passed:
    """An answer that is not stored, handed on with its close()."""

    def __init__(self, response):
        self.response = response

    def __iter__(self):
        return iter(self.response)

    def close(self):
        self.response.close()


def key_for(environ) -> str | None:
    """Return the key of the page asked for, or None when it must not come from the store."""
    if environ["REQUEST_METHOD"] not in {"GET", "HEAD"} or "HTTP_AUTHORIZATION" in environ:
        return None
    # Files that are compressed, compared and kept by browsers in their own way.
    if environ.get("PATH_INFO", "/").startswith(FILES):
        return None
    if has_private_cookie(environ.get("HTTP_COOKIE", "")):
        return None
    host = environ.get("HTTP_HOST", "").lower()
    if not validate_host(split_domain_port(host)[0], settings.ALLOWED_HOSTS):
        return None
    if settings.SECURE_SSL_REDIRECT and not is_https(environ):
        return None
    query = []
    for name, value in parse_qsl(environ.get("QUERY_STRING", ""), keep_blank_values=True):
        if name in MEANINGFUL:
            query.append((name, value))
        elif not MEANINGLESS.fullmatch(name):
            return None
    return f"{host}{environ.get('PATH_INFO', '/')}?{urlencode(sorted(query))}"


def has_private_cookie(header: str) -> bool:
    if not header:
        return False
    cookies = SimpleCookie()
    try:
        cookies.load(header)
    except Exception:  # a cookie nobody can read may be anything
        return True
    return settings.SESSION_COOKIE_NAME in cookies or "messages" in cookies


def is_https(environ) -> bool:
    if proxy := settings.SECURE_PROXY_SSL_HEADER:
        return environ.get(proxy[0], "").split(",")[0].strip() == proxy[1]
    return environ.get("wsgi.url_scheme") == "https"


def is_streaming(response) -> bool:
    return getattr(response, "streaming", False)


def is_storable(status: str, headers: list[tuple[str, str]]) -> bool:
    """Whether the answer is whole, public and the same for every reader."""
    named = {name.lower(): value for name, value in headers}
    directives = named.get("cache-control", "").lower()
    return (
        status.startswith(("200", "410"))
        and "set-cookie" not in named
        and "cookie" not in named.get("vary", "").lower()
        and "*" not in named.get("vary", "")
        and not any(word in directives for word in ("private", "no-store", "no-cache"))
        and bool(STORED_TYPES.match(named.get("content-type", "")))
    )


def make_page(before: str, status: str, headers, body: bytes) -> Page:
    replaced = {"cache-control", "content-length", "etag", "last-modified", "expires"}
    kept = [(name, value) for name, value in headers if name.lower() not in replaced]
    modified = next((v for n, v in headers if n.lower() == "last-modified"), None)
    now = time.time()
    return Page(
        token=before,
        computed_at=now,
        status=status,
        headers=(
            *((n, v) for n, v in kept if n.lower() != "vary"),
            ("Vary", vary(kept)),
            ("Cache-Control", CACHE_CONTROL),
            ("Last-Modified", modified or formatdate(now, usegmt=True)),
        ),
        bodies={
            "": body,
            "gzip": gzip.compress(body, 6, mtime=0),
            "br": brotli.compress(body, quality=5),
        },
        etag=hashlib.sha256(body).hexdigest()[:20],
    )


def vary(headers) -> str:
    fields = [field for n, v in headers if n.lower() == "vary" for field in v.split(",")]
    fields = {field.strip().title() for field in fields if field.strip()}
    return ", ".join(sorted(fields | {"Accept-Encoding"}))


def send(page: Page, environ, start_response):
    """Answer with the page in an encoding the browser takes; 304 when it has it already."""
    encoding = best_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
    etag = f'"{page.etag}{"-" + encoding if encoding else ""}"'
    headers = [*page.headers, ("ETag", etag)]
    if page.status.startswith("200") and is_unchanged(environ, etag, headers):
        start_response("304 Not Modified", [h for h in headers if h[0] != "Content-Type"])
        return []
    body = page.bodies[encoding]
    if encoding:
        headers.append(("Content-Encoding", encoding))
    headers.append(("Content-Length", str(len(body))))
    start_response(page.status, headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def best_encoding(accepted: str) -> str:
    """Return "br", "gzip" or "" after the Accept-Encoding header (RFC 9110, 12.5.3)."""
    allowed = set()
    for item in accepted.lower().split(","):
        name, _, quality = item.partition(";")
        if not re.fullmatch(r"\s*q=0(?:\.0*)?\s*", quality):
            allowed.add(name.strip())
    return next((name for name in ("br", "gzip") if name in allowed), "")


def is_unchanged(environ, etag: str, headers) -> bool:
    """Whether the browser's copy is this one (RFC 9110, 13.1: If-None-Match has precedence)."""
    if known := environ.get("HTTP_IF_NONE_MATCH"):
        tags = {tag.strip().removeprefix("W/") for tag in known.split(",")}
        return etag in tags or "*" in tags
    if since := environ.get("HTTP_IF_MODIFIED_SINCE"):
        modified = next(value for name, value in headers if name == "Last-Modified")
        try:
            return parsedate_to_datetime(modified) <= parsedate_to_datetime(since)
        except (TypeError, ValueError):
            return False
    return False
