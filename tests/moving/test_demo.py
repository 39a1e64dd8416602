"""The demo site: what a newcomer sees after `make run`, and what a second run leaves alone."""

import datetime as dt
import io
import shutil

import pytest
from django.contrib.auth import get_user_model
from django.contrib.flatpages.models import FlatPage
from django.contrib.sites.models import Site
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone
from PIL import Image, IptcImagePlugin

from articles.models import Article, Correction, Source
from frontpage.models import ExchangeRate, FrontPage
from moving.demo import files, pictures
from moving.demo.accounts import make_editor
from moving.demo.site import FIXTURES, DemoSite
from photos.models import Photo
from series.models import Issue
from submissions.models import Call, Submission

SMALL = 0.06
HIDDEN = {
    "notes-towards-a-list-of-private-ports",
    "the-ferry-that-sails-when-it-is-full",
    "the-zangezur-file-without-adjectives",
    "two-trains-a-day-through-julfa",
    "who-works-on-the-ferry-line",
    "winter-gas-balance",
}


@pytest.fixture(scope="module")
def _loaded(django_db_setup, django_db_blocker):
    """The demo site, loaded once for this module and taken away again."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield DemoSite(scale=SMALL).load()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _in_the_demo_site(_loaded):
    """Every test here looks at the loaded site."""


@pytest.fixture
def fixtures(tmp_path):
    """The files of the demo site, to change."""
    return shutil.copytree(FIXTURES, tmp_path / "fixtures")


def change(path, before, after):
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def public_articles():
    return Article.objects.published().prefetch_related("bylines", "filings")


def test_articles_fill_six_years_in_every_genre_and_language():
    articles = public_articles()
    assert len(articles) >= 30
    assert {article.genre for article in articles} == set(Article.Genre.values)
    assert {article.language for article in articles} == {"en", "ru", "az", "ka", "hy"}
    years = {article.published_at.year for article in articles}
    assert years == {2020, 2021, 2022, 2023, 2024, 2025, 2026}


def test_every_article_is_signed_filed_and_says_that_it_is_a_demonstration():
    for article in public_articles():
        assert article.bylines.all(), article
        assert 1 <= len(article.filings.all()) <= 4, article
        assert article.disclosure, article
        assert article.excerpt, article


def test_every_article_can_be_read(client):
    for article in public_articles():
        page = client.get(article.get_absolute_url())
        assert page.status_code == 200, article
        assert article.title.split("“")[-1][:20] in page.content.decode()


def test_translations_lead_to_their_originals():
    translations = Article.objects.published().exclude(language="en")
    assert all(article.translation_of.language == "en" for article in translations)
    assert all(article.bylines.filter(role="translator") for article in translations)


def test_there_is_one_article_for_each_way_of_not_being_public(client):
    hidden = Article.objects.exclude(pk__in=Article.objects.published())
    assert {article.slug for article in hidden} == HIDDEN
    home = client.get("/").content.decode()
    for article in hidden:
        expected = 410 if article.status == Article.Status.WITHDRAWN else 404
        assert client.get(article.get_absolute_url()).status_code == expected, article
        assert article.title not in home


def test_series_and_issues_have_the_labels_that_real_ones_have():
    labels = {str(issue) for issue in Issue.objects.all()}
    assert {
        "Eurasia Daily Monitor Volume: 18 Issue: 68",
        "Eurasia Daily Monitor Volume: 19 Issue: 188",
        "Eurasia Daily Monitor Volume: 22",
        "Baku Dialogues Issue: 4, Spring 2021",
    } <= labels


def test_references_to_the_own_series_find_their_articles():
    found = Source.objects.filter(article__slug="astana-writes-its-balance-into-the-budget")
    assert {source.own_article.slug for source in found if source.own_article} == {
        "baku-reads-the-small-print-of-transit",
        "ankara-counts-the-bridges-east",
    }


def test_every_source_is_a_known_outlet_with_a_date_before_publication():
    for source in Source.objects.select_related("article", "own_article"):
        assert source.outlet_id or source.own_article_id, source
        assert source.date <= timezone.localdate(source.article.published_at), source


def test_corrections_are_of_every_kind():
    assert {correction.kind for correction in Correction.objects.all()} == set(
        Correction.Kind.values
    )


def test_the_longest_text_has_notes_and_the_shortest_title_one_word():
    longest = Article.objects.published().order_by("word_count").last()
    assert longest.word_count > 2500
    assert longest.body.count("<span data-note=") >= 12
    assert Article.objects.filter(title="Snow", lead_photo=None).exists()


def test_three_photos_show_what_rights_are_for():
    hidden = {photo.title: photo.problems() for photo in Photo.objects.all() if photo.problems()}
    assert hidden == {
        "Three towers of the northern line": ["Its rights are not checked."],
        "A braided river below the glacier": ["Its rights have ended."],
    }
    harbour = Photo.objects.get(title="Feeder ship at a high quay")
    assert harbour.is_public()
    assert not harbour.may_redistribute


def test_alt_text_is_never_the_caption_again():
    for photo in Photo.objects.filter(is_decorative=False):
        assert photo.alt_text, photo
        assert photo.caption, photo
        assert photo.alt_text != photo.caption, photo


def test_a_picture_carries_the_words_of_its_agency():
    source = files.table(FIXTURES, "photos")["border-queue"]
    image = Image.open(io.BytesIO(pictures.jpeg(source, SMALL)))
    iim = IptcImagePlugin.getiptcinfo(image)
    assert iim[(2, 80)].decode() == "Levan Nimushidze"
    # IIM cuts a credit after 32 bytes; XMP has it whole.
    assert iim[(2, 110)].decode() == "Meridian/Levan Nimushidze/Pool v"
    described = image.getxmp()["xmpmeta"]["RDF"]["Description"]
    assert described["Credit"] == "Meridian/Levan Nimushidze/Pool via LEVANT WIRE"
    assert Photo.objects.get(title=source["title"]).credit_line == (
        "Levan Nimushidze/Pool/Meridian via Levant Wire"
    )


def test_search_finds_a_place_by_another_script(client):
    found = client.get("/search/", {"q": "Вахш"}).content.decode()
    assert "A dam is a calendar" in found


def test_one_call_is_open_and_one_has_results():
    assert [call.title for call in Call.objects.open()] == ["A winter with one cable"]
    results = Call.objects.with_results().get()
    assert [each.article.title for each in results.submissions.published()] == [
        "The bakery calls first"
    ]


def test_contributors_live_on_addresses_that_reach_nobody():
    for submission in Submission.objects.all():
        assert submission.email.endswith("@example.org")
    assert len({submission.state for submission in Submission.objects.all()}) == 6


def test_the_site_knows_its_own_address():
    assert Site.objects.get_current().domain == "testserver"


def test_a_second_run_changes_nothing():
    moments = dict(Article.objects.values_list("pk", "updated_at"))
    again = DemoSite(scale=SMALL).load()
    assert (again.created.total(), again.updated.total()) == (0, 0)
    assert again.kept["articles"] == len(moments)
    assert dict(Article.objects.values_list("pk", "updated_at")) == moments


def test_a_changed_file_renews_what_nobody_edited(fixtures):
    change(fixtures / "articles" / "snow.html", 'title = "Snow"', 'title = "More snow"')
    ledger = DemoSite(fixtures, scale=SMALL).load()
    assert ledger.updated == {"articles": 1}
    assert Article.objects.get(slug="snow").title == "More snow"


def test_an_edited_article_is_kept_though_its_file_has_changed(fixtures):
    article = Article.objects.get(slug="snow")
    article.title = "Snow, again"
    article.save()
    change(fixtures / "articles" / "snow.html", 'title = "Snow"', 'title = "More snow"')
    assert not DemoSite(fixtures, scale=SMALL).load().updated
    article.refresh_from_db()
    assert article.title == "Snow, again"


def test_a_byline_moved_by_an_editor_keeps_the_article_too(fixtures):
    article = Article.objects.get(slug="what-a-metre-of-water-is-worth")
    article.bylines.filter(author__name="Energy Desk").delete()
    change(fixtures / "articles" / f"{article.slug}.html", 'first_page = "5"', 'first_page = "6"')
    assert not DemoSite(fixtures, scale=SMALL).load().updated
    assert [byline.name for byline in article.bylines.all()] == ["Transport Desk"]


def test_what_an_editor_deleted_does_not_come_back():
    Article.objects.get(slug="snow").delete()
    FlatPage.objects.get(url="/masthead/").delete()
    assert not DemoSite(scale=SMALL).load().created
    assert not Article.objects.filter(slug="snow").exists()


def test_rates_are_renewed_on_another_day_and_only_then():
    before = ExchangeRate.objects.count()
    DemoSite(scale=SMALL).load()
    assert ExchangeRate.objects.count() == before
    DemoSite(scale=SMALL, at=timezone.now() + dt.timedelta(days=3)).load()
    assert ExchangeRate.objects.count() == 2 * before


def test_the_front_page_shows_what_was_chosen(client):
    lead = FrontPage.load().lead
    home = client.get("/").content.decode()
    assert lead.title in home
    for pinned in FrontPage.load().pinned.all():
        assert pinned.article.title in home


def test_a_mistyped_name_in_a_file_is_named(fixtures):
    change(fixtures / "articles" / "snow.html", "standfirst =", "standfrist =")
    with pytest.raises(files.FixtureError, match="article has no field standfrist"):
        DemoSite(fixtures, scale=SMALL).load()


def test_a_file_without_a_head_is_named(fixtures):
    (fixtures / "articles" / "snow.html").write_text("<p>Only a body.</p>")
    with pytest.raises(files.FixtureError, match=r"snow\.html: expected a head"):
        DemoSite(fixtures, scale=SMALL).load()


def test_the_command_counts_and_says_the_password_once(settings):
    settings.DEMO_ADMIN_PASSWORD = ""
    first, second = io.StringIO(), io.StringIO()
    call_command("demo", stdout=first)
    call_command("demo", stdout=second)
    assert "Articles: 0 created, 0 updated" in first.getvalue()
    password = first.getvalue().rpartition(" ")[2].strip()
    assert get_user_model().objects.get(username="editor").check_password(password)
    assert "password" not in second.getvalue()


def test_the_password_may_be_chosen_and_is_never_reset(settings):
    settings.DEMO_ADMIN_PASSWORD = "chosen for the demo"
    assert make_editor() == "chosen for the demo"
    settings.DEMO_ADMIN_PASSWORD = "another one"
    assert make_editor() is None
    assert get_user_model().objects.get(username="editor").check_password("chosen for the demo")


def test_the_command_says_what_is_missing(monkeypatch):
    def fail(site):
        raise LookupError("Nothing is called photos/nowhere.")

    monkeypatch.setattr(DemoSite, "load", fail)
    with pytest.raises(CommandError, match="photos/nowhere"):
        call_command("demo", stdout=io.StringIO())
