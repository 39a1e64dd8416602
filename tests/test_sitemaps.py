import datetime as dt

import lxml.etree
import pytest
from django.contrib.flatpages.models import FlatPage
from django.utils import timezone

from articles.models import Correction, Figure, FirstPublication
from tests.factories import (
    LONG_AGO,
    make_article,
    make_author,
    make_category,
    make_hidden_articles,
    make_issue,
    make_outlet,
    make_photo,
)

SPACES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
    "i": "http://www.google.com/schemas/sitemap-image/1.1",
    "n": "http://www.google.com/schemas/sitemap-news/0.9",
}


def read(client, address, path):
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    return lxml.etree.fromstring(response.content).xpath(path, namespaces=SPACES)


def locations(client, section):
    return read(client, f"/sitemap-{section}.xml", "//s:loc/text()")


def test_the_index_leads_to_parts_by_type_and_year(client):
    make_article("new", slug="new", categories=[make_category()], tags=["ports"])
    make_article("old", slug="old", published_at=dt.datetime(1968, 5, 3, tzinfo=dt.UTC))
    assert read(client, "/sitemap.xml", "//s:loc/text()") == [
        f"http://testserver/sitemap-{part}.xml"
        for part in ("home", "categories", "tags", "authors", "articles-2025", "articles-1968")
    ]
    assert locations(client, "articles-2025") == ["http://testserver/articles/new/"]
    assert locations(client, "articles-1968") == ["http://testserver/articles/old/"]
    assert locations(client, "authors") == ["http://testserver/authors/energy-desk/"]
    assert locations(client, "categories") == ["http://testserver/categories/south-caucasus/"]
    assert locations(client, "tags") == ["http://testserver/tags/ports/"]


def test_series_issues_and_pages_have_parts_of_their_own(client):
    make_article(issue=make_issue(volume=22, number="112"))
    make_article(issue=make_issue(volume=23, number=""))
    page = FlatPage.objects.create(url="/about/", title="About")
    page.sites.add(1)
    series = "http://testserver/series/eurasia-daily-monitor/"
    assert locations(client, "series") == [series]
    assert locations(client, "issues") == [f"{series}22/112/"]
    assert locations(client, "pages") == ["http://testserver/about/"]


def test_what_readers_cannot_see_is_in_no_sitemap(client):
    author, category = make_author("Nino Example"), make_category("Empty")
    for article in make_hidden_articles():
        article.bylines.create(author=author)
        article.filings.create(category=category)
        article.tags.add("secret")
    assert read(client, "/sitemap.xml", "//s:loc/text()") == ["http://testserver/sitemap-home.xml"]
    assert read(client, "/news-sitemap.xml", "//s:loc") == []
    for part in ("authors", "categories", "tags"):
        assert locations(client, part) == []


def test_an_unknown_part_is_not_found(client):
    assert client.get("/sitemap-articles-1900.xml").status_code == 404


def test_only_a_correction_moves_the_date(client):
    article = make_article()
    article.title = "Other"
    article.save()
    dates = "//s:lastmod/text()"
    assert read(client, "/sitemap-articles-2025.xml", dates) == ["2025-07-30T13:00:00+04:00"]
    Correction.objects.create(article=article, text="x", made_at=LONG_AGO + dt.timedelta(days=1))
    assert read(client, "/sitemap-articles-2025.xml", dates) == ["2025-07-31T13:00:00+04:00"]
    assert "2025-07-31T13:00:00+04:00" in read(client, "/sitemap.xml", dates)


def test_the_front_page_stands_in_every_language(client):
    links = read(client, "/sitemap-home.xml", "//s:url[1]/x:link/@hreflang")
    assert links == ["en", "az", "ka", "hy", "ru", "x-default"]
    assert "http://testserver/ru/" in locations(client, "home")


def test_an_article_names_its_other_languages(client):
    original = make_article("Original", slug="original")
    make_article("Перевод", slug="perevod", language="ru", translation_of=original)
    make_article("secret", language="ka", translation_of=original, status="draft")
    make_article("alone")
    path = "//s:url[s:loc='http://testserver/articles/perevod/']/x:link"
    links = read(client, "/sitemap-articles-2025.xml", path)
    assert [(link.get("hreflang"), link.get("href")) for link in links] == [
        ("en", "http://testserver/articles/original/"),
        ("ru", "http://testserver/articles/perevod/"),
        ("x-default", "http://testserver/articles/original/"),
    ]
    assert len(read(client, "/sitemap-articles-2025.xml", "//x:link")) == 6


def test_pictures_stand_with_their_article_while_their_rights_do(client):
    photo, hidden = make_photo(), make_photo(is_public=False)
    article = make_article(lead_photo=photo)
    Figure.objects.create(article=article, photo=hidden, position=0)
    Figure.objects.create(article=article, photo=make_photo(), position=1)
    images = read(client, "/sitemap-articles-2025.xml", "//i:loc/text()")
    assert len(images) == 2
    assert images[0] == f"http://testserver{photo.src}"


@pytest.fixture
def just_now():
    return timezone.now() - dt.timedelta(hours=3)


def test_the_news_are_those_of_two_days(client, just_now):
    make_article("new & <sharp>", published_at=just_now, language="ka")
    make_article("old", published_at=just_now - dt.timedelta(days=2))
    news = read(client, "/news-sitemap.xml", "//n:news/*|//n:publication/*")
    told = {lxml.etree.QName(element).localname: element.text for element in news}
    assert told["title"] == "new & <sharp>"
    assert told["language"] == "ka"
    assert told["name"] == "The Caucasus Center"
    assert dt.datetime.fromisoformat(told["publication_date"]) == just_now


def test_a_partners_text_is_no_news_of_ours(client, just_now):
    theirs = make_article("theirs", published_at=just_now)
    FirstPublication.objects.create(
        article=theirs, outlet=make_outlet(), url="https://partner.example/1"
    )
    older = make_article("older", published_at=just_now)
    outlet = make_outlet("Ours to show", canonical_rule="ours")
    FirstPublication.objects.create(article=older, outlet=outlet, date=dt.date(2021, 10, 5))
    assert read(client, "/news-sitemap.xml", "//n:title/text()") == []


def test_robots_are_shown_the_sitemaps_and_kept_from_the_desk(client):
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /admin/" in text
    assert "Sitemap: http://testserver/sitemap.xml" in text
    assert "republish" not in text


def test_a_part_costs_the_same_for_any_number_of_articles(client, django_assert_max_num_queries):
    for number in range(8):
        make_article(f"number {number}", lead_photo=make_photo())
    with django_assert_max_num_queries(7):
        client.get("/sitemap-articles-2025.xml")
