"""`make bench`: what each public page costs the server with 1,000 and with 100,000 articles.

Whole pages, without the page cache, by the test client. The archives are kept in bench/archives/.
BENCH_POSTGRESQL=postgres://user@host measures on PostgreSQL, in databases named bench_1000 and
bench_100000 that are there already.
"""

import os
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "archives"
SIZES = [int(size) for size in os.environ.get("BENCH_SIZES", "1000,100000").split(",")]


def main():
    FOLDER.mkdir(exist_ok=True)
    measured = []
    for size in SIZES:
        environment = environment_for(size)
        manage(environment, "migrate", "--verbosity", "0")
        answer = subprocess.run(  # noqa: S603  Our own module.
            [sys.executable, "-m", "bench.pages", str(size)],
            env=environment,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        measured.append(dict(line.split("\t", 1) for line in answer.stdout.splitlines()))
    print_table(measured)


def environment_for(size: int) -> dict:
    server = os.environ.get("BENCH_POSTGRESQL", "").rstrip("/")
    url = f"{server}/bench_{size}" if server else f"sqlite:///{FOLDER / f'{size}.sqlite3'}"
    return os.environ | {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "caucasus_center.settings",
        "SECRET_KEY": "for measuring",
        "DEBUG": "off",
        "SITE_URL": "http://testserver",
        "CACHE_URL": "locmemcache://",
    }


def manage(environment: dict, *arguments: str):
    command = [sys.executable, "manage.py", *arguments]
    subprocess.run(command, env=environment, check=True)  # noqa: S603  Our own command.


def print_table(measured: list[dict]):
    few, many = measured[0], measured[-1]
    print(f"| page | {SIZES[0]:,} articles | {SIZES[-1]:,} articles | ratio | HTML, gzip |")
    print("|---|---|---|---|---|")
    for kind in few:
        fast, _ = few[kind].split("\t")
        slow, size = many[kind].split("\t")
        ratio = float(slow) / float(fast)
        print(f"| {kind} | {fast} ms | {slow} ms | {ratio:.2f} | {int(size) / 1024:.1f} KB |")


main()
