import datetime as dt

from django.utils import timezone

from articles.models import Article
from tests.factories import make_article, make_hidden_articles


def titles(queryset):
    return sorted(queryset.values_list("title", flat=True))


def test_only_past_published_articles_are_public():
    make_article("past public")
    make_hidden_articles()
    assert titles(Article.objects.published()) == ["past public"]


def test_a_scheduled_article_becomes_public_at_its_moment():
    moment = timezone.now() + dt.timedelta(hours=1)
    make_article("scheduled", published_at=moment)
    assert titles(Article.objects.published(moment - dt.timedelta(seconds=1))) == []
    assert titles(Article.objects.published(moment)) == ["scheduled"]


def test_an_embargo_holds_an_article_back_after_its_publication_time():
    embargo = timezone.now() + dt.timedelta(days=1)
    make_article("embargoed", embargo_until=embargo)
    assert titles(Article.objects.published()) == []
    assert titles(Article.objects.published(embargo)) == ["embargoed"]
