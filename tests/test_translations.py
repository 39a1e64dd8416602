"""The catalogues say everything the site says, with the same blanks to fill in."""

import gettext
import re

import pytest
from django.conf import settings

from tests.factories import make_article

LANGUAGES = ["ru", "az", "ka"]


def catalogue(language):
    """Every translation by its original and, where it counts something, the form."""
    path = settings.LOCALE_PATHS[0] / language / "LC_MESSAGES" / "django.mo"
    with path.open("rb") as file:
        texts = gettext.GNUTranslations(file)._catalog
    return {
        key if isinstance(key, tuple) else (key, None): text for key, text in texts.items() if key
    }


def test_every_catalogue_translates_the_same_texts():
    russian, *others = [{original for original, _ in catalogue(one)} for one in LANGUAGES]
    assert len(russian) > 400
    assert all(other == russian for other in others)


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_have_the_blanks_of_the_original(language):
    blanks = re.compile(r"%\(\w+\)s|\{\w+\}")
    wrong = []
    for (original, form), text in catalogue(language).items():
        # A singular may say "one" where another language counts 1, 21 and 31 with it.
        spare = {"%(number)s"} if form is not None else set()
        if set(blanks.findall(text)) - spare != set(blanks.findall(original)) - spare:
            wrong.append((original, text))
    assert wrong == []


@pytest.mark.parametrize(("language", "words"), [("ru", "Поиск"), ("az", "Axtar"), ("ka", "ძიება")])
def test_a_page_speaks_the_language_of_its_address(client, language, words):
    make_article("Title", language=language)
    page = client.get(f"/{language}/").text
    assert words in page
    assert "Follow by feed" not in page
    assert "Main sections" not in page
