"""The one choice of the article's form: what happens with it, and what the editor is told."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from desk.roles import ADMINISTRATOR
from tests.desk.conftest import rows
from tests.factories import (
    make_article,
    make_author,
    make_category,
    make_issue,
    make_photo,
    make_series,
    make_user,
)

NEXT_YEAR = timezone.now().year + 1
pytestmark = pytest.mark.usefixtures("editor")


def messages_after(response, client):
    return [str(m) for m in client.get(response["Location"]).context["messages"]]


def test_an_article_is_published_from_one_page_with_its_credits(client, send, editor):
    berg, desk = make_author("Fatima van der Berg"), make_author("Energy Desk")
    caspian, energy = make_category("Caspian"), make_category("Energy")
    issue = make_issue()
    response = send(
        None,
        title="A sea that leaves its harbours",
        body="<p>The lowest line on the quay is under the bollards.</p>",
        when="now",
        issue=issue.pk,
        **rows(
            "bylines",
            {"author": desk.pk, "position": 1, "role": "author"},
            {"author": berg.pk, "position": 0, "role": "author"},
        ),
        **rows(
            "filings",
            {"category": caspian.pk, "position": 0},
            {"category": energy.pk, "position": 1},
        ),
    )
    assert response.status_code == 302
    article = Article.objects.published().get()
    assert [byline.name for byline in article.bylines.all()] == [
        "Fatima van der Berg",
        "Energy Desk",
    ]
    assert article.main_category == caspian
    assert article.series == issue.series
    assert article.created_by == editor
    assert any("Readers see it now" in text for text in messages_after(response, client))


def test_a_time_to_come_schedules_and_both_clocks_are_told(client, send):
    article = make_article(status="draft")
    response = send(article, when="at", publish_at_0=f"{NEXT_YEAR}-08-05", publish_at_1="09:00:00")
    article.refresh_from_db()
    assert article.state() == Article.State.SCHEDULED
    assert article.published_at == dt.datetime(NEXT_YEAR, 8, 5, 5, tzinfo=dt.UTC)
    told = " ".join(messages_after(response, client))
    assert f"by itself on 5 Aug {NEXT_YEAR}, 09:00 in Baku (05:00 UTC)" in told


def test_publishing_at_a_time_asks_for_the_time_and_keeps_what_was_typed(send):
    article = make_article(status="draft")
    response = send(article, when="at", title="A new title")
    form = response.context["adminform"].form
    assert form.errors["publish_at"] == ["Enter the day and time of publication."]
    assert "A new title" in response.content.decode()
    article.refresh_from_db()
    assert article.state() == Article.State.DRAFT


def test_a_published_article_keeps_its_date_when_it_is_saved_again(send):
    article = make_article()
    first = article.published_at
    send(article, title="A better title")
    article.refresh_from_db()
    assert article.published_at == first
    assert article.title == "A better title"


def test_a_published_article_cannot_be_moved_into_the_future_by_mistake(send):
    article = make_article()
    response = send(article, publish_at_0=f"{NEXT_YEAR}-08-05", publish_at_1="09:00:00")
    assert "Withdraw it" in str(response.context["adminform"].form.errors["publish_at"])
    article.refresh_from_db()
    assert article.state() == Article.State.PUBLIC


def test_a_withdrawn_article_comes_back_under_its_first_date(send):
    article = make_article()
    first = article.published_at
    send(article, when="withdrawn", withdrawal_note="It named the wrong port.")
    article.refresh_from_db()
    assert article.state() == Article.State.WITHDRAWN
    send(article, when="live")
    article.refresh_from_db()
    assert article.state() == Article.State.PUBLIC
    assert article.published_at == first


def test_an_issue_of_another_series_is_refused_with_the_reason(send):
    article = make_article(status="draft")
    other = make_issue()
    response = send(article, series=make_series("Baku Dialogues").pk, issue=other.pk)
    assert "belongs to another series" in str(response.context["adminform"].form.errors["issue"])


def test_the_publish_action_publishes_by_saving_and_counts(client):
    drafts = [make_article(title, status="draft") for title in ("One", "Two")]
    response = client.post(
        reverse("admin:articles_article_changelist"),
        {"action": "publish", "_selected_action": [article.pk for article in drafts]},
        follow=True,
    )
    assert "2 articles published." in response.content.decode()
    assert Article.objects.published().count() == 2
    # Saving, not update(): the rows that lists are made of follow.
    assert all(byline.public_from for byline in drafts[0].bylines.all())


def test_the_withdraw_action_withdraws_and_counts(client):
    article = make_article()
    response = client.post(
        reverse("admin:articles_article_changelist"),
        {"action": "withdraw", "_selected_action": [article.pk]},
        follow=True,
    )
    assert "1 article withdrawn." in response.content.decode()
    article.refresh_from_db()
    assert article.withdrawn_at


@pytest.mark.parametrize(
    ("fields", "state", "readers"),
    [
        ({"status": "draft"}, "Draft", "not yet"),
        ({"status": "in-review"}, "In review", "not yet"),
        ({}, "Public", "since 30 Jul 2025, 13:00"),
        (
            {"published_at": dt.datetime(NEXT_YEAR, 8, 5, 5, tzinfo=dt.UTC)},
            "Scheduled",
            f"from 5 Aug {NEXT_YEAR}, 09:00",
        ),
        (
            {"embargo_until": dt.datetime(NEXT_YEAR, 8, 5, 5, tzinfo=dt.UTC)},
            "Embargoed",
            f"from 5 Aug {NEXT_YEAR}, 09:00",
        ),
        ({"status": "withdrawn"}, "Withdrawn", "no longer"),
    ],
)
def test_the_list_says_in_words_whether_readers_see_an_article(client, fields, state, readers):
    make_article(**fields)
    changelist = reverse("admin:articles_article_changelist")
    page = client.get(changelist).content.decode()
    assert state in page
    assert readers in page
    value = Article.State[state.upper().replace(" ", "_")].value
    assert client.get(changelist, {"state": value}).context["cl"].result_count == 1
    others = [other for other in Article.State.values if other != value]
    for other in others:
        assert client.get(changelist, {"state": other}).context["cl"].result_count == 0


@pytest.mark.parametrize("words", ["Əliyev", "əliyev paşinyan", "ALIYEV", "nino", "Nino Əliyev"])
def test_an_article_is_found_by_title_in_any_case_and_by_its_author(client, words):
    make_article("Əliyev və Paşinyan", authors=[make_author("Nino Example")])
    make_article("Something else")
    found = client.get(reverse("admin:articles_article_changelist"), {"q": words})
    assert found.context["cl"].result_count == 1


@pytest.mark.parametrize("value", ["x", "9999999999999999999", "-1", "", "1'"])
def test_a_mistyped_filter_never_breaks_the_list(client, value):
    make_article()
    changelist = reverse("admin:articles_article_changelist")
    for name in ("author", "category", "state"):
        assert client.get(changelist, {name: value}).status_code == 200


def test_the_list_asks_no_more_for_more_articles(client, django_assert_max_num_queries):
    category = make_category()
    for number in range(30):
        make_article(
            f"Article {number}", categories=[category], issue=make_issue(number=str(number))
        )
    with django_assert_max_num_queries(14):
        client.get(reverse("admin:articles_article_changelist"))


def errors_of(response):
    return str(response.context["adminform"].form.errors)


@pytest.mark.parametrize("when", ["now", "at"])
def test_an_error_of_preflight_stops_publishing_and_says_what_to_do(send, when):
    article = make_article(status="draft", lead_photo=make_photo(rights="unchecked"))
    response = send(
        article, when=when, publish_at_0=f"{NEXT_YEAR}-08-05", publish_at_1="09:00", title="New"
    )
    assert "its rights are not checked. Mend it in the photo library" in errors_of(response)
    assert "New" in response.content.decode()
    article.refresh_from_db()
    assert article.state() == Article.State.DRAFT


def test_an_error_does_not_stop_a_draft(send):
    article = make_article(status="draft", lead_photo=make_photo(rights="unchecked"))
    assert send(article, title="New").status_code == 302


def test_a_warning_does_not_stop_publishing(send):
    article = make_article("COMMENT: Water", status="draft")
    assert send(article, when="now").status_code == 302
    assert Article.objects.published().exists()


def test_an_article_without_a_byline_does_not_go_out(send):
    article = make_article(status="draft", authors=[])
    response = send(article, when="now")
    assert "Nobody signs it" in response.content.decode()
    assert not Article.objects.published().exists()


def test_a_published_article_is_stopped_by_new_errors_only(send):
    article = make_article(lead_photo=make_photo(rights="unchecked"))
    assert send(article, title="A typo mended").status_code == 302
    response = send(article, body="<p>See [gallery ids=4] here.</p>")
    assert "A code of another system" in errors_of(response)
    article.refresh_from_db()
    assert article.title == "A typo mended"


def test_the_publish_action_passes_the_same_gate(client):
    fine, flawed = make_article("Fine", status="draft"), make_article("Flawed", status="draft")
    flawed.bylines.all().delete()
    response = client.post(
        reverse("admin:articles_article_changelist"),
        {"action": "publish", "_selected_action": [fine.pk, flawed.pk]},
        follow=True,
    )
    page = response.content.decode()
    assert "1 article published." in page
    assert "“Flawed” was not published: Nobody signs it." in page
    assert list(Article.objects.published()) == [fine]


def test_an_administrator_overrides_with_a_reason_that_history_keeps(client, send):
    client.force_login(make_user("administrator", ADMINISTRATOR))
    article = make_article(status="draft", lead_photo=make_photo(rights="unchecked"))
    assert "its rights are not checked" in errors_of(send(article, when="now"))
    response = send(article, when="now", publish_anyway="The agency confirmed by telephone.")
    assert response.status_code == 302
    history = client.get(reverse("admin:articles_article_history", args=[article.pk]))
    assert "The agency confirmed by telephone." in history.content.decode()


def test_an_editor_cannot_override(send):
    article = make_article(status="draft", lead_photo=make_photo(rights="unchecked"))
    response = send(article, when="now", publish_anyway="Because I want to.")
    assert "its rights are not checked" in errors_of(response)


def test_the_panel_looks_at_what_is_typed_without_saving_it(client):
    article = make_article(status="draft")
    address = reverse("admin:articles_article_preflight", args=[article.pk])
    typed = {
        "title": "COMMENT: Water",
        "body": "<p>South Caucuses.</p>",
        "bylines-0-author": article.bylines.get().author.pk,
        "filings-0-category": make_category().pk,
    }
    panel = client.post(address, typed).content.decode()
    assert "The genre stands in the title" in panel
    assert "House style: Caucasus" in panel
    assert "Nobody signs it" not in panel
    article.refresh_from_db()
    assert article.title != typed["title"]
    typed.pop("bylines-0-author")
    assert "Nobody signs it" in client.post(address, typed).content.decode()


def test_the_panel_looks_at_a_new_article_as_well(client):
    address = reverse("admin:articles_article_preflight")
    assert "There is no text" in client.post(address, {"title": "New"}).content.decode()
    assert client.get(address).status_code == 403
    assert client.post("/admin/articles/article/987654/preflight/", {}).status_code == 403


def test_saving_a_long_article_asks_few_questions(send, django_assert_max_num_queries):
    article = make_article(
        status="draft",
        body="<p>Twelve words that say so little about the sea and its ports.</p>" * 1000,
    )
    with django_assert_max_num_queries(98):
        assert send(article, title="New").status_code == 302


def test_mistakes_are_named_in_the_newsrooms_words_and_lose_nothing(send, editor):
    author, category = make_author(), make_category()
    lines = [{"author": author.pk, "role": "author", "position": n} for n in (0, 1)]
    answer = send(
        None,
        title="",
        standfirst="Typed before the mistake.",
        **rows("bylines", *lines),
        **rows("filings", {"category": category.pk, "position": 0}),
    )
    page = answer.content.decode()
    assert "Enter a title" in page
    assert "An author stands here twice" in page
    assert "This one signs already" in page
    assert "Typed before the mistake." in page
    assert not Article.objects.exists()
