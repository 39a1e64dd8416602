import datetime as dt

import pytest
from django.core.files.base import ContentFile
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from photos import metadata
from photos.credits import credit_line
from photos.models import Photo
from tests.photos.pictures import jpeg, picture_file, xmp

UTF8 = {(1, 90): b"\x1b%G"}


def offered(file):
    return {name: offer["value"] for name, offer in metadata.read(file).offers.items()}


def credit_of(file):
    photo = Photo()
    metadata.fill(photo, metadata.read(file))
    return credit_line(photo)


def test_xmp_fills_every_field_it_has_a_word_for():
    said = {
        "dc:creator": ["Nino Example"],
        "photoshop:Credit": "Example Agency",
        "dc:rights": {"x-default": "© 2025 Nino Example"},
        "dc:description": {"x-default": "The harbour at dawn."},
        "photoshop:Headline": "A harbour",
        "photoshop:DateCreated": "2025-07-30T06:15:00+04:00",
        "Iptc4xmpCore:Location": "Northern mole",
        "photoshop:City": "Alat",
        "photoshop:Country": "Azerbaijan",
        "xmpRights:WebStatement": "https://example.org/terms",
        "plus:Licensor": "<rdf:Bag><rdf:li><rdf:Description>"
        "<plus:LicensorURL>https://example.org/buy</plus:LicensorURL>"
        "</rdf:Description></rdf:li></rdf:Bag>",
        "Iptc4xmpCore:AltTextAccessibility": {"x-default": "Two cranes over a ship."},
    }
    assert offered(jpeg(said)) == {
        "photographer": "Nino Example",
        "agency": "Example Agency",
        "copyright_notice": "© 2025 Nino Example",
        "caption": "The harbour at dawn.",
        "title": "A harbour",
        "taken_on": "2025-07-30",
        "place": "Northern mole, Alat, Azerbaijan",
        "rights_url": "https://example.org/terms",
        "licensor_url": "https://example.org/buy",
        "alt_text": "Two cranes over a ship.",
    }


@pytest.mark.parametrize(
    "element",
    [
        '<plus:Licensor><rdf:Seq><rdf:li rdf:parseType="Resource">'
        "<plus:LicensorURL>https://example.org/buy</plus:LicensorURL></rdf:li></rdf:Seq>"
        "</plus:Licensor>",
        '<plus:Licensor><rdf:Seq><rdf:li plus:LicensorURL="https://example.org/buy"/></rdf:Seq>'
        "</plus:Licensor>",
    ],
)
def test_a_licensor_is_found_in_each_way_of_writing_it(element):
    packet = xmp({"dc:creator": ["A"]}).replace(b"</rdf:Desc", element.encode() + b"</rdf:Desc")
    assert offered(picture_file(xmp=packet))["licensor_url"] == "https://example.org/buy"


def test_properties_written_as_attributes_are_read():
    packet = xmp({"dc:creator": ["Nino Example"]}).replace(
        b'rdf:about=""', b'rdf:about="" photoshop:City="Poti"'
    )
    assert offered(picture_file(xmp=packet))["place"] == "Poti"


def test_of_several_languages_the_default_is_taken():
    said = {"dc:description": {"de-DE": "Der Hafen", "x-default": "The harbour"}}
    assert offered(jpeg(said))["caption"] == "The harbour"


def test_xmp_is_believed_before_iim_before_exif():
    xmp_creator, iim_creator = {"dc:creator": ["By Xmp"]}, {(2, 80): b"By Iim"}
    exif = {315: "Exif Artist", 33432: "Exif owner"}
    assert offered(jpeg(xmp_creator, iim_creator, exif))["photographer"] == "By Xmp"[3:]
    assert offered(jpeg(None, {(2, 80): b"Iim Person"}, exif))["photographer"] == "Iim Person"
    assert offered(jpeg(None, None, exif))["photographer"] == "Exif Artist"


def test_each_layer_fills_what_the_better_one_leaves_empty():
    file = jpeg(
        {"dc:creator": ["Nino Example"]}, {(2, 90): b"Poti", (2, 80): b"NINO"}, {33432: "© Nino"}
    )
    read = metadata.read(file).offers
    assert read["photographer"]["origin"] == "XMP dc:creator"
    assert read["place"]["origin"] == "IIM 2:90"
    assert read["copyright_notice"] == {"value": "© Nino", "origin": "EXIF 33432", "check": False}


def test_iim_in_utf8_says_so_and_is_read_so():
    file = jpeg(None, UTF8 | {(2, 120): "Гавань на рассвете".encode()})
    assert metadata.read(file).offers["caption"] == {
        "value": "Гавань на рассвете",
        "origin": "IIM 2:120",
        "check": False,
    }


def test_iim_that_is_utf8_without_saying_so_is_read_all_the_same():
    file = jpeg(None, {(2, 120): "Bakı limanı".encode()})
    assert metadata.read(file).offers["caption"]["value"] == "Bakı limanı"


@pytest.mark.parametrize(
    ("text", "codec"), [("Гавань на рассвете", "cp1251"), ("Le café à l’été", "cp1252")]
)
def test_an_alphabet_that_had_to_be_guessed_is_marked_for_checking(text, codec):
    read = metadata.read(jpeg(None, {(2, 120): text.encode(codec)}))
    assert read.offers["caption"] == {"value": text, "origin": "IIM 2:120", "check": True}
    assert read.warnings == ["The alphabet of IIM 2:120 was guessed. Check the letters."]


def test_a_text_cut_within_a_letter_keeps_the_whole_letters():
    cut = "Гавань".encode()[:-1]
    assert offered(jpeg(None, UTF8 | {(2, 120): cut}))["caption"] == "Гаван"


def test_several_bylines_are_all_credited():
    assert credit_of(jpeg(None, {(2, 80): [b"Nino Example", b"Ivan Sample"]})) == (
        "Nino Example/Ivan Sample"
    )


@pytest.mark.parametrize(
    ("byline", "credit", "line"),
    [
        ("Nino Example", "AFP/Getty Images", "Nino Example/AFP/Getty Images"),
        ("NINO EXAMPLE", "AFP/Getty Images", "Nino Example/AFP/Getty Images"),
        ("Nino Example", "Nino Example/AFP/Getty Images", "Nino Example/AFP/Getty Images"),
        ("Nino Example", "NINO EXAMPLE", "Nino Example"),
        ("Çetin Örnek", "Cetin Ornek/AA", "Cetin Ornek/AA"),
        ("Çetin Örnek", "AA", "Çetin Örnek/AA"),
        ("", "NATO via Flickr", "NATO via Flickr"),
        ("Nino Example", "Reuters", "Nino Example/Reuters"),
        ("Nino Example", "via REUTERS", "Nino Example via Reuters"),
        (
            "Ivan Sample",
            "Sputnik/Ivan Sample/Pool via REUTERS",
            "Sputnik/Ivan Sample/Pool via Reuters",
        ),
        ("AFP", "AFP", "AFP"),
    ],
)
def test_byline_and_credit_make_one_credit_without_doubling(byline, credit, line):
    said = {"photoshop:Credit": credit} | ({"dc:creator": [byline]} if byline else {})
    assert credit_of(jpeg(said)) == line


def test_without_byline_and_credit_the_source_is_credited():
    assert credit_of(jpeg({"photoshop:Source": "Ministry of Energy"})) == "Ministry of Energy"


@pytest.mark.parametrize("end", ["(Photo by Nino EXAMPLE / POOL / AFP)", "(Photo by Nino EXAMPLE"])
def test_a_credit_at_the_end_of_the_caption_moves_to_the_credit(end):
    read = offered(jpeg({"dc:description": f"At dawn. {end}"}))
    assert read["caption"] == "At dawn."
    assert read["photographer"] == "Nino Example"


def test_a_credit_at_the_end_of_the_caption_does_not_stand_beside_another():
    said = {
        "dc:creator": ["Nino Example"],
        "dc:description": "At dawn. (Photo by Nino EXAMPLE / AFP)",
    }
    assert offered(jpeg(said)) == {"photographer": "Nino Example", "caption": "At dawn."}


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("NO SALES, NO ARCHIVE", "It may not be sold on"),
        ("no archives", "It may not be kept in an archive"),
        ("Mandatory Credit: Example Agency", "Its credit must be printed"),
        ("AZERBAIJAN OUT", "It may not be used in some countries"),
        ("Russia and Belarus out", "It may not be used in some countries"),
        ("For editorial use only", "It is for editorial use only"),
    ],
)
def test_terms_in_the_instructions_are_said_to_the_editor(text, warning):
    warnings = metadata.read(jpeg({"photoshop:Instructions": text})).warnings
    assert f"{warning}: the file says “{text}”." in warnings


def test_harmless_words_raise_no_warning():
    said = {
        "dc:description": "Smoke pours out of a kiosk. No salesman was hurt.",
        "photoshop:City": "X",
    }
    assert metadata.read(jpeg(said)).warnings == []


def test_a_credit_that_fills_its_field_may_be_cut_off():
    file = jpeg(None, {(2, 110): b"Department for Investigation of "})
    assert "may be cut off" in metadata.read(file).warnings[0]


@pytest.mark.parametrize(
    "kind", ["trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia"]
)
def test_a_picture_made_by_a_machine_says_so(kind):
    address = f"http://cv.iptc.org/newscodes/digitalsourcetype/{kind}"
    assert offered(jpeg({"Iptc4xmpExt:DigitalSourceType": address})) == {"is_ai_made": True}


def test_a_camera_is_no_such_machine():
    address = "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"
    assert offered(jpeg({"Iptc4xmpExt:DigitalSourceType": address})) == {}


def test_an_open_licence_is_recognised():
    said = {"xmpRights:WebStatement": "https://creativecommons.org/licenses/by-sa/4.0/"}
    assert offered(jpeg(said))["licence"] == "cc-by-sa"


def test_an_older_version_of_a_licence_is_not_called_4_0():
    said = {"xmpRights:WebStatement": "https://creativecommons.org/licenses/by-sa/2.0/"}
    assert "licence" not in offered(jpeg(said))


@pytest.mark.parametrize("address", ["javascript:alert(1)", "not an address", "ftp://example.org"])
def test_an_address_readers_could_not_follow_is_left_out(address):
    assert offered(jpeg({"xmpRights:WebStatement": address})) == {}


@pytest.mark.parametrize("date", ["2025", "2025-02-31", "0000:00:00 00:00:00", "yesterday"])
def test_half_or_impossible_dates_are_left_out(date):
    assert offered(jpeg({"photoshop:DateCreated": date})) == {}


def test_what_a_camera_writes_for_a_caption_is_no_caption():
    assert offered(jpeg(exif={270: "OLYMPUS DIGITAL CAMERA"})) == {}


def test_only_empty_fields_are_filled_and_the_rest_stays_on_offer():
    photo = Photo(caption="Mine", agency="Our Desk")
    read = metadata.read(
        jpeg({"dc:description": "Theirs", "dc:creator": ["Nino Example"], "photoshop:City": "Poti"})
    )
    assert metadata.fill(photo, read) == ["place"]
    assert (photo.caption, photo.photographer, photo.agency) == ("Mine", "", "Our Desk")
    assert photo.file_metadata["offers"]["caption"]["value"] == "Theirs"


def test_a_date_becomes_a_date():
    photo = Photo()
    metadata.fill(photo, metadata.read(jpeg({"photoshop:DateCreated": "2025-07-30"})))
    assert photo.taken_on == dt.date(2025, 7, 30)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF", "TIFF"])
def test_xmp_is_read_from_every_kind_of_file(kind):
    file = picture_file(kind=kind, xmp=xmp({"dc:creator": ["Nino Example"]}))
    if kind == "PNG":
        info = PngInfo()
        info.add_itxt("XML:com.adobe.xmp", xmp({"dc:creator": ["Nino Example"]}).decode())
        file = picture_file(kind=kind, pnginfo=info)
    if kind == "TIFF":
        file = picture_file(kind=kind, tiffinfo={700: xmp({"dc:creator": ["Nino Example"]})})
    assert offered(file) == {"photographer": "Nino Example"}


def test_damaged_xmp_is_a_warning_and_the_rest_is_read():
    exif = Image.Exif()
    exif[315] = "Exif Artist"
    file = picture_file(xmp=b"<x:xmpmeta", exif=exif)
    read = metadata.read(file)
    assert read.offers["photographer"]["value"] == "Exif Artist"
    assert read.warnings == ["The XMP block of the file is damaged and was not read."]


def test_an_entity_bomb_is_a_warning():
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
    assert "XMP" in metadata.read(picture_file(xmp=bomb)).warnings[0]


@pytest.mark.filterwarnings("ignore::UserWarning")
@settings(max_examples=60, deadline=None)
@given(junk=st.binary(max_size=200), place=st.sampled_from(["xmp", "iim", "exif"]))
def test_no_damaged_block_can_fail_the_reading(junk, place):
    whole = picture_file().read()
    segments = {
        "xmp": (b"\xff\xe1", b"http://ns.adobe.com/xap/1.0/\0"),
        "iim": (b"\xff\xed", b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x40"),
        "exif": (b"\xff\xe1", b"Exif\0\0MM\0*\0\0\0\x08"),
    }
    marker, head = segments[place]
    data = marker + (len(head + junk) + 2).to_bytes(2, "big") + head + junk
    metadata.read(ContentFile(whole[:2] + data + whole[2:], name="photo.jpg"))


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from([5, 55, 80, 90, 110, 116, 120]), st.binary(max_size=80)))
def test_whatever_bytes_a_file_says_the_offers_can_be_stored(datasets):
    file = jpeg(None, {(2, dataset): value for dataset, value in datasets.items()})
    for offer in metadata.read(file).offers.values():
        assert "\0" not in str(offer["value"])
        str(offer["value"]).encode()
