"""Every output of a varied archive, read by the programs that others read it with."""

import json
import re
from xml.etree import ElementTree

import bibtexparser
import extruct
import feedparser
import pytest
import rispy

from articles import completeness
from articles.models import Article, FirstPublication
from house.models import SiteSettings
from tests.factories import (
    make_article,
    make_author,
    make_hidden_articles,
    make_issue,
    make_outlet,
    make_photo,
)

NASTY = 'Title & <b>"quotes"</b> {brace} 100% $#_ \\ «ёлки» „ja“ – soft\u00adhyphen'


@pytest.fixture
def archive():
    """One of each kind that readers meet, and all that they must not."""
    make_article(NASTY, slug="nasty", lead_photo=make_photo(may_redistribute=True))
    make_article("Плотина — это календарь", language="ru")
    make_article("ვის ეკუთვნის", language="ka")
    make_article("Սևանա լիճը", language="hy")
    make_article("A blank issue", issue=make_issue(volume=22, number=""))
    make_article("By many", authors=[make_author(f"Author {n} van der Example") for n in range(30)])
    reprint = make_article("A reprint")
    FirstPublication.objects.create(article=reprint, outlet=make_outlet())
    make_hidden_articles()
    return list(Article.objects.published().with_credits())


def test_every_page_tells_machines_all_that_its_type_needs(client, archive):
    house = SiteSettings.load()
    for article in archive:
        page = client.get(article.get_absolute_url()).content.decode()
        found = extruct.extract(page, syntaxes=["json-ld", "opengraph"], uniform=False)
        things = found["json-ld"][0]["@graph"]
        told = next(thing for thing in things if thing["@id"].endswith("#article"))
        needed = {"headline", "datePublished", "dateModified", "author", "publisher", "inLanguage"}
        assert needed <= told.keys(), article
        properties = dict(found["opengraph"][0]["properties"])
        assert {"og:title", "og:url", "og:image", "og:description"} <= properties.keys(), article
        assert completeness.faults(article, house) == [], article


def test_every_reference_can_be_read_back(client, archive):
    for article in archive:
        address = article.get_absolute_url()
        answers = {
            ending: b"".join(client.get(f"{address}cite.{ending}").streaming_content).decode()
            for ending in ("ris", "bib", "csl.json")
        }
        assert len(rispy.loads(answers["ris"])) == 1, article
        assert completeness.are_braces_balanced(answers["bib"]), article
        parsed = bibtexparser.parse_string(answers["bib"])
        assert (len(parsed.entries), parsed.failed_blocks) == (1, []), article
        assert len(json.loads(answers["csl.json"])) == 1, article


@pytest.mark.parametrize("ending", ["atom", "rss"])
def test_feed_readers_have_nothing_to_complain_of(client, archive, ending):
    feed = feedparser.parse(client.get(f"/feed.{ending}").content)
    assert not feed.bozo, feed.get("bozo_exception")
    english = [article for article in archive if article.language == "en"]
    assert len(feed.entries) == len(english)
    assert len({entry.id for entry in feed.entries}) == len(english)
    assert all(entry.link and entry.title for entry in feed.entries)


def test_sitemaps_name_every_public_article_once_and_nothing_hidden(client, archive):
    spaces = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    index = ElementTree.fromstring(client.get("/sitemap.xml").content)  # noqa: S314  Our own.
    parts = [place.text for place in index.findall("s:sitemap/s:loc", spaces)]
    named = []
    for part in parts:
        root = ElementTree.fromstring(client.get(re.sub(r"^\w+://[^/]+", "", part)).content)  # noqa: S314
        named += [place.text for place in root.findall("s:url/s:loc", spaces)]
    articles = [address for address in named if "/articles/" in address]
    expected = {f"http://testserver{article.get_absolute_url()}" for article in archive}
    assert set(articles) <= expected
    assert len(articles) == len(set(articles))
    assert expected - set(articles) <= {f"http://testserver{archive_reprint(archive)}"}


def archive_reprint(archive):
    return next(one for one in archive if one.title == "A reprint").get_absolute_url()
