
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='HouseWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(choices=[('en', 'English'), ('az', 'Azerbaijani'), ('ka', 'Georgian'), ('hy', 'Armenian'), ('ru', 'Russian')], default='en', max_length=10)),
                ('wrong', models.CharField(help_text='As it is found in texts. With a capital letter, only so; else in any case.', max_length=100, verbose_name='not this')),
                ('right', models.CharField(max_length=100, verbose_name='but this')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='why')),
            ],
            options={
                'verbose_name': 'word of the house style',
                'verbose_name_plural': 'words of the house style',
                'ordering': ['language', 'wrong'],
                'constraints': [models.UniqueConstraint(fields=('language', 'wrong'), name='house_word_once_in_a_language', violation_error_message='This word is in the list already.'), models.CheckConstraint(condition=models.Q(('wrong', ''), _negated=True), name='house_word_is_a_word', violation_error_message='Enter the word that must not be printed.')],
            },
        ),
    ]
