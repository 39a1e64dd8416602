import datetime as dt
import json

import feedparser
import pytest

from articles.models import Byline, Correction, FirstPublication
from house.models import SiteSettings
from tests.factories import (
    LONG_AGO,
    make_article,
    make_author,
    make_category,
    make_hidden_articles,
    make_issue,
    make_outlet,
    make_photo,
    make_series,
)

ENDINGS = ["atom", "rss", "json"]


def fetch(client, ending, address="/", **headers):
    return client.get(f"{address}feed.{ending}", headers=headers)


def parse(client, ending="atom", address="/"):
    """Read the feed as a feed reader would; a complaint of the parser is a failure."""
    response = fetch(client, ending, address)
    assert response.status_code == 200
    if ending == "json":
        return json.loads(response.content)
    parsed = feedparser.parse(response.content)
    assert not parsed.bozo, parsed.get("bozo_exception")
    return parsed


def titles(client, ending="atom", address="/"):
    feed = parse(client, ending, address)
    return [entry["title"] for entry in (feed["items"] if ending == "json" else feed.entries)]


@pytest.fixture
def article():
    people = [make_author("Nino Example", kind="person"), make_author("Energy Desk")]
    article = make_article(
        "A & B <sea>",
        authors=people,
        categories=[make_category("South Caucasus"), make_category("Energy")],
        tags=["ports"],
        teaser="Three ports wait.",
        body='<p>Read <a href="/about/">this</a>.<span data-note="n">A note.</span></p>',
    )
    Byline.objects.create(
        article=article,
        author=make_author("T. Example", kind="person"),
        role="translator",
        position=9,
    )
    return article


@pytest.mark.parametrize("ending", ENDINGS)
def test_only_public_articles_are_in_a_feed(client, ending):
    make_article("public")
    make_hidden_articles()
    assert titles(client, ending) == ["public"]


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_list_has_its_feed(client, ending):
    make_article("elsewhere")
    article = make_article(
        "here",
        authors=[make_author("Nino Example", kind="person")],
        categories=[make_category("Georgia", parent=make_category("South Caucasus"))],
        tags=["ports"],
        issue=make_issue(volume=22, number="112"),
    )
    spring = make_issue(make_series("Baku Dialogues"), volume=None, number="4")
    make_article("in spring", issue=spring)
    for address in (
        "/categories/georgia/",
        "/categories/south-caucasus/",
        "/tags/ports/",
        "/authors/nino-example/",
        "/series/eurasia-daily-monitor/",
        "/series/eurasia-daily-monitor/22/",
        "/series/eurasia-daily-monitor/22/112/",
    ):
        assert titles(client, ending, address) == [article.title], address
    assert titles(client, ending, "/series/baku-dialogues/issue/4/") == ["in spring"]


@pytest.mark.parametrize("address", ["/categories/no/", "/tags/no/", "/authors/no/", "/series/no/"])
def test_a_list_that_does_not_exist_has_no_feed(client, address):
    assert fetch(client, "atom", address).status_code == 404


def test_a_language_has_feeds_of_its_own(client):
    make_article("English")
    make_article("Русский", language="ru")
    assert titles(client) == ["English"]
    assert titles(client, address="/ru/") == ["Русский"]
    assert parse(client, "json", "/ru/")["language"] == "ru"


def test_an_empty_feed_is_a_feed(client):
    assert [titles(client, ending) for ending in ENDINGS] == [[], [], []]


def test_an_atom_entry_has_everybody_who_made_it(client, article):
    (entry,) = parse(client).entries
    assert entry.title == "A & B <sea>"
    assert [author.name for author in entry.authors] == ["Nino Example", "Energy Desk"]
    assert [person.name for person in entry.contributors] == ["T. Example"]
    assert {tag.term for tag in entry.tags} == {"South Caucasus", "Energy", "ports"}
    assert entry.rights.startswith("Originally published by The Caucasus Center")
    assert entry.summary == "Three ports wait."


def test_an_rss_entry_names_each_author(client, article):
    text = fetch(client, "rss").content.decode()
    for name in ("Nino Example", "Energy Desk", "T. Example"):
        assert f"<dc:creator>{name}</dc:creator>" in text
    (entry,) = parse(client, "rss").entries
    assert entry.guidislink is False


def test_a_json_entry_has_authors_tags_and_language(client, article):
    (entry,) = parse(client, "json")["items"]
    assert [author["name"] for author in entry["authors"]] == [
        "Nino Example",
        "Energy Desk",
        "T. Example",
    ]
    assert entry["tags"] == ["South Caucasus", "Energy", "ports"]
    assert entry["language"] == "en"


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_full_text_goes_with_whole_links_and_its_notes(client, article, ending):
    text = fetch(client, ending).content.decode()
    assert "http://testserver/about/" in text
    assert "A note." in text


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_house_may_send_the_excerpt_only(client, article, ending):
    SiteSettings.load().save()
    SiteSettings.objects.update(feed_has_full_text=False)
    text = fetch(client, ending).content.decode()
    assert "Three ports wait." in text
    assert "A note." not in text


def test_an_edit_changes_neither_the_id_nor_the_date(client, article):
    (before,) = parse(client).entries
    article.title, article.slug = "New title", "new-address"
    article.save()
    (after,) = parse(client).entries
    assert after.title == "New title"
    assert (after.id, after.updated) == (before.id, before.updated)
    assert after.id.startswith("tag:testserver,2026:")


def test_a_correction_moves_the_date(client, article):
    made_at = LONG_AGO + dt.timedelta(days=3)
    Correction.objects.create(article=article, text="It is 385.", made_at=made_at)
    (entry,) = parse(client).entries
    assert entry.updated == "2025-08-02T09:00:00+00:00"
    assert entry.published == "2025-07-30T09:00:00+00:00"
    assert "Correction, 2 August 2025. It is 385." in entry.content[0].value


def test_a_reprint_leads_to_its_original_and_leaves_its_text_at_home(client, article):
    FirstPublication.objects.create(
        article=article, outlet=make_outlet(), url="https://partner.example/sea"
    )
    (entry,) = parse(client).entries
    links = {link.rel: link.href for link in entry.links}
    assert links["via"] == links["canonical"] == "https://partner.example/sea"
    assert "content" not in entry
    assert entry.rights.startswith("First published by Eurasianet")
    (item,) = parse(client, "json")["items"]
    assert item["external_url"] == "https://partner.example/sea"


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_photo_goes_along_with_its_credit_or_not_at_all(client, article, ending):
    article.lead_photo = make_photo(may_redistribute=True)
    article.save()
    text = fetch(client, ending).content.decode()
    assert "/media/photos/" in text
    assert "Nino Example/Example Agency" in text
    article.lead_photo.may_redistribute = False
    article.lead_photo.save()
    text = fetch(client, ending).content.decode()
    assert "/media/photos/" not in text
    assert "Example Agency" not in text


@pytest.mark.parametrize("ending", ENDINGS)
def test_who_has_the_feed_already_is_told_so(client, article, ending):
    first = fetch(client, ending)
    again = fetch(client, ending, **{"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert fetch(client, ending, **{"if-modified-since": first["Last-Modified"]}).status_code == 304


def test_who_knows_only_the_date_learns_of_a_withdrawal(client, article, time_machine):
    time_machine.move_to("2027-01-01T12:00:00Z")
    article.save()
    first = fetch(client, "atom")
    time_machine.move_to("2027-01-02T12:00:00Z")
    article.status = "withdrawn"
    article.save()
    second = fetch(client, "atom", **{"if-modified-since": first["Last-Modified"]})
    assert second.status_code == 200


@pytest.mark.parametrize("ending", ENDINGS)
def test_characters_no_feed_may_have_do_not_break_it(client, ending):
    make_article("A\x0bB", teaser="C\x1fD", body="<p>E\x08F</p>")
    assert titles(client, ending) == ["AB"]


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_feed_costs_the_same_for_one_article_and_for_thirty(
    client, ending, django_assert_max_num_queries
):
    category = make_category()
    SiteSettings.load().save()
    for number in range(12):
        make_article(
            f"number {number}",
            categories=[category],
            tags=["ports"],
            lead_photo=make_photo(),
            language="en",
        )
    with django_assert_max_num_queries(13):
        fetch(client, ending, "/categories/south-caucasus/")


def test_a_page_tells_feed_readers_where_the_feed_is(client):
    page = client.get("/ru/").content.decode()
    for ending, kind in (("atom", "atom+xml"), ("rss", "rss+xml"), ("json", "feed+json")):
        assert f'type="application/{kind}"' in page
        assert f'href="http://testserver/ru/feed.{ending}"' in page
