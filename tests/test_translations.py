"""The catalogues say everything the site says, with the same blanks to fill in."""

import gettext
import re

import pytest
from django.conf import settings

from tests.factories import make_article

LANGUAGES = ["ru", "az", "ka"]


def catalogue(language):
    path = settings.LOCALE_PATHS[0] / language / "LC_MESSAGES" / "django.mo"
    with path.open("rb") as file:
        return {key: text for key, text in gettext.GNUTranslations(file)._catalog.items() if key}


def test_every_catalogue_translates_the_same_texts():
    texts = [
        {key[0] if isinstance(key, tuple) else key for key in catalogue(one)} for one in LANGUAGES
    ]
    assert texts[0] == texts[1] == texts[2]
    assert len(texts[0]) > 400


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_have_the_blanks_of_the_original(language):
    blanks = re.compile(r"%\(\w+\)s|\{\w+\}")
    wrong = [
        (key, text)
        for key, text in catalogue(language).items()
        if set(blanks.findall(key[0] if isinstance(key, tuple) else key))
        != set(blanks.findall(text))
    ]
    assert wrong == []


@pytest.mark.parametrize(("language", "words"), [("ru", "Поиск"), ("az", "Axtar"), ("ka", "ძიება")])
def test_a_page_speaks_the_language_of_its_address(client, language, words):
    make_article("Title", language=language)
    page = client.get(f"/{language}/").text
    assert words in page
    assert "Follow by feed" not in page
    assert "Main sections" not in page
