from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from frontpage import rates
from frontpage.models import ExchangeRate


class Command(BaseCommand):
    help = (
        "Load exchange rates from a CSV or JSON file with currency, per_dollar and at in each row."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *args, file, **options):
        try:
            found = rates.parse(file.name, file.read_text(encoding="utf-8-sig"))
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}.") from None
        except UnicodeDecodeError:
            raise CommandError(f"{file}: save it as UTF-8 text.") from None
        except rates.RatesError as error:
            raise CommandError(f"Nothing was loaded from {file}.\n{error}") from None
        with transaction.atomic():
            for rate in found:
                ExchangeRate.objects.update_or_create(
                    currency=rate.currency, at=rate.at, defaults={"per_dollar": rate.per_dollar}
                )
        self.stdout.write(f"{len(found)} rates loaded from {file.name}.")
