import sys

from django.core.management.base import BaseCommand, CommandError

from moving.archive_generator import Generator


class Command(BaseCommand):
    help = "Write a large believable archive into the database, for measurements."

    def add_arguments(self, parser):
        parser.add_argument("--articles", type=int, required=True, help="how many to add")
        parser.add_argument("--seed", type=int, default=1, help="another seed, another archive")

    def handle(self, *, articles, seed, **options):
        if articles < 1:
            raise CommandError("Ask for one article at least.")
        for written in Generator(articles, seed).run():
            self.tell(written, articles)
        self.stdout.write(f"{articles} articles written.")

    def tell(self, written: int, articles: int):
        """A bar that grows in place on a terminal, a line for each tenth in a log."""
        share = written / articles
        if sys.stderr.isatty():
            bar = "#" * int(40 * share)
            end = "\n" if written == articles else ""
            self.stderr.write(f"\r[{bar:<40}] {written}/{articles}", ending=end)
            self.stderr.flush()
        elif written * 10 // articles > max(written - 1000, 0) * 10 // articles:
            self.stdout.write(f"{written} of {articles} articles")
