import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import republishing
from articles.models import Article, FirstPublication
from house.licences import Licence, RepublishPolicy
from house.models import LocalNotice, SiteSettings
from tests.factories import LONG_AGO, make_article, make_outlet, make_series

CENTER = "The Caucasus Center for Strategic and International Studies"
URL = "http://testserver/articles/a-sea/"


@pytest.fixture
def house():
    settings = SiteSettings.load()
    settings.save()
    return settings


def make(**fields):
    return make_article(slug="a-sea", **fields)


def reprint(article, *, kind="reprint", **outlet):
    FirstPublication.objects.create(
        article=article, outlet=make_outlet(**outlet), kind=kind, date=dt.date(2021, 10, 5)
    )
    return article


def test_the_default_notice_names_the_house_and_links_the_page(house):
    assert republishing.notice(make(), house) == (
        f"Originally published by {CENTER} (CCSIS). Republication in any form must credit CCSIS "
        f"and link to {URL}."
    )


def test_a_house_without_an_acronym_has_no_empty_brackets(house):
    house.acronym = ""
    assert republishing.notice(make(), house) == (
        f"Originally published by {CENTER}. Republication in any form must credit "
        f"The Caucasus Center and link to {URL}."
    )


def test_the_nearest_notice_wins(house):
    house.republish_notice = "site"
    series = make_series()
    article = make(series=series)
    assert republishing.notice(article, house) == "site"
    series.republish_notice = "series"
    assert republishing.notice(article, house) == "series"
    article.republish_notice = "article"
    assert republishing.notice(article, house) == "article"


def test_an_article_in_another_language_has_the_notice_of_its_language(house):
    house.republish_notice = "in English"
    LocalNotice.objects.create(site_settings=house, language="ka", text="ქართულად {url}")
    assert republishing.notice(make(language="ka"), house) == f"ქართულად {URL}"
    assert republishing.notice(make_article("other", language="hy"), house) == "in English"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("{name}", "The Caucasus Center"),
        ("{acronym}: {url}", f"CCSIS: {URL}"),
        ("{full_name}", CENTER),
        ("{unknown} {} { }", "{unknown} {} { }"),
        ("{{name}} 100%", "{The Caucasus Center} 100%"),
        ("{name.__class__}", "{name.__class__}"),
    ],
)
def test_placeholders_are_filled_and_stray_braces_left_alone(house, typed, printed):
    assert republishing.notice(make(republish_notice=typed), house) == printed


@given(st.text(min_size=1).filter(str.strip))
def test_no_notice_an_editor_types_breaks_the_page(text):
    article = Article(slug="a-sea", republish_notice=text)
    assert isinstance(republishing.notice(article, SiteSettings()), str)


def test_a_partners_text_is_theirs_to_give(house):
    article = reprint(make(republish_policy=RepublishPolicy.ALLOWED))
    terms = republishing.terms(article, house)
    assert terms.policy == RepublishPolicy.NOT_ALLOWED
    assert not terms.has_page
    assert republishing.notice(article, house) == (
        "First published by Eurasianet, 5 October 2021. "
        "Only Eurasianet can allow its republication."
    )


def test_a_partner_who_agreed_is_credited_beside_us(house):
    article = reprint(make(), may_republish_further=True)
    assert republishing.terms(article, house).policy == RepublishPolicy.ALLOWED
    assert republishing.notice(article, house) == (
        "First published by Eurasianet, 5 October 2021. Republication in any form must credit "
        f"Eurasianet and The Caucasus Center and link to {URL}."
    )


def test_a_text_published_together_is_ours_as_well(house):
    article = reprint(make(), kind="co-publication")
    assert republishing.terms(article, house).policy == RepublishPolicy.ALLOWED


def test_an_article_in_a_partners_series_does_not_claim_us_as_its_publisher(house):
    series = make_series(partner=make_outlet("Example Foundation"))
    article = make(series=series)
    assert republishing.terms(article, house).policy == RepublishPolicy.NOT_ALLOWED
    assert republishing.notice(article, house) == (
        "First published by Example Foundation. "
        "Only Example Foundation can allow its republication."
    )


def test_each_term_comes_from_the_nearest_level_that_says_it(house):
    house.licence, house.extract_paragraphs = Licence.CC_BY, 5
    series = make_series(republish_policy=RepublishPolicy.EXTRACT)
    terms = republishing.terms(make(series=series, licence=Licence.CC_BY_ND), house)
    assert terms.policy == RepublishPolicy.EXTRACT
    assert terms.licence == Licence.CC_BY_ND
    assert terms.extract_paragraphs == 5
    assert terms.is_extract


def test_after_the_window_republishers_must_ask(house):
    article = make(republish_window_days=90)
    article.refresh_from_db()
    last_moment = LONG_AGO + dt.timedelta(days=90, seconds=-1)
    assert republishing.terms(article, house, last_moment).policy == RepublishPolicy.ALLOWED
    after = republishing.terms(article, house, LONG_AGO + dt.timedelta(days=90))
    assert after.policy == RepublishPolicy.ASK
    assert not after.has_page


def test_what_may_not_be_republished_says_so(house):
    article = make(republish_policy=RepublishPolicy.NOT_ALLOWED)
    assert republishing.notice(article, house) == (
        f"Published by {CENTER}. It may not be republished."
    )
