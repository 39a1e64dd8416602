from django.db import migrations

# To begin with; editors change and add to them in the admin.
SPELLINGS = [
    "Türkiye\nTurkey\nTurkiye\nТурция\nთურქეთი\nԹուրքիա",
    "Karabakh\nQarabağ\nArtsakh\nNagorno-Karabakh\nNagorny Karabakh\nNK\nКарабах\nАрцах\nԱրցախ",
    "Kyiv\nKiev\nКиев\nКиїв",
    "Erdoğan\nErdogan\nЭрдоган",
    "Caspian\nXəzər\nКаспий\nКаспийское\nკასპია",
    "Tbilisi\nTiflis\nТбилиси\nთბილისი\nТифлис",
    "Yerevan\nErevan\nİrəvan\nЕреван\nԵրևան",
    "Baku\nBakı\nБаку\nბაქო\nԲաքու",
]


def add(apps, schema_editor):
    alias = apps.get_model("articles", "SearchAlias")
    alias.objects.bulk_create(alias(names=names) for names in SPELLINGS)


class Migration(migrations.Migration):
    # Writing what readers can see counts a change.
    dependencies = [("articles", "0007_indexes_of_the_desk"), ("pagecache", "0001_initial")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
