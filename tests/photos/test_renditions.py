import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageCms

from photos import renditions
from tests.factories import make_image_file, make_photo


def as_file(picture, name="photo.jpg", kind="JPEG", **options):
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return ContentFile(buffer.getvalue(), name=name)


def rendition(photo, width, ending="jpg"):
    with default_storage.open(renditions.path(photo.image.name, width, ending)) as file:
        return Image.open(io.BytesIO(file.read()))


def files_of(photo):
    return set(default_storage.listdir(photo.image.name.rpartition("/")[0])[1])


@pytest.mark.parametrize(
    ("width", "kept"),
    [
        (6000, [400, 800, 1200, 1600, 2400]),
        (2400, [400, 800, 1200, 1600, 2400]),
        (1000, [400, 800, 1000]),
        (400, [400]),
        (90, [90]),
    ],
)
def test_a_photo_is_kept_in_several_widths_and_never_enlarged(width, kept):
    assert renditions.widths(width) == kept


def test_each_width_is_written_as_webp_and_jpeg_beside_the_original():
    photo = make_photo(image=make_image_file(1000, 500))
    assert files_of(photo) == {
        "original.jpg", "400.webp", "400.jpg", "800.webp", "800.jpg", "1000.webp", "1000.jpg",
    }  # fmt: skip
    assert rendition(photo, 800).size == (800, 400)
    assert rendition(photo, 800, "webp").format == "WEBP"


def test_the_addresses_name_what_was_written():
    photo = make_photo(image=make_image_file(1000, 500))
    folder = photo.image.name.rpartition("/")[0]
    assert photo.src == f"/media/{folder}/1000.jpg"
    assert photo.srcset == (
        f"/media/{folder}/400.webp 400w, /media/{folder}/800.webp 800w, "
        f"/media/{folder}/1000.webp 1000w"
    )


def test_a_photo_taken_upright_stands_upright():
    exif = Image.Exif()
    exif[renditions.ORIENTATION] = 6
    picture = Image.new("RGB", (900, 600), "red")
    picture.paste("blue", (0, 0, 450, 600))
    photo = make_photo(image=as_file(picture, exif=exif))
    assert (photo.width, photo.height) == (600, 900)
    upright = rendition(photo, 600)
    assert upright.size == (600, 900)
    assert upright.getpixel((300, 50))[2] > 200  # the left half is on top now


def test_a_cmyk_photo_becomes_rgb():
    photo = make_photo(image=as_file(Image.new("CMYK", (500, 300), (0, 255, 255, 0))))
    small = rendition(photo, 400)
    assert small.mode == "RGB"
    red, green, blue = small.getpixel((10, 10))
    assert red > 180
    assert green < 80
    assert blue < 80


def test_sixteen_bits_a_pixel_are_scaled_not_cut_off():
    photo = make_photo(image=as_file(Image.new("I;16", (500, 300), 32768), "scan.png", "PNG"))
    assert abs(rendition(photo, 400).getpixel((10, 10))[0] - 128) < 4


def test_colours_are_converted_by_the_profile_of_the_file():
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    odd = as_file(Image.new("RGB", (500, 300), (200, 40, 40)), icc_profile=lab.tobytes())
    assert rendition(make_photo(image=odd), 400).info.get("icc_profile") is None
    broken = as_file(Image.new("RGB", (500, 300), (200, 40, 40)), icc_profile=b"not a profile")
    red, *_rest = rendition(make_photo(image=broken), 400).getpixel((10, 10))
    assert abs(red - 200) < 6


def test_what_is_transparent_becomes_white():
    drawing = as_file(Image.new("RGBA", (500, 300), (0, 0, 0, 0)), "map.png", "PNG")
    assert rendition(make_photo(image=drawing), 400).getpixel((10, 10)) == (255, 255, 255)


def test_place_and_camera_stay_behind_and_the_credit_travels():
    exif = Image.Exif()
    exif[0x010F] = "Secretcam"
    exif[0xA431] = "SERIAL-4711"
    exif.get_ifd(0x8825)[2] = (40.0, 24.0, 33.0)
    file = as_file(Image.new("RGB", (500, 300), "teal"), exif=exif, comment=b"Secretcomment")
    photo = make_photo(
        image=file,
        photographer="Nino Example",
        agency="Example & Sons",
        copyright_notice="© 2025 Nino Example",
        licence="cc-by",
    )
    for ending in renditions.WRITERS:
        small = rendition(photo, 400, ending)
        assert not small.getexif()
        with default_storage.open(renditions.path(photo.image.name, 400, ending)) as opened:
            data = opened.read()
        assert b"Secret" not in data
        assert b"SERIAL" not in data
        said = small.getxmp()["xmpmeta"]["RDF"]["Description"]
        assert said["creator"]["Seq"]["li"] == "Nino Example"
        assert said["Credit"] == "Nino Example/Example & Sons"
        assert said["rights"]["Alt"]["li"]["text"] == "© 2025 Nino Example"
        assert said["WebStatement"] == "https://creativecommons.org/licenses/by/4.0/"


def test_a_corrected_credit_reaches_the_copies_too():
    photo = make_photo(photographer="Nino Exmple")
    photo.photographer = "Nino Example"
    photo.save()
    assert "Nino Example" in str(rendition(photo, 400).getxmp())
    assert "Exmple" not in str(rendition(photo, 400).getxmp())


def test_another_file_gets_another_address_and_the_old_ones_are_removed(
    django_capture_on_commit_callbacks,
):
    photo = make_photo(image=make_image_file(900, 600))
    before = photo.image.name
    with django_capture_on_commit_callbacks(execute=True):
        photo.image = make_image_file(500, 300, name="again.png")
        photo.save()
    assert photo.width == 500
    assert photo.image.name != before
    assert files_of(photo) == {"original.png", "400.webp", "400.jpg", "500.webp", "500.jpg"}
    assert not default_storage.exists(before)
    assert not default_storage.exists(before.rpartition("/")[0])


@pytest.mark.parametrize("one_by_one", [True, False])
def test_a_deleted_photo_leaves_no_file_behind(one_by_one, django_capture_on_commit_callbacks):
    photo = make_photo()
    name = photo.image.name
    with django_capture_on_commit_callbacks(execute=True):
        if one_by_one:
            photo.delete()
        else:
            type(photo).objects.filter(pk=photo.pk).delete()
    assert not default_storage.exists(name.rpartition("/")[0])


def test_a_photo_that_cannot_be_rendered_leaves_no_file_behind(monkeypatch):
    kept = []
    monkeypatch.setattr(renditions, "_put", lambda storage, name, data: kept.append(name) or 1 / 0)
    with pytest.raises(ZeroDivisionError):
        make_photo()
    assert kept
    assert not default_storage.exists(kept[0].rpartition("/")[0])
