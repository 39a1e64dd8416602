"""Rows that repeat what an article says so that lists and search need not read its body.

None of them is a second truth: `refresh` rebuilds them all from the article, whenever it is saved.
"""

from articles.models import Article, ArticleTag, Byline, Filing


def refresh(article: Article) -> None:
    """Rebuild every index row of the article."""
    article.refresh_from_db(fields=["public_from"])
    Byline.objects.filter(article=article).update(public_from=article.public_from)
    Filing.objects.filter(article=article).update(public_from=article.public_from)
    ArticleTag.objects.filter(content_object=article).update(public_from=article.public_from)


def refresh_saved_article(sender, instance, **kwargs):
    refresh(instance)


def copy_public_from(sender, instance, **kwargs):
    """Give a byline, filing or tag that is about to be saved its article's public moment."""
    article_id = instance.content_object_id if sender is ArticleTag else instance.article_id
    instance.public_from = (
        Article.objects.filter(pk=article_id).values_list("public_from", flat=True).first()
    )
