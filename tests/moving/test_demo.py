"""The demo site: what a newcomer sees after `make run`."""

import pytest
from django.db import transaction

from articles.models import Article
from moving.demo.site import DemoSite

SMALL = 0.08


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """The demo site, loaded once for this module and taken away again."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield DemoSite(scale=SMALL).load()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _in_the_demo_site(demo):
    """Every test here looks at the loaded site."""


def test_every_public_article_says_that_it_is_a_demonstration_and_who_signed_it():
    articles = Article.objects.published().prefetch_related("bylines", "filings")
    assert len(articles) >= 1
    for article in articles:
        assert article.disclosure, article
        assert article.bylines.all(), article
        assert 1 <= len(article.filings.all()) <= 4, article
