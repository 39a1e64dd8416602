"""Each defect in an article that has it, and its absence in one that has not."""

import datetime as dt

import pytest
from django.utils import timezone

from articles.models import Article, Byline, FirstPublication
from desk import preflight
from desk.models import HouseWord
from tests.factories import (
    make_article,
    make_author,
    make_category,
    make_hidden_articles,
    make_image_file,
    make_issue,
    make_outlet,
    make_photo,
    make_series,
)

CLEAN = "<p>The lowest line on the quay is under the bollards.</p>"


def make_wide_photo(**fields):
    return make_photo(image=make_image_file(1200, 800), **fields)


def whats(article):
    return [defect.what for defect in preflight.check(preflight.copy_of(article))]


def found(article, beginning):
    return [what for what in whats(article) if what.startswith(beginning)]


def draft(title="A sea that leaves its harbours", **fields):
    fields.setdefault("categories", [make_category()])
    return make_article(title, status="draft", **fields)


def unclean(body):
    """A copy of a text that did not come through the sanitiser, as an import might bring one."""
    article = Article(title="A title", body=body)
    return [defect.what for defect in preflight.check(preflight.Copy(article))]


def test_an_article_in_order_has_no_defects():
    article = draft(lead_photo=make_wide_photo(), standfirst="Ports plan for ships that load less.")
    assert whats(article) == []


def test_errors_come_first():
    article = draft("Opinion: On water", body="<p>See [caption id=4] it.</p>", authors=[])
    severities = [d.severity for d in preflight.check(preflight.copy_of(article))]
    assert severities == sorted(severities)
    assert severities[0] == "error"


# One article that has it, one that has not: fields of the article, the defect, fields without it.
CASES = [
    ({"body": ""}, "There is no text", {"body": CLEAN}),
    ({"authors": []}, "Nobody signs it", {}),
    ({"categories": []}, "It is in no category", {}),
    ({"title": "Water " * 20}, "The title has 1", {"title": "Water"}),
    ({"title": "COMMENT: The sea"}, "The genre stands", {"title": "A comment on the sea"}),
    ({"title": "Opinion: The sea"}, "The genre stands", {"title": "Opinions on the sea"}),
    ({"title": "The sea | EURASIANET"}, "A partner or series", {"title": "The sea"}),
    (
        {"title": "The sea [Gulf International Forum]"},
        "A partner or series",
        {"title": "A [sic]k sea"},
    ),
    (
        {"title": "The sea (Baku Dialogues; Spring 2021)"},
        "A partner or series",
        {"title": "The sea (2021)"},
    ),
    (
        {"title": "Levy taxes", "body": "<p>“Levy Taxes”</p><p>Then more.</p>"},
        "The title is repeated",
        {"title": "Levy taxes", "body": "<p>Levy taxes now.</p>"},
    ),
    (
        {"body": '<p>Seen [caption id="4"]here[/caption].</p>'},
        "A code of another",
        {"body": "<p>Seen [here].</p>"},
    ),
    ({"body": "<p>The army \\has gone.</p>"}, "A stray backslash", {"body": "<p>either / or</p>"}),
    ({"standfirst": "Two  spaces."}, "Two spaces", {"standfirst": "One space."}),
    (
        {"body": "<p>On December12 it fell.</p>"},
        "A space is missing",
        {"body": "<p>On December 12 it fell.</p>"},
    ),
    (
        {"body": "<p>The South Caucuses.</p>"},
        "House style: Caucasus",
        {"body": "<p>Iowa caucuses.</p>"},
    ),
    (
        {"body": "<p>Nagonro-Karabakh.</p>"},
        "House style: Nagorno",
        {"body": "<p>Nagorno-Karabakh.</p>"},
    ),
    ({"body": "<p>Write an eamil.</p>"}, "House style: email", {"body": "<p>Write an email.</p>"}),
    (
        {"body": "<h2>One</h2><h4>Two</h4><p>x</p>"},
        "A heading skips",
        {"body": "<h2>One</h2><h3>Two</h3><p>x</p>"},
    ),
    ({"body": "<h3>One</h3><p>x</p>"}, "A heading skips", {"body": "<h2>One</h2><p>x</p>"}),
    (
        {"body": "<p>It fell. [1]</p>"},
        "A note is typed",
        {"body": '<p>It fell.<span data-note="a">A note.</span></p>'},
    ),
    (
        {"body": "<p>Executive Summary:</p><p>x</p>"},
        "The executive summary stands",
        {"body": "<p>Executives met.</p>"},
    ),
    (
        {"body": "<p>Publication: EDM Volume: 22 Issue:</p>"},
        "Volume and issue",
        {"body": "<p>The volume of trade is an issue.</p>"},
    ),
    (
        {"body": "<p>Any form of its republishing need credit of the Center.</p>"},
        "The republishing notice",
        {"body": "<p>Banks gave credit.</p>"},
    ),
    (
        {"body": "<p>Central Asia I China I Russia</p>"},
        "Categories seem",
        {"body": "<p>Central Asia and I went.</p>"},
    ),
    (
        {"standfirst": "She writes in this op-ed for"},
        "A sentence breaks off",
        {"standfirst": "What is it for?"},
    ),
    (
        {"body": "<p>Türkiye signed; Turkey did not.</p>"},
        "Türkiye and Turkey",
        {"body": "<p>Türkiye signed.</p>"},
    ),
    ({"standfirst": "x" * 401}, "The standfirst has", {"standfirst": "x" * 400}),
    ({"teaser": "x" * 3000}, "The teaser has", {"teaser": "Short."}),
]


@pytest.mark.parametrize(("with_it", "beginning", "without_it"), CASES)
def test_a_defect_is_found_where_it_is_and_only_there(with_it, beginning, without_it):
    assert found(draft(**with_it), beginning)
    assert not found(draft(**({"title": "Something else"} | without_it)), beginning)


def test_an_empty_paragraph_is_found_in_a_text_that_was_not_cleaned():
    assert "An empty paragraph" in unclean("<p>One.</p><p>&nbsp;</p>")
    assert "An empty paragraph" not in unclean("<p>One.</p>")


def test_an_account_that_signs_is_refused():
    author = make_author("Admin Desk")
    article = draft(authors=[author])
    assert not found(article, "An account")
    article.bylines.update(printed_name="admin")
    assert found(article, "An account")


def test_the_same_title_is_told_but_not_of_a_withdrawn_article():
    make_article("The sea")
    assert found(draft("the sea"), "Another article has this title")
    assert not found(draft("The other sea"), "Another article")
    make_article("The hills", status="withdrawn")
    assert not found(draft("The hills"), "Another article")


def test_an_issue_without_a_number_is_told_with_what_will_be_printed():
    article = draft(issue=make_issue(number=""))
    [defect] = preflight.check(preflight.copy_of(article))
    assert defect.what == "The issue has no number yet"
    assert "“Eurasia Daily Monitor Volume: 22”" in defect.why
    assert not defect.stops
    assert not found(draft("Other", issue=make_issue(number="112")), "The issue has")
    assert not found(draft("Third", series=make_series("Notes", numbering="none")), "The issue")


def test_a_reprint_wants_its_facts():
    article = draft()
    first = FirstPublication.objects.create(article=article, outlet=make_outlet())
    assert len(found(article, "The first publication has no")) == 2
    assert found(article, "Nobody wrote down")
    first.url, first.date, first.permission = "https://example.org/1", dt.date(2021, 10, 5), "Mail."
    first.save()
    assert whats(Article.objects.get(pk=article.pk)) == []


def test_a_translation_wants_its_original():
    article = draft()
    translator = make_author("Tamar Example")
    Byline.objects.create(article=article, author=translator, role="translator")
    assert found(article, "A translation is not linked")
    article.translation_of = make_article("The original")
    assert not found(article, "A translation is not linked")


@pytest.mark.parametrize(
    ("fields", "beginning"),
    [
        ({"photographer": "", "agency": ""}, "The lead photo: it has no credit"),
        ({"alt_text": ""}, "The lead photo: it has no alt text"),
        ({"rights": "unchecked"}, "The lead photo: its rights are not checked"),
    ],
)
def test_a_photo_that_readers_would_not_see_stops_publishing(fields, beginning):
    article = draft(lead_photo=make_photo(**fields))
    assert found(article, beginning)
    assert [d for d in preflight.check(preflight.copy_of(article)) if d.stops]


def test_rights_that_end_before_the_article_goes_out_stop_it():
    soon, later = (timezone.now() + dt.timedelta(days=days) for days in (1, 3))
    article = draft(lead_photo=make_photo(rights_end_at=soon))
    assert not found(article, "The lead photo: its rights")
    article.published_at = later
    assert found(article, "The lead photo: its rights have ended")


def test_a_photo_in_the_text_is_checked_as_well():
    photo = make_photo(rights="unchecked")
    body = f'{CLEAN}<figure data-photo="{photo.pk}"><figcaption>A ship.</figcaption></figure>'
    assert found(draft(body=body), "A photo in the text: its rights")
    body = f'{CLEAN}<figure data-photo="987654"><figcaption>A ship.</figcaption></figure>'
    assert found(draft("Other", body=body), "The text shows a photo that is no longer")


def test_a_small_photo_is_told():
    small = make_photo(image=make_image_file(640, 480))
    assert found(draft(lead_photo=small), "A photo is only 640")
    assert not found(draft("Other", lead_photo=make_wide_photo()), "A photo is only")


@pytest.mark.parametrize(
    ("caption", "beginning"),
    [
        ("", "A photo has no caption"),
        ("Two cranes over a ship", "Caption and description"),
        ("Pipeline opens | Ereforms.gov.az", "The caption looks like"),
        ("Ports grow - Baku.ws News Site -", "The caption looks like"),
        ("Ports grow - Newsweek", "The caption looks like"),
        ("The minister speaks (PHOTO)", "The caption looks like"),
        ("Photo: the ministry", "A credit is typed"),
        ("A ship. Photo credit: AFP", "A credit is typed"),
        ("A ship (Photo by Nino Example)", "A credit is typed"),
        ("The lowest line on the quay is under the bollards", "The caption stands in the text"),
    ],
)
def test_a_doubtful_caption_is_told(caption, beginning):
    article = draft(lead_photo=make_photo(caption=caption))
    assert found(article, beginning)
    fine = make_wide_photo(caption="The northern mole, Aktau, 12 May – before the dredging.")
    assert whats(draft("Other", lead_photo=fine)) == []


def test_sources_are_read_as_authors_write_them():
    body = "<p>It grew (, April 19; Turan, April 24).</p>"
    article = draft(body=body)
    assert len(found(article, "A source has no name")) == 1
    linked = '<p>It grew (<a href="https://example.org/1">Turan</a>, April 24).</p>'
    make_outlet("Turan")
    assert whats(draft("Other", body=linked)) == []


def test_a_link_to_an_article_that_readers_cannot_open_is_told():
    hidden = make_hidden_articles()[0]
    public = make_article("Public")
    body = '<p>See <a href="{}">this</a>.</p>'
    assert found(draft(body=body.format(hidden.get_absolute_url())), "A link leads to")
    assert found(draft("B", body=body.format("/articles/never-was/")), "A link leads to")
    assert not found(draft("C", body=body.format(public.get_absolute_url())), "A link leads to")
    assert not found(draft("D", body=body.format("https://example.com/articles/x/")), "A link")


def test_an_editor_adds_a_word_to_the_house_style_of_one_language():
    HouseWord.objects.create(language="ru", wrong="Тифлис", right="Тбилиси", note="Так принято.")
    article = draft("Заголовок", body="<p>В Тифлис приехали.</p>", language="ru")
    [defect] = preflight.check(preflight.copy_of(article))
    assert (defect.what, defect.why) == ("House style: Тбилиси", "Так принято.")
    assert not found(draft("English", body="<p>В Тифлис приехали.</p>"), "House style")


def test_preflight_of_a_long_article_asks_few_questions(django_assert_max_num_queries):
    photos = [make_photo() for _ in range(3)]
    figures = "".join(
        f'<figure data-photo="{p.pk}"><figcaption>A ship {p.pk}.</figcaption></figure>'
        for p in photos
    )
    article = draft(body=(CLEAN + figures) * 20)
    article = Article.objects.get(pk=article.pk)
    with django_assert_max_num_queries(10):
        preflight.check(preflight.copy_of(article))
