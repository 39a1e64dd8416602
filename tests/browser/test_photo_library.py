import re

import pytest

from desk.roles import EDITOR
from photos.models import Photo
from tests.factories import make_photo, make_user
from tests.photos.pictures import jpeg, picture_file

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(page, live, client):
    """The browser of an editor who has logged in."""
    client.force_login(make_user("editor", EDITOR))
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live}])
    return page


def test_the_focal_point_is_set_by_click_and_by_keyboard(desk, live):
    photo = make_photo()
    desk.goto(f"{live}/admin/photos/photo/{photo.pk}/change/")
    picture = desk.locator("focal-point")
    box = picture.bounding_box()
    picture.click(position={"x": box["width"] * 0.25, "y": box["height"] * 0.75})
    assert float(desk.input_value("#id_focal_x")) == pytest.approx(0.25, abs=0.02)
    assert float(desk.input_value("#id_focal_y")) == pytest.approx(0.75, abs=0.02)
    desk.fill("#id_focal_x", "0.5")
    desk.fill("#id_focal_y", "0.99")
    picture.focus()
    for key in ("ArrowRight", "Shift+ArrowRight", "ArrowDown", "ArrowDown"):
        desk.keyboard.press(key)
    assert desk.input_value("#id_focal_x") == "0.61"
    assert desk.input_value("#id_focal_y") == "1.00"
    desk.get_by_role("button", name="Save", exact=True).click()
    photo.refresh_from_db()
    assert (photo.focal_x, photo.focal_y) == (0.61, 1)


def test_many_files_are_sent_one_by_one_and_each_is_reported(desk, live):
    desk.goto(f"{live}/admin/photos/photo/upload/")
    files = [
        ("good.jpg", jpeg({"dc:creator": ["Nino Example"]}).read()),
        ("broken.jpg", b"not a picture"),
        ("another.jpg", picture_file().read()),
    ]
    desk.set_input_files(
        "input[type=file]",
        [{"name": name, "mimeType": "image/jpeg", "buffer": data} for name, data in files],
    )
    desk.get_by_role("button", name="Upload").click()
    desk.get_by_text("2 of 3 added to the library.").wait_for()
    lines = desk.locator(".upload-results li").all_inner_texts()
    assert [re.split(r"\n+", line.strip())[0] for line in lines] == [
        "good", "broken.jpg", "another",
    ]  # fmt: skip
    assert "not a picture we can read" in lines[1]
    assert "Its rights are not checked." in lines[0]
    assert Photo.objects.count() == 2
