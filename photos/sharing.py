"""Pictures for somebody who reads a draft by a link and has no account.

Such a page is made for one person and kept by no cache, so the addresses of its pictures carry a
key that opens them for a while. The key names one photo and its hour; it is checked, not stored.
"""

import re
import time
from pathlib import PurePosixPath

from django.conf import settings
from django.core.signing import Signer
from django.utils.crypto import constant_time_compare

LASTS = 3600
_ADDRESS = re.compile(
    re.escape(settings.MEDIA_URL) + r"(photos/[\w/.-]+?/\d{1,5}\.(?:webp|jpg))(?![\w?])"
)
_signer = Signer(salt="pictures of a shared draft")


def with_keys(html: str) -> str:
    """Return the page with a key at every address of a picture in it."""
    return _ADDRESS.sub(lambda found: f"{found[0]}?key={key_for(found[1])}", html)


def key_for(path: str, until: int | None = None) -> str:
    until = until or int(time.time()) + LASTS
    return f"{until}-{_signature(path, until)}"


def opens(key: str, path: str) -> bool:
    """Whether the key was made for the photo at this path and its hour has not passed."""
    until, _, signature = key.partition("-")
    if not until.isdecimal() or int(until) < time.time():
        return False
    return constant_time_compare(signature, _signature(path, int(until)))


def _signature(path, until):
    return _signer.signature(f"{PurePosixPath(path).parent}:{until}")
