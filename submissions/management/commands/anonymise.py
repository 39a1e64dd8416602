"""The nightly job of privacy: expires, erases and forgets what its time has come for."""

from django.core.management.base import BaseCommand

from submissions import files, privacy


class Command(BaseCommand):
    help = "Erase personal data that has outlived its purpose; see the RETENTION_ settings."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Only say what would be done.")

    def handle(self, *args, dry_run, **options):
        due = list(privacy.due())
        if dry_run:
            for submission in due:
                self.stdout.write(f"{submission.reference}: {submission.stage()}")
            self.stdout.write(f"{len(due)} submissions would be anonymised.")
            return
        expired = privacy.expire()
        for submission in due:
            privacy.anonymise(submission)
        self.stdout.write(
            f"{expired} submissions expired, {len(due)} anonymised, "
            f"{privacy.anonymise_messages()} messages anonymised, "
            f"{files.sweep_held()} unclaimed files deleted, "
            f"{privacy.forget_accesses()} entries of the access log deleted."
        )
