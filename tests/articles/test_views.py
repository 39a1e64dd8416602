import datetime as dt

import pytest
from django.contrib.auth.models import Permission, User
from django.utils import timezone

from articles.models import Article, Byline, Correction, FirstPublication, Sequence
from house.models import SiteSettings
from tests.factories import (
    make_article,
    make_author,
    make_category,
    make_hidden_articles,
    make_issue,
    make_outlet,
    make_photo,
    make_series,
)

DAY = dt.timedelta(days=1)
EVERYTHING = """<p>It fell
<span data-source>(<a href="https://example.org/">Gazette</a>, April 3)</span>.
<span data-note="a">Eleven lines.</span></p><h2>One</h2><p>Text.</p><h2>Two</h2><p>Text.</p>
<h2>Three</h2><p>Text.</p>"""


@pytest.fixture
def editor(client):
    user = User.objects.create_user("editor", password="a password", is_staff=True)
    for name in ("view_article", "edit_every_article"):
        user.user_permissions.add(Permission.objects.get(codename=name))
    client.force_login(user)
    return client


def read(client, article):
    return client.get(article.get_absolute_url()).text


def test_the_head_says_what_it_is_who_wrote_it_and_when(client):
    author = make_author("Ana Example", affiliation="Example Institute")
    article = make_article(
        "A sea that leaves",
        authors=[author],
        standfirst="The Caspian is dropping.",
        categories=[make_category("Corridors")],
        body="<p>" + "word " * 660 + "</p>",
    )
    page = read(client, article)
    for words in (
        "<h1>A sea that leaves</h1>",
        "The Caspian is dropping.",
        "Ana Example</a>, Example Institute",
        "Corridors",
        "30 July 2025",
        "3 minutes",
    ):
        assert words in page
    assert page.count("<h1") == 1


def test_updated_is_said_only_for_corrections(client):
    article = make_article()
    article.body += "<p>A typing mistake mended.</p>"
    article.save()
    assert "Updated" not in read(client, article)
    correction = Correction.objects.create(
        article=article, text="It is 385, not 358.", made_at=dt.datetime(2025, 8, 2, tzinfo=dt.UTC)
    )
    page = read(client, article)
    assert "Updated" in page
    assert f'href="#correction-{correction.pk}"' in page
    assert page.count(f'id="correction-{correction.pk}"') == 1


@pytest.mark.parametrize(
    ("place", "kind", "above", "below"),
    [
        ("top", "correction", True, False),
        ("bottom", "correction", False, True),
        ("both", "correction", True, True),
        ("bottom", "retraction", True, False),
    ],
)
def test_a_correction_stands_where_the_editor_put_it(client, place, kind, above, below):
    article = make_article(body="<p>The text itself.</p>")
    Correction.objects.create(article=article, text="It is 385.", place=place, kind=kind)
    page = read(client, article).partition("<body")[2]
    before, after = page.split("<p>The text itself.</p>")
    assert ("It is 385." in before) is above
    assert ("It is 385." in after) is below


def test_a_series_line_prints_only_the_parts_that_have_a_value(client):
    series = make_series("Eurasia Daily Monitor")
    article = make_article(series=series, issue=make_issue(series, 22, ""))
    page = read(client, article)
    assert "Volume: 22" in page
    assert "Issue:" not in page


def test_the_issue_leads_to_the_article_before_and_after(client):
    series = make_series("Corridor Papers")
    issue = make_issue(series, 3, "4")
    first, middle, last = (
        make_article(title, series=series, issue=issue, issue_position=position)
        for position, title in enumerate(["First", "Middle", "Last"])
    )
    make_article("Hidden", status=Article.Status.DRAFT, series=series, issue=issue)
    page = read(client, middle)
    assert "Previous: First" in page
    assert "Next: Last" in page
    assert "Previous" not in read(client, first)
    assert "Hidden" not in read(client, last)


def test_the_public_parts_name_and_link_each_other(client):
    sequence = Sequence.objects.create(title="The sea")
    one = make_article("The fall", sequence=sequence, part_number=1)
    two = make_article("The rise", sequence=sequence, part_number=2)
    make_article("The end", sequence=sequence, part_number=3, published_at=timezone.now() + 2 * DAY)
    page = read(client, one)
    assert "Part One, you are here" in page
    assert f'href="{two.get_absolute_url()}"' in page
    assert "The end" not in page


def test_translations_link_each_other_for_readers_and_search_engines(client):
    english = make_article("A sea")
    russian = make_article("Море", language="ru", translation_of=english)
    georgian = make_article("ზღვა", language="ka", translation_of=english)
    for article, others in [(english, [russian, georgian]), (russian, [english, georgian])]:
        page = read(client, article)
        for other in [article, *others]:
            assert (
                f'hreflang="{other.language}" href="http://testserver{other.get_absolute_url()}"'
                in page
            )


def test_related_articles_say_why_they_are_related(client):
    series, corridors = make_series("Corridor Papers"), make_category("Corridors")
    article = make_article(series=series, categories=[corridors], tags=["Aktau", "ports"])
    make_article("By tag", tags=["Aktau", "ports"])
    make_article("By series", series=series)
    make_article("By category", categories=[corridors])
    make_article("Unrelated")
    make_article("In Russian", language="ru", tags=["Aktau"])
    related = read(client, article).split('id="related"')[1].split("</section>")[0]
    assert related.index("By tag") < related.index("By series")
    for words in ("Aktau", "ports", "Also in Corridor Papers", "Also on Corridors"):
        assert words in related
    assert "Unrelated" not in related
    assert "In Russian" not in related


def test_where_a_piece_appeared_first_is_said_under_the_byline(client):
    article = make_article()
    FirstPublication.objects.create(
        article=article, outlet=make_outlet("Eurasianet"), date=dt.date(2021, 10, 5)
    )
    page = read(client, article)
    assert "First published by" in page
    assert "Eurasianet" in page.split('class="first"')[1].split("</p>")[0]
    assert "5 October 2021" in page


def test_a_long_piece_lists_its_headings_and_a_short_one_does_not(client):
    assert 'href="#s-two"' in read(client, make_article(body=EVERYTHING))
    assert 'id="contents"' not in read(client, make_article("Short"))


def test_summary_notes_disclosure_tags_and_the_notice_are_printed(client):
    article = make_article(
        body=EVERYTHING, summary="One point.\n\nAnother.", disclosure="Paid by us.", tags=["Aktau"]
    )
    page = read(client, article)
    for words in (
        "<li>One point.</li><li>Another.</li>",
        "Eleven lines.",
        "Paid by us.",
        "Aktau",
        "Republication in any form must credit",
        "mailto:?subject=A%20sea",
    ):
        assert words in page


def test_a_lead_photo_without_rights_is_not_shown(client):
    shown = make_article(lead_photo=make_photo(), lead_caption="The berth.")
    hidden = make_article("Other", lead_photo=make_photo(is_public=False))
    page = read(client, shown)
    assert "The berth." in page
    assert "Nino Example/Example Agency" in page
    assert "<img" not in read(client, hidden)


def test_nobody_outside_the_desk_finds_what_is_not_public(client):
    answers = {
        article.title: client.get(article.get_absolute_url()).status_code
        for article in make_hidden_articles()
    }
    assert answers == {
        "hidden draft": 404,
        "hidden in review": 404,
        "hidden scheduled": 404,
        "hidden embargoed": 404,
        "hidden withdrawn": 410,
    }


def test_a_withdrawn_article_is_gone_and_says_why(client):
    article = make_article(
        "Secret title", status=Article.Status.WITHDRAWN, withdrawal_note="The source was wrong."
    )
    response = client.get(article.get_absolute_url())
    assert response.status_code == 410
    assert "The source was wrong." in response.text
    assert "Secret title" not in response.text


def test_what_was_withdrawn_before_it_was_public_is_not_found(client):
    article = make_article(status=Article.Status.WITHDRAWN, published_at=timezone.now() + DAY)
    assert client.get(article.get_absolute_url()).status_code == 404


def test_editors_see_a_draft_marked_and_uncached(editor):
    draft = make_article(status=Article.Status.DRAFT)
    response = editor.get(draft.get_absolute_url())
    assert "Not public." in response.text
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["X-Robots-Tag"] == "noindex"


def test_a_public_page_is_the_same_for_everybody_so_that_caches_may_keep_it(client):
    assert "Cookie" not in client.get(make_article().get_absolute_url()).headers.get("Vary", "")


def test_a_public_article_bears_no_mark_even_for_editors(editor):
    assert "Not public." not in read(editor, make_article())


@pytest.mark.parametrize("number", [1, 30])
def test_a_page_costs_the_same_for_any_number_of_authors(client, number, django_assert_num_queries):
    series, category = make_series(), make_category()
    sequence = Sequence.objects.create(title="The sea")
    article = make_article(
        authors=[make_author(f"Author {n}", bio="Writes.") for n in range(number)],
        body=EVERYTHING,
        categories=[category],
        tags=["Aktau", "ports"],
        series=series,
        issue=make_issue(series),
        sequence=sequence,
        part_number=1,
        lead_photo=make_photo(),
    )
    figure = make_photo("In the text")
    article.body += f'<figure data-photo="{figure.pk}"></figure>'
    article.save()
    Byline.objects.create(
        article=article, author=make_author("Translator"), role="translator", position=99
    )
    Correction.objects.create(article=article, text="It is 385.")
    make_article("Part two", sequence=sequence, part_number=2, tags=["Aktau"])
    house = SiteSettings.objects.create(acronym="CCSIS")
    house.local_notices.create(language="en", text="Credit us.")
    for n in range(10):
        make_article(f"Other {n}", series=series, categories=[category], tags=["ports"])
    with django_assert_num_queries(12):
        client.get(article.get_absolute_url())
