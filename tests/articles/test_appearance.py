import pytest

from articles.appearance import appearance
from articles.models import Article
from house.models import SiteSettings
from tests.factories import make_article, make_issue, make_photo


def seen(**fields):
    article = Article.objects.with_credits().get(pk=make_article(**fields).pk)
    return appearance(article, SiteSettings.load())


def test_a_draft_is_seen_as_it_will_be():
    draft = seen(title="A sea", status="draft", published_at=None)
    assert draft.title == "A sea | The Caucasus Center"
    assert draft.image.startswith("data:image/png;base64,")
    assert "“A sea,”" in draft.styles[0].text


def test_a_photo_that_may_travel_stands_on_the_card():
    photo = make_photo(may_redistribute=True)
    assert seen(lead_photo=photo).image == photo.src
    assert seen(lead_photo=make_photo()).image_is_drawn


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"title": "Long " * 13}, "search results cut the title after about 60 characters"),
        ({"title": "Long " * 24}, "the headline has 119 characters; search engines take 110"),
        ({"authors": []}, "nobody signed it"),
    ],
)
def test_what_machines_would_miss_is_named(fields, problem):
    assert problem in seen(**fields).problems


def test_a_blank_issue_is_named():
    problems = seen(issue=make_issue(volume=22, number="")).problems
    assert problems == ["its issue is missing: it reads “Eurasia Daily Monitor Volume: 22”"]
