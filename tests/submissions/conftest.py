import re

import pytest
from django.core.cache import cache

from tests.factories import make_call


@pytest.fixture(autouse=True)
def forgotten_counts():
    """No test is limited by what another one sent."""
    cache.clear()


@pytest.fixture(autouse=True)
def quick_fingers(settings):
    """Forms may be sent as soon as they are opened, unless a test is about that."""
    settings.FORM_MIN_SECONDS = 0


@pytest.fixture
def call(db):
    return make_call("Forty days without the pass")


@pytest.fixture
def answers():
    """What a careful contributor enters."""
    return {
        "full_name": "Gülçöhrə Ağabəyimqızı Şıxəmirli",
        "position": "Hydrologist",
        "email": "gulchohra@example.org",
        "phone": "+994 12 555 01 23",
        "affiliation": "",
        "country": "Azerbaijan",
        "title": "The seventh convoy",
        "summary": "What a bakery knows of a closed road.",
        "language": "en",
        "text": "Day one. The pass closes at 04:10.\n\nThe first call is to a bakery.",
        "sources": "",
        "conflict_of_interest": "",
        "publication": "on",
        "licence": "on",
        "privacy": "on",
        "website": "",
    }


@pytest.fixture
def send(client, call, answers):
    """Open the form and send it, with some answers changed; as a reader does."""

    def send(key=None, follow=False, **changed):
        address = f"/simulations/{call.slug}/submit/"
        key = key or key_of(client.get(address))
        return client.post(address, answers | {"key": key} | changed, follow=follow)

    return send


def key_of(response) -> str:
    return re.search(r'name="key" value="([^"]+)"', response.content.decode())[1]


def link_in(letter, part) -> str:
    """Return the path of the link in a letter that contains this part."""
    return re.search(rf"https?://[^/]+(/\S*{part}\S*)", letter.body)[1]
