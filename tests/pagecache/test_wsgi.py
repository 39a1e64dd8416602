"""The page cache in front of a small application whose answers the test decides."""

import datetime as dt
import gzip
import threading
from types import SimpleNamespace

import brotli
import pytest
from django.db import OperationalError
from django.test import RequestFactory
from django.utils import timezone

from articles.models import Article
from pagecache import wsgi
from pagecache.models import ContentVersion
from tests.factories import make_article

HTML = [("Content-Type", "text/html; charset=utf-8"), ("Content-Security-Policy", "default-src")]


class Application:
    """Answers each request with a number, and counts them."""

    def __init__(self, status="200 OK", headers=HTML):
        self.status, self.headers, self.calls = status, headers, 0
        self.before_answer = lambda: None

    def __call__(self, environ, start_response):
        self.calls += 1
        body = f"<p>Answer {self.calls}</p>".encode()
        self.before_answer()
        start_response(self.status, [*self.headers, ("Content-Length", str(len(body)))])
        return Body([body])


class Body(list):
    def close(self):
        pass


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.body = int(status.split()[0]), body
        self.headers = {name.lower(): value for name, value in headers}

    @property
    def text(self):
        return self.body.decode()


def get(cache, path="/", method="GET", **headers):
    environ = RequestFactory(headers=headers).generic(method, path).environ
    environ.setdefault("HTTP_HOST", "testserver")
    started = []
    response = cache(environ, lambda status, headers, exc=None: started.append((status, headers)))
    body = b"".join(response)
    return Answer(*started[0], body)


@pytest.fixture(autouse=True)
def _keep_the_connection(monkeypatch):
    """The test's own transaction lives on it."""
    monkeypatch.setattr(wsgi, "close_old_connections", lambda: None)


@pytest.fixture
def application():
    return Application()


@pytest.fixture
def cache(application, monkeypatch):
    # Each request reads the token: what a second of waiting would do.
    monkeypatch.setattr(wsgi, "TOKEN_SECONDS", 0)
    monkeypatch.setattr(wsgi, "STALE_SECONDS", 0)
    return wsgi.PageCache(application)


def test_a_page_is_computed_once(cache, application):
    assert get(cache).text == get(cache).text == "<p>Answer 1</p>"
    assert application.calls == 1


def test_a_stored_page_has_the_headers_of_the_first(cache):
    first, second = get(cache), get(cache)
    assert first.headers == second.headers
    assert second.headers["content-security-policy"] == "default-src"
    assert "s-maxage=1" in second.headers["cache-control"]
    assert second.headers["vary"] == "Accept-Encoding"


def test_publishing_an_article_makes_every_page_old(cache):
    get(cache)
    make_article()
    assert get(cache).text == "<p>Answer 2</p>"


def test_a_scheduled_hour_makes_every_page_old_by_itself(cache, time_machine):
    time_machine.move_to(timezone.now())
    make_article(published_at=timezone.now() + dt.timedelta(hours=1))
    assert get(cache).text == "<p>Answer 1</p>"
    time_machine.shift(dt.timedelta(minutes=59))
    assert get(cache).text == "<p>Answer 1</p>"
    time_machine.shift(dt.timedelta(minutes=2))
    assert get(cache).text == "<p>Answer 2</p>"


def test_a_page_computed_before_a_change_is_not_served_after_it(cache, application):
    application.before_answer = ContentVersion.bump
    assert get(cache).text == "<p>Answer 1</p>"
    application.before_answer = lambda: None
    assert get(cache).text == "<p>Answer 2</p>"
    assert get(cache).text == "<p>Answer 2</p>"


@pytest.mark.parametrize(
    "headers",
    [
        [("Set-Cookie", "csrftoken=1")],
        [("Vary", "Cookie")],
        [("Cache-Control", "private")],
        [("Cache-Control", "max-age=0, no-store")],
        [("Content-Type", "image/jpeg")],
    ],
)
def test_an_answer_for_one_reader_is_never_stored(headers):
    named = {name for name, _ in headers}
    application = Application(headers=[*(h for h in HTML if h[0] not in named), *headers])
    cache = wsgi.PageCache(application)
    get(cache)
    assert get(cache).text == "<p>Answer 2</p>"


@pytest.mark.parametrize("status", ["404 Not Found", "302 Found", "500 Internal Server Error"])
def test_only_pages_are_stored(status):
    cache = wsgi.PageCache(Application(status=status))
    get(cache)
    assert get(cache).text == "<p>Answer 2</p>"


@pytest.mark.parametrize("cookie", ["sessionid=abc", "messages=abc", "a=b; sessionid=abc"])
def test_a_reader_with_a_session_gets_a_page_of_their_own(cache, cookie):
    get(cache)
    assert get(cache, cookie=cookie).text == "<p>Answer 2</p>"
    assert get(cache).text == "<p>Answer 1</p>"


def test_the_cookie_of_a_form_does_not_cost_the_cache(cache):
    get(cache)
    assert get(cache, cookie="csrftoken=abc").text == "<p>Answer 1</p>"


def test_a_post_and_a_foreign_host_go_to_django(cache):
    get(cache)
    assert get(cache, method="POST").text == "<p>Answer 2</p>"
    assert get(cache, host="evil.example").text == "<p>Answer 3</p>"


def test_plain_http_goes_to_django_where_https_is_wanted(cache, settings):
    settings.SECURE_SSL_REDIRECT = True
    get(cache)
    assert get(cache).text == "<p>Answer 2</p>"


def test_query_strings_that_mean_nothing_share_one_page(cache, application):
    get(cache, "/?page=2")
    assert get(cache, "/?page=2&utm_source=x&fbclid=1").text == "<p>Answer 1</p>"
    assert get(cache, "/?page=3").text == "<p>Answer 2</p>"
    get(cache, "/?anything=1")
    assert get(cache, "/?anything=1").text == "<p>Answer 4</p>"


def test_compressed_once_in_the_encoding_that_the_browser_takes(cache, application):
    plain = get(cache)
    zipped = get(cache, accept_encoding="gzip")
    brotlied = get(cache, accept_encoding="gzip, br")
    refused = get(cache, accept_encoding="br;q=0, gzip;q=0")
    assert gzip.decompress(zipped.body) == brotli.decompress(brotlied.body) == plain.body
    assert refused.body == plain.body
    etags = {answer.headers["etag"] for answer in (plain, zipped, brotlied)}
    assert len(etags) == 3
    assert application.calls == 1


def test_a_browser_that_has_the_page_gets_304_and_no_body(cache):
    first = get(cache)
    same = get(cache, if_none_match=f'"other", W/{first.headers["etag"]}')
    assert (same.status, same.body) == (304, b"")
    assert get(cache, if_none_match='"other"').status == 200
    assert get(cache, if_modified_since=first.headers["last-modified"]).status == 304
    assert get(cache, if_modified_since="nonsense").status == 200


def test_head_answers_like_get_without_the_body(cache):
    full = get(cache)
    head = get(cache, method="HEAD")
    assert head.body == b""
    assert head.headers == full.headers


def test_the_store_forgets_the_oldest_page_when_it_is_full(settings):
    settings.PAGECACHE_BYTES = 6500
    cache = wsgi.PageCache(Application())
    for path in ("/1", "/2", "/3", "/4"):
        get(cache, path)
    assert cache.store.bytes <= 6500
    assert get(cache, "/4").text == "<p>Answer 4</p>"
    assert get(cache, "/1").text == "<p>Answer 5</p>"


def test_one_request_computes_while_the_others_wait(monkeypatch):
    application, all_are_waiting, answers = Application(), threading.Event(), []
    application.before_answer = lambda: all_are_waiting.wait(5)
    cache = wsgi.PageCache(application)
    waiting = threading.Semaphore(0)

    class CountedEvent(threading.Event):
        def wait(self, timeout=None):
            waiting.release()
            return super().wait(timeout)

    monkeypatch.setattr(wsgi, "token", lambda: "1")
    monkeypatch.setattr(wsgi, "threading", SimpleNamespace(Event=CountedEvent))
    readers = [threading.Thread(target=lambda: answers.append(get(cache).text)) for _ in range(4)]
    for reader in readers:
        reader.start()
    for _ in range(3):
        waiting.acquire()
    all_are_waiting.set()
    for reader in readers:
        reader.join()
    assert answers == ["<p>Answer 1</p>"] * 4
    assert application.calls == 1


def test_stored_pages_are_served_while_the_database_is_away(cache, monkeypatch):
    get(cache)

    def away():
        raise OperationalError("the server closed the connection")

    monkeypatch.setattr(wsgi, "token", away)
    assert get(cache).text == "<p>Answer 1</p>"


def test_every_way_of_hiding_an_article_makes_pages_old(cache):
    article = make_article()
    before = get(cache).text
    article.status = Article.Status.WITHDRAWN
    article.save()
    assert get(cache).text != before


@pytest.mark.parametrize("path", ["/static/mark.svg", "/media/a.jpg", "/stylesheet-1a2b.css"])
def test_files_go_to_django_with_what_the_browser_takes(path):
    asked = []

    def files(environ, start_response):
        asked.append(environ.get("HTTP_ACCEPT_ENCODING"))
        start_response("200 OK", HTML)
        return Body([b"a file"])

    get(wsgi.PageCache(files), path, **{"Accept-Encoding": "gzip"})
    assert asked == ["gzip"]
