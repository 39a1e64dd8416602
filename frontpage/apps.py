from django.apps import AppConfig


class FrontpageConfig(AppConfig):
    name = "frontpage"
    verbose_name = "Front page"

    def ready(self):
        from frontpage import models
        from pagecache.signals import watch

        watch(
            models.FrontPage,
            models.PinnedArticle,
            models.FrontSection,
            models.ExchangeRate,
        )
