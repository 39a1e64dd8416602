"""The site's own settings, with what a test run must not take from the operator's environment."""

import os
import tempfile
from pathlib import Path

os.environ.update(SECRET_KEY="for tests", DEBUG="off", SITE_URL="http://testserver")
if os.environ.get("TEST_DATABASE_URL"):
    os.environ["DATABASE_URL"] = os.environ["TEST_DATABASE_URL"]
else:
    os.environ.pop("DATABASE_URL", None)
    os.environ["DATABASE_URL"] = "sqlite:///:memory:"
for name in ("CACHE_URL", "EMAIL_URL", "S3_BUCKET", "MEDIA_ACCEL_PREFIX", "TIME_ZONE"):
    os.environ.pop(name, None)
os.environ["EMAIL_URL"] = "memorymail://"

from caucasus_center.settings import *  # noqa: E402, F403
from caucasus_center.settings import DATABASES, STORAGES  # noqa: E402

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
_files = Path(tempfile.mkdtemp(prefix="caucasus-center-tests-"))
MEDIA_ROOT = _files / "media"
SUBMISSIONS_ROOT = _files / "submissions"
STORAGES = STORAGES | {
    "submissions": {
        "BACKEND": "submissions.storage.DurableStorage",
        "OPTIONS": {"location": SUBMISSIONS_ROOT, "base_url": None},
    }
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    # Connections of a pool outlive the test database and would keep it from being dropped.
    DATABASES["default"]["OPTIONS"].pop("pool", None)
else:
    # In memory there is no journal to write ahead of; a file is needed where threads share it.
    DATABASES["default"]["OPTIONS"].pop("init_command", None)
    DATABASES["default"]["TEST"] = {"NAME": str(_files / "test.sqlite3")}
