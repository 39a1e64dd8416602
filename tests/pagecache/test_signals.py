"""Every way of writing counts as a change; a change that is rolled back does not."""

import pytest
from django.db import transaction

from articles.models import Article, Category, Filing
from pagecache.models import ContentVersion
from tests.factories import make_article, make_category


@pytest.fixture
def article():
    return make_article()


@pytest.fixture
def changed(article):
    before = ContentVersion.current()
    return lambda: ContentVersion.current() > before


def test_a_save_is_counted(article, changed):
    article.save()
    assert changed()


def test_an_update_of_many_rows_is_counted(article, changed):
    Article.objects.update(status=Article.Status.WITHDRAWN)
    assert changed()


def test_rows_made_in_bulk_are_counted(article, changed):
    category = make_category("Iran")
    Filing.objects.bulk_create([Filing(article=article, category=category)])
    assert changed()


def test_a_tag_is_counted(article, changed):
    article.tags.set(["Caspian Sea"])
    assert changed()


def test_a_deletion_that_cascades_is_counted(article, changed):
    Article.objects.filter(pk=article.pk).delete()
    assert changed()


def test_reading_is_not_counted(article, changed):
    list(Article.objects.select_related("series"))
    list(Category.objects.all())
    assert not changed()


def test_a_change_that_is_rolled_back_is_not_counted(article, changed):
    with transaction.atomic():
        article.save()
        transaction.set_rollback(True)
    assert not changed()
