"""What readers see of a photo; every page prints it through this one template."""

import pytest
from django.template.loader import render_to_string

from tests.factories import make_photo


def printed(photo, **more):
    return render_to_string("components/photo.html", {"photo": photo, **more})


def test_a_photo_is_printed_with_caption_credit_and_alt_text():
    html = printed(make_photo(caption="At <dawn>", alt_text='Two "cranes"'))
    assert 'alt="Two &quot;cranes&quot;"' in html
    assert '<span class="caption">At &lt;dawn&gt;</span>' in html
    assert '<span class="credit">Photo: Nino Example/Example Agency</span>' in html
    assert 'width="600" height="400"' in html
    assert 'loading="lazy"' in html
    assert "style=" not in html


def test_a_photo_that_is_not_public_leaves_no_trace():
    assert printed(make_photo(is_public=False)).strip() == ""


def test_no_photo_leaves_no_trace():
    assert printed(None).strip() == ""


def test_the_caption_of_this_use_replaces_that_of_the_library():
    html = printed(make_photo(caption="In general"), caption="Here & now")
    assert "Here &amp; now" in html
    assert "In general" not in html


def test_decoration_is_silent_for_screen_readers():
    assert 'alt=""' in printed(make_photo(alt_text="", is_decorative=True))


def test_the_credit_links_to_where_the_photo_is_from_and_to_its_licence():
    html = printed(
        make_photo(
            photographer="", agency="NATO", distributor="Flickr",
            source_url="https://example.org/p/1", licence="cc-by-nc-nd",
        )
    )  # fmt: skip
    assert 'Photo: <a href="https://example.org/p/1">NATO via Flickr</a>' in html
    assert (
        '<a href="https://creativecommons.org/licenses/by-nc-nd/4.0/" rel="license">'
        "CC BY-NC-ND 4.0</a>" in html
    )


def test_readers_are_told_of_a_picture_made_by_a_machine():
    assert "Made by a machine (AI)" in printed(make_photo(is_ai_made=True))


def test_the_focal_point_stays_in_sight_when_the_picture_is_cropped():
    assert 'class="focal-x-2 focal-y-9"' in printed(make_photo(focal_x=0.21, focal_y=0.88))


def test_a_photo_without_print_rights_is_shown_on_screens_only():
    assert "photo-screen-only" in printed(make_photo(may_print=False))


@pytest.mark.parametrize(("eager", "how"), [(True, 'fetchpriority="high"'), (False, "lazy")])
def test_the_first_photo_of_a_page_is_fetched_at_once(eager, how):
    assert how in printed(make_photo(), eager=eager)


def test_printing_a_photo_asks_the_database_nothing(django_assert_num_queries):
    photo = make_photo()
    with django_assert_num_queries(0):
        printed(photo)
