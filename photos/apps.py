from django.apps import AppConfig


class PhotosConfig(AppConfig):
    name = "photos"
    verbose_name = "Photo library"

    def ready(self):
        from pagecache.signals import watch
        from photos import models

        watch(
            models.Photo,
        )
