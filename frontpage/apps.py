from django.apps import AppConfig


class FrontpageConfig(AppConfig):
    name = "frontpage"
    verbose_name = "Front page"

    def ready(self):
        from frontpage import models, rates
        from pagecache.freshness import register_moment
        from pagecache.signals import watch

        watch(
            models.FrontPage,
            models.PinnedArticle,
            models.FrontSection,
            models.ExchangeRate,
        )
        register_moment(rates.last_turned_stale)
