"""The one choice of the article's form: what happens with it, and what the editor is told."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from tests.desk.conftest import rows
from tests.factories import make_article, make_author, make_category, make_issue, make_series

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
