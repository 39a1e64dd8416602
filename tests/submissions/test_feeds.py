import feedparser
import pytest
from django.contrib.flatpages.models import FlatPage

from tests.factories import make_call

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("ending", ["atom", "rss"])
def test_a_reader_follows_calls_by_feed(client, ending):
    make_call("Forty days without the pass", summary="Tell us who moves first.")
    make_call("A hidden plan", is_public=False)
    feed = feedparser.parse(client.get(f"/simulations/feed.{ending}").content)
    assert [entry.title for entry in feed.entries] == ["Forty days without the pass"]
    assert feed.entries[0].link.endswith("/simulations/forty-days-without-the-pass/")
    assert feed.entries[0].summary == "Tell us who moves first."


def test_the_json_feed_says_the_same(client):
    make_call("Forty days without the pass")
    items = client.get("/simulations/feed.json").json()["items"]
    assert [item["title"] for item in items] == ["Forty days without the pass"]


def test_public_calls_stand_in_the_sitemap(client):
    make_call("Forty days without the pass")
    make_call("A hidden plan", is_public=False)
    part = client.get("/sitemap-calls.xml").content.decode()
    assert "/simulations/forty-days-without-the-pass/" in part
    assert "hidden" not in part


def test_the_privacy_page_tells_the_days_that_the_nightly_job_obeys(client, settings):
    page = FlatPage.objects.create(url="/privacy/", title="Privacy", content="<p>Ours.</p>")
    page.sites.add(1)
    settings.RETENTION_DAYS = settings.RETENTION_DAYS | {"declined": 77}
    assert "A simulation that was declined: 77 days." in client.get("/privacy/").content.decode()
