from articles.models import Article, Entry, SearchDocument
from tests.factories import make_article, make_category


def test_a_deleted_article_leaves_nothing_in_lists_and_search():
    article = make_article(categories=[make_category()], tags=["Ports"])
    assert SearchDocument.objects.filter(article=article).exists()
    article.delete()
    assert not SearchDocument.objects.exists()
    assert not Entry.objects.exists()


def test_several_deleted_at_once_leave_nothing_either():
    for _ in range(2):
        make_article(categories=[make_category()], tags=["Ports"])
    Article.objects.all().delete()
    assert not SearchDocument.objects.exists()
    assert not Entry.objects.exists()
