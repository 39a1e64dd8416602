import io

import pytest
from django.urls import reverse
from PIL import Image, ImageChops

from articles import share_card
from house.models import SiteSettings
from tests.factories import make_article, make_author, make_hidden_articles


def ask(client, article, **headers):
    return client.get(reverse("articles:share-card", args=[article.slug]), headers=headers)


def picture(title, **fields):
    card = share_card.draw(make_article(title, **fields), SiteSettings.load())
    return Image.open(io.BytesIO(card)).convert("RGB")


def drawn(card, box):
    """Whether anything stands on the plate in this box."""
    part = card.crop(box)
    return ImageChops.difference(part, Image.new("RGB", part.size, share_card.PLATE)).getbbox()


def test_the_card_has_the_size_that_networks_ask_for(client):
    response = ask(client, make_article("A sea"))
    assert response["Content-Type"] == "image/png"
    assert Image.open(io.BytesIO(response.content)).size == (1200, 630)


def test_what_readers_cannot_see_has_no_card(client):
    assert [ask(client, article).status_code for article in make_hidden_articles()] == [404] * 5


def test_a_card_that_has_not_changed_is_not_sent_twice(client):
    article = make_article("A sea")
    etag = ask(client, article)["ETag"]
    assert ask(client, article, if_none_match=etag).status_code == 304
    article.title = "A lake"
    article.save()
    assert ask(client, article, if_none_match=etag).status_code == 200


def test_the_byline_changes_the_card(client):
    before = ask(client, make_article("A sea", authors=[make_author("Energy Desk")])).content
    after = ask(client, make_article("A sea", authors=[make_author("Borders Desk")])).content
    assert before != after


@pytest.mark.parametrize(
    "title",
    [
        "Snow",
        "ვის ეკუთვნის ბოლო კილომეტრები ფოთამდე",
        "Սևանա լիճը և մեկ սանտիմետրի գինը",
        "Плотина — это календарь",
        "Əliyev və Kızılelma: Rzeszów, Kogălniceanu",
        "A title that never ends and " * 10,
        "Donaudampfschifffahrtsgesellschaftskapitänsmützenfabrik" * 3,
    ],
)
def test_every_title_stays_inside_the_margins(title):
    card = picture(title)
    right = share_card.SIZE[0] - share_card.MARGIN
    assert drawn(card, (0, 0, share_card.MARGIN - 8, 630)) is None
    assert drawn(card, (right + 8, 0, 1200, 630)) is None
    assert drawn(card, (0, 486, 1200, 520)) is None, "title and byline touch"


def test_a_title_in_each_script_is_written_and_not_boxes():
    for title in ("Плотина", "ფოთამდე", "Սևանա", "Şəhər"):
        assert share_card.is_legible(make_article(title)), title
    assert not share_card.is_legible(make_article("中文"))


def test_a_sign_without_a_letter_is_left_out():
    assert share_card.known("A 😀 sea", "serif") == "A sea"
