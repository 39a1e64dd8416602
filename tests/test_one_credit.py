"""Each printed credit has one place: changed there once, it is changed in every output."""

import datetime as dt

import pytest

from articles.models import Byline, FirstPublication
from tests.factories import make_article, make_author, make_issue, make_outlet, make_photo

CHANGED = "Changed Credit"
ARTICLE = "/articles/a-sea/"
ATOM, RSS, JSON_FEED = "/feed.atom", "/feed.rss", "/feed.json"
REPUBLISH = f"{ARTICLE}republish/"
REFERENCES = [f"{ARTICLE}cite.ris", f"{ARTICLE}cite.bib", f"{ARTICLE}cite.csl.json"]


@pytest.fixture
def read(client):
    def read(address):
        response = client.get(address)
        assert response.status_code == 200, address
        return response.getvalue().decode()

    return read


@pytest.fixture
def article():
    return make_article(
        slug="a-sea",
        authors=[make_author("Nino Example", kind="person", title="Fellow")],
        issue=make_issue(volume=22, number="112"),
        lead_photo=make_photo(may_redistribute=True),
    )


def parts_of(page):
    """The head, the body and the republished copies are outputs of their own."""
    head, _, body = page.partition("<body")
    return head, body


def test_a_name(read, article, monkeypatch):
    monkeypatch.setattr(Byline, "name", CHANGED)
    head, body = parts_of(read(ARTICLE))
    assert f"{CHANGED}</a>" in body
    assert f"{CHANGED}, “A sea" in body
    assert f'"name": "{CHANGED}"' in head
    assert read("/").count(CHANGED) >= 1
    assert read(REPUBLISH).count(f"By {CHANGED}") >= 4
    for address in (ATOM, RSS, JSON_FEED, *REFERENCES):
        assert CHANGED in read(address), address


def test_a_byline(read, article, monkeypatch):
    monkeypatch.setattr("articles.credits._role_phrase", lambda *_: f"{CHANGED} %(names)s")
    assert f"{CHANGED} <a" in read(ARTICLE)
    assert f"{CHANGED} <a" in read("/")
    assert read(REPUBLISH).count(f"{CHANGED} Nino Example") >= 4


def test_the_first_publication(read, article, monkeypatch):
    outlet = make_outlet(may_republish_further=True, canonical_rule="ours")
    FirstPublication.objects.create(article=article, outlet=outlet, date=dt.date(2021, 10, 5))
    monkeypatch.setattr(
        "articles.credits._first_publication_phrase", lambda _: f"{CHANGED}: %(outlet)s"
    )
    assert f"{CHANGED}: " in parts_of(read(ARTICLE))[1]
    assert read(REPUBLISH).count(f"{CHANGED}: Eurasianet, 5 October 2021") >= 3
    for address in (ATOM, RSS, JSON_FEED, *REFERENCES):
        assert f"{CHANGED}: Eurasianet, 5 October 2021" in read(address), address


def test_the_label_of_series_and_issue(read, article, monkeypatch):
    monkeypatch.setattr("series.labels._parts", lambda issue: [CHANGED] if issue else [])
    body = parts_of(read(ARTICLE))[1]
    assert f">{CHANGED}</a>" in body
    assert f"Eurasia Daily Monitor {CHANGED}" in body
    assert str(article.issue) == f"Eurasia Daily Monitor {CHANGED}"


def test_the_notice(read, article, monkeypatch):
    monkeypatch.setattr("articles.republishing.notice", lambda *_: CHANGED)
    head, body = parts_of(read(ARTICLE))
    assert f"<p>{CHANGED}</p>" in body
    assert f'"creditText": "{CHANGED}"' in head
    assert read(REPUBLISH).count(CHANGED) == 6
    for address in (ATOM, RSS, JSON_FEED):
        assert CHANGED in read(address), address


def test_the_credit_of_a_photo(read, article, monkeypatch):
    monkeypatch.setattr("photos.credits.names", lambda part: [CHANGED] if part else [])
    head, body = parts_of(read(ARTICLE))
    assert f"Photo: {CHANGED}" in body
    assert f'"creditText": "{CHANGED}"' in head
    assert read(REPUBLISH).count(f"Photo: {CHANGED}") == 3
    for address in (ATOM, RSS, JSON_FEED):
        assert CHANGED in read(address), address


def test_the_excerpt(read, article, monkeypatch):
    monkeypatch.setattr("articles.models.excerpt", lambda _: CHANGED)
    article.save()
    head = parts_of(read(ARTICLE))[0]
    assert f'<meta name="description" content="{CHANGED}">' in head
    assert f'<meta property="og:description" content="{CHANGED}">' in head
    for address in ("/", ATOM, RSS, JSON_FEED, *REFERENCES):
        assert CHANGED in read(address), address
