import csv
import datetime as dt

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.urls import reverse

from articles.models import Republication
from tests.factories import make_article, make_author, make_series

LIST = "admin:articles_republication_changelist"


@pytest.fixture
def editor(client):
    user = User.objects.create_user("editor", is_staff=True)
    user.groups.add(Group.objects.get(name="Editor"))
    client.force_login(user)
    return user


@pytest.fixture
def counted():
    first = make_article(
        "A sea",
        slug="a-sea",
        authors=[make_author("Nino Example"), make_author("Energy Desk")],
        series=make_series(),
    )
    second = make_article("=HYPERLINK(1)", slug="b")
    rows = [
        (first, dt.date(2026, 3, 1), "paper.example.org", "/a", 5),
        (first, dt.date(2026, 3, 2), "paper.example.org", "/a", 2),
        (second, dt.date(2026, 4, 1), "other.example.org", "/b", 3),
    ]
    for article, day, host, path, count in rows:
        Republication.objects.create(article=article, day=day, host=host, path=path, count=count)


def test_the_desk_sees_who_where_and_when_with_totals(client, editor, counted):
    page = client.get(reverse(LIST)).content.decode()
    for line in (
        "<span>A sea</span> <b>7</b>",
        "<span>paper.example.org</span> <b>7</b>",
        "<span>Nino Example</span> <b>7</b>",
        "<span>Energy Desk</span> <b>10</b>",
        "<span>Eurasia Daily Monitor</span> <b>7</b>",
    ):
        assert line in page


def test_totals_follow_the_search(client, editor, counted):
    page = client.get(reverse(LIST), {"q": "other.example"}).content.decode()
    assert "<span>other.example.org</span> <b>3</b>" in page
    assert "<span>paper.example.org</span>" not in page


def test_a_search_by_author_counts_no_row_twice(client, editor, counted):
    page = client.get(reverse(LIST), {"q": "e"}).content.decode()
    assert "<span>A sea</span> <b>7</b>" in page


def test_the_table_has_what_the_list_shows(client, editor, counted):
    response = client.get(reverse("admin:articles_republication_csv"), {"q": "paper.example"})
    rows = list(csv.reader(response.getvalue().decode().splitlines()))
    assert rows == [
        ["day", "article", "address", "site", "page", "times opened"],
        ["2026-03-02", "A sea", "/articles/a-sea/", "paper.example.org", "/a", "2"],
        ["2026-03-01", "A sea", "/articles/a-sea/", "paper.example.org", "/a", "5"],
    ]


def test_a_title_that_a_spreadsheet_would_compute_is_plain_text(client, editor, counted):
    response = client.get(reverse("admin:articles_republication_csv"))
    assert "'=HYPERLINK(1)" in response.getvalue().decode()


def test_nobody_can_change_what_was_counted(client, editor, counted):
    row = Republication.objects.first()
    assert client.get(reverse("admin:articles_republication_add")).status_code == 403
    url = reverse("admin:articles_republication_delete", args=[row.pk])
    assert client.post(url, {"post": "yes"}).status_code == 403
    assert Republication.objects.count() == 3


def test_who_may_not_see_the_list_may_not_have_the_table(client):
    user = User.objects.create_user("writer", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_article"))
    client.force_login(user)
    assert client.get(reverse(LIST)).status_code == 403
    assert client.get(reverse("admin:articles_republication_csv")).status_code == 403
