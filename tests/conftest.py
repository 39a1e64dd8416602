import shutil

import pytest
from django.conf import settings


@pytest.fixture(autouse=True)
def _everything_has_a_database(db):
    """Nearly every test reads the site; saying so in each would tell nobody anything."""


@pytest.fixture(scope="session", autouse=True)
def _throw_files_away():
    yield
    for folder in (settings.MEDIA_ROOT, settings.SUBMISSIONS_ROOT):
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(autouse=True)
def _empty_cache():
    from django.core.cache import cache

    cache.clear()
