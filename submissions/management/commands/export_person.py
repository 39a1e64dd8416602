"""Everything that is kept about one person, as JSON, for whoever asks for their own data."""

import json

from django.core.management.base import BaseCommand
from django.core.serializers.json import DjangoJSONEncoder

from submissions import privacy
from submissions.models import PersonalDataAccess


class Command(BaseCommand):
    help = "Print all that is kept under an e-mail address. The access is logged."

    def add_arguments(self, parser):
        parser.add_argument("email")

    def handle(self, *args, email, **options):
        data = privacy.export_person(email)
        for submission in data["submissions"]:
            PersonalDataAccess.objects.create(
                what=PersonalDataAccess.What.EXPORT, reference=submission["reference"]
            )
        self.stdout.write(json.dumps(data, ensure_ascii=False, indent=2, cls=DjangoJSONEncoder))
