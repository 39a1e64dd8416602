"""Reading as people do it: by keyboard, without JavaScript, on any screen, in any light."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from articles.models import Correction
from frontpage.models import FrontPage, FrontSection
from tests.factories import make_article, make_author, make_category, make_photo, make_series

pytestmark = pytest.mark.browser

BODY = """<p>It fell <span data-source>(<a href="https://example.org/">Gazette</a>, April 3)</span>.
<span data-note="a">Eleven lines.</span></p><h2>One</h2><p>Text.</p><h2>Two</h2><p>Text.</p>
<table><caption>Cost</caption><thead><tr><th scope="col">Way</th><th scope="col">Cost</th></tr>
</thead><tbody><tr><th scope="row">Dredging</th><td>640</td></tr></tbody></table>
<blockquote><p>You can only be early.</p></blockquote><h2>Three</h2><p>Text.</p>"""


@pytest.fixture
def article():
    """An article with everything on its page, and a front page around it."""
    corridors = make_category("Corridors", is_in_menu=True)
    series = make_series("Corridor Papers")
    article = make_article(
        "A sea that leaves its harbours",
        authors=[make_author("Ana Example", bio="Writes.", affiliation="Example Institute")],
        body=BODY,
        categories=[corridors],
        tags=["Aktau"],
        series=series,
        summary="One point.\nAnother.",
        standfirst="The Caspian is dropping.",
        disclosure="Paid by us.",
        lead_photo=make_photo(),
    )
    Correction.objects.create(article=article, text="It is 385, not 358.")
    make_article("A port", categories=[corridors], tags=["Aktau"], series=series)
    make_article("Donaudampfschifffahrtsgesellschaftskapitän " * 3, categories=[corridors])
    make_article("ზღვა, რომელიც თავის ნავსადგურებს ტოვებს", language="ka", translation_of=article)
    front = FrontPage(lead=article)
    front.save()
    FrontSection.objects.create(front_page=front, category=corridors)
    return article


def focused(page):
    return page.evaluate(
        """() => {
          const { activeElement } = document;
          return [activeElement.textContent.trim(), activeElement.getAttribute("href")];
        }"""
    )


def test_an_article_is_read_by_keyboard_alone(live, page, article):
    page.goto(live + article.get_absolute_url())
    page.keyboard.press("Tab")
    assert focused(page) == ["Skip to the text", "#main"]
    page.keyboard.press("Enter")
    reached = []
    for _ in range(60):
        page.keyboard.press("Tab")
        _, href = focused(page)
        reached.append(href)
        if href == "#fn1":
            break
    assert "#fn1" in reached, reached
    outline = page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    assert page.url.endswith("#fn1")
    page.locator("#fn1 .back").focus()
    page.keyboard.press("Enter")
    assert page.url.endswith("#fnref1")


def test_the_table_can_be_scrolled_by_keyboard(live, page, article):
    page.goto(live + article.get_absolute_url())
    table = page.get_by_role("region", name="Cost")
    table.focus()
    assert page.evaluate("() => document.activeElement.className") == "table-scroll"


def test_every_page_works_without_javascript(live, browser, article):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live)
    page.get_by_role("link", name=article.title).first.click()
    assert page.get_by_role("heading", level=1).inner_text() == article.title
    page.locator("#fnref1").click()
    assert page.locator("#fn1").is_visible()
    page.get_by_role("link", name="Get the text with its credit").click()
    assert article.title in page.content()
    page.get_by_role("link", name="Corridors").first.click()
    assert "Corridors" in page.content()
    context.close()


def test_reading_sets_no_cookie_and_asks_nobody_else(live, page, article):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    for path in ("/", article.get_absolute_url()):
        page.goto(live + path, wait_until="networkidle")
    assert [url for url in asked if not url.startswith((live, "data:"))] == []
    assert page.context.cookies() == []


def test_no_style_or_script_is_refused_by_the_content_security_policy(live, page, article):
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(live + article.get_absolute_url(), wait_until="networkidle")
    assert complaints == []


@pytest.mark.parametrize("width", [320, 768, 1440])
def test_nothing_is_wider_than_the_screen(live, page, article, width):
    page.set_viewport_size({"width": width, "height": 900})
    for path in ("/", "/ka/", "/nowhere/", article.get_absolute_url()):
        page.goto(live + path)
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width, path


def test_targets_are_at_least_24_pixels(live, page, article):
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(live + article.get_absolute_url())
    small = page.evaluate(
        """() => [...document.querySelectorAll('a, button, label')]
        .filter(one => one.checkVisibility() && !one.closest('p, li > p, .visually-hidden, dd, h3'))
        .map(one => [one.textContent.trim(), one.getBoundingClientRect()])
        .filter(([, box]) => box.width && box.height < 23.5)
        .map(([text, box]) => `${text} ${box.height}`)"""
    )
    assert small == []


def test_the_reader_chooses_the_colours_and_the_choice_stays(live, page, article):
    page.goto(live)
    page.get_by_label("Dark").check()
    page.goto(live + article.get_absolute_url())
    assert page.evaluate("() => document.documentElement.dataset.theme") == "dark"


def test_print_leaves_the_text_its_notes_and_the_notice(live, page, article):
    page.goto(live + article.get_absolute_url())
    page.emulate_media(media="print")
    for selector in (".prose", ".notes", ".notice", ".byline"):
        assert page.locator(selector).first.is_visible(), selector
    for selector in (".sections-bar", ".masthead-tools", ".footer", ".related", ".collar"):
        assert not page.locator(selector).first.is_visible(), selector


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 768, 1440])
def test_axe_finds_nothing_to_mend(live, browser, article, scheme, width):
    axe = Axe()
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    for path in ("/", article.get_absolute_url(), "/nowhere/"):
        page.goto(live + path)
        found = axe.run(page).response["violations"]
        assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == [], path
    context.close()


def test_the_page_is_light(live, page, article):
    """Sizes of an article's first visit, as sent: no font beyond those its scripts need."""
    fonts = []
    page.on("response", lambda one: fonts.append(one.url) if ".woff2" in one.url else None)
    article.translations.all().delete()
    page.goto(live + article.get_absolute_url(), wait_until="networkidle")
    names = {re.search(r"([\w-]+)\.woff2", url)[1] for url in fonts}
    assert names <= {
        "literata-head-latin",
        "literata-text-latin",
        "literata-italic-latin",
        "commissioner-latin",
        "literata-text-latin-ext",
    }
