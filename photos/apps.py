from django.apps import AppConfig


class PhotosConfig(AppConfig):
    name = "photos"
    verbose_name = "Photo library"

    def ready(self):
        from pagecache.freshness import register_moment
        from pagecache.signals import watch
        from photos import models

        watch(
            models.Photo,
        )
        register_moment(models.Photo.objects.last_end_of_rights)
