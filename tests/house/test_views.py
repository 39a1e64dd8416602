from django.core.cache import cache
from django.db import OperationalError, connection


def test_robots_are_told_where_the_sitemaps_are(client):
    response = client.get("/robots.txt")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "Sitemap: http://testserver/sitemap.xml" in response.text
    assert "Disallow: /admin/" in response.text


def test_monitoring_reads_ok_and_nothing_keeps_the_answer(client):
    response = client.get("/healthz")
    assert (response.status_code, response.text) == (200, "ok\n")
    assert "no-store" in response.headers["Cache-Control"]


def test_monitoring_is_told_what_does_not_answer(client, monkeypatch):
    def refuse(*args, **kwargs):
        raise OperationalError

    with monkeypatch.context() as away:
        away.setattr(connection, "cursor", refuse)
        response = client.get("/healthz")
        assert (response.status_code, response.text) == (503, "no answer: database\n")
        away.setattr(cache, "set", refuse)
        assert client.get("/healthz").text == "no answer: database, cache\n"
