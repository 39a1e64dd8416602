import datetime as dt

import pytest
from django.utils import timezone

from frontpage.models import FrontPage, FrontSection, PinnedArticle
from series.models import Series
from tests.factories import (
    make_article,
    make_category,
    make_hidden_articles,
    make_issue,
    make_outlet,
    make_photo,
    make_series,
)

LONG_AGO = dt.datetime(2025, 3, 1, 9, 0, tzinfo=dt.UTC)


def article_on_day(day, title=None, **fields):
    return make_article(
        title or f"Day {day}", published_at=LONG_AGO + dt.timedelta(days=day), **fields
    )


def titles(response):
    """Every title on the front page, from top to bottom."""
    edition = response.context["edition"]
    return [
        article.title
        for article in [
            edition.lead,
            *edition.pinned,
            *(article for card in edition.issues for article in card.articles),
            *edition.latest,
            *(one for section in edition.sections for one in [section.story, *section.others]),
        ]
    ]


@pytest.fixture
def arranged():
    """An arranged front page over an archive in which everything could stand twice."""
    caucasus, asia = make_category("South Caucasus"), make_category("Central Asia")
    georgia = make_category("Georgia", parent=caucasus)
    own = make_series("Corridor Papers")
    issue = make_issue(own, 3, "4")
    for day in range(40):
        article_on_day(
            day,
            categories=[[caucasus], [asia], [georgia, caucasus]][day % 3],
            **({"series": own, "issue": issue} if day > 36 else {}),
        )
    front = FrontPage.load()
    front.lead = article_on_day(5, "Chosen", categories=[caucasus], series=own, issue=issue)
    front.save()
    for position, day in enumerate([7, 6]):
        PinnedArticle.objects.create(
            front_page=front,
            article=article_on_day(day, f"Pinned {day}", categories=[asia]),
            position=position,
        )
    FrontSection.objects.create(front_page=front, category=asia, position=1)
    FrontSection.objects.create(front_page=front, category=caucasus, position=0)
    return front


def test_the_front_page_opens_with_what_the_editors_chose(client, arranged):
    response = client.get("/")
    edition = response.context["edition"]
    assert edition.lead.title == "Chosen"
    assert [article.title for article in edition.pinned] == ["Pinned 7", "Pinned 6"]
    assert [section.category.name for section in edition.sections] == [
        "South Caucasus",
        "Central Asia",
    ]
    assert response.text.index("Chosen</a></h2>") < response.text.index("Pinned 7</a></h3>")


def test_no_article_stands_twice_on_the_front_page(client, arranged):
    shown = titles(client.get("/"))
    assert len(shown) > 20
    assert len(shown) == len(set(shown))


def test_without_a_choice_the_newest_article_leads(client):
    article_on_day(1, "Older")
    article_on_day(2, "Newest")
    assert client.get("/").context["edition"].lead.title == "Newest"


def test_a_lead_that_is_not_public_waits_and_the_newest_stands_in(client):
    article_on_day(2, "Newest")
    front = FrontPage.load()
    front.lead = make_article("Tomorrow", published_at=timezone.now() + dt.timedelta(days=1))
    front.save()
    page = client.get("/")
    assert page.context["edition"].lead.title == "Newest"
    assert "Tomorrow" not in page.text


def test_nothing_hidden_reaches_the_front_page(client):
    article_on_day(1, "public")
    front = FrontPage.load()
    front.save()
    category = make_category()
    FrontSection.objects.create(front_page=front, category=category)
    for hidden in make_hidden_articles():
        hidden.filings.create(category=category)
        PinnedArticle.objects.create(front_page=front, article=hidden)
    text = client.get("/").text
    assert "hidden " not in text.replace("visually-hidden ", "")


def test_a_section_shows_the_articles_of_the_categories_below_it(client, arranged):
    edition = client.get("/").context["edition"]
    caucasus = edition.sections[0]
    filed = {
        filing.category.name
        for article in [caucasus.story, *caucasus.others]
        for filing in article.filings.all()
    }
    assert filed == {"Georgia", "South Caucasus"}


def test_a_section_opens_with_its_newest_article_that_has_a_picture(client):
    category = make_category()
    front = FrontPage.load()
    front.save()
    FrontSection.objects.create(front_page=front, category=category)
    for day in range(11, 20):
        article_on_day(day)
    article_on_day(3, "Without a picture", categories=[category])
    article_on_day(
        2, "Hidden picture", categories=[category], lead_photo=make_photo(is_public=False)
    )
    article_on_day(1, "With a picture", categories=[category], lead_photo=make_photo())
    page = client.get("/")
    assert page.context["edition"].sections[0].story.title == "With a picture"
    assert page.text.count("<img") == 1


def test_the_newest_issue_of_each_series_of_our_own_is_shown(client):
    own, partner = make_series("Corridor Papers"), make_series("EDM", partner=make_outlet())
    old, new = make_issue(own, 1, "1"), make_issue(own, 1, "2")
    article_on_day(1, series=own, issue=old)
    article_on_day(9, series=own, issue=new)
    article_on_day(8, "Also in the new issue", series=own, issue=new)
    article_on_day(2, series=partner, issue=make_issue(partner, 5, "5"))
    cards = client.get("/").context["edition"].issues
    assert [card.issue for card in cards] == [new]
    assert [article.title for article in cards[0].articles] == ["Also in the new issue"]
    assert Series.objects.count() == 2


def test_a_language_without_articles_says_so_kindly(client):
    article_on_day(1, "In English")
    page = client.get("/hy/").text
    assert "In English" not in page
    assert "Read The Caucasus Center in English" in page


def test_an_empty_site_has_a_front_page(client):
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("more", [0, 60])
def test_the_front_page_costs_the_same_for_any_archive(
    client, arranged, more, django_assert_num_queries
):
    arranged.shows_rates = True
    arranged.save()
    for number in range(more):
        article_on_day(-number, categories=[make_category("South Caucasus")], lead_photo=None)
    with django_assert_num_queries(12):
        client.get("/")
