"""Taking an article's text away: over the article, by keyboard, with its credit."""

import pytest

from tests.factories import make_article, make_author

pytestmark = pytest.mark.browser


@pytest.fixture
def article():
    return make_article("A sea that leaves", authors=[make_author("Energy Desk")])


@pytest.fixture
def dialog(live, page, article):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text))
    page.goto(live + article.get_absolute_url())
    page.get_by_role("link", name="Get the text with its credit").focus()
    page.keyboard.press("Enter")
    return page.get_by_role("dialog", name="Republish this article")


def test_the_page_opens_over_the_article_and_gives_the_focus_back(live, page, article, dialog):
    dialog.wait_for()
    assert page.url == live + article.get_absolute_url()
    heading = page.evaluate("() => document.activeElement.textContent")
    assert heading == "Republish this article"
    page.keyboard.press("Escape")
    dialog.wait_for(state="detached")
    focused = page.evaluate("() => document.activeElement.textContent")
    assert focused == "Get the text with its credit"
    page.keyboard.press("Enter")
    dialog.wait_for()
    dialog.get_by_role("button", name="Back to the article").click()
    dialog.wait_for(state="detached")
    assert page.complaints == []


def test_the_text_is_copied_by_keyboard_with_its_credit(page, dialog):
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.textContent") == "Copy HTML":
            break
    page.keyboard.press("Enter")
    dialog.get_by_text("Copied.").wait_for()
    copied = page.evaluate(
        """async () => {
          const [item] = await navigator.clipboard.read();
          const html = await (await item.getType("text/html")).text();
          return [html, await navigator.clipboard.readText()];
        }"""
    )
    for text in copied:
        assert "A sea that leaves" in text
        assert "Energy Desk" in text
        assert "Originally published by The Caucasus Center" in text
    assert page.complaints == []


def test_an_article_closed_meanwhile_leads_to_the_page_that_says_so(live, page, article):
    page.goto(live + article.get_absolute_url())
    type(article).objects.update(republish_policy="not-allowed")
    page.get_by_role("link", name="Get the text with its credit").click()
    page.wait_for_url("**/republish/")
    assert "Get the text with its credit" not in page.content()
