from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save, pre_save


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "Articles"

    def ready(self):
        from articles import indexing, models
        from pagecache.freshness import register_moment
        from pagecache.signals import watch

        post_save.connect(indexing.refresh_saved_article, sender=models.Article)
        for rows in (models.Byline, models.Filing, models.ArticleTag):
            pre_save.connect(indexing.copy_public_from, sender=rows)
        post_save.connect(indexing.refresh_filed, sender=models.Filing)
        post_delete.connect(indexing.refresh_filed, sender=models.Filing)
        for rows in (models.Byline, models.ArticleTag):
            post_save.connect(indexing.refresh_document, sender=rows)
            post_delete.connect(indexing.refresh_document, sender=rows)
        pre_save.connect(indexing.note_move, sender=models.Category)
        post_save.connect(indexing.refresh_branch, sender=models.Category)
        watch(
            models.Article,
            models.ArticleTag,
            models.Byline,
            models.Category,
            models.Correction,
            models.Filing,
            models.FirstPublication,
            models.SearchAlias,
            models.Sequence,
            models.Tag,
        )
        register_moment(models.Article.objects.last_public_moment)
