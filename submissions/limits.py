"""How often a network address or a mail address may send; counters in the cache, no row.

An address is counted under a keyed hash: neither the cache nor a dump of it tells who wrote.
"""

import ipaddress

from django.core.cache import cache
from django.utils.crypto import salted_hmac

HOUR = 60 * 60
DAY = 24 * HOUR


def network_address(request) -> str:
    """Return the address of whoever asks; of an IPv6 address the network (/64), which one
    household holds alone.
    """
    address = request.META.get("REMOTE_ADDR", "")
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address[:60]
    if parsed.version == 6:
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)


def count(what: str, who: str, *, limit: int, seconds: int) -> bool:
    """Count one more; False when that is more than the limit in the time since the first."""
    digest = salted_hmac("submissions.limits", f"{what}:{who.casefold()}").hexdigest()
    key = f"submissions-{what}-{digest}"
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key) <= limit
    except ValueError:
        # It ran out between the two calls, so a new hour begins.
        cache.add(key, 1, seconds)
        return True
