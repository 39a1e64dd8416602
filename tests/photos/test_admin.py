"""The desk's library: uploading, finding, mending and choosing photos."""

import datetime as dt
import errno
import os
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from articles.models import Article, Figure
from desk.roles import EDITOR, SUBMISSIONS_DESK, WRITER
from photos.models import Photo
from tests.factories import make_article, make_author, make_photo, make_series, make_user
from tests.photos.pictures import jpeg, picture_file

LIST = "/admin/photos/photo/"
UPLOAD = "/admin/photos/photo/upload/"
PICKER = "/admin/photos/photo/picker/"


@pytest.fixture
def editor(client):
    user = make_user("editor", EDITOR)
    client.force_login(user)
    return user


@pytest.fixture
def writer(client):
    user = make_user("writer", WRITER)
    client.force_login(user)
    return user


def uploaded(file, name="harbour.jpg"):
    return SimpleUploadedFile(name, file.read(), content_type="image/jpeg")


def page_of(photo):
    return reverse("admin:photos_photo_change", args=[photo.pk])


def files_on_disk():
    return {path for path in Path(django_settings.MEDIA_ROOT).rglob("*") if path.is_file()}


def saved(client, photo, **changes):
    form = client.get(page_of(photo)).context["adminform"].form
    data = {}
    for field in form:
        value = field.value()
        if field.name in ("image", "rights_end_at") or value in (None, False):
            continue
        data[field.name] = "on" if value is True else value
    return client.post(page_of(photo), data | changes)


def test_adding_asks_for_the_file_alone_and_goes_on_to_what_it_says(client, editor):
    said = {"dc:creator": ["Nino EXAMPLE"], "dc:description": "At dawn.", "photoshop:City": "Poti"}
    page = client.get(LIST + "add/")
    assert list(page.context["adminform"].form.fields) == ["image"]
    answer = client.post(LIST + "add/", {"image": uploaded(jpeg(said))}, follow=True)
    photo = Photo.objects.get()
    assert answer.redirect_chain[-1][0] == page_of(photo)
    assert (photo.photographer, photo.caption, photo.place) == ("Nino Example", "At dawn.", "Poti")
    assert photo.uploaded_by == editor
    html = answer.content.decode()
    assert "From the file (XMP dc:creator)." in html
    assert "Its rights are not checked." in html


def test_what_the_file_says_otherwise_than_the_field_is_shown_beside_it(client, editor):
    photo = make_photo(image=jpeg({"dc:description": "<b>Theirs</b>".replace("<", "&lt;")}))
    html = client.get(page_of(photo)).content.decode()
    assert "The file says: “&lt;b&gt;Theirs&lt;/b&gt;” (XMP dc:description)." in html


def test_warnings_of_the_file_are_said_on_upload_and_stay_on_the_page(client, editor):
    file = jpeg({"photoshop:Instructions": "NO SALES"})
    answer = client.post(LIST + "add/", {"image": uploaded(file)}, follow=True)
    assert answer.content.decode().count("It may not be sold on") == 2


def test_a_refused_file_is_explained_and_leaves_nothing(client, editor):
    before = files_on_disk()
    svg = SimpleUploadedFile("map.svg", b"<svg/>", content_type="image/svg+xml")
    answer = client.post(LIST + "add/", {"image": svg})
    assert "SVG drawings are not kept" in answer.content.decode()
    assert not Photo.objects.exists()
    assert files_on_disk() == before


def test_the_same_file_again_is_found_and_linked(client, editor):
    data = picture_file().read()
    first = make_photo(title="The first", image=SimpleUploadedFile("a.jpg", data))
    answer = client.post(LIST + "add/", {"image": SimpleUploadedFile("b.jpg", data)})
    html = answer.content.decode()
    assert "This very file is in the library already" in html
    assert f'<a href="{page_of(first)}">The first</a>' in html
    assert Photo.objects.count() == 1


def test_a_photo_is_mended_and_becomes_public(client, editor):
    photo = make_photo(is_public=False, photographer="", agency="")
    answer = saved(client, photo, rights="own", agency="Our Desk")
    assert answer.status_code == 302
    photo.refresh_from_db()
    assert photo.is_public()


def test_spaces_are_no_credit(client, editor):
    photo = make_photo(photographer="", agency="")
    saved(client, photo, agency=" / ", photographer="\u00a0")
    photo.refresh_from_db()
    assert photo.problems() == ["It has no credit: name the photographer, agency or source."]


def test_a_focal_point_outside_the_photo_is_refused_and_what_was_typed_stays(client, editor):
    photo = make_photo()
    answer = saved(client, photo, focal_x="1.5", caption="Typed just now")
    assert answer.status_code == 200
    assert "Typed just now" in answer.content.decode()


def test_the_page_shows_the_credit_as_readers_see_it(client, editor):
    html = client.get(page_of(make_photo(licence="cc-by"))).content.decode()
    assert "Photo: Nino Example/Example Agency" in html
    assert "CC BY 4.0" in html
    assert "In order: it may be shown." in html


def test_the_page_lists_every_use_with_its_state(client, editor):
    photo = make_photo()
    make_article("Led by it", lead_photo=photo)
    draft = make_article("Drafted with it", status=Article.Status.DRAFT)
    Figure.objects.create(article=draft, photo=photo, position=1)
    make_author("Nino Example", portrait=photo)
    make_series("Corridor Papers", cover=photo)
    text = " ".join(client.get(page_of(photo)).content.decode().split())
    for title, how in [
        ("Led by it", "lead photo, published or scheduled"),
        ("Drafted with it", "in the text, draft"),
        ("Nino Example", "portrait"),
        ("Corridor Papers", "cover of the series"),
    ]:
        assert f">{title}</a> <small>{how}</small>" in text


def test_the_list_says_why_a_photo_is_not_public(client, editor):
    make_photo(title="Bare", is_public=False, alt_text="")
    html = client.get(LIST).content.decode()
    assert "It has no alt text" in html
    assert "Its rights are not checked." in html


def titles(client, **query):
    return sorted(photo.title for photo in client.get(LIST, query).context["cl"].result_list)


def test_the_list_is_filtered_by_what_an_editor_worries_about(client, editor):
    now = timezone.now()
    make_photo(title="in order", may_redistribute=True)
    make_photo(title="unchecked", is_public=False)
    make_photo(title="ends soon", rights_end_at=now + dt.timedelta(days=29))
    make_photo(title="ends later", rights_end_at=now + dt.timedelta(days=31))
    make_photo(title="ended", rights_end_at=now - dt.timedelta(days=1))
    make_article(lead_photo=Photo.objects.get(title="in order"))
    assert titles(client, public="yes") == ["ends later", "ends soon", "in order"]
    assert titles(client, public="no") == ["ended", "unchecked"]
    assert titles(client, rights_end="soon") == ["ends soon"]
    assert titles(client, rights_end="ended") == ["ended"]
    assert titles(client, may_redistribute__exact=1) == ["in order"]
    assert titles(client, rights__exact="unchecked") == ["unchecked"]
    assert titles(client, used="yes") == ["in order"]


@pytest.mark.parametrize("words", ["poti harbour", "HARBOUR", "гавань", "Гавань", "nino poti"])
def test_the_list_is_searched_by_every_word(client, editor, words):
    make_photo(title="Harbour", caption="Гавань на рассвете", place="Poti")
    make_photo(title="Other", caption="A pass", photographer="X", place="Ushguli")
    found = [words, *titles(client, q=words)]
    assert found == [words, "Harbour"]


def test_the_list_asks_few_queries_whatever_its_length(
    client, editor, django_assert_max_num_queries
):
    for _ in range(3):
        make_photo()
    with django_assert_max_num_queries(12):
        client.get(LIST)


def test_many_files_are_uploaded_at_once_and_each_is_reported(client, editor):
    twin = picture_file(name="twin.jpg").read()
    make_photo(title="Known", image=SimpleUploadedFile("known.jpg", twin))
    answer = client.post(
        UPLOAD,
        {
            "files": [
                uploaded(jpeg({"dc:creator": ["Nino Example"]}), "good.jpg"),
                SimpleUploadedFile("broken.jpg", b"\xff\xd8\xff"),
                SimpleUploadedFile("again.jpg", twin),
            ]
        },
    )
    html = answer.content.decode()
    assert "1 of 3 added to the library." in html
    assert "This is not a picture we can read." in html
    assert "nothing was added" in html
    assert set(Photo.objects.values_list("title", flat=True)) == {"Known", "good"}


def test_uploading_nothing_is_explained(client, editor):
    assert "Choose at least one file." in client.post(UPLOAD).content.decode()


def test_the_picker_finds_photos_and_says_what_each_lacks(client, editor):
    make_photo(title="Harbour", is_public=False)
    make_photo(title="Pass", caption="")
    answer = client.get(PICKER, {"q": "harb"}).json()
    assert answer["count"] == 1
    [photo] = answer["photos"]
    assert photo["title"] == "Harbour"
    assert photo["credit"] == "Photo: Nino Example/Example Agency"
    assert photo["problems"] == ["Its rights are not checked."]
    assert photo["thumb"].startswith("/media/")


def test_the_picker_takes_a_file_and_answers_with_the_photo(client, editor):
    file = uploaded(jpeg({"dc:creator": ["Nino Example"]}))
    answer = client.post(PICKER, {"file": file})
    assert answer.status_code == 201
    assert answer.json()["photo"]["credit"] == "Photo: Nino Example"
    assert Photo.objects.get().uploaded_by == editor


def test_the_picker_answers_with_the_photo_that_has_the_file_already(client, editor):
    data = picture_file().read()
    known = make_photo(image=SimpleUploadedFile("a.jpg", data))
    answer = client.post(PICKER, {"file": SimpleUploadedFile("b.jpg", data)})
    assert answer.status_code == 200
    assert answer.json()["photo"]["id"] == known.pk
    assert answer.json()["is_new"] is False


@pytest.mark.parametrize(
    ("data", "error"),
    [({}, "Choose a file."), ({"file": SimpleUploadedFile("x", b"<svg/>")}, "SVG drawings")],
)
def test_the_picker_explains_a_refusal(client, editor, data, error):
    answer = client.post(PICKER, data)
    assert answer.status_code == 400
    assert error in answer.json()["errors"][0]


def test_a_large_file_that_travels_by_disk_is_kept_whole(client, editor):
    noise = Image.frombytes("RGB", (1100, 900), os.urandom(1100 * 900 * 3))
    data = picture_file(noise, kind="PNG").read()
    assert len(data) > 2_621_440  # above this Django writes an upload to disk first
    client.post(LIST + "add/", {"image": SimpleUploadedFile("large.png", data)})
    photo = Photo.objects.get()
    with photo.image.open() as original:
        assert original.read() == data
    assert photo.width == 1100
    assert client.get(photo.src).status_code == 200


def test_deleting_names_what_will_lose_its_picture(client, editor):
    photo = make_photo()
    make_article("Led by it", lead_photo=photo)
    page = client.get(f"/admin/photos/photo/{photo.pk}/delete/").content.decode()
    assert "These will be without it" in page
    assert "Led by it" in page


def test_a_full_disk_is_said_and_leaves_nothing(client, editor, monkeypatch):
    before = files_on_disk()

    def full(*args):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("photos.renditions._put", full)
    answer = client.post(PICKER, {"file": uploaded(picture_file())})
    assert answer.status_code == 400
    assert "No space left on device" in answer.json()["errors"][0]
    page = client.post(LIST + "add/", {"image": uploaded(picture_file())}, follow=True)
    assert "Nothing was kept" in page.content.decode()
    assert not Photo.objects.exists()
    assert files_on_disk() == before


def test_a_writer_adds_photos_and_mends_their_own_but_cannot_clear_the_rights(client, writer):
    client.post(LIST + "add/", {"image": uploaded(picture_file())})
    photo = Photo.objects.get()
    saved(client, photo, agency="Our Desk", alt_text="A square", rights="own")
    photo.refresh_from_db()
    assert photo.agency == "Our Desk"
    assert photo.rights == Photo.Rights.UNCHECKED


def test_a_writer_changes_no_photo_of_others(client, writer):
    photo = make_photo()
    assert client.get(page_of(photo)).status_code == 200
    assert client.post(page_of(photo), {"title": "Mine now"}).status_code == 403


def test_a_writer_changes_their_photo_only_until_it_is_cleared(client, writer):
    photo = make_photo(uploaded_by=writer)
    assert client.post(page_of(photo), {"title": "Mine now"}).status_code == 403


@pytest.mark.parametrize("address", [LIST, UPLOAD, PICKER, LIST + "add/"])
def test_whoever_may_not_see_photos_sees_none(client, address):
    client.force_login(make_user("desk", SUBMISSIONS_DESK))
    assert client.get(address).status_code == 403
    assert client.post(address).status_code == 403
    client.logout()
    assert client.get(address).status_code == 302
