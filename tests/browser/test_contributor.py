"""A contributor sends a simulation and the desk makes a draft of it, in a real browser."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core import mail
from django.core.cache import cache
from playwright.sync_api import expect

from articles.models import Article, Filing
from desk.roles import EDITOR, SUBMISSIONS_DESK
from submissions import outbox
from submissions.models import ContactMessage, Submission
from tests.factories import make_call, make_category, make_submission, make_user
from tests.submissions import packages

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = "Day one. The pass closes at 04:10."


@pytest.fixture(autouse=True)
def quick_fingers(settings):
    settings.FORM_MIN_SECONDS = 0
    cache.clear()


@pytest.fixture
def call(transactional_db):
    return make_call("Forty days without the pass")


@pytest.fixture(params=["with JavaScript", "without JavaScript"])
def either_page(request, browser):
    context = browser.new_context(java_script_enabled=request.param == "with JavaScript")
    yield context.new_page()
    context.close()


def fill(page, **changed):
    answers = {
        "full_name": "Gülçöhrə Şıxəmirli",
        "position": "Hydrologist",
        "email": "gulchohra@example.org",
        "phone": "+994 12 555 01 23",
        "title": "The seventh convoy",
        "summary": "A bakery and a closed road.",
        "text": TEXT,
    }
    for name, value in (answers | changed).items():
        page.locator(f"#id_{name}").fill(value)
    for consent in ("publication", "licence", "privacy"):
        page.locator(f"#id_{consent}").check()


def link_in(letter, part):
    return re.search(rf"(https?://\S*{part}\S*)", letter.body)[1]


def test_a_contributor_mends_errors_sends_confirms_and_withdraws(either_page, live, call):
    page = either_page
    page.goto(f"{live}/simulations/")
    page.get_by_role("link", name="Forty days without the pass").click()
    page.get_by_role("link", name="Send your simulation").click()
    fill(page, email="gulchohra.example.org", text="")
    page.locator("#id_files").set_input_files(
        {"name": "convoy.docx", "mimeType": "text/plain", "buffer": packages.docx()}
    )
    page.get_by_role("button", name="Send simulation").click()

    assert page.title().startswith("Error: ")
    page.get_by_role("link", name="Enter an e-mail address like name@example.org").click()
    assert page.url.endswith("#id_email")
    assert page.locator("#id_title").input_value() == "The seventh convoy"
    assert page.get_by_label("convoy.docx").is_checked()
    page.locator("#id_email").fill("gulchohra@example.org")
    page.get_by_role("button", name="Send simulation").click()

    submission = Submission.objects.get()
    assert page.locator(".reference strong").inner_text() == submission.reference
    assert submission.files.get().original_name == "convoy.docx"

    outbox.deliver_due()
    letter = next(letter for letter in mail.outbox if letter.to == ["gulchohra@example.org"])
    page.goto(link_in(letter, "confirm"))
    page.get_by_role("button", name="Yes, this is my address").click()
    assert page.get_by_text("Received, e-mail address confirmed").first.is_visible()
    page.get_by_role("link", name="Withdraw my simulation").click()
    page.get_by_role("button", name="Withdraw my simulation").click()
    assert page.locator(".facts").get_by_text("Withdrawn").is_visible()


def test_the_form_is_filled_and_sent_by_the_keyboard_alone(page, live, call):
    page.goto(f"{live}/simulations/{call.slug}/submit/")
    page.locator("#id_full_name").focus()
    typed = [
        "Gülçöhrə Şıxəmirli",
        "Hydrologist",
        "gulchohra@example.org",
        "+994 12 555 01 23",
        "",
        "Azerbaijan",
        "The seventh convoy",
        "A bakery and a closed road.",
        TEXT,
    ]
    for answer in typed:
        page.keyboard.type(answer)
        page.keyboard.press("Tab")
    order = []
    for _ in range(12):
        focused = page.evaluate("document.activeElement.id || document.activeElement.textContent")
        order.append(focused.strip())
        if focused.strip() in {"id_publication", "id_licence", "id_privacy"}:
            page.keyboard.press("Space")
        if focused.strip() == "Send simulation":
            break
        page.keyboard.press("Tab")
    assert order[-1] == "Send simulation"
    assert "id_website" not in order
    page.keyboard.press("Enter")
    page.wait_for_url("**/received/**")
    assert Submission.objects.get().country == "Azerbaijan"


def test_the_trap_is_seen_by_nobody(page, live, call):
    page.goto(f"{live}/simulations/{call.slug}/submit/")
    box = page.locator("#id_website").bounding_box()
    assert box["x"] + box["width"] <= 0


def test_the_form_fits_a_small_phone(page, live, call):
    page.set_viewport_size({"width": 320, "height": 640})
    for address in ("/simulations/", f"/simulations/{call.slug}/submit/", "/contact/"):
        page.goto(live + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address


@pytest.fixture
def log_in(client, live):
    """A function that gives a page the session of a new user with this role."""

    def log_in(page, name, role):
        client.force_login(make_user(name, role))
        session = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": live}])

    return log_in


def test_the_desk_and_an_editor_take_a_submission_to_its_place_under_the_call(
    page, live, call, log_in
):
    page.goto(f"{live}/simulations/{call.slug}/submit/")
    fill(page, text="")
    words = packages.paragraph("Day one", "Heading1")
    words += packages.paragraph("The pass closes.", more=packages.footnote_mark(2))
    words += packages.table(packages.paragraph("Forty lorries"))
    file = packages.docx(words, footnotes={2: "Road department, October 25."})
    page.locator("#id_files").set_input_files(
        {"name": "convoy.docx", "mimeType": "text/plain", "buffer": file}
    )
    page.get_by_role("button", name="Send simulation").click()
    log_in(page, "levan", SUBMISSIONS_DESK)
    submission = Submission.objects.get()
    page.goto(f"{live}/admin/submissions/submission/")
    page.get_by_role("link", name=submission.reference).click()
    for step, button in [
        ("Being looked at", "Set to “Being looked at”"),
        ("Under review", "Set to “Under review”"),
        ("Accepted", "Accept and make the draft"),
    ]:
        page.get_by_role("link", name=step, exact=True).click()
        page.get_by_role("button", name=button).click()
    expect(page.get_by_text("The draft waits for an editor.")).to_be_visible()

    log_in(page, "nino", EDITOR)
    article = Article.objects.get()
    Filing.objects.create(article=article, category=make_category())
    page.goto(f"{live}/admin/articles/article/{article.pk}/change/")
    page.get_by_label("Publish now").check()
    page.get_by_role("button", name="Publish now").click()
    expect(page.get_by_text("Readers see it now.")).to_be_visible()

    page.goto(f"{live}/simulations/{call.slug}/")
    page.get_by_role("link", name="The seventh convoy").click()
    for words in ("Gülçöhrə Şıxəmirli", "Day one", "Forty lorries", "Road department"):
        expect(page.get_by_role("main").get_by_text(words).first).to_be_visible()
    assert "gulchohra@example.org" not in page.content()


def test_a_contributor_asks_for_erasure_and_the_desk_erases(page, live, call, log_in):
    submission = make_submission(call)
    own = f"{live}/simulations/status/{submission.new_status_token()}/"
    page.goto(own)
    page.get_by_role("link", name="Have my data erased").click()
    page.get_by_role("button", name="Have my data erased").click()
    expect(page.locator(".facts")).to_contain_text("Asked for on")
    log_in(page, "levan", SUBMISSIONS_DESK)
    page.goto(f"{live}/admin/submissions/submission/{submission.pk}/change/")
    page.get_by_label(f"Type {submission.reference}").fill(submission.reference)
    page.get_by_role("button", name="Erase").click()
    page.goto(own)
    expect(page.get_by_role("heading", level=1)).to_contain_text("link")
    submission.refresh_from_db()
    assert (submission.full_name, submission.phone, submission.text) == ("", "", "")


def test_a_reader_writes_a_letter(either_page, live, transactional_db):
    page = either_page
    page.goto(f"{live}/contact/")
    page.get_by_label("What is it about?").select_option("media")
    page.locator("#id_full_name").fill("Levan Example")
    page.locator("#id_email").fill("levan@example.org")
    page.locator("#id_message").fill("May I call you?")
    page.get_by_role("button", name="Send message").click()
    message = ContactMessage.objects.get()
    assert page.get_by_text(message.reference).is_visible()


def test_forms_pass_the_rules_of_axe(page, live, call):
    for address in (
        "/simulations/",
        f"/simulations/{call.slug}/",
        f"/simulations/{call.slug}/submit/",
        "/contact/",
    ):
        page.goto(live + address)
        results = Axe().run(page)
        found = [f"{v['id']}: {v['nodes'][0]['html']}" for v in results.response["violations"]]
        assert found == [], address
    page.goto(f"{live}/simulations/{call.slug}/submit/")
    page.get_by_role("button", name="Send simulation").click()
    results = Axe().run(page)
    assert [v["id"] for v in results.response["violations"]] == []
