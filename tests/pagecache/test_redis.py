"""Pages kept in a real Redis: shared by hosts, and missed by nobody when it goes away."""

import shutil
import socket
import subprocess
import time

import pytest
from django.core.cache import caches

from pagecache import wsgi
from tests.factories import make_article
from tests.pagecache.test_wsgi import Application, get

pytestmark = pytest.mark.redis


@pytest.fixture
def redis_server(settings, tmp_path):
    """A server of this test alone, which it may kill."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(  # noqa: S603
        [shutil.which("redis-server"), "--port", str(port), "--save", "", "--dir", str(tmp_path)],
        stdout=subprocess.DEVNULL,
    )
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": f"redis://127.0.0.1:{port}/0",
        }
    }
    yield server
    caches["default"].close()
    server.kill()
    server.wait()


@pytest.fixture(autouse=True)
def _fresh_at_every_request(monkeypatch):
    monkeypatch.setattr(wsgi, "TOKEN_SECONDS", 0)
    monkeypatch.setattr(wsgi, "STALE_SECONDS", 0)
    monkeypatch.setattr(wsgi, "close_old_connections", lambda: None)


def test_a_page_computed_on_one_host_is_served_by_the_other(redis_server):
    application = Application()
    here, there = wsgi.PageCache(application), wsgi.PageCache(application)
    assert get(here).text == get(there).text == "<p>Answer 1</p>"
    assert application.calls == 1


def test_publishing_on_one_host_makes_the_page_old_on_both(redis_server):
    application = Application()
    here, there = wsgi.PageCache(application), wsgi.PageCache(application)
    get(here)
    make_article()
    assert get(there).text == "<p>Answer 2</p>"
    assert get(here).text == "<p>Answer 2</p>"


def test_readers_get_their_page_while_redis_is_away(redis_server):
    cache = wsgi.PageCache(Application())
    get(cache)
    redis_server.kill()
    redis_server.wait()
    assert get(cache).text == "<p>Answer 2</p>"
