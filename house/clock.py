"""The one clock of the house, named wherever a time is printed or chosen."""

import datetime as dt

from django.conf import settings
from django.utils import timezone


def time_zone_name() -> str:
    """Return the place whose time the house keeps: "Baku" for Asia/Baku."""
    return settings.TIME_ZONE.rpartition("/")[2].replace("_", " ")


def moment(at: dt.datetime) -> str:
    """Return the exact moment in the house's time: "25 Nov 2026, 09:00"."""
    local = timezone.localtime(at)
    return f"{local.day} {local:%b %Y, %H:%M}"


def moment_twice(at: dt.datetime) -> str:
    """Return it with both clocks named: "25 Nov 2026, 09:00 in Baku (05:00 UTC)"."""
    utc, local = at.astimezone(dt.UTC), timezone.localtime(at)
    utc_text = f"{utc:%H:%M} UTC"
    if utc.date() != local.date():
        utc_text = f"{utc.day} {utc:%b}, {utc_text}"
    return f"{moment(at)} in {time_zone_name()} ({utc_text})"
