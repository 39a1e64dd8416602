"""The misspellings that this house has printed before; editors add to them in the admin."""

from django.db import migrations

WORDS = [
    ("en", "Caucuses", "Caucasus", "Caucuses are meetings of a party."),
    ("en", "Nagonro", "Nagorno", ""),
    ("en", "Karabagh", "Karabakh", "One spelling in English texts."),
    ("en", "eamil", "email", ""),
    ("en", "Lavy Taxes", "Levy Taxes", ""),
    ("en", "Kiev", "Kyiv", "As the country itself writes it."),
    ("en", "Azerbaidjan", "Azerbaijan", ""),
    ("en", "Tbilissi", "Tbilisi", ""),
    ("en", "Kazakstan", "Kazakhstan", ""),
    ("en", "Kyrgystan", "Kyrgyzstan", ""),
    ("ru", "Азейрбайджан", "Азербайджан", ""),
    ("ru", "Кавзак", "Кавказ", ""),
]


def add(apps, schema_editor):
    house_word = apps.get_model("desk", "HouseWord")
    for language, wrong, right, note in WORDS:
        house_word.objects.get_or_create(
            language=language, wrong=wrong, defaults={"right": right, "note": note}
        )


class Migration(migrations.Migration):
    dependencies = [("desk", "0001_house_words")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
