import os
import shutil

import pytest
from django.conf import settings

from tests.servers import missing


def pytest_collection_modifyitems(items):
    """Skip what needs a server that is away, saying so; fail if every suite was asked for."""
    for marker, reason in missing().items():
        needing = [item for item in items if item.get_closest_marker(marker)]
        if needing and os.environ.get("REQUIRE_EVERY_SUITE"):
            pytest.exit(f"Every suite was asked for, but {reason}.", returncode=1)
        for item in needing:
            item.add_marker(pytest.mark.skip(reason=reason))


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
