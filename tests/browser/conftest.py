"""A real Chromium, Debian's, in front of a live server."""

import os
import shutil

import pytest

# Playwright keeps an event loop in this thread; Django would refuse its own test database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

CHROMIUM = shutil.which("chromium")


@pytest.fixture(scope="session")
def browser_type_launch_args():
    # Root, as on a build machine, has no sandbox.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {
        "executable_path": CHROMIUM,
        "args": [*arguments, "--disable-background-networking", "--disable-component-update"],
    }


@pytest.fixture
def live(live_server, settings):
    """The site's address, with the settings that name it agreeing."""
    settings.SITE_URL = live_server.url
    return live_server.url
