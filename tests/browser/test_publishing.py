"""The main job, by hand: an editor publishes an article from one page, and readers find it."""

import pytest
from playwright.sync_api import expect

from articles.models import Article
from desk.models import HouseWord
from desk.roles import EDITOR
from tests.factories import (
    make_article,
    make_author,
    make_category,
    make_image_file,
    make_issue,
    make_photo,
    make_user,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def log_in(page, live):
    """A function that logs somebody in by the form, as people do."""

    def log_in(role=EDITOR):
        user = make_user("nino", role)
        page.goto(f"{live}/admin/")
        page.get_by_label("Username").fill("nino")
        page.get_by_label("Password").fill("correct horse battery")
        page.get_by_role("button", name="Log in").click()
        return user

    return log_in


def choose(page, row, words):
    """Type into a suggestion field of the row and take the first suggestion."""
    row.locator(".select2-selection").first.click()
    page.locator(".select2-search__field").last.fill(words)
    expect(page.locator(".select2-results__option--highlighted")).to_contain_text(words)
    page.keyboard.press("Enter")


def write(page, words):
    text = page.get_by_role("textbox", name="Text of the article")
    expect(text).to_have_attribute("data-ready", "true")
    text.click()
    page.keyboard.type(words)


def test_an_editor_publishes_from_one_page_and_readers_find_it(page, live, log_in):
    make_author("Fatima van der Berg")
    make_author("Energy Desk")
    caspian, energy = make_category("Caspian"), make_category("Energy and water")
    issue = make_issue()
    make_photo("Gantry cranes at the northern mole", image=make_image_file(1600, 1000))
    log_in()

    page.get_by_role("link", name="Write an article").click()
    page.get_by_label("Title", exact=True).fill("A sea that leaves its harbours")
    write(page, "The lowest line on the quay is far under the bollards.")
    page.get_by_role("button", name="Note", exact=True).click()
    page.get_by_role("textbox", name="Words of the note").fill("Painted every spring.")
    page.get_by_role("dialog").get_by_role("button", name="Insert", exact=True).click()

    choose(page, page.locator("#bylines-0"), "Energy")
    page.get_by_role("button", name="Add another Byline").click()
    choose(page, page.locator("#bylines-1"), "Fatima")
    # Fatima signs first: one press of a button, no dragging.
    page.locator("#bylines-1").get_by_role("button", name="Move this byline up").press("Enter")
    choose(page, page.locator("#filings-0"), "Caspian")
    page.get_by_role("button", name="Add another Category").click()
    choose(page, page.locator("#filings-1"), "Energy")
    choose(page, page.locator(".field-issue"), "112")
    choose(page, page.locator(".field-lead_photo"), "Gantry")
    page.get_by_label("Publish now").check()
    page.get_by_role("button", name="Publish now").click()
    expect(page.get_by_text("Readers see it now.")).to_be_visible()

    article = Article.objects.published().get()
    assert [byline.name for byline in article.bylines.all()] == [
        "Fatima van der Berg",
        "Energy Desk",
    ]
    assert [filing.category for filing in article.filings.all()] == [caspian, energy]
    assert article.series == issue.series

    page.get_by_role("link", name="Read it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("A sea that leaves its harbours")
    expect(page.get_by_text("Painted every spring.")).to_be_visible()
    expect(page.get_by_text("Nino Example/Example Agency").first).to_be_visible()
    for address in (
        caspian.get_absolute_url(),
        energy.get_absolute_url(),
        article.bylines.first().author.get_absolute_url(),
        issue.get_absolute_url(),
        "/archive/",
    ):
        page.goto(live + address)
        expect(page.get_by_role("link", name=article.title).first).to_be_visible()
    assert article.title in page.request.get(f"{live}/feed.atom").text()


def test_preflight_follows_what_is_typed_and_holds_what_must_not_go_out(page, live, log_in):
    # Browser tests empty the database after themselves, the first house words included.
    HouseWord.objects.get_or_create(language="en", wrong="Caucuses", defaults={"right": "Caucasus"})
    photo = make_photo("A ship", rights="unchecked")
    user = log_in()
    article = make_article(
        "Water", status="draft", body="", categories=[make_category()], created_by=user
    )
    page.goto(f"{live}/admin/articles/article/{article.pk}/change/")
    panel = page.get_by_role("region", name="Before it goes out")
    expect(panel).to_contain_text("There is no text")
    write(page, "The South Caucuses wait.")
    expect(panel).to_contain_text("House style: Caucasus")
    expect(panel).not_to_contain_text("There is no text")

    choose(page, page.locator(".field-lead_photo"), photo.title)
    page.get_by_label("Publish now").check()
    page.get_by_role("button", name="Publish now").click()
    expect(page.locator(".errornote")).to_be_visible()
    expect(page.locator(".field-lead_photo .errorlist")).to_contain_text("rights are not checked")
    expect(page.get_by_role("textbox", name="Text of the article")).to_contain_text("Caucuses")
    assert not Article.objects.published().exists()


def test_text_comes_back_after_the_page_was_killed(page, live, log_in):
    user = log_in()
    article = make_article("Water", status="draft", body="<p>Old words.</p>", created_by=user)
    address = f"{live}/admin/articles/article/{article.pk}/change/"
    page.goto(address)
    write(page, "Typed before the crash. ")
    expect(page.locator("auto-save")).to_contain_text("What you type is kept", timeout=15_000)
    another = page.context.new_page()
    page.close(run_before_unload=False)
    another.goto(address)
    expect(another.get_by_text("that is not saved")).to_be_visible()
    another.get_by_role("button", name="Bring back what I typed").click()
    text = another.get_by_role("textbox", name="Text of the article")
    expect(text).to_contain_text("Typed before the crash.")
    article.refresh_from_db()
    assert article.body == "<p>Old words.</p>"
    another.get_by_role("button", name="Save draft").click()
    expect(another.get_by_text("was changed successfully")).to_be_visible()
    article.refresh_from_db()
    assert "Typed before the crash." in article.body


def test_two_editors_never_overwrite_each_other_silently(page, live, log_in):
    user = log_in()
    article = make_article("Old title", status="draft", created_by=user)
    address = f"{live}/admin/articles/article/{article.pk}/change/"
    other = page.context.new_page()
    page.goto(address)
    other.goto(address)
    other.get_by_label("Title", exact=True).fill("Their title")
    other.get_by_role("button", name="Save and stay").click()
    expect(other.get_by_text("was changed successfully")).to_be_visible()
    page.get_by_label("Title", exact=True).fill("My title")
    page.get_by_role("button", name="Save and stay").click()
    expect(page.get_by_text("Somebody else saved this article")).to_be_visible()
    expect(page.get_by_label("Title", exact=True)).to_have_value("My title")
    expect(page.locator(".changes")).to_contain_text("Their")
    article.refresh_from_db()
    assert article.title == "Their title"
    page.get_by_role("button", name="Save and stay").click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    article.refresh_from_db()
    assert article.title == "My title"
