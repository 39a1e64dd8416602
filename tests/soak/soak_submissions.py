"""Many contributors at once, while the server is killed again and again; `make soak`.

Whoever got no answer sends the same form again, as people do. In the end each simulation is there
once, whole: with its two letters, its consents and its file on disk. Only 127.0.0.1 is spoken to,
and the whole run is bounded in number and time.
"""

import http.client
import json
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from urllib.parse import urlencode

import psycopg
import pytest

from tests.servers import postgresql_url

ROOT = Path(__file__).resolve().parent.parent.parent
SUBMISSIONS = int(os.environ.get("SOAK_SUBMISSIONS", "400"))
CONNECTIONS = int(os.environ.get("SOAK_CONNECTIONS", "25"))
KILLS = 5
MAX_SECONDS = int(os.environ.get("SOAK_SECONDS", "600"))
REPORT = """
import json
from submissions.models import *
print(json.dumps([
    [s.title, s.mails.count(), s.consents.count(), [f.file.storage.exists(f.file.name) for f in
    s.files.all()]] for s in Submission.objects.all()
]))
"""


class Server:
    """The site under gunicorn, on a database and a port of its own."""

    def __init__(self, folder, database):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        # Not the environment of this test run, which names test settings.
        self.environment = {
            "PATH": os.environ["PATH"],
            "ENV_FILE": os.devnull,
            "SECRET_KEY": "for the soak test only",
            "SITE_URL": f"http://127.0.0.1:{self.port}",
            "DATABASE_URL": database,
            "SUBMISSIONS_ROOT": str(folder / "files"),
            "MEDIA_ROOT": str(folder / "media"),
            "FORM_MIN_SECONDS": "0",
            "FORM_SENT_PER_HOUR": "1000000",
            "FORM_TRIES_PER_HOUR": "1000000",
        }
        self.process = None

    def manage(self, *arguments, text=None):
        result = subprocess.run(  # noqa: S603
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            input=text,
            capture_output=True,
            text=True,
            check=False,
        )
        assert result.returncode == 0, result.stderr
        return result.stdout

    def start(self):
        gunicorn = [sys.executable, "-m", "gunicorn", "caucasus_center.wsgi", "--workers", "2"]
        options = ["--threads", "8", "--bind", f"127.0.0.1:{self.port}", "--no-control-socket"]
        self.process = subprocess.Popen(  # noqa: S603
            [*gunicorn, *options, "--log-level", "critical"],
            cwd=ROOT,
            env=self.environment,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def kill(self):
        """End the master and its workers in the middle of whatever they do."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


class Contributor(threading.Thread):
    """One connection that sends its simulations one after another, each until it has a receipt."""

    def __init__(self, port, address, titles, deadline):
        super().__init__(daemon=True)
        self.port, self.address, self.titles, self.deadline = port, address, titles, deadline
        self.acknowledged = []
        self.repeated = 0

    def run(self):
        for title in self.titles:
            key = None
            while time.monotonic() < self.deadline:
                try:
                    key = key or self.open_form()
                    if self.send(title, key):
                        self.acknowledged.append(title)
                        break
                except (OSError, http.client.HTTPException):
                    self.repeated += 1
                    time.sleep(0.2)  # until the server is back

    def ask(self, method, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, self.address, body, headers or {})
            response = connection.getresponse()
            return response.status, response.read().decode()
        finally:
            connection.close()

    def open_form(self):
        _status, page = self.ask("GET")
        found = re.search(r'name="key" value="([^"]+)"', page)
        if not found:
            raise http.client.HTTPException("no form")
        return found[1]

    def send(self, title, key):
        boundary = secrets.token_hex(16)
        answers = {
            "key": key,
            "full_name": "Soak Example",
            "position": "Tester",
            "email": f"{title}@example.org",
            "phone": "+994125550123",
            "title": title,
            "summary": "A summary.",
            "language": "en",
            "text": "word " * 800,
            "publication": "on",
            "licence": "on",
            "privacy": "on",
        }
        parts = [
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in answers.items()
        ]
        parts.append(
            f'--{boundary}\r\nContent-Disposition: form-data; name="files"; filename="a.pdf"\r\n'
            f"Content-Type: application/pdf\r\n\r\n%PDF-1.4 {title}\r\n--{boundary}--\r\n"
        )
        headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        status, page = self.ask("POST", "".join(parts).encode(), headers)
        if status == 302:
            return True
        assert status >= 500, f"{status}: {urlencode(answers)[:80]} {page[:2000]}"
        raise http.client.HTTPException(str(status))


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request, tmp_path):
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'soak.sqlite3'}"
        return
    address = postgresql_url()
    if not address:
        pytest.skip("no PostgreSQL server answers")
    name = f"soak_{secrets.token_hex(4)}"
    with psycopg.connect(address, autocommit=True) as administration:
        administration.execute(f"CREATE DATABASE {name}")
        yield address.rpartition("/")[0] + f"/{name}"
        administration.execute(f"DROP DATABASE {name} WITH (FORCE)")


MAKE_CALL = """
import datetime as dt
from django.utils import timezone
from submissions.models import Call
now = timezone.now()
Call.objects.create(title="Soak", scenario="x", terms="x", is_public=True,
    opens_at=now - dt.timedelta(days=1), closes_at=now + dt.timedelta(days=1))
"""


def test_no_kill_loses_or_doubles_a_submission(tmp_path, database):
    server = Server(tmp_path, database)
    server.manage("migrate", "--verbosity", "0")
    server.manage("shell", "--verbosity", "0", text=MAKE_CALL)
    titles = [f"soak-{number}" for number in range(SUBMISSIONS)]
    deadline = time.monotonic() + MAX_SECONDS
    contributors = [
        Contributor(server.port, "/simulations/soak/submit/", titles[n::CONNECTIONS], deadline)
        for n in range(CONNECTIONS)
    ]
    server.start()
    try:
        for contributor in contributors:
            contributor.start()
        for kill in range(1, KILLS + 1):
            wait_until(contributors, kill * SUBMISSIONS // (KILLS + 1), deadline)
            server.kill()
            server.start()
        for contributor in contributors:
            contributor.join(timeout=max(1, deadline - time.monotonic()))
    finally:
        server.kill()
    acknowledged = Counter(title for one in contributors for title in one.acknowledged)
    assert set(acknowledged) == set(titles)
    assert sum(one.repeated for one in contributors) > 0, "no kill interrupted anybody"
    stored = json.loads(server.manage("shell", "--verbosity", "0", text=REPORT))
    assert sorted(title for title, *_ in stored) == sorted(titles)
    broken = [row for row in stored if row[1:] != [2, 3, [True]]]
    assert broken == []


def wait_until(contributors, number, deadline):
    while sum(len(one.acknowledged) for one in contributors) < number:
        assert time.monotonic() < deadline, "the server did not keep up"
        time.sleep(0.05)
