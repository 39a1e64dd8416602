import datetime as dt
import html
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Category, Correction
from tests.factories import (
    LONG_AGO,
    make_article,
    make_author,
    make_category,
    make_hidden_articles,
    make_issue,
    make_series,
)


def titles(response):
    """The titles on the page in their order, from the links of headings."""
    return re.findall(r"<h[23]><a [^>]*>([^<]+)</a></h[23]>", response.content.decode())


def canonical(response):
    return html.unescape(
        re.search(r'rel="canonical" href="([^"]+)"', response.content.decode()).group(1)
    )


# The names that make_hidden_articles gives; "hidden" alone is a word of the markup.
HIDDEN = re.compile(r"hidden (draft|in review|scheduled|embargoed|withdrawn)")


@pytest.fixture
def category():
    return make_category("Energy and water")


@pytest.fixture
def seventy_one(category, monkeypatch):
    monkeypatch.setattr("pagecache.paging.PAGE_SIZE", 6)
    for number in range(1, 72):
        make_article(
            f"Article {number}",
            categories=[category],
            published_at=LONG_AGO + dt.timedelta(hours=number),
        )


def test_seventy_one_articles_make_twelve_pages_of_six(client, category, seventy_one):
    address = category.get_absolute_url()
    first = client.get(address)
    assert "Viewing 1–6 of 71" in first.content.decode()
    assert titles(first) == [f"Article {number}" for number in range(71, 65, -1)]
    last = client.get(f"{address}?page=12")
    assert "Viewing 67–71 of 71" in last.content.decode()
    assert titles(last) == [f"Article {number}" for number in range(5, 0, -1)]
    assert client.get(f"{address}?page=13").status_code == 404


def test_every_article_stands_on_exactly_one_page(client, category, seventy_one):
    seen = []
    for number in range(1, 13):
        seen += titles(client.get(f"{category.get_absolute_url()}?page={number}"))
    assert seen == [f"Article {number}" for number in range(71, 0, -1)]


@pytest.mark.parametrize("page", ["0", "-1", "abc", "999999", "1.5", "", "٢", "9" * 5000])
def test_a_page_that_is_not_there_is_not_found(client, category, page):
    make_article(categories=[category])
    assert client.get(category.get_absolute_url(), {"page": page}).status_code == 404


def test_every_page_names_its_own_address_and_the_first_has_no_number(
    client, category, seventy_one
):
    address = category.get_absolute_url()
    assert canonical(client.get(address)) == f"http://testserver{address}"
    assert canonical(client.get(f"{address}?page=1")) == f"http://testserver{address}"
    assert canonical(client.get(f"{address}?page=2")) == f"http://testserver{address}?page=2"
    assert canonical(client.get(f"{address}?utm_source=x&genre=analysis&page=2")) == (
        f"http://testserver{address}?genre=analysis&page=2"
    )


def test_a_category_shows_those_below_it_and_nothing_twice(client):
    caucasus = make_category("South Caucasus")
    georgia = make_category("Georgia", parent=caucasus)
    adjara = make_category("Adjara", parent=georgia)
    make_article("in both", categories=[georgia, adjara])
    make_article("deep down", categories=[adjara])
    page = client.get(caucasus.get_absolute_url())
    assert sorted(titles(page)) == ["deep down", "in both"]
    assert "Viewing 1–2 of 2" in page.content.decode()


def test_a_category_that_moves_takes_its_articles_along(client):
    caucasus, asia = make_category("South Caucasus"), make_category("Central Asia")
    steppe = make_category("Steppe", parent=caucasus)
    make_article("grass", categories=[steppe])
    steppe.parent = asia
    steppe.save()
    assert titles(client.get(caucasus.get_absolute_url())) == []
    assert titles(client.get(asia.get_absolute_url())) == ["grass"]


def test_an_article_taken_out_of_a_category_leaves_its_list(client, category):
    article = make_article("moved on", categories=[category])
    article.filings.all().delete()
    assert titles(client.get(category.get_absolute_url())) == []
    assert titles(client.get(reverse("archive:archive"))) == ["moved on"]


def test_a_category_can_be_narrowed_with_counts(client, category):
    desk, fields = make_author("Energy Desk"), make_author("Field Desk")
    monitor = make_series("Corridor Papers")
    make_article("report of 2025", genre="report", categories=[category], authors=[desk])
    make_article("analysis of 2025", categories=[category], authors=[fields], series=monitor)
    make_article(
        "analysis of 2024",
        categories=[category],
        authors=[desk, fields],
        published_at=LONG_AGO.replace(year=2024),
    )
    address = category.get_absolute_url()
    assert titles(client.get(address, {"genre": "report"})) == ["report of 2025"]
    assert titles(client.get(address, {"year": "2024"})) == ["analysis of 2024"]
    assert titles(client.get(address, {"series": monitor.slug})) == ["analysis of 2025"]
    assert titles(client.get(address, {"author": fields.slug})) == [
        "analysis of 2025",
        "analysis of 2024",
    ]
    page = client.get(address, {"author": fields.slug, "year": "2025"}).content.decode()
    assert "Viewing 1–1 of 1" in page
    assert re.search(r">2024</a><span>1<", page)
    assert re.search(r"Energy Desk</a><span>2<", client.get(address).content.decode())


@pytest.mark.parametrize(
    "narrowed", [{"year": "abc"}, {"year": "２０２５"}, {"genre": "x"}, {"author": "nobody"}]
)
def test_a_filter_that_is_not_there_is_not_found(client, category, narrowed):
    assert client.get(category.get_absolute_url(), narrowed).status_code == 404


def test_filters_that_fit_nothing_offer_the_way_back(client, category):
    make_article(categories=[category])
    page = client.get(category.get_absolute_url(), {"year": "1999"}).content.decode()
    assert "Nothing here fits" in page
    assert "Show everything" in page


def test_an_empty_category_offers_the_archive_and_the_other_languages(client, category):
    make_article("Порты", language="ru", categories=[category])
    page = client.get(category.get_absolute_url()).content.decode()
    assert "Nothing has been published here yet." in page
    assert f'href="/ru{category.get_absolute_url()}"' in page
    assert reverse("archive:archive") in page


def test_a_list_holds_the_articles_of_its_language(client, category):
    make_article("Ports", categories=[category])
    make_article("Порты", language="ru", categories=[category])
    assert titles(client.get(category.get_absolute_url())) == ["Ports"]
    assert titles(client.get(f"/ru{category.get_absolute_url()}")) == ["Порты"]


def test_a_scheduled_article_is_counted_from_its_moment_on(client, category, time_machine):
    moment = timezone.now() + dt.timedelta(hours=1)
    make_article("now", categories=[category])
    make_article("soon", categories=[category], published_at=moment)
    assert "Viewing 1–1 of 1" in client.get(category.get_absolute_url()).content.decode()
    time_machine.move_to(moment, tick=False)
    page = client.get(category.get_absolute_url())
    assert "Viewing 1–2 of 2" in page.content.decode()
    assert titles(page) == ["soon", "now"]


def test_the_archive_counts_by_month_and_leads_from_month_to_month(client):
    for month in (3, 3, 7):
        make_article(f"of {month}", published_at=LONG_AGO.replace(month=month))
    make_article("older", published_at=LONG_AGO.replace(year=2021))
    archive = client.get("/archive/").content.decode()
    assert 'href="/archive/2025/03/" aria-label="March 2025: 2">2<' in archive
    assert titles(client.get("/archive/2025/")) == ["of 7", "of 3", "of 3"]
    march = client.get("/archive/2025/03/")
    assert titles(march) == ["of 3", "of 3"]
    assert 'href="/archive/2021/07/">July 2021' in march.content.decode()
    assert 'href="/archive/2025/07/">July 2025' in march.content.decode()


def test_the_archive_goes_by_the_clock_of_the_house(client):
    """In Baku it is July already while UTC still has June."""
    make_article("late evening", published_at=dt.datetime(2025, 6, 30, 21, 0, tzinfo=dt.UTC))
    assert titles(client.get("/archive/2025/07/")) == ["late evening"]
    assert titles(client.get("/archive/2025/06/")) == []


@pytest.mark.parametrize("address", ["2025/13/", "2025/00/", "2025/7/", "0000/", "9999/", "1500/"])
def test_a_date_that_cannot_be_is_not_found(client, address):
    assert client.get(f"/archive/{address}").status_code == 404


def test_corrections_are_listed_with_their_articles(client):
    article = make_article("The harbour")
    Correction.objects.create(article=article, text="The quay is 90 m long, not 19.")
    for hidden in make_hidden_articles():
        Correction.objects.create(article=hidden, text=f"Correction of {hidden.title}")
    page = client.get("/corrections/").content.decode()
    assert "The quay is 90 m long, not 19." in page
    assert "The harbour" in page
    assert not HIDDEN.search(page)


def test_a_tag_lists_its_articles(client):
    make_article("tagged", tags=["Caspian"])
    make_article("other")
    assert titles(client.get("/tags/caspian/")) == ["tagged"]


def every_list():
    category, author = Category.objects.get(), make_author("Walking Desk")
    for article in Article.objects.all():
        article.bylines.create(author=author)
    issue = make_issue()
    Article.objects.update(series=issue.series, issue=issue)
    for article in Article.objects.all():
        article.tags.add("everything")
        article.save()
    return [
        category.get_absolute_url(),
        "/tags/everything/",
        "/archive/",
        "/archive/2025/",
        "/archive/2025/07/",
        f"/archive/{timezone.localdate() + dt.timedelta(days=2):%Y/%m}/",
        "/corrections/",
        "/authors/",
        author.get_absolute_url(),
        "/series/",
        issue.series.get_absolute_url(),
        f"{issue.series.get_absolute_url()}{issue.volume}/",
        issue.get_absolute_url(),
    ]


def test_no_list_shows_an_article_that_is_not_public(client):
    make_category()
    make_article("in the open", categories=[make_category()])
    for article in make_hidden_articles():
        article.filings.create(category=make_category())
    for address in every_list():
        page = client.get(address)
        assert page.status_code == 200, address
        assert not HIDDEN.search(page.content.decode()), address


@pytest.mark.parametrize("number", [3, 30])
def test_every_list_asks_at_most_twelve_questions(client, number, django_assert_max_num_queries):
    category = make_category()
    for place in range(number):
        make_article(
            f"Article {place}", categories=[category], authors=[make_author(f"Desk {place}")]
        )
    addresses = every_list()
    for address in addresses:
        client.get(address)
    for address in addresses:
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200
