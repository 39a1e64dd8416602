from photos.licensing import image_object
from tests.factories import make_image_file, make_photo

SITE = "https://example.org"


def test_search_engines_are_told_whose_the_photo_is_and_on_which_terms():
    photo = make_photo(
        image=make_image_file(2400, 1200),
        copyright_notice="© 2025 Nino Example",
        licence="cc-by",
        licensor_url="https://example.org/buy",
    )
    assert image_object(photo, SITE) == {
        "@type": "ImageObject",
        "contentUrl": SITE + photo.src,
        "width": 1200,
        "height": 600,
        "caption": "The harbour at dawn.",
        "creator": [{"@type": "Person", "name": "Nino Example"}],
        "creditText": "Nino Example/Example Agency",
        "copyrightNotice": "© 2025 Nino Example",
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "acquireLicensePage": "https://example.org/buy",
    }


def test_nothing_empty_is_said():
    photo = make_photo(caption="", agency="")
    assert set(image_object(photo, SITE)) == {
        "@type", "contentUrl", "width", "height", "creator", "creditText",
    }  # fmt: skip


def test_an_agency_is_an_organisation_and_stands_in_for_an_unnamed_photographer():
    photo = make_photo(photographer="", agency="AFP/Getty Images")
    assert image_object(photo, SITE)["creator"] == [
        {"@type": "Organization", "name": "AFP"},
        {"@type": "Organization", "name": "Getty Images"},
    ]


def test_the_owners_own_terms_are_the_licence_where_there_is_no_open_one():
    photo = make_photo(rights_url="https://example.org/terms", licence="reserved")
    assert image_object(photo, SITE)["license"] == "https://example.org/terms"
