import datetime as dt
import re

import pytest
from django.template.loader import render_to_string
from hypothesis import given, settings
from lxml import html as lxml_html

from articles.markup import clean, render
from articles.models import Article, Figure
from tests.articles.test_markup import TAGS, some_html
from tests.factories import make_article, make_outlet, make_photo, make_series


def text_of(html):
    return " ".join(lxml_html.fromstring(f"<div>{html}</div>").text_content().split())


def test_notes_are_numbered_by_position_and_refer_back_to_each_use():
    article = make_article(
        body=(
            '<p>b<span data-note="b">Second <em>written</em>.</span> '
            'a<span data-note="a">First.</span> again<span data-note="b"></span></p>'
        )
    )
    rendered = render(article)
    assert text_of(rendered.html) == "bNote 1 aNote 2 againNote 1"
    assert [(note.number, note.html) for note in rendered.notes] == [
        (1, "Second <em>written</em>."),
        (2, "First."),
    ]
    assert [note.marks for note in rendered.notes] == [["fnref1", "fnref1-2"], ["fnref2"]]
    for note in rendered.notes:
        for mark in note.marks:
            assert re.search(f'<a href="#{note.id}" id="{mark}" role="doc-noteref">', rendered.html)
    assert "data-note" not in rendered.html


def test_a_reference_before_its_note_still_prints_the_note():
    article = Article(body='<p>a<span data-note="k"></span> b<span data-note="k">N.</span></p>')
    (note,) = render(article).notes
    assert (note.number, note.html, note.marks) == (1, "N.", ["fnref1", "fnref1-2"])


def test_ids_take_a_prefix_so_that_two_articles_fit_on_one_page():
    body = '<h2>Ports</h2><p>a<span data-note="k">N.</span></p><table><caption>T</caption></table>'
    rendered = render(make_article(body=body), prefix="x12-")
    ids = re.findall(r'id="([^"]+)"', rendered.html)
    assert ids
    assert all(name.startswith("x12-") for name in ids)
    assert rendered.notes[0].id == "x12-fn1"


def test_headings_get_addresses_and_a_list():
    article = make_article(
        body=(
            "<h2>Who pays</h2><h3>Detail</h3><h2>Who pays</h2><h2>Порты</h2><h2>!!!</h2>"
            '<h2>Noted<span data-note="k">N.</span></h2>'
        )
    )
    contents = render(article).contents
    assert [heading.text for heading in contents] == [
        "Who pays",
        "Who pays",
        "Порты",
        "!!!",
        "Noted",
    ]
    assert len({heading.id for heading in contents}) == 5
    assert contents[0].id == "s-who-pays"
    for heading in contents:
        assert f'<h2 id="{heading.id}">' in render(article).html


def test_a_table_scrolls_by_keyboard_and_keeps_its_heads():
    article = make_article(
        body=(
            "<table><caption>Costs</caption><thead><tr><th>Port</th><th>Cost</th></tr></thead>"
            "<tbody><tr><th>Alat</th><td>640</td></tr></tbody></table>"
        )
    )
    html = render(article).html
    assert html.startswith(
        '<div class="table-scroll" tabindex="0" role="region" aria-labelledby="table1"><table>'
        '<caption id="table1">Costs</caption>'
    )
    assert '<th scope="col">Port</th>' in html
    assert '<th scope="row">Alat</th><td class="num">640</td>' in html


def test_a_figure_is_printed_with_its_credit_and_the_caption_of_this_use():
    photo = make_photo(caption="Library caption.", photographer="Nino Example", agency="")
    article = make_article(
        body=(
            f'<p>a</p><figure data-photo="{photo.pk}"><figcaption>The <em>old</em> mole'
            f'</figcaption></figure><figure data-photo="{photo.pk}"></figure>'
        )
    )
    html = render(article).html
    assert "The <em>old</em> mole" in html
    assert html.count("Library caption.") == 1
    assert html.count("Nino Example") == 2
    assert photo.alt_text in html


def test_a_figure_of_a_missing_or_hidden_photo_leaves_nothing_behind():
    hidden = make_photo(is_public=False)
    article = make_article(
        body=(
            f'<p>a</p><figure data-photo="{hidden.pk}"><figcaption>secret</figcaption></figure>'
            '<figure data-photo="999999"><figcaption>gone</figcaption></figure><p>b</p>'
        )
    )
    assert render(article).html == "<p>a</p><p>b</p>"


def test_all_photos_cost_one_query(django_assert_num_queries):
    photos = [make_photo() for _ in range(4)]
    body = "".join(f'<figure data-photo="{photo.pk}"></figure>' for photo in photos)
    article = make_article(body=body)
    with django_assert_num_queries(1):
        assert render(article).html.count("<img") == 4
    with django_assert_num_queries(0):
        assert render(article, photos=photos).html.count("<img") == 4
    assert Figure.objects.filter(article=article).count() == 4


def test_plain_text_costs_no_query(django_assert_num_queries):
    article = make_article(body="<h2>Head</h2><p>a<span data-note='k'>N.</span></p>")
    with django_assert_num_queries(0):
        render(article)


def test_a_source_is_announced_and_every_part_of_it_links():
    make_outlet("Turan", url="https://turan.example/")
    make_outlet("State Gazette", url="https://gazette.example/", is_state_owned=True)
    article = make_article(
        body=(
            '<p>Claim (<a href="https://jam.example/1">JAM-news</a>, October 28; Turan, May 1; '
            "State Gazette, May 2; Unknown, May 3).</p>"
        )
    )
    html = render(article).html
    assert '<span class="source"><span class="visually-hidden">Source: </span>(' in html
    assert '<a href="https://jam.example/1">JAM-news</a>, October 28' in html
    assert '<a href="https://turan.example/">Turan</a>, May 1' in html
    assert "State Gazette [state-owned]" in text_of(html)
    assert "Unknown, May 3" in html


@pytest.fixture
def edm():
    return make_series("Eurasia Daily Monitor", abbreviation="EDM")


def referring(text, **fields):
    fields.setdefault("published_at", dt.datetime(2025, 9, 20, tzinfo=dt.UTC))
    return make_article("Referring", body=f"<p>As before {text}.</p>", **fields)


def test_a_reference_to_the_own_archive_links_to_its_article(edm):
    make_article("Earlier", series=edm, published_at=dt.datetime(2025, 7, 7, 9, tzinfo=dt.UTC))
    html = render(referring("(see EDM July 7, September 9)")).html
    assert 'see EDM <a href="/articles/earlier/" title="Earlier">July 7</a>, September 9)' in html


def test_words_around_a_linked_reference_stay_in_their_order(edm):
    make_article("Earlier", series=edm, published_at=dt.datetime(2025, 7, 7, 9, tzinfo=dt.UTC))
    text = '(<a href="https://jam.example/">JAM-news</a>, May 1; see EDM July 7, September 9)'
    html = render(referring(text)).html
    assert text_of(html).endswith("Source: (JAM-news, May 1; see EDM July 7, September 9).")
    assert ">July 7</a>, September 9)</span>." in html


def test_a_reference_that_fits_several_articles_offers_all_of_them(edm):
    for hour in (5, 15):
        moment = dt.datetime(2025, 7, 7, hour, tzinfo=dt.UTC)
        make_article(f"At {hour}", series=edm, published_at=moment)
    html = render(referring("(see EDM July 7)")).html
    assert 'href="/articles/at-5/"' in html
    assert 'href="/articles/at-15/"' in html
    assert text_of(html).endswith("(see EDM July 7 [At 5; At 15]).")


def test_a_reference_never_links_to_an_article_that_is_not_public(edm):
    later = make_article("Earlier", series=edm, published_at=dt.datetime(2025, 7, 7, tzinfo=dt.UTC))
    article = referring("(see EDM July 7)")
    assert "/articles/earlier/" in render(article).html
    later.status = Article.Status.WITHDRAWN
    later.save()
    assert "/articles/earlier/" not in render(article).html


def test_many_references_cost_a_fixed_number_of_queries(edm, django_assert_num_queries):
    one, many = referring("(see EDM July 7)"), referring("(see EDM July 7, 8, 9, May 1, 2, 3, 4)")
    for article in (one, many):
        with django_assert_num_queries(3):  # its sources, the series, the articles
            render(article)


@settings(max_examples=100, deadline=None)
@given(some_html)
def test_rendering_adds_nothing_that_could_run(html):
    rendered = render(Article(body=clean(html)))
    printed = rendered.html + "".join(note.html for note in rendered.notes)
    attributes = {"id", "class", "role", "scope", "colspan", "rowspan", "tabindex", "href"}
    attributes |= {"aria-label", "aria-labelledby", "title", "data-preview"}
    for element in lxml_html.fromstring(f"<div>{printed}</div>").iterdescendants():
        assert element.tag in {*TAGS, "div"}
        assert set(element.attrib) <= attributes
        assert re.match("https?:|mailto:|tel:|/(?!/)|#|$", element.get("href", ""))


def test_hostile_words_stay_words():
    article = make_article(body="<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp; “q”</p>")
    assert render(article).html == "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp; “q”</p>"


def test_the_list_of_notes_leads_back_to_each_use():
    article = Article(body='<p>a<span data-note="k">N.</span> b<span data-note="k"></span></p>')
    notes = render_to_string("components/notes.html", {"notes": render(article).notes})
    assert '<li id="fn1">N.' in notes
    assert 'href="#fnref1" role="doc-backlink" aria-label="Back to the text, note 1">' in notes
    assert 'href="#fnref1-2"' in notes
    assert render_to_string("components/notes.html", {"notes": []}).strip() == ""


def test_each_mark_carries_the_words_of_its_note_for_who_points_at_it():
    article = Article(
        body='<p>a<span data-note="k"></span>'
        ' b<span data-note="k">An <em>old</em> “map”.</span></p>'
    )
    marks = lxml_html.fromstring(render(article).html).xpath("//sup/@data-preview")
    assert marks == ["An old “map”."] * 2
