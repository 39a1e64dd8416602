from django.core.management.base import BaseCommand, CommandError

from articles import completeness, listings
from articles.models import Article
from house.models import SiteSettings


class Command(BaseCommand):
    help = "List public articles whose citation is incomplete; fail if an export is malformed."

    def handle(self, *args, **options):
        house = SiteSettings.load()
        keys = Article.objects.published().newest_first().values_list("pk", flat=True)
        articles = incomplete = faulty = 0
        for article in listings.Listing("", keys).all():
            articles += 1
            gaps = completeness.gaps(article, house)
            faults = completeness.faults(article, house)
            incomplete += bool(gaps)
            faulty += bool(faults)
            for problem in gaps:
                self.stdout.write(f"{article.get_absolute_url()}: {problem}")
            for fault in faults:
                self.stdout.write(self.style.ERROR(f"{article.get_absolute_url()}: {fault}"))
        self.stdout.write(f"{articles} articles, {incomplete} incomplete, {faulty} malformed.")
        if faulty:
            raise CommandError("Some exports are malformed.")
