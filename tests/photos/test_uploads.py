"""What may come into the library; a refusal is in editors' words and leaves nothing behind."""

import io
import struct
import zlib
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image

from photos.models import Photo
from photos.uploads import check_upload
from tests.photos.pictures import picture_file


def refusal(file):
    with pytest.raises(ValidationError) as error:
        check_upload(file)
    return error.value.messages[0]


def file(data, name="photo.jpg"):
    return ContentFile(data, name=name)


def png_of_size(width, height):
    """Return the head of a PNG that claims a size, and next to no data."""

    def chunk(kind, data):
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(b"\0" * 1000)), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF"])
def test_a_still_picture_of_a_usual_kind_is_taken(kind):
    check_upload(picture_file(kind=kind))


def test_a_picture_with_more_pictures_behind_it_as_telephones_make_is_taken():
    second = Image.new("RGB", (50, 30))
    check_upload(picture_file(kind="MPO", save_all=True, append_images=[second]))


def test_the_name_does_not_decide_what_a_file_is():
    assert refusal(file(b"GIF89 is not what this is", "photo.jpg")).startswith(
        "This is not a picture"
    )
    check_upload(picture_file(kind="PNG", name="photo.txt"))


def test_an_empty_file_is_refused():
    assert refusal(file(b"")) == "The file is empty."


@pytest.mark.parametrize(
    "start",
    [b"<svg ", b'<?xml version="1.0"?><svg ', b"\xef\xbb\xbf <!DOCTYPE svg ", b"<!-- x --><svg "],
)
def test_svg_is_refused(start):
    assert "SVG" in refusal(file(start + b'xmlns="http://www.w3.org/2000/svg"/>', "map.svg"))


def test_heic_is_refused_with_the_way_out():
    assert "Export it as JPEG" in refusal(file(b"\0\0\0\x18ftypheic" + b"\0" * 100))


def test_a_bomb_is_refused_before_it_is_unpacked():
    assert "too large" in refusal(file(png_of_size(60_000, 60_000)))


def test_a_side_of_thirty_thousand_pixels_is_refused():
    assert "30,000 by 100 pixels" in refusal(file(png_of_size(30_000, 100)))


def test_too_many_pixels_are_refused():
    assert "15,000 by 10,000" in refusal(file(png_of_size(15_000, 10_000)))


def test_too_many_bytes_are_refused(monkeypatch):
    monkeypatch.setattr("photos.uploads.MAX_BYTES", 100)
    assert "at most 0 MB" in refusal(picture_file())


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_a_file_cut_off_on_its_way_is_refused(kind):
    noise = Image.effect_noise((400, 300), 90).convert("RGB")
    data = picture_file(noise, kind=kind).read()
    message = refusal(file(data[: len(data) * 2 // 3]))
    assert "damaged" in message or "not a picture" in message


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "AVIF"])
def test_an_animation_is_refused(kind):
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("red", "blue")]
    animation = picture_file(frames[0], kind=kind, save_all=True, append_images=frames[1:])
    assert "Animated" in refusal(animation)


def test_a_tiff_of_several_pages_is_refused():
    page = Image.new("RGB", (40, 30))
    assert "several pages" in refusal(
        picture_file(kind="TIFF", save_all=True, append_images=[page])
    )


@pytest.mark.parametrize(
    "rider",
    [
        b"<script>alert(1)</script>",
        b"<?php system($_GET['c']);",
        b"<HTML><body>",
        b"PK\x05\x06" + b"\0" * 18,
    ],
)
def test_a_picture_that_is_something_else_as_well_is_refused(rider):
    assert "something else" in refusal(file(picture_file().read() + rider))


def test_a_web_page_hidden_in_a_comment_is_refused():
    assert "something else" in refusal(picture_file(comment=b"<script>alert(1)</script>"))


def test_a_rider_across_the_border_of_two_reads_is_found():
    data = picture_file().read()
    filler = b"\0" * (1024 * 1024 - len(data) - 3)
    assert "something else" in refusal(file(data + filler + b"<script>"))


def test_the_file_can_be_read_again_after_the_check():
    whole = picture_file()
    check_upload(whole)
    assert whole.tell() == 0


@pytest.mark.parametrize(
    ("mode", "kind"),
    [("CMYK", "JPEG"), ("I;16", "PNG"), ("P", "PNG"), ("LA", "PNG"), ("1", "TIFF")],
)
def test_unusual_colours_are_taken(mode, kind):
    photo = Photo.objects.create(image=picture_file(Image.new(mode, (500, 300)), kind=kind))
    assert photo.width == 500


def test_a_file_that_only_breaks_when_it_is_rendered_leaves_nothing_behind():
    noise = Image.effect_noise((400, 300), 90).convert("RGB")
    data = picture_file(noise).read()
    before = set(Path(settings.MEDIA_ROOT).rglob("*"))
    with pytest.raises(OSError, match="truncated"):
        Photo.objects.create(image=file(data[: len(data) // 2]))
    assert {path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()} <= before
    assert not Photo.objects.exists()


def test_the_file_name_is_made_safe_and_says_nothing_false():
    photo = Photo.objects.create(image=picture_file(kind="PNG", name="../../Гавань Баку.jpg"))
    folder, _, name = photo.image.name.rpartition("/")
    assert name == "original.png"
    assert "/gavan-baku-" in folder
    assert photo.title == "Гавань Баку"


def test_the_title_comes_from_the_file_when_it_has_one():
    buffer = io.BytesIO()
    Image.new("RGB", (50, 30)).save(buffer, "JPEG")
    assert Photo.objects.create(image=file(buffer.getvalue(), "IMG_1.jpg")).title == "IMG_1"
