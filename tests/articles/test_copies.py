import re

import lxml.html
import nh3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.copies import MarkdownWriter, absolute, feed_html, make_copies
from house.models import SiteSettings
from tests.factories import make_article, make_author, make_photo

BODY = """
<p>The harbour <em>is</em> <strong>dry</strong>.<span data-note="a">Counted <em>twice</em>, see
<a href="/articles/other/">there</a>.</span></p>
<h2>Who pays &amp; when</h2>
<p>Ten<sup>6</sup> dollars, CO<sub>2</sub> <span data-source>(<a
href="https://news.example/a?b=1&amp;c=2">News Example</a>, October 25)</span>.<span
data-note="b">The second.</span><span data-note="a"></span></p>
<ul><li><p>one</p></li><li>two<ol><li>inner</li></ol></li></ul>
<blockquote><p>You cannot negotiate with a sandbar.</p></blockquote>
<table><caption>The lost metre</caption>
<thead><tr><th scope="col">Port</th><th scope="col">m</th></tr></thead>
<tbody><tr><td colspan="2">Aktau</td></tr></tbody></table>
<hr>
"""


@pytest.fixture
def house():
    return SiteSettings.load()


@pytest.fixture
def article():
    desk = make_author("Transport Desk", affiliation="CCSIS Tbilisi")
    return make_article(
        "A sea that leaves & returns",
        slug="a-sea",
        authors=[desk, make_author("Nino Example", kind="person", title="Fellow")],
        standfirst="Three ports wait.",
        summary="First point\nSecond point",
    )


def stored(article, body):
    """The body as it lies in the database, whatever the sanitiser of the day makes of it."""
    article.body = body
    return article


def test_html_has_everything_in_the_order_of_print(article, house):
    copy = make_copies(stored(article, BODY), house).html
    order = [
        "<h1>A sea that leaves &amp; returns</h1>",
        "<p>Three ports wait.</p>",
        "<p>By Transport Desk, CCSIS Tbilisi, and Nino Example, Fellow</p>",
        "<p><em>Originally published by The Caucasus Center",
        "<li>Second point</li>",
        "<p>The harbour <em>is</em> <strong>dry</strong>.",
        "<h2>Who pays &amp; when</h2>",
        '<td colspan="2">Aktau</td>',
        "<h2>Notes</h2>",
        "<p><em>Originally published by The Caucasus Center",
        f'<img src="http://testserver/r/{article.public_id}.gif" width="1" height="1" alt="" '
        'referrerpolicy="no-referrer-when-downgrade">',
    ]
    place = 0
    for part in order:
        place = copy.index(part, place) + 1


def test_html_has_only_what_is_named(article, house):
    hostile = (
        '<p class="x" style="color:red" id="y" onclick="z()">Text<script>alert(1)</script>'
        '<a href="javascript:alert(2)" class="b">bad</a> <a href="//other.example/x">other</a>'
        '<img src="https://tracker.example/p.gif"><iframe src="https://video.example"></iframe>'
        "<custom-tag>kept</custom-tag><!-- hidden --></p><form><p>loose</p></form>"
    )
    copy = make_copies(stored(article, hostile), house).html
    assert '<p>Textbad <a href="http://other.example/x">other</a>kept</p>' in copy
    for word in ("script", "class=", "style=", "onclick", "iframe", "tracker", "hidden", "<form"):
        assert word not in copy
    ids = re.findall(r'id="([^"]+)"', copy)
    assert ids == []


def test_links_lead_to_whole_addresses(article, house):
    copies = make_copies(stored(article, BODY), house)
    assert '<a href="http://testserver/articles/other/">there</a>' in copies.html
    assert "there <http://testserver/articles/other/>" in copies.text
    assert "[there](http://testserver/articles/other/)" in copies.markdown


def test_notes_are_numbered_linked_back_and_unique_to_the_article(article, house):
    copy = make_copies(stored(article, BODY), house).html
    anchor = f"ccsis-{article.public_id}"
    assert f'<sup><a href="#{anchor}-fn1" id="{anchor}-fnref1">1</a></sup>' in copy
    assert f'<sup><a href="#{anchor}-fn1" id="{anchor}-fnref1-2">1</a></sup>' in copy
    assert f'<li id="{anchor}-fn2">The second. <a href="#{anchor}-fnref2">↩</a></li>' in copy
    page = lxml.html.fromstring(copy)
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in page.xpath("//a/@href") if link.startswith("#")} == set(ids)


def test_a_note_mark_without_a_text_is_left_out(article, house):
    copies = make_copies(stored(article, '<p>Text<span data-note="lost"></span>.</p>'), house)
    assert "<p>Text.</p>" in copies.html
    assert "Notes" not in copies.text


def test_plain_text_reads_without_marks(article, house):
    text = make_copies(stored(article, BODY), house).text
    assert "The harbour is dry.[1]" in text
    assert "Ten⁶ dollars, CO₂ (News Example <https://news.example/a?b=1&c=2>, October 25)." in text
    assert "- one\n- two\n  1. inner" in text
    assert "> You cannot negotiate with a sandbar." in text
    assert "The lost metre\n\nPort | m\nAktau" in text
    assert "[1] Counted twice, see there <http://testserver/articles/other/>." in text
    assert text.count("http://testserver/articles/a-sea/") == 2
    assert "<p>" not in text


def test_markdown_keeps_marks_links_tables_and_notes(article, house):
    text = make_copies(stored(article, BODY), house).markdown
    assert text.startswith("# A sea that leaves \\& returns\n\nThree ports wait.\n")
    assert "The harbour *is* **dry**.[^1]" in text
    assert "[News Example](https://news.example/a?b=1&c=2)" in text
    assert "| Port | m |\n| --- | --- |\n| Aktau |  |" in text
    assert "[^2]: The second." in text


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("1. not a list", r"1\. not a list"),
        ("- not a list", r"\- not a list"),
        ("# no heading", r"\# no heading"),
        ("a*b_c[d](e)`f`", r"a\*b\_c\[d\](e)\`f\`"),
        ("back\\slash", r"back\\slash"),
    ],
)
def test_a_sentence_stays_a_sentence_in_markdown(article, house, typed, written):
    assert written in make_copies(stored(article, f"<p>{typed}</p>"), house).markdown


def test_an_address_with_brackets_stays_one_link_in_markdown():
    linked = MarkdownWriter.linked(None, "map", "https://maps.example/a_(b)")
    assert linked == "[map](<https://maps.example/a_(b)>)"


def test_photos_go_along_only_with_the_right_to_do_so(article, house):
    kept = make_photo("kept", may_redistribute=True, licence="cc-by", caption="Cranes at dawn.")
    agency = make_photo("agency", photographer="A. Example", agency="Example Pictures")
    hidden = make_photo("hidden", is_public=False, may_redistribute=True)
    article.lead_photo = agency
    body = "".join(f'<figure data-photo="{photo.pk}"></figure>' for photo in (kept, hidden))
    copies = make_copies(stored(article, body), house)
    page = lxml.html.fromstring(copies.html)
    (figure,) = page.iter("figure")
    assert figure.find("img").get("src").startswith("http://testserver/media/")
    assert figure.find("img").get("alt") == "Two cranes over a ship."
    assert figure.find("figcaption").text_content() == (
        "Cranes at dawn. Photo: Nino Example/Example Agency, Creative Commons Attribution 4.0"
    )
    deed = "https://creativecommons.org/licenses/by/4.0/"
    assert f"Agency, Creative Commons Attribution 4.0 <{deed}>" in copies.text
    assert f"Agency, [Creative Commons Attribution 4.0]({deed})" in copies.markdown
    assert [(left.number, left.photo) for left in copies.left_out] == [(1, agency)]
    assert "Example Pictures" not in copies.html + copies.text + copies.markdown


def test_a_caption_typed_in_the_text_wins(article, house):
    photo = make_photo(may_redistribute=True)
    body = f'<figure data-photo="{photo.pk}"><figcaption>Typed here.</figcaption></figure>'
    copies = make_copies(stored(article, body), house)
    assert "Typed here. Photo: Nino Example/Example Agency" in copies.html
    assert "Typed here. Photo: Nino Example/Example Agency" in copies.text


@pytest.mark.parametrize("key", ["", "x", "²", "-1", "9" * 30, "0"])
def test_a_figure_without_a_photo_is_left_out(article, house, key):
    copies = make_copies(stored(article, f'<figure data-photo="{key}">x</figure>'), house)
    assert "figure" not in copies.html


def test_an_extract_ends_after_its_paragraphs_and_leads_to_the_rest(article, house):
    article.republish_policy, article.extract_paragraphs = "extract", 2
    body = '<p>One.</p><h2>Head</h2><p>Two.</p><p>Three.<span data-note="n">Note</span></p>'
    copies = make_copies(stored(article, body), house)
    for copy in (copies.html, copies.text, copies.markdown):
        assert "Two." in copy
        assert "Three." not in copy
        assert "Note" not in copy
        assert "First point" not in copy
        assert "Continue reading: A sea" in copy


def test_a_notice_without_an_address_gets_one(article, house):
    article.republish_notice = "Credit us."
    copies = make_copies(stored(article, BODY), house)
    link = '<a href="http://testserver/articles/a-sea/">http://testserver/articles/a-sea/</a>'
    assert f"<em>Credit us. {link}</em>" in copies.html
    assert "Credit us. http://testserver/articles/a-sea/" in copies.text
    assert "*Credit us. <http://testserver/articles/a-sea/>*" in copies.markdown


def test_an_articles_copy_speaks_its_language(house):
    article = make_article(language="ru", body='<p>Море.<span data-note="1">Да</span></p>')
    assert "Море." in make_copies(article, house).text


def test_pasted_into_another_sites_editor_the_credit_stays(article, house):
    """Most editors keep paragraphs, headings, lists and links and drop all the rest."""
    pasted = nh3.clean(
        make_copies(stored(article, BODY), house).html,
        tags={"p", "a", "h1", "h2", "em", "strong", "ul", "ol", "li", "blockquote", "sup"},
        attributes={"a": {"href"}},
        link_rel=None,
    )
    assert "By Transport Desk, CCSIS Tbilisi, and Nino Example, Fellow" in pasted
    assert pasted.count('<a href="http://testserver/articles/a-sea/">') == 2
    assert '<a href="https://news.example/a?b=1&amp;c=2">News' in pasted
    assert "The second." in pasted


def test_a_feed_has_the_text_without_title_and_counter(article, house):
    text = feed_html(stored(article, BODY), house)
    assert "<h1>" not in text
    assert ".gif" not in text
    assert "<h2>Notes</h2>" in text
    assert "Originally published by" in text


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("/about/", "https://us.example/about/"),
        ("#part", "https://us.example/a/#part"),
        ("https://x.example/a b", "https://x.example/a%20b"),
        ("mailto:desk@example.org", "mailto:desk@example.org"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("http://[", ""),
    ],
)
def test_an_address_is_whole_or_absent(href, address):
    assert absolute(href, "https://us.example/a/") == address


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300))
def test_no_body_makes_a_copy_that_an_allow_list_would_change(text):
    article = stored(make_article(authors=[]), text)
    copy = feed_html(article, SiteSettings())
    allowed = {"p", "em", "a", "b", "i", "br", "hr", "h2", "h3", "h4", "ul", "ol", "li", "sup"}
    page = lxml.html.fragment_fromstring(copy, create_parent="div")
    assert {element.tag for element in page.iterdescendants()} <= allowed | {"sub", "strong"}
