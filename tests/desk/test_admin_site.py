"""What every page of the desk sends: its policy, its title, and nothing for a cache."""

import pytest
from django.conf import settings
from django.urls import reverse

from desk.roles import EDITOR
from tests.factories import make_user


@pytest.fixture
def editor(client):
    user = make_user("editor", EDITOR)
    client.force_login(user)
    return user


def test_pages_of_the_desk_are_kept_by_no_cache(client, editor):
    response = client.get(reverse("admin:index"))
    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]


def test_scripts_of_the_desk_come_only_from_the_house(client, editor):
    policy = client.get(reverse("admin:articles_article_add"))["Content-Security-Policy"]
    directives = dict(
        part.strip().split(" ", 1) for part in policy.split(";") if " " in part.strip()
    )
    assert "'unsafe-inline'" not in directives["script-src"]
    assert "'unsafe-eval'" not in directives["script-src"]
    assert directives["style-src"] == "'self'"
    assert directives["style-src-attr"] == "'unsafe-inline'"


def test_titles_of_the_desk_carry_the_name_of_the_house(client, editor):
    page = client.get(reverse("admin:articles_article_changelist")).content.decode()
    assert "| The Caucasus Center</title>" in page


def test_five_wrong_passwords_lock_this_name_at_this_address_and_nothing_else(client):
    make_user("nino")
    make_user("tamar")
    login = reverse("admin:login")

    def tries(username, password, address="203.0.113.5"):
        return client.post(login, {"username": username, "password": password}, REMOTE_ADDR=address)

    for _ in range(settings.AXES_FAILURE_LIMIT - 1):
        assert tries("nino", "wrong").status_code == 200
    locked = tries("nino", "wrong")
    assert locked.status_code == 429
    assert "Wait 15 minutes" in locked.content.decode()
    assert settings.AXES_COOLOFF_TIME * 60 == 15
    # The right password changes nothing for now, so that guessing on is of no use.
    assert tries("nino", "correct horse battery").status_code == 429
    assert tries("tamar", "correct horse battery").status_code == 302
    client.logout()
    assert tries("nino", "correct horse battery", "203.0.113.77").status_code == 302


def test_every_moment_is_chosen_beside_the_name_of_its_place(client):
    client.force_login(make_user("root", is_superuser=True))
    for model in ("articles_article", "submissions_call", "frontpage_exchangerate"):
        page = client.get(reverse(f"admin:{model}_add")).content.decode()
        assert "Time in Baku." in page, model
        # Django's own field would compare the visitor's clock with the server's instead.
        assert "vTimeField" not in page, model


def test_the_front_page_is_put_in_order_by_buttons(client, editor):
    page = client.get(reverse("admin:frontpage_frontpage_add")).content.decode()
    assert page.count("<ordered-lines") == 2
    assert "js/ordered-lines.js" in page


def test_tags_have_one_place_in_the_admin(client):
    client.force_login(make_user("root", is_superuser=True))
    page = client.get(reverse("admin:index")).content.decode()
    assert reverse("admin:articles_tag_changelist") in page
    assert "/admin/taggit/" not in page
