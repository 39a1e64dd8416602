from django.apps import AppConfig
from django.db.models.signals import post_migrate


class DeskConfig(AppConfig):
    name = "desk"
    verbose_name = "The desk"

    def ready(self):
        from desk.roles import make_groups

        post_migrate.connect(make_groups, dispatch_uid="desk-roles")
