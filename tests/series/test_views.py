from tests.articles.test_lists import titles
from tests.factories import make_article, make_issue, make_outlet, make_series


def test_an_issue_lists_its_contents_in_order(client):
    issue = make_issue(editors_note="Four pieces on one road.")
    make_article("second", issue=issue, issue_position=2)
    make_article("first", issue=issue, issue_position=1, first_page="1", last_page="6")
    page = client.get("/series/eurasia-daily-monitor/22/112/")
    assert titles(page) == ["first", "second"]
    assert "pages 1–6" in page.content.decode()
    assert "Four pieces on one road." in page.content.decode()
    assert "Volume: 22 Issue: 112" in page.content.decode()


def test_an_issue_without_a_volume_has_its_own_address(client):
    issue = make_issue(make_series("Baku Dialogues"), volume=None, number="4", season="Spring 2021")
    make_article("the pier", issue=issue)
    page = client.get("/series/baku-dialogues/issue/4/")
    assert titles(page) == ["the pier"]
    assert "Issue: 4, Spring 2021" in page.content.decode()
    assert "Volume" not in page.content.decode()


def test_a_volume_shows_what_has_no_issue_number_yet(client):
    issue = make_issue(number="")
    make_article("early", issue=issue)
    page = client.get("/series/eurasia-daily-monitor/22/")
    assert titles(page) == ["early"]
    assert "Volume: 22" in page.content.decode()
    assert "Issue:" not in page.content.decode()


def test_an_issue_leads_to_its_neighbours(client):
    for number in ("111", "112", "113"):
        make_article(f"in {number}", issue=make_issue(number=number))
    page = client.get("/series/eurasia-daily-monitor/22/112/").content.decode()
    assert "/22/111/" in page
    assert "/22/113/" in page


def test_an_issue_of_drafts_is_not_found(client):
    make_article("draft", issue=make_issue(), status="draft")
    assert client.get("/series/eurasia-daily-monitor/22/112/").status_code == 404
    assert client.get("/series/eurasia-daily-monitor/22/").status_code == 404


def test_series_are_ours_or_partners(client):
    make_article("ours", series=make_series("Corridor Papers"))
    partner = make_outlet("Example Foundation")
    make_article("theirs", series=make_series("Baku Dialogues", partner=partner))
    page = client.get("/series/").content.decode()
    assert page.index("Corridor Papers") < page.index("Of partners") < page.index("Baku Dialogues")
    assert "Published by Example Foundation." in page
    assert "published elsewhere first" in client.get("/series/baku-dialogues/").content.decode()
