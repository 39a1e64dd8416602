"""When a stored page is old: a token that changes with everything readers can see.

People's changes are counted in the version row. Time changes pages too (an article's hour comes, an
embargo or a right ends), so apps name such moments, and the token carries the last one passed of
each kind. Every host computes the same token from the same database.
"""

from collections.abc import Callable
from datetime import datetime

from django.utils import timezone

from pagecache.models import ContentVersion

_moments: list[Callable[[datetime], datetime | None]] = []


def register_moment(latest_before: Callable[[datetime], datetime | None]) -> None:
    """Add a kind of moment: a function from a time to the last such moment not after it."""
    if latest_before not in _moments:
        _moments.append(latest_before)


def token(at: datetime | None = None) -> str:
    """Return what a page computed now is made of; a page with another token is old.

    Read it before computing, so that a change in between makes the page old, never new.
    """
    at = at or timezone.now()
    passed = (latest_before(at) for latest_before in _moments)
    return "-".join(
        [
            str(ContentVersion.current()),
            *(f"{moment.timestamp():.6f}" if moment else "" for moment in passed),
        ]
    )
