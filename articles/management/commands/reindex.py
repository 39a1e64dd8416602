from django.core.management.base import BaseCommand
from django.db import transaction

from articles import indexing
from articles.models import Article
from pagecache.models import ContentVersion


class Command(BaseCommand):
    help = (
        "Rebuild what lists and search know of every article: after an upgrade or a restored "
        "database. Nothing else changes, and the site may run meanwhile."
    )

    def handle(self, *args, **options):
        number = 0
        for key in Article.objects.order_by("pk").values_list("pk", flat=True):
            with transaction.atomic():
                article = Article.objects.select_for_update().filter(pk=key).first()
                if article:
                    indexing.refresh(article)
                    number += 1
        ContentVersion.bump()
        self.stdout.write(f"{number} articles are in the lists and in search.")
