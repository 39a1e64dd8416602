"""Measure every kind of public page on the archive of one size; print name, milliseconds, bytes."""

import gzip
import re
import sys
import time

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from articles.models import Article, Category, Tag  # noqa: E402
from authors.models import Author  # noqa: E402
from series.models import Series  # noqa: E402

REPEATS = 15


def addresses() -> dict[str, str]:
    article = Article.objects.published().in_language("en").filter(issue__isnull=False)
    article = article.newest_first().select_related("issue__series")[0]
    category = Category.objects.get(name="South Caucasus").get_absolute_url()
    tag = Tag.objects.get(name="grain").get_absolute_url()
    author = Author.objects.get(name="Energy Desk").get_absolute_url()
    series = Series.objects.get(name="Corridor Papers").get_absolute_url()
    return {
        "home": "/",
        "article": article.get_absolute_url(),
        "category": category,
        "category, last page": f"{category}?page=LAST",
        "category, narrowed": f"{category}?genre=report",
        "tag": tag,
        "author": author,
        "author, last page": f"{author}?page=LAST",
        "authors": "/authors/",
        "series": series,
        "volume": f"{article.issue.series.get_absolute_url()}{article.issue.volume}/",
        "issue": article.issue.get_absolute_url(),
        "archive": "/archive/",
        "archive, middle": "/archive/?page=MIDDLE",
        "archive, a year": "/archive/2025/",
        "archive, a month": "/archive/2025/07/",
        "corrections": "/corrections/",
        "search, rare": "/search/?q=marabda+dredging",
        "search, in half": "/search/?q=grain",
        "search, in nearly all": "/search/?q=ministry",
        "search, by date": "/search/?q=ministry&sort=date",
        "search, phrase": "/search/?q=%22new+agreement%22",
        "feed": "/feed.atom",
        "feed of a category": f"{category}feed.atom",
    }


def last_page(client: Client, address: str) -> int:
    text = client.get(address.partition("?")[0]).content.decode()
    return max(int(number) for number in re.findall(r"[?&;]page=([0-9]+)", text))


def measure(client: Client, address: str) -> tuple[float, int]:
    """Return the median of the processor's time, which no neighbour on the machine can lengthen.

    SQLite works inside this process; of PostgreSQL's own work it tells nothing.
    """
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)  # noqa: S101
    client.get(address)
    times = []
    for _ in range(REPEATS):
        start = time.process_time()
        response = client.get(address)
        times.append(time.process_time() - start)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return sorted(times)[REPEATS // 2] * 1000, len(gzip.compress(body, 6))


def main(size: int):
    missing = size - Article.objects.count()
    if missing > 0:
        call_command("generate_archive", articles=missing, stdout=sys.stderr)
        # As a database is that runs for a while: its planner knows the sizes of the tables.
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    settings.ALLOWED_HOSTS = ["*"]
    client = Client()
    for kind, address in addresses().items():
        if "LAST" in address or "MIDDLE" in address:
            last = last_page(client, address)
            address = address.replace("LAST", str(last)).replace("MIDDLE", str(max(last // 2, 1)))
        milliseconds, length = measure(client, address)
        print(f"{kind}\t{milliseconds:.1f}\t{length}", flush=True)


main(int(sys.argv[1]))
