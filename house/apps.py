from django.apps import AppConfig


class HouseConfig(AppConfig):
    name = "house"
    verbose_name = "The house"

    def ready(self):
        from house import models
        from pagecache.signals import watch

        watch(
            models.SiteSettings,
            models.LocalNotice,
            models.SocialAccount,
            models.Outlet,
        )
