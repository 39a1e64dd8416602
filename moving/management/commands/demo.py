from django.core.management.base import BaseCommand, CommandError

from moving.demo.accounts import make_editor
from moving.demo.files import FixtureError
from moving.demo.site import DemoSite


class Command(BaseCommand):
    help = "Load the demo site from fixtures/. Run again, it keeps whatever an editor has changed."

    def handle(self, **options):
        try:
            ledger = DemoSite(say=self.say).load()
        except (FixtureError, LookupError) as error:
            raise CommandError(f"The demo site is not complete. {error}") from error
        for kind in dict.fromkeys([*ledger.created, *ledger.updated, *ledger.kept]):
            self.say(
                f"{kind.capitalize()}: {ledger.created[kind]} created, "
                f"{ledger.updated[kind]} updated, {ledger.kept[kind]} kept"
            )
        if password := make_editor():
            self.stdout.write(f"Log in at /admin/ as editor with the password {password}")

    def say(self, line: str):
        if self.verbosity:
            self.stdout.write(line)

    def execute(self, *args, **options):
        self.verbosity = options["verbosity"]
        return super().execute(*args, **options)
