"""Pictures in a draft that somebody without an account reads by a link."""

import datetime as dt
import re

import pytest
import time_machine
from django.template.loader import render_to_string
from django.utils import timezone

from photos.sharing import key_for, opens, with_keys
from tests.factories import make_photo


@pytest.fixture
def draft_photo():
    return make_photo()


def addresses_in(html):
    return re.findall(r"/media/[^\s\",]+", html)


def test_every_picture_of_a_shared_page_can_be_fetched(client, draft_photo):
    page = render_to_string("components/photo.html", {"photo": draft_photo})
    assert {client.get(address).status_code for address in addresses_in(page)} == {404}
    shared = addresses_in(with_keys(page))
    assert len(shared) == 3
    assert {client.get(address).status_code for address in shared} == {200}


def test_no_cache_keeps_such_a_picture(client, draft_photo):
    answer = client.get(with_keys(draft_photo.src))
    assert "private" in answer["Cache-Control"]


def test_the_rest_of_the_page_stays_as_it_is():
    page = '<a href="/media/">x</a> <a href="/articles/media/">y</a> 5/400.jpg'
    assert with_keys(page) == page


def test_a_key_opens_one_photo_for_an_hour(client, draft_photo):
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        address = with_keys(draft_photo.src)
        another = make_photo().src + "?" + address.partition("?")[2]
        assert client.get(another).status_code == 404
    with time_machine.travel(now + dt.timedelta(minutes=59), tick=False):
        assert client.get(address).status_code == 200
    with time_machine.travel(now + dt.timedelta(minutes=61), tick=False):
        assert client.get(address).status_code == 404


def test_a_key_opens_neither_the_original_nor_a_photo_that_is_not_in_order(client):
    photo = make_photo()
    key = key_for(photo.src.removeprefix("/media/"))
    assert client.get(f"{photo.image.url}?key={key}").status_code == 404
    unchecked = make_photo(is_public=False)
    assert client.get(with_keys(unchecked.src)).status_code == 404


@pytest.mark.parametrize("key", ["", "-", "x-y", "99999999999-", "99999999999-forged", "٣-x"])
def test_a_forged_key_opens_nothing(key, draft_photo):
    assert not opens(key, draft_photo.src.removeprefix("/media/"))
