from django.apps import AppConfig


class SubmissionsConfig(AppConfig):
    name = "submissions"
    verbose_name = "Submissions"

    def ready(self):
        from pagecache.freshness import register_moment
        from pagecache.signals import watch
        from submissions.models import Call

        watch(Call)
        register_moment(Call.objects.last_turn)
