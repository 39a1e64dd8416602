from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, Byline, Category
from articles.search import search
from tests.articles.test_lists import titles


def generate(number, **options):
    out = StringIO()
    call_command("generate_archive", articles=number, stdout=out, **options)
    return out.getvalue()


def test_a_generated_archive_is_listed_and_found_like_a_written_one(client):
    assert "60 articles written." in generate(60)
    assert Article.objects.published().count() == 60
    assert not Byline.objects.filter(public_from=None).exists()
    category = Category.objects.get(name="South Caucasus")
    assert titles(client.get(category.get_absolute_url()))
    assert search("ministry").count > 10
    # Saving one by hand finds nothing to put right.
    article = Article.objects.newest_first()[0]
    before = list(article.entries.order_by("pk").values())
    article.save()
    assert list(article.entries.order_by("pk").values()) == before


def test_the_same_seed_makes_the_same_archive_and_a_second_run_adds_to_it():
    generate(20, seed=3)
    generate(20, seed=3)
    found = list(Article.objects.order_by("pk").values_list("title", flat=True))
    assert found[:20] == found[20:]


def test_no_articles_is_not_a_number_to_ask_for():
    with pytest.raises(CommandError, match="one article at least"):
        generate(0)
