import datetime as dt
import json
import re

import extruct
import lxml.html
import pytest
from django.template.loader import render_to_string

from articles import metadata
from articles.models import Article, Correction, FirstPublication, Source
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


@pytest.fixture
def house():
    return SiteSettings.load()


def head(article, house=None):
    """The part of the page that machines read."""
    article = Article.objects.with_credits().get(pk=article.pk)
    context = {"article": article, "house": house or SiteSettings.load()}
    return render_to_string("components/metadata.html", context)


def names(article):
    """The Highwire tags as a list of name and content."""
    tags = lxml.html.fragment_fromstring(head(article), create_parent="div")
    return [
        (tag.get("name"), tag.get("content"))
        for tag in tags.iter("meta")
        if (tag.get("name") or "").startswith("citation_")
    ]


def things(article):
    """The JSON-LD graph by type, read as a search engine reads it."""
    page = f"<html><head>{head(article)}</head><body></body></html>"
    (graph,) = extruct.extract(page, syntaxes=["json-ld"], uniform=False)["json-ld"]
    found = {}
    for thing in graph["@graph"]:
        kind = thing["@type"]
        found[kind if isinstance(kind, str) else kind[-1]] = thing
    return found


def in_journal(**fields):
    series = make_series(kind="periodical", issn="1234-5679", abbreviation="EDM")
    issue = fields.pop("issue", None) or make_issue(series, volume=22, number="112")
    person = make_author(
        "Fatima van der Berg",
        kind="person",
        family_name="Berg",
        given_name="Fatima van der",
        title="Fellow",
        affiliation="Example Institute",
        orcid="0000-0002-1825-0097",
    )
    return make_article(
        "A sea", slug="a-sea", authors=[person], issue=issue, tags=["ports", "sea"], **fields
    )


# Scholar.


def test_an_article_in_a_journal_has_what_scholar_wants():
    assert names(in_journal(summary="One.\nTwo.", first_page="11", last_page="19")) == [
        ("citation_title", "A sea"),
        ("citation_author", "Berg, Fatima van der"),
        ("citation_author_institution", "Example Institute"),
        ("citation_publication_date", "2025/07/30"),
        ("citation_journal_title", "Eurasia Daily Monitor"),
        ("citation_journal_abbrev", "EDM"),
        ("citation_issn", "1234-5679"),
        ("citation_volume", "22"),
        ("citation_issue", "112"),
        ("citation_firstpage", "11"),
        ("citation_lastpage", "19"),
        ("citation_language", "en"),
        ("citation_abstract", "One. Two."),
        ("citation_keywords", "ports"),
        ("citation_keywords", "sea"),
        ("citation_abstract_html_url", "http://testserver/articles/a-sea/"),
        ("citation_fulltext_html_url", "http://testserver/articles/a-sea/"),
    ]


def test_a_missing_issue_number_is_an_absent_tag():
    series = make_series(kind="periodical")
    tags = dict(names(in_journal(issue=make_issue(series, volume=22, number=""))))
    assert tags["citation_volume"] == "22"
    assert "citation_issue" not in tags


def test_the_date_of_the_issue_is_the_date_of_publication():
    issue = make_issue(make_series(kind="periodical"), date=dt.date(2025, 8, 1))
    tags = dict(names(in_journal(issue=issue)))
    assert tags["citation_publication_date"] == "2025/08/01"
    assert tags["citation_online_date"] == "2025/07/30"


def test_a_report_names_its_institution():
    tags = dict(names(make_article(genre="report", report_number="7")))
    assert tags["citation_technical_report_number"] == "7"
    assert tags["citation_technical_report_institution"].startswith("The Caucasus Center for")
    assert "citation_journal_title" not in tags


@pytest.mark.parametrize("genre", ["analysis", "opinion", "interview", "simulation"])
def test_what_is_outside_scholars_scope_has_no_such_tags(genre):
    assert names(make_article(genre=genre)) == []


def test_a_copy_of_a_page_elsewhere_has_no_such_tags():
    article = in_journal()
    FirstPublication.objects.create(
        article=article, outlet=make_outlet(), url="https://partner.example/sea"
    )
    assert names(article) == []


# Canonical pages.


@pytest.mark.parametrize(
    ("kind", "rule", "url", "canonical"),
    [
        ("reprint", "theirs", "https://partner.example/sea", "https://partner.example/sea"),
        ("reprint", "theirs", "", "http://testserver/articles/a-sea/"),
        ("reprint", "ours", "https://partner.example/sea", "http://testserver/articles/a-sea/"),
        ("translation", "theirs", "https://p.example/", "http://testserver/articles/a-sea/"),
    ],
)
def test_the_canonical_page_is_the_one_agreed(kind, rule, url, canonical):
    article = make_article(slug="a-sea")
    outlet = make_outlet(canonical_rule=rule)
    FirstPublication.objects.create(article=article, outlet=outlet, kind=kind, url=url)
    assert f'<link rel="canonical" href="{canonical}">' in head(article)


def test_translations_know_each_other(client):
    original = make_article("Original", slug="original")
    translated = make_article("Перевод", slug="perevod", language="ru", translation_of=original)
    make_article("secret", language="ka", translation_of=original, status="draft")
    for article in (original, translated):
        page = client.get(article.get_absolute_url()).content.decode()
        page = page.partition("<body")[0]
        assert page.count("hreflang=") == 2
        assert 'hreflang="ru" href="http://testserver/articles/perevod/"' in page
        assert 'hreflang="en" href="http://testserver/articles/original/"' in page
    assert '"translationOfWork": [{"@id": "http://testserver/articles/original/#article"}]' in page


def test_references_are_offered_in_the_head():
    assert (
        '<link rel="alternate" type="application/x-bibtex" '
        'href="http://testserver/articles/a-sea/cite.bib">'
    ) in head(make_article(slug="a-sea"))


def test_a_page_that_is_not_public_says_nothing_but_noindex():
    for article in make_hidden_articles():
        assert head(article).strip() == '<meta name="robots" content="noindex">'


# JSON-LD.


def test_the_article_with_its_periodical_chain():
    article = things(in_journal())["ScholarlyArticle"]
    assert article["headline"] == "A sea"
    assert article["datePublished"] == article["dateModified"] == "2025-07-30T13:00:00+04:00"
    assert [author["name"] for author in article["author"]] == ["Fatima van der Berg"]
    issue = article["isPartOf"]
    volume = issue["isPartOf"]
    periodical = volume["isPartOf"]
    assert (issue["@type"], issue["issueNumber"]) == ("PublicationIssue", "112")
    assert (volume["@type"], volume["volumeNumber"]) == ("PublicationVolume", "22")
    assert (periodical["@type"], periodical["name"]) == ("Periodical", "Eurasia Daily Monitor")
    assert periodical["issn"] == "1234-5679"


def test_the_chain_has_only_the_links_that_have_a_value():
    series = make_series(kind="periodical")
    article = in_journal(issue=make_issue(series, volume=22, number=""))
    assert things(article)["ScholarlyArticle"]["isPartOf"]["@type"] == "PublicationVolume"
    article.issue = make_issue(series, volume=None, number="4", season="Spring 2021")
    article.save()
    issue = things(article)["ScholarlyArticle"]["isPartOf"]
    assert (issue["@type"], issue["issueNumber"]) == ("PublicationIssue", "4")
    assert issue["isPartOf"]["@type"] == "Periodical"


@pytest.mark.parametrize(
    ("genre", "kind"),
    [
        ("analysis", ["NewsArticle", "AnalysisNewsArticle"]),
        ("opinion", ["NewsArticle", "OpinionNewsArticle"]),
        ("report", ["Report"]),
        ("brief", ["Report"]),
        ("simulation", ["Article", "AnalysisNewsArticle"]),
    ],
)
def test_the_type_follows_the_genre(genre, kind):
    assert things(make_article(genre=genre))[kind[-1]]["@type"] == kind


@pytest.mark.parametrize("genre", Article.Genre.values)
def test_every_genre_has_a_type(genre):
    assert metadata.TYPES[genre]


def test_a_person_has_title_and_affiliation_of_the_day():
    person = things(in_journal())["Person"]
    assert person["jobTitle"] == "Fellow"
    assert person["affiliation"] == {"@type": "Organization", "name": "Example Institute"}
    assert person["sameAs"] == "https://orcid.org/0000-0002-1825-0097"


def test_a_partners_series_is_published_by_the_partner():
    series = make_series(kind="periodical", partner=make_outlet("Example Foundation"))
    article = things(in_journal(issue=make_issue(series)))["ScholarlyArticle"]
    assert article["publisher"]["name"] == "Example Foundation"
    assert article["copyrightHolder"]["name"] == "Example Foundation"


def test_an_image_carries_its_credit_and_licence():
    photo = make_photo(licence="cc-by", copyright_notice="© Example", source_url="")
    image = things(make_article(lead_photo=photo))["ImageObject"]
    assert image["creditText"] == "Nino Example/Example Agency"
    assert image["copyrightNotice"] == "© Example"
    assert image["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert image["contentUrl"].startswith("http://testserver/media/")
    assert image["acquireLicensePage"] == "http://testserver/photo-credits/"


def test_a_photo_that_is_not_public_is_nowhere():
    page = head(make_article(lead_photo=make_photo(is_public=False, may_redistribute=True)))
    assert "ImageObject" not in page
    assert "/media/" not in page


def test_a_card_elsewhere_shows_only_a_photo_that_may_travel():
    photo = make_photo()
    article = make_article(lead_photo=photo)
    assert 'property="og:image" content="http://testserver/articles/' in head(article)
    photo.may_redistribute = True
    photo.save()
    assert 'property="og:image" content="http://testserver/media/' in head(article)
    assert "share.png" not in head(article)


def test_a_title_that_our_fonts_cannot_write_has_no_card():
    assert "og:image" not in head(make_article("Қазақстан"))


def test_corrections_sources_and_the_first_publication_are_told():
    article = make_article()
    made_at = LONG_AGO + dt.timedelta(days=3)
    Correction.objects.create(article=article, text="It is 385.", made_at=made_at)
    Source.objects.create(
        article=article, position=0, outlet_name="News.az", url="https://news.example/1"
    )
    FirstPublication.objects.create(
        article=article,
        outlet=make_outlet(),
        url="https://partner.example/sea",
        date=dt.date(2021, 10, 5),
    )
    told = things(article)["AnalysisNewsArticle"]
    assert told["correction"][0]["text"] == "It is 385."
    assert told["dateModified"] == "2025-08-02T13:00:00+04:00"
    assert told["citation"] == [
        {"@type": "CreativeWork", "name": "News.az", "url": "https://news.example/1"}
    ]
    assert told["isBasedOn"]["url"] == "https://partner.example/sea"
    assert told["isBasedOn"]["datePublished"] == "2021-10-05"


def test_nothing_in_the_graph_is_empty():
    def walk(value):
        assert value not in ("", None, [], {})
        for inner in value.values() if isinstance(value, dict) else value:
            if isinstance(inner, dict | list):
                walk(inner)
            else:
                assert inner not in ("", None)

    for article in (make_article(), in_journal(categories=[make_category()])):
        for thing in things(article).values():
            walk(thing)


@pytest.mark.parametrize("title", ["</script><script>alert(1)</script>", "&<>\"'{}%$#_\\ \u2028"])
def test_a_hostile_title_ends_nothing(title):
    article = make_article(title)
    page = head(article)
    assert page.count("<script") == 1
    assert page.count("</script") == 1
    written = re.search(r"<script[^>]*>(.*?)</script>", page, re.DOTALL)[1]
    assert not re.search("[<>&\u2028\u2029]", written)
    assert things(article)["AnalysisNewsArticle"]["headline"] == " ".join(title.split())
    assert json.loads(written)


def test_the_head_costs_a_fixed_number_of_queries(django_assert_max_num_queries, house):
    article = in_journal(categories=[make_category()], lead_photo=make_photo())
    loaded = Article.objects.with_credits().get(pk=article.pk)
    with django_assert_max_num_queries(1):
        metadata.describe(loaded, house)
