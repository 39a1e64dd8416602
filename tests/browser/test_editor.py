"""Writing an article's text, as an editor's hands do it."""

from pathlib import Path

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import expect

from articles.models import Article
from tests.factories import make_article, make_photo

pytestmark = pytest.mark.browser

CLIPBOARD = Path(__file__).parent.parent / "data" / "clipboard"
PASTE = """([element, html]) => {
  const clipboardData = new DataTransfer()
  clipboardData.setData("text/html", html)
  clipboardData.setData("text/plain", "plain")
  element.dispatchEvent(
    new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }))
}"""


@pytest.fixture
def violations(page):
    """What the browser complains about; empty at the end of every test here."""
    complaints = []
    page.on(
        "console",
        lambda message: (
            complaints.append(message.text) if message.type in ("error", "warning") else None
        ),
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield complaints
    assert complaints == []


@pytest.fixture
def desk(page, live, client, violations):
    """A function that opens an article in the editor and returns the place to write in."""
    user = User.objects.create_superuser("chief", "chief@example.org", "correct horse battery")
    client.force_login(user)
    cookie = client.cookies["sessionid"]
    page.context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": live}])

    def open_article(**fields):
        article = make_article("Ladders", **({"body": ""} | fields))
        page.goto(f"{live}/admin/articles/article/{article.pk}/change/")
        text = page.get_by_role("textbox", name="Text of the article")
        expect(text).to_have_attribute("data-ready", "true")
        return article, text

    return open_article


def save(page, article):
    page.locator("[name=_continue]").first.click()
    page.wait_for_load_state()
    article.refresh_from_db()
    return article.body


def tool(page, name):
    return page.get_by_role("toolbar", name="Text").get_by_role("button", name=name, exact=True)


def answer(page, button):
    """Press a dialog's button and let the editor take the focus back, as it does in a frame."""
    page.get_by_role("dialog").get_by_role("button", name=button, exact=True).click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    next_frame(page)


def next_frame(page):
    """Hands are slower than a robot: the editor learns of a moved cursor after the key."""
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def paste(text, html):
    text.evaluate("(element, html) => (" + PASTE + ")([element, html])", html)


def test_text_headings_lists_and_links_are_written_saved_and_read(page, live, desk):
    article, text = desk()
    text.click()
    page.keyboard.type("Every spring a line.")
    page.keyboard.press("Enter")
    page.get_by_label("Kind of paragraph").select_option("Heading")
    page.keyboard.type("Who pays")
    page.keyboard.press("Enter")
    tool(page, "List").click()
    page.keyboard.type("ports")
    page.keyboard.press("Enter")
    page.keyboard.type("shippers")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    tool(page, "Bold").click()
    page.keyboard.type("Nobody")
    tool(page, "Bold").click()
    page.keyboard.type(" does, says ")
    tool(page, "Link").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Words").fill("the gazette")
    dialog.get_by_label("Address").fill("example.org/gazette")
    answer(page, "Link")
    page.keyboard.type(".")
    assert save(page, article) == (
        "<p>Every spring a line.</p><h2>Who pays</h2><ul><li>ports</li><li>shippers</li></ul>"
        '<p><strong>Nobody</strong> does, says <a href="https://example.org/gazette">the gazette'
        "</a>.</p>"
    )
    page.goto(f"{live}{article.get_absolute_url()}")
    expect(page.get_by_role("heading", name="Who pays")).to_be_visible()
    assert page.get_by_role("link", name="the gazette").count() == 1


def test_a_table_gets_its_heads_and_its_title(page, desk):
    article, text = desk()
    text.click()
    tool(page, "Table").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Title").fill("Ten-year cost")
    dialog.get_by_label("Columns").fill("2")
    dialog.get_by_label("Rows").fill("1")
    answer(page, "Insert")
    for word in ["Port", "Cost", "Alat", "640"]:
        page.keyboard.type(word)
        if word != "640":
            page.keyboard.press("Tab")
    assert save(page, article) == (
        '<table><caption>Ten-year cost</caption><thead><tr><th scope="col">Port</th>'
        '<th scope="col">Cost</th></tr></thead>'
        "<tbody><tr><td>Alat</td><td>640</td></tr></tbody></table>"
    )
    expect(page.locator(".ProseMirror caption")).to_have_text("Ten-year cost")


def test_a_figure_is_chosen_from_the_library_with_a_caption_of_its_own(page, live, desk):
    make_photo("A ridge")
    harbour = make_photo("Alat", photographer="Nino Example")
    article, text = desk(body="<p>Before.</p>")
    text.click()
    page.keyboard.press("Control+End")
    tool(page, "Figure from the photo library").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("2 photos")).to_be_visible()
    dialog.get_by_label("Search the library").fill("alat")
    expect(dialog.get_by_text("1 photo", exact=True)).to_be_visible()
    dialog.get_by_role("button", name="Alat").click()
    page.locator("figure .caption").click()
    page.keyboard.type("The old mole")
    page.keyboard.press("Enter")
    page.keyboard.type("After.")
    assert save(page, article) == (
        f'<p>Before.</p><figure data-photo="{harbour.pk}"><figcaption>The old mole</figcaption>'
        "</figure><p>After.</p>"
    )
    expect(page.locator(".ProseMirror figure img")).to_be_visible()
    page.goto(f"{live}{article.get_absolute_url()}")
    figure = page.get_by_role("figure").filter(has_text="The old mole")
    expect(figure.get_by_role("img", name="Two cranes over a ship.")).to_be_visible()
    expect(figure).to_contain_text("Nino Example")


def test_notes_number_themselves_and_may_be_changed_and_repeated(page, live, desk):
    article, text = desk(body="<p>One two</p>")
    text.click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Control+Alt+f")
    page.get_by_role("textbox", name="Words of the note").fill("Last in the text")
    answer(page, "Insert")
    page.keyboard.press("Control+Home")
    for _ in "One":
        page.keyboard.press("ArrowRight")
    tool(page, "Note").click()
    page.get_by_role("textbox", name="Words of the note").fill("First in the text")
    answer(page, "Insert")
    marks = page.locator(".ProseMirror .note-mark")
    assert [mark.get_attribute("data-number") for mark in marks.all()] == ["1", "2"]
    notes = page.get_by_role("list", name="Notes").get_by_role("button")
    assert notes.all_text_contents() == ["First in the text", "Last in the text"]

    notes.nth(1).click()
    page.get_by_role("textbox", name="Words of the note").fill("Changed words")
    answer(page, "Change")
    text.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" again")
    tool(page, "Note").click()
    page.get_by_label("Which note").select_option(index=1)
    answer(page, "Insert")
    assert [mark.get_attribute("data-number") for mark in marks.all()] == ["1", "2", "1"]

    body = save(page, article)
    first, second = body.count("First in the text"), body.count("Changed words")
    assert (first, second, body.count("data-note")) == (1, 1, 3)
    assert marks.count() == 3
    page.goto(f"{live}{article.get_absolute_url()}")
    notes = page.locator("[role=doc-endnotes] li")
    expect(notes).to_have_count(2)
    expect(notes.first).to_contain_text("First in the text")
    expect(notes.first.locator("[role=doc-backlink]")).to_have_count(2)


def test_a_note_is_opened_by_keyboard_and_left_by_escape(page, desk):
    article, text = desk(body='<p>One<span data-note="k">Words.</span> two</p>')
    text.click()
    page.keyboard.press("Control+Home")
    for _ in range(4):
        next_frame(page)
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="Words of the note")).to_have_text("Words.")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(text).to_be_focused()
    assert save(page, article) == '<p>One<span data-note="k">Words.</span> two</p>'


def test_a_source_is_asked_for_and_kept_as_data(page, desk):
    article, text = desk(body="<p>The quay is dry</p>")
    text.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" ")
    tool(page, "Source").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Outlet").fill("Turan")
    dialog.get_by_label("Day").fill("2019-04-24")
    dialog.get_by_label("Address").fill("https://turan.example/1")
    answer(page, "Insert")
    page.keyboard.type(".")
    assert save(page, article) == (
        '<p>The quay is dry <span data-source>(<a href="https://turan.example/1">Turan</a>, '
        "April 24, 2019)</span>.</p>"
    )
    assert article.sources.get().outlet_name == "Turan"


def test_text_pasted_from_word_comes_out_clean(page, desk):
    article, text = desk()
    text.click()
    paste(text, (CLIPBOARD / "word.html").read_text())
    expect(page.get_by_role("status").filter(has_text="picture")).to_have_text(
        "A picture was left out: add pictures to the library and insert them with Figure."
    )
    body = save(page, article)
    key = [part.split('"')[0] for part in body.split('data-note="')[1:]]
    assert len(set(key)) == 2
    assert body == (
        "<h2>The quay in numbers</h2><p>The port lost <strong>a metre</strong> of draught"
        f'<span data-note="{key[0]}">Counted from <em>212 sailings</em>.</span> in ten years.</p>'
        "<ul><li>Aktau dredges<ul><li>twice a year</li></ul></li><li>Alat waits</li></ul>"
        "<ol><li>First proposal</li><li>Second proposal</li></ol>"
        "<table><tbody><tr><td>Port</td><td>Cost</td></tr><tr><td>Alat</td><td>640</td></tr>"
        "</tbody></table>"
        f'<p>The agent<span data-note="{key[1]}">In a letter to the desk.</span> adds the ladder '
        'to the <a href="https://example.org/invoice?a=1&amp;b=2">invoice</a>.</p>'
    )


def test_text_pasted_from_google_docs_comes_out_clean(page, desk):
    article, text = desk()
    text.click()
    paste(text, (CLIPBOARD / "google-docs.html").read_text())
    body = save(page, article)
    key = body.split('data-note="')[1].split('"')[0]
    assert body == (
        "<h2>Who pays for the ladder</h2><p>Ports want a <strong>levy</strong>, railways a "
        f'<em>quota</em> of CO<sub>2</sub><span data-note="{key}">Port gazette, spring issue.'
        '</span>, says <a href="https://example.org/ports">the secretariat</a>.</p>'
        "<ul><li>Dredging fund<ul><li>ten years</li></ul></li><li>Floating piers</li></ul><hr>"
    )


def test_opening_and_saving_changes_nothing(page, desk):
    photo = make_photo()
    body = (
        "<h2>Ports</h2><p>Text with <em>stress</em>, H<sub>2</sub>O and a note"
        '<span data-note="k1">See <em>Gazette</em>, <a href="/articles/x/">here</a>.</span>.</p>'
        "<h3>Small</h3><ul><li>one<ul><li>inner</li></ul></li></ul>"
        "<ol><li><p>first</p><p>more</p></li></ol><blockquote><p>Said so.</p></blockquote><hr>"
        '<table><caption>Costs</caption><thead><tr><th scope="col">Port</th>'
        '<th scope="col">Cost</th></tr></thead><tbody><tr><th scope="row">Alat</th>'
        "<td>1<br>2</td></tr></tbody></table>"
        f'<figure data-photo="{photo.pk}"><figcaption>The <em>old</em> mole</figcaption></figure>'
        '<p>Again<span data-note="k1"></span> '
        '<span data-source>(<a href="https://turan.example/">Turan</a>, April 24)</span>. End</p>'
    )
    article, text = desk(body=body)
    text.click()
    page.keyboard.press("Control+End")
    page.keyboard.type("!")
    page.keyboard.press("Backspace")
    assert save(page, article) == body


def test_undo_takes_back_and_redo_brings_again(page, desk):
    _, text = desk(body="<p>One</p>")
    text.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" two")
    tool(page, "Undo").click()
    expect(text).to_have_text("One")
    tool(page, "Redo").click()
    expect(text).to_have_text("One two")


def test_the_tools_are_one_stop_of_the_tab_key_with_arrows_between_them(page, desk):
    _, text = desk(body="<p>One</p>")
    text.click()
    page.keyboard.press("Alt+F10")
    expect(page.get_by_label("Kind of paragraph")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(tool(page, "Bold")).to_be_focused()
    page.keyboard.press("Escape")
    expect(text).to_be_focused()


def test_without_scripts_the_textarea_takes_the_text(browser, live, client):
    user = User.objects.create_superuser("chief", "chief@example.org", "correct horse battery")
    client.force_login(user)
    article = make_article("Ladders", body="<p>One</p>")
    context = browser.new_context(java_script_enabled=False)
    value = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": value, "url": live}])
    page = context.new_page()
    page.goto(f"{live}/admin/articles/article/{article.pk}/change/")
    page.locator("textarea[name=body]").fill(
        "<p>Two</p><iframe src='https://maps.example/1'></iframe><p>Three</p>"
    )
    page.locator("[name=_continue]").first.click()
    assert "An embedded page or player was left out (https://maps.example/1)" in page.content()
    assert Article.objects.get(pk=article.pk).body == "<p>Two</p><p>Three</p>"
    context.close()
