"""Reading an unpublished article by a secret address that ends."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from desk.models import PreviewLink
from desk.roles import WRITER
from tests.factories import make_article, make_photo, make_user


@pytest.fixture
def article():
    return make_article("Not out yet", status="draft", lead_photo=make_photo())


@pytest.fixture
def link(article):
    return PreviewLink.objects.create(article=article)


def test_a_stranger_reads_the_article_as_readers_will(client, link):
    response = client.get(link.get_absolute_url())
    assert response.status_code == 200
    assert "Not out yet" in response.content.decode()
    assert not response.cookies


def test_a_preview_is_told_to_no_cache_search_engine_or_other_site(client, link):
    response = client.get(link.get_absolute_url())
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Referrer-Policy"] == "no-referrer"


def test_the_photos_of_a_preview_open_by_its_page_and_by_nothing_else(client, link):
    photo = link.article.lead_photo
    page = client.get(link.get_absolute_url()).content.decode()
    address = re.search(re.escape(photo.src) + r"\?key=[^\s\"]+", page)[0]
    assert client.get(photo.src).status_code == 404
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("ended", ["expires_at", "revoked_at"])
def test_an_ended_preview_says_so_and_shows_nothing(client, link, ended):
    PreviewLink.objects.update(**{ended: timezone.now() - dt.timedelta(seconds=1)})
    response = client.get(link.get_absolute_url())
    assert response.status_code == 410
    assert "Not out yet" not in response.content.decode()


def test_a_preview_leads_to_the_article_once_it_is_public(client, link):
    link.article.status, link.article.published_at = "published", timezone.now()
    link.article.save()
    assert client.get(link.get_absolute_url())["Location"] == link.article.get_absolute_url()


def test_a_withdrawn_article_has_no_preview(client, link):
    link.article.status = "withdrawn"
    link.article.save()
    assert client.get(link.get_absolute_url()).status_code == 410


@pytest.mark.parametrize("token", ["x", "1", "MQ:1abcde:forged", "%00"])
def test_a_forged_address_opens_nothing(client, link, token):
    assert client.get(f"/preview/{token}/").status_code == 404


def test_an_editor_makes_an_address_sees_who_came_and_ends_it(client, editor, article):
    page = reverse("admin:articles_article_previews", args=[article.pk])
    client.post(page, {"reader": "Tamar Example", "days": "3"})
    link = PreviewLink.objects.get()
    assert link.expires_at.date() == (timezone.now() + dt.timedelta(days=3)).date()
    client.get(link.get_absolute_url())
    shown = client.get(page).content.decode()
    assert "For Tamar Example" in shown
    assert "Opened 1 time," in shown
    assert link.get_absolute_url() in shown
    client.post(page, {"end": link.pk})
    assert client.get(link.get_absolute_url()).status_code == 410
    for nonsense in ("x", "9" * 30, link.pk):
        assert client.post(page, {"end": nonsense}).status_code == 404


@pytest.mark.parametrize("days", ["", "0", "61", "x"])
def test_a_preview_without_a_sensible_end_is_refused(client, editor, article, days):
    page = reverse("admin:articles_article_previews", args=[article.pk])
    client.post(page, {"reader": "x", "days": days})
    assert not PreviewLink.objects.exists()


def test_a_writer_shares_only_drafts_of_their_own(client, article):
    writer = make_user("writer", WRITER)
    client.force_login(writer)
    page = reverse("admin:articles_article_previews", args=[article.pk])
    assert client.post(page, {"reader": "x", "days": "3"}).status_code == 403
    mine = make_article("Mine", status="draft", created_by=writer)
    page = reverse("admin:articles_article_previews", args=[mine.pk])
    assert client.post(page, {"reader": "x", "days": "3"}).status_code == 302
