"""Who is sent a picture: readers only what something public shows, the desk everything."""

import datetime as dt

import pytest
import time_machine
from django.contrib.auth.models import Permission, User
from django.utils import timezone

from articles.models import Article, Figure
from photos.models import Photo
from tests.factories import (
    LONG_AGO,
    make_article,
    make_author,
    make_hidden_articles,
    make_issue,
    make_photo,
    make_series,
)


@pytest.fixture
def photo():
    return make_photo()


@pytest.fixture
def published_photo(photo):
    make_article(lead_photo=photo)
    return photo


@pytest.fixture
def desk_client(client):
    editor = User.objects.create_user("editor", password="x", is_staff=True)
    editor.user_permissions.add(Permission.objects.get(codename="view_photo"))
    client.force_login(editor)
    return client


def status(client, photo):
    return client.get(photo.src).status_code


def test_a_photo_that_nothing_uses_is_sent_to_nobody(client, photo):
    assert status(client, photo) == 404


def test_the_lead_photo_of_a_public_article_is_sent(client, published_photo):
    response = client.get(published_photo.src)
    assert response.status_code == 200
    assert response["Content-Type"] == "image/jpeg"
    assert b"".join(response)[:2] == b"\xff\xd8"


def test_a_figure_of_a_public_article_is_sent(client, photo):
    Figure.objects.get_or_create(article=make_article(), photo=photo, position=1)
    assert status(client, photo) == 200


def test_a_portrait_and_covers_are_sent(client):
    portrait, series_cover, issue_cover = (make_photo() for _ in range(3))
    make_author(portrait=portrait)
    series = make_series(cover=series_cover)
    make_issue(series=series, cover=issue_cover)
    assert {status(client, each) for each in (portrait, series_cover, issue_cover)} == {200}


def test_photos_of_articles_that_are_not_public_are_not_sent(client):
    for article in make_hidden_articles():
        lead, figure = make_photo(), make_photo()
        Article.objects.filter(pk=article.pk).update(lead_photo=lead)
        Figure.objects.create(article=article, photo=figure, position=1)
        assert (article.title, status(client, lead)) == (article.title, 404)
        assert (article.title, status(client, figure)) == (article.title, 404)


def test_a_photo_also_used_by_a_public_article_is_sent(client, published_photo):
    make_article("hidden", status=Article.Status.DRAFT, lead_photo=published_photo)
    assert status(client, published_photo) == 200


def test_an_embargo_ends_for_the_photo_with_the_article(client, photo):
    ends = LONG_AGO + dt.timedelta(days=2)
    make_article(lead_photo=photo, embargo_until=ends)
    with time_machine.travel(ends - dt.timedelta(seconds=1), tick=False):
        assert status(client, photo) == 404
    with time_machine.travel(ends, tick=False):
        assert status(client, photo) == 200


@pytest.mark.parametrize(
    "flaw",
    [
        {"rights": Photo.Rights.UNCHECKED},
        {"rights_end_at": LONG_AGO},
        {"alt_text": ""},
        {"photographer": "", "agency": " / "},
    ],
)
def test_a_photo_that_is_not_in_order_is_not_sent_even_when_used(client, flaw):
    photo = make_photo(**flaw)
    make_article(lead_photo=photo)
    assert status(client, photo) == 404


def test_the_original_file_is_never_sent_to_readers(client, published_photo):
    assert client.get(published_photo.image.url).status_code == 404


@pytest.mark.parametrize(
    "path", ["photos/../../settings.py", "photos/2026/11/a/999.webp", "x", "%00", "original.jpg"]
)
def test_an_address_that_is_no_rendition_is_not_found(client, path):
    assert client.get(f"/media/{path}").status_code == 404


def test_a_width_that_was_not_made_is_not_found(client, published_photo):
    assert client.get(published_photo.src.replace("600.jpg", "601.jpg")).status_code == 404


def test_the_desk_sees_every_file_and_no_cache_keeps_it(desk_client, photo):
    response = desk_client.get(photo.src)
    assert response.status_code == 200
    assert "private" in response["Cache-Control"]
    assert desk_client.get(photo.image.url).status_code == 200


def test_staff_without_the_permission_are_readers(client, photo):
    client.force_login(User.objects.create_user("helper", password="x", is_staff=True))
    assert status(client, photo) == 404


def test_two_queries_decide(client, published_photo, django_assert_num_queries):
    with django_assert_num_queries(2):
        client.get(published_photo.src)


def test_browsers_keep_a_rendition_and_shared_caches_ask_again(client, published_photo):
    response = client.get(published_photo.src)
    assert response["Cache-Control"] == "public, max-age=2592000, s-maxage=10"
    assert not response.has_header("Vary") or "Cookie" not in response["Vary"]


def test_nobody_is_told_to_keep_a_photo_longer_than_its_rights(client):
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        photo = make_photo(rights_end_at=now + dt.timedelta(seconds=7))
        make_article(lead_photo=photo)
        response = client.get(photo.src)
    assert response["Cache-Control"] == "public, max-age=7, s-maxage=7"


def test_a_photo_that_has_not_changed_is_not_sent_again(client, published_photo):
    first = client.get(published_photo.src)
    by_tag = client.get(published_photo.src, headers={"if-none-match": first["ETag"]})
    assert by_tag.status_code == 304
    assert by_tag["Cache-Control"] == first["Cache-Control"]
    by_date = client.get(published_photo.src, headers={"if-modified-since": first["Last-Modified"]})
    assert by_date.status_code == 304


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("bytes=0-1", slice(0, 2)),
        ("bytes=10-19", slice(10, 20)),
        ("bytes=10-", slice(10, None)),
        ("bytes=-5", slice(-5, None)),
        ("bytes=3-999999999", slice(3, None)),
    ],
)
def test_a_part_of_the_file_can_be_asked_for(client, published_photo, asked, expected):
    whole = b"".join(client.get(published_photo.src))
    response = client.get(published_photo.src, headers={"range": asked})
    assert response.status_code == 206
    assert response.content == whole[expected]
    assert response["Content-Range"].endswith(f"/{len(whole)}")


def test_a_part_past_the_end_is_refused(client, published_photo):
    response = client.get(published_photo.src, headers={"range": "bytes=99999999-"})
    assert response.status_code == 416


@pytest.mark.parametrize("asked", ["bytes=5-2", "bytes=-", "lines=1-2", "bytes=0-1,4-5"])
def test_a_range_that_is_none_is_ignored(client, published_photo, asked):
    assert client.get(published_photo.src, headers={"range": asked}).status_code == 200


def test_a_part_of_an_older_file_is_not_mixed_with_this_one(client, published_photo):
    headers = {"range": "bytes=0-1", "if-range": '"another"'}
    assert client.get(published_photo.src, headers=headers).status_code == 200


def test_nginx_sends_the_bytes_where_it_is_told_to(client, published_photo, settings):
    settings.MEDIA_ACCEL_PREFIX = "/protected-media/"
    response = client.get(published_photo.src)
    assert response["X-Accel-Redirect"] == published_photo.src.replace("/media", "/protected-media")
    assert response["Content-Type"] == "image/jpeg"
    assert response.content == b""


def test_nginx_is_not_asked_for_a_photo_that_is_not_public(client, photo, settings):
    settings.MEDIA_ACCEL_PREFIX = "/protected-media/"
    response = client.get(photo.src)
    assert response.status_code == 404
    assert not response.has_header("X-Accel-Redirect")
