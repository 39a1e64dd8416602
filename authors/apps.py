from django.apps import AppConfig


class AuthorsConfig(AppConfig):
    name = "authors"
    verbose_name = "Authors"

    def ready(self):
        from authors import models
        from pagecache.signals import watch

        watch(
            models.Author,
            models.AuthorLink,
        )
