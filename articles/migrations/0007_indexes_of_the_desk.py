
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0006_search_index'),
        ('authors', '0001_initial'),
        ('photos', '0003_title_from_file'),
        ('series', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['series', '-updated_at', '-id'], name='article_series_on_desk'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['genre', '-updated_at', '-id'], name='article_genre_on_desk'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['language', '-updated_at', '-id'], name='article_lang_on_desk'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['title', 'slug'], name='article_titles'),
        ),
    ]
