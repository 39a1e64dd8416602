from django.test import RequestFactory

from frontpage.styleguide import styleguide


def test_every_component_is_shown_without_a_row_in_the_database():
    page = styleguide(RequestFactory().get("/styleguide/")).text
    for words in ("By <a", "Part One", "Volume: 3 Issue: 4", "Viewing 13–18 of 71", "Retraction"):
        assert words in page
    assert "Enter a valid email address." in page


def test_readers_of_a_real_site_have_no_style_guide(client):
    assert client.get("/styleguide/").status_code == 404
