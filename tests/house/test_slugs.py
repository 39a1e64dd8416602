import pytest
from django.utils.text import slugify
from hypothesis import given
from hypothesis import strategies as st

from articles.models import Article
from house.slugs import slug_for, unique_slug
from tests.factories import make_article


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Rzeszów and Kogălniceanu", "rzeszow-and-kogalniceanu"),
        ("Əliyev və Paşinyan", "aliyev-va-pasinyan"),
        ("İlham Əliyev Şuşada", "ilham-aliyev-susada"),
        ("Kızılelma", "kizilelma"),
        ("Россия и Южный Кавказ", "rossiya-i-yuzhnyy-kavkaz"),
        ("საქართველო და შავი ზღვა", "sakartvelo-da-shavi-zghva"),
        ("Հայաստանը և հարևանները", "hayastany-ev-harevannery"),
        ("Issue 3–4", "issue-3-4"),
    ],
)
def test_a_title_in_any_script_of_the_region_has_an_address(title, slug):
    assert slug_for(title) == slug


@pytest.mark.parametrize("title", ["", "…", "«»", "漢字", "🚢🚢"])
def test_a_title_that_leaves_nothing_takes_the_name_of_its_kind(title):
    assert unique_slug(Article(), title) == "article"


def test_the_same_title_twice_has_two_addresses():
    assert make_article("The seventh convoy").slug == "the-seventh-convoy"
    assert make_article("The seventh convoy").slug == "the-seventh-convoy-2"
    assert make_article("The seventh convoy!").slug == "the-seventh-convoy-3"


def test_a_long_title_is_cut_at_a_word():
    slug = slug_for("A customs form in three alphabets " * 9)
    assert len(slug) <= 80
    assert slug.endswith(("customs", "form", "in", "three", "alphabets", "a"))


def test_a_word_longer_than_an_address_is_cut():
    assert slug_for("x" * 300) == "x" * 80


@given(st.text(max_size=200))
def test_an_address_is_plain_and_stays_as_it_is(text):
    slug = slug_for(text)
    assert slug.isascii()
    assert slug == slugify(slug)
    assert slug_for(slug) == slug
    assert len(slug) <= 80
