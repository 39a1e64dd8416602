"""Every address of the admin, asked for in every role; the table is the promise."""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from articles.models import Article
from desk.roles import ADMINISTRATOR, EDITOR, SUBMISSIONS_DESK, WRITER
from tests.factories import make_article, make_author, make_category, make_user

VIEW = {"view"}
ALL = {"view", "add", "change", "delete"}
# What each role may do with the rows of a model; a model that is not named is forbidden.
PROMISES = {
    WRITER: {
        "articles.Article": ALL,
        "articles.Category": VIEW,
        "articles.Correction": VIEW,
        "articles.Sequence": VIEW,
        "articles.Tag": VIEW,
        "authors.Author": VIEW,
        "house.Outlet": VIEW,
        "photos.Photo": {"view", "add"},
        "series.Issue": VIEW,
        "series.Series": VIEW,
    },
    EDITOR: {
        "articles.Article": ALL,
        "articles.Category": ALL,
        "articles.Correction": ALL,
        "articles.Republication": VIEW,
        "articles.SearchAlias": ALL,
        "articles.Sequence": ALL,
        "articles.Tag": ALL,
        "authors.Author": ALL,
        "desk.HouseWord": ALL,
        "flatpages.FlatPage": ALL,
        "frontpage.ExchangeRate": ALL,
        "frontpage.FrontPage": ALL,
        "house.Outlet": ALL,
        "photos.Photo": ALL,
        "redirects.Redirect": ALL,
        "series.Issue": ALL,
        "series.Series": ALL,
    },
    SUBMISSIONS_DESK: {
        "submissions.*": ALL,
    },
    ADMINISTRATOR: {"*": ALL},
}


def promised(role, model):
    table = PROMISES.get(role, {})
    keys = ["*", f"{model._meta.app_label}.*", model._meta.label]
    return next((table[key] for key in keys if key in table), set())


def addresses():
    """Yield model, what the address is for and the address, for everything registered."""
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield model, "view", reverse(f"{name}_changelist")
        yield model, "add", reverse(f"{name}_add")
        # There is no row 987654: who may come in is sent away with a kind word, others get 403.
        yield model, "view", reverse(f"{name}_change", args=[987654])
        yield model, "delete", reverse(f"{name}_delete", args=[987654])


@pytest.mark.parametrize("role", PROMISES)
def test_every_admin_address_is_open_or_closed_as_promised(client, role):
    superuser = Client()
    superuser.force_login(make_user("root", is_superuser=True))
    client.force_login(make_user("somebody", role))
    broken = []
    for model, action, address in addresses():
        is_promised = action in promised(role, model)
        is_open = client.get(address).status_code != 403
        if is_promised and not is_open:
            # Some models have no such page for anybody: there is one row of site settings.
            is_open = superuser.get(address).status_code == 403
        if is_open != is_promised:
            broken.append(f"{address} is {'open' if is_open else 'closed'} to {role}")
    assert broken == []


@pytest.mark.parametrize("role", [WRITER, EDITOR, SUBMISSIONS_DESK])
def test_accounts_and_settings_of_the_house_are_the_administrators(client, role):
    client.force_login(make_user("somebody", role))
    for address in ("auth/user/", "auth/group/", "house/sitesettings/", "axes/accessattempt/"):
        assert client.get(f"/admin/{address}").status_code == 403


def test_a_stranger_is_sent_to_the_log_in_page_from_every_address(client):
    pages = [address for _, _, address in addresses()]
    pages += [reverse("admin:index"), reverse("admin:password_change"), reverse("admin:jsi18n")]
    for address in pages:
        response = client.get(address)
        assert response.status_code == 302, address
        assert response["Location"].startswith("/admin/login/")


def test_an_account_without_staff_status_stays_outside(client):
    user = make_user("reader", EDITOR)
    user.is_staff = False
    user.save()
    client.force_login(user)
    assert client.get(reverse("admin:index")).status_code == 302


def test_the_first_page_opens_for_every_role(client):
    for role in PROMISES:
        client.force_login(make_user(role, role))
        assert client.get(reverse("admin:index")).status_code == 200


def test_a_suggestion_list_is_closed_to_those_who_may_not_see_its_rows(client):
    address = "/admin/autocomplete/?app_label=articles&model_name=byline&field_name=author&term=a"
    client.force_login(make_user("desk", SUBMISSIONS_DESK))
    assert client.get(address).status_code == 403
    client.force_login(make_user("writer", WRITER))
    assert client.get(address).status_code == 200


@pytest.fixture
def writer(client):
    user = make_user("writer", WRITER)
    client.force_login(user)
    return user


def page_of(article):
    return reverse("admin:articles_article_change", args=[article.pk])


def test_a_writer_sees_and_edits_only_drafts_of_their_own(client, writer):
    draft = Article.Status.DRAFT
    mine = make_article("Mine", status=draft, created_by=writer)
    theirs = make_article("Theirs", status=draft, created_by=make_user("other", WRITER))
    listed = client.get(reverse("admin:articles_article_changelist")).content.decode()
    assert "Mine" in listed
    assert "Theirs" not in listed
    assert "_save" in client.get(page_of(mine)).content.decode()
    assert client.get(page_of(theirs)).status_code == 302
    assert client.get(theirs.get_absolute_url()).status_code == 404


def test_a_writer_may_read_but_not_change_what_is_in_review(client, writer):
    article = make_article("Sent", status=Article.Status.IN_REVIEW, created_by=writer)
    assert "_save" not in client.get(page_of(article)).content.decode()
    assert client.post(page_of(article), {"title": "Changed"}).status_code == 403


def test_a_writer_is_offered_draft_and_review_and_nothing_else(client, writer):
    article = make_article("Mine", status=Article.Status.DRAFT, created_by=writer)
    form = client.get(page_of(article)).context["adminform"].form
    assert [value for value, _ in form.fields["when"].choices] == ["draft", "in-review"]
    assert "publish_at" not in form.fields
    assert "embargo_until" not in form.fields


def test_a_writer_who_forges_the_form_cannot_publish(client, writer):
    article = make_article("Mine", status=Article.Status.DRAFT, created_by=writer)
    response = client.post(
        page_of(article), {"title": "Mine", "when": "now", "status": "published"}
    )
    assert "when" in response.context["adminform"].form.errors
    article.refresh_from_db()
    assert article.status == Article.Status.DRAFT


def test_a_writer_has_no_publish_action(client, writer):
    article = make_article("Mine", status=Article.Status.DRAFT, created_by=writer)
    client.post(
        reverse("admin:articles_article_changelist"),
        {"action": "publish", "_selected_action": [article.pk]},
    )
    article.refresh_from_db()
    assert article.status == Article.Status.DRAFT


def test_an_editor_sees_every_article(client):
    client.force_login(make_user("editor", EDITOR))
    article = make_article("Theirs", status="draft", created_by=make_user("writer", WRITER))
    assert "_save" in client.get(page_of(article)).content.decode()


def test_what_readers_have_seen_cannot_be_deleted(client):
    client.force_login(make_user("editor", EDITOR))
    article = make_article("Public")
    delete = reverse("admin:articles_article_delete", args=[article.pk])
    assert client.get(delete).status_code == 403
    answer = client.post(
        reverse("admin:articles_article_changelist"),
        {"action": "delete_selected", "_selected_action": [article.pk], "post": "yes"},
        follow=True,
    )
    assert Article.objects.filter(pk=article.pk).exists()
    assert "Withdraw what readers should no longer see" in answer.content.decode()


def test_a_draft_is_deleted_with_all_its_rows_from_the_list(client):
    client.force_login(make_user("root", is_superuser=True))
    article = make_article(
        "Draft", authors=[make_author()], categories=[make_category()], tags=["Ports"]
    )
    # Back at the desk after it was public: lists and search must let go of it.
    article.status = Article.Status.DRAFT
    article.save()
    client.post(
        reverse("admin:articles_article_changelist"),
        {"action": "delete_selected", "_selected_action": [article.pk], "post": "yes"},
    )
    assert not Article.objects.exists()
