import pytest

from articles.models import Figure
from photos.models import Photo
from tests.factories import make_article, make_hidden_articles, make_photo

PAGE = "/photo-credits/"


def test_the_page_credits_every_photo_of_public_articles(client):
    photo = make_photo(
        licence="cc-by", copyright_notice="© 2025 Nino Example", licensor_url="https://example.org/"
    )
    article = make_article("A sea that leaves", lead_photo=photo)
    html = client.get(PAGE).content.decode()
    assert "Photo: Nino Example/Example Agency" in html
    assert f'id="photo-{photo.pk}"' in html  # metadata names the photo by this place
    assert "CC BY 4.0" in html
    assert "© 2025 Nino Example" in html
    assert f'<a href="{article.get_absolute_url()}" lang="en">A sea that leaves</a>' in html
    assert "Ask Nino Example/Example Agency for a licence" in html


def test_figures_in_the_text_are_credited_too(client):
    Figure.objects.create(article=make_article(), photo=make_photo(), position=1)
    assert "Photo: Nino Example" in client.get(PAGE).content.decode()


def test_an_article_that_shows_a_photo_twice_is_named_once(client):
    article = make_article("Once only", lead_photo=(photo := make_photo()))
    Figure.objects.create(article=article, photo=photo, position=1)
    assert client.get(PAGE).content.decode().count(">Once only</a>") == 1


def test_no_hidden_article_and_no_photo_of_one_is_named(client):
    shared = make_photo(photographer="Shared Example")
    make_article("public", lead_photo=shared)
    hidden = make_hidden_articles()
    for article in hidden:
        photo = make_photo(photographer="Secret Example")
        type(article).objects.filter(pk=article.pk).update(lead_photo=photo)
        Figure.objects.create(article=article, photo=shared, position=1)
    html = client.get(PAGE).content.decode()
    assert "Shared Example" in html
    assert "Secret Example" not in html
    assert [article.title for article in hidden if article.title in html] == []


@pytest.mark.parametrize("flaw", [{"rights": Photo.Rights.UNCHECKED}, {"alt_text": ""}])
def test_a_photo_that_is_not_public_is_not_named(client, flaw):
    make_article(lead_photo=make_photo(photographer="Secret Example", **flaw))
    assert "Secret Example" not in client.get(PAGE).content.decode()


def test_the_page_is_paged_and_a_page_past_the_end_is_not_found(client, monkeypatch):
    monkeypatch.setattr("photos.views.CREDITS_PER_PAGE", 2)
    for number in range(3):
        make_article(lead_photo=make_photo(photographer=f"Number {number}"))
    assert "Number 0" not in client.get(PAGE).content.decode()
    assert "Number 0" in client.get(PAGE, {"page": 2}).content.decode()
    assert client.get(PAGE, {"page": 3}).status_code == 404
    assert client.get(PAGE, {"page": "x"}).status_code == 404


def test_the_page_asks_as_much_for_many_photos_as_for_one(client, django_assert_max_num_queries):
    for _ in range(5):
        make_article(lead_photo=make_photo())
    with django_assert_max_num_queries(8):
        client.get(PAGE)
