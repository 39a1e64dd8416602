"""Counting where copies of our articles are read, by the image at their end.

Nothing is fetched from anywhere, nothing is kept of the reader: an address lives for half an hour
in the cache, behind a key that is thrown away every day.
"""

import csv
import datetime as dt
import hashlib
import hmac
import ipaddress
import re
import secrets
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.db.models import F, Sum
from django.utils import timezone

from articles.models import Article, Republication

BOTS = re.compile(
    r"bot|crawl|spider|slurp|preview|externalhit|whatsapp|telegram|slack|curl|wget|python|headless"
    r"|scan|monitor|fetch|libwww|http-?client|okhttp|go-http|java/|feed|archiver",
    re.IGNORECASE,
)
# Where editors look at a text before it is public.
NOT_YET_PUBLIC = re.compile(r"^(staging|preview|dev|test|local)[.-]|(^|\.)(localhost|local|test)$")
SAME_READER_SECONDS = 30 * 60
MOST_HITS_A_MINUTE = 300
# A hostile page could invent addresses without end; past this they share one row.
MOST_PAGES_A_DAY = 500


def count(public_id: str, referrer: str, address: str, user_agent: str) -> bool:
    """Count one opening of a copy; False when it was not counted, for whatever reason."""
    if not user_agent or BOTS.search(user_agent):
        return False
    place = read_referrer(referrer)
    if place is None or _is_over_the_limit(place[0]):
        return False
    if not _is_new_reader(f"{public_id}{place}", address, user_agent):
        return False
    article = Article.objects.published().filter(public_id=public_id).only("pk").first()
    if article is None:
        return False
    _add_one(article, timezone.localdate(), *place)
    return True


def read_referrer(referrer: str) -> tuple[str, str] | None:
    """Return host and path of the page, without its query; None for a page that does not count."""
    try:
        parts = urlsplit(referrer.strip())
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not _is_public_host(host):
        return None
    path = re.sub(r"[^\x21-\x7e]", "", parts.path) or "/"
    return host, path[:300]


def _is_public_host(host: str) -> bool:
    ours = urlsplit(settings.SITE_URL).hostname
    if host == ours or host.endswith(f".{ours}") or NOT_YET_PUBLIC.search(host):
        return False
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return re.fullmatch(r"(?=.{4,253}$)([a-z0-9_-]{1,63}\.)+[a-z0-9-]{2,63}", host) is not None
    return False


def _is_over_the_limit(host: str) -> bool:
    key = f"republication-hits-{host}-{timezone.now():%H%M}"
    cache.add(key, 0, 120)
    try:
        return cache.incr(key) > MOST_HITS_A_MINUTE
    except ValueError:  # It expired between the two calls.
        return False


def _is_new_reader(what: str, address: str, user_agent: str) -> bool:
    key = cache.get_or_set(
        f"republication-key-{timezone.localdate()}", lambda: secrets.token_hex(32), 86400
    )
    reader = f"{what}|{address}|{user_agent}".encode()
    digest = hmac.new(key.encode(), reader, hashlib.sha256).hexdigest()
    return cache.add(f"republication-reader-{digest}", 1, SAME_READER_SECONDS)


def _add_one(article: Article, day: dt.date, host: str, path: str) -> None:
    rows = Republication.objects.filter(article=article, day=day)
    with transaction.atomic():
        if rows.filter(host=host, path=path).update(count=F("count") + 1):
            return
        if rows.count() >= MOST_PAGES_A_DAY:
            host, path = "elsewhere", "/"
        # Two first readers may arrive at once: the row is made once and counted twice.
        row, _made = Republication.objects.get_or_create(
            article=article, day=day, host=host, path=path
        )
        Republication.objects.filter(pk=row.pk).update(count=F("count") + 1)


def totals(rows) -> list[tuple[str, list[tuple[str, int]]]]:
    """Return the ten most read under each heading; a text by two counts for both."""
    keys = rows.order_by().values("pk")
    counted = Republication.objects.filter(pk__in=keys).order_by()
    headings = {
        "Articles": "article__title",
        "Sites": "host",
        "Authors": "article__bylines__author__name",
        "Series": "article__series__name",
    }
    return [
        (
            heading,
            list(
                counted.exclude(**{name: None})
                .values_list(name)
                .annotate(opened=Sum("count"))
                .order_by("-opened", name)[:10]
            ),
        )
        for heading, name in headings.items()
    ]


def table(rows: Iterable[Republication]) -> Iterator[str]:
    """Write the rows as CSV; a cell that a spreadsheet would compute is made plain text."""

    class Line:
        def write(self, line):
            return line

    writer = csv.writer(Line())
    yield writer.writerow(["day", "article", "address", "site", "page", "times opened"])
    for row in rows:
        cells = [row.day, row.article.title, row.article.get_absolute_url(), row.host, row.path]
        plain = [f"'{cell}" if str(cell)[:1] in "=+-@\t\r" else cell for cell in cells]
        yield writer.writerow([*plain, row.count])
