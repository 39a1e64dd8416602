import datetime as dt

from articles.models import Article
from tests.factories import make_article, make_outlet, make_photo, make_series


def rows(article):
    return [(row.outlet_name, row.date, row.url) for row in article.sources.all()]


def test_sources_of_the_text_become_rows():
    turan = make_outlet("Turan Agency", aliases="Turan")
    article = make_article(
        body=(
            '<p>One (<a href="https://turan.example/1">Turan</a>, April 24; JAM-news, April 25). '
            "Two (, April 19).</p>"
        )
    )
    assert rows(article) == [
        ("Turan", dt.date(2025, 4, 24), "https://turan.example/1"),
        ("JAM-news", dt.date(2025, 4, 25), ""),
        ("", dt.date(2025, 4, 19), ""),
    ]
    assert [row.outlet for row in article.sources.all()] == [turan, None, None]


def test_a_reference_to_the_own_archive_points_to_its_article():
    edm = make_series("Eurasia Daily Monitor", abbreviation="EDM")
    earlier = make_article("Earlier", series=edm)
    article = make_article(
        body="<p>As before (see EDM July 30, June 1).</p>",
        published_at=dt.datetime(2025, 9, 1, tzinfo=dt.UTC),
    )
    assert [row.own_article for row in article.sources.all()] == [earlier, None]
    assert list(earlier.cited_by.values_list("article__title", flat=True)) == [article.title]


def test_photos_in_the_text_become_rows_and_unknown_ones_do_not():
    photo = make_photo()
    caption = "<figcaption>Our <em>own</em> words</figcaption>"
    article = make_article(
        body=(
            '<figure data-photo="99999"></figure><p>text</p>'
            f'<figure data-photo="{photo.pk}">{caption}</figure>'
        )
    )
    (figure,) = article.figures.all()
    assert (figure.photo, figure.caption) == (photo, "Our own words")


def test_saving_again_follows_the_text_and_keeps_what_is_known_of_a_source():
    article = make_article(body='<p>a (<a href="https://turan.example/1">Turan</a>, April 24).</p>')
    article.sources.update(archived_url="https://archive.example/1", accessed_on="2025-05-01")
    article.body = article.body.replace("<p>a", "<p>(JAM-news, April 1) a")
    article.save()
    jam, turan = article.sources.all()
    assert (jam.outlet_name, jam.accessed_on) == ("JAM-news", None)
    assert turan.archived_url == "https://archive.example/1"
    assert turan.accessed_on == dt.date(2025, 5, 1)
    article.body = "<p>Nothing is claimed.</p>"
    article.save()
    assert rows(article) == []


def test_saving_an_unchanged_text_writes_no_rows(django_assert_max_num_queries):
    article = make_article(body="<p>a (Turan, April 24; JAM-news, April 25).</p>")
    before = list(article.sources.values_list("pk", flat=True))
    Article.objects.get(pk=article.pk).save()
    assert list(article.sources.values_list("pk", flat=True)) == before
