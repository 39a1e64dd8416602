import pytest

pytestmark = pytest.mark.browser


def test_the_login_page_opens_in_a_real_browser(page, live):
    page.goto(f"{live}/admin/")
    assert page.get_by_label("Password").is_visible()
