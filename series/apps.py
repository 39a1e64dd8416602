from django.apps import AppConfig


class SeriesConfig(AppConfig):
    name = "series"
    verbose_name = "Series and issues"

    def ready(self):
        from pagecache.signals import watch
        from series import models

        watch(
            models.Series,
            models.Issue,
        )
