"""The shipped nginx configuration, in a real nginx before a real gunicorn."""

import http.client
import os
import shutil
import signal
import socket
import string
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
pytestmark = [
    pytest.mark.nginx,
    pytest.mark.skipif(
        bool(os.environ.get("TEST_DATABASE_URL")),
        reason="only on SQLite: the site of these tests brings its own database",
    ),
]


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def wait_for(port):
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(f"nothing listens on {port}")


class Site:
    """A migrated site in a folder of its own, behind nginx."""

    def __init__(self, folder):
        self.folder, self.port, self.upstream = folder, free_port(), free_port()
        self.environment = {
            "PATH": os.environ["PATH"],
            "ENV_FILE": os.devnull,
            "SECRET_KEY": "for this test alone",
            "SITE_URL": f"http://127.0.0.1:{self.port}",
            "DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}",
            "STATIC_MANIFEST": "on",
            "STATIC_ROOT": str(folder / "static"),
            "MEDIA_ROOT": str(folder / "media"),
        }
        self.manage("migrate", "--verbosity", "0")
        self.manage("collectstatic", "--noinput", "--verbosity", "0")
        self.start_application()
        names = {
            "HOST": "127.0.0.1",
            "LISTEN": f"127.0.0.1:{self.port}",
            "UPSTREAM": f"127.0.0.1:{self.upstream}",
            "STATIC_ROOT": folder / "static",
            "MEDIA_ROOT": folder / "media",
            "CACHE": folder / "nginx-cache",
        }
        template = (ROOT / "deploy" / "nginx.conf.in").read_text()
        server = string.Template(template).safe_substitute(names)
        temporary = "".join(
            f"{kind}_temp_path {folder}/{kind};"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        (folder / "nginx.conf").write_text(
            f"{'user root;' if os.geteuid() == 0 else ''} daemon off; pid {folder}/nginx.pid;"
            f"error_log {folder}/error.log; events {{}}"
            f"http {{ include /etc/nginx/mime.types; access_log off; {temporary} {server} }}"
        )
        self.nginx = subprocess.Popen(  # noqa: S603
            [shutil.which("nginx"), "-p", str(folder), "-c", str(folder / "nginx.conf")]
        )
        wait_for(self.port)

    def manage(self, *arguments, stdin=None):
        return subprocess.run(  # noqa: S603
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            input=stdin,
            text=True,
            check=True,
            capture_output=True,
        ).stdout

    def start_application(self):
        self.application = subprocess.Popen(  # noqa: S603
            [
                *(sys.executable, "-m", "gunicorn", "caucasus_center.wsgi", "--no-control-socket"),
                *("--bind", f"127.0.0.1:{self.upstream}", "--threads", "4", "--log-level", "error"),
            ],
            cwd=ROOT,
            env=self.environment,
        )
        wait_for(self.upstream)

    def stop_application(self):
        self.application.send_signal(signal.SIGKILL)
        self.application.wait()

    def get(self, path, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        response.text = response.read().decode("utf-8", "replace")
        connection.close()
        return response

    def stop(self):
        self.stop_application()
        self.nginx.terminate()
        self.nginx.wait()


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    site = Site(tmp_path_factory.mktemp("site"))
    yield site
    site.stop()


def test_a_published_article_is_on_the_front_page_within_two_seconds(site):
    site.get("/")
    site.manage(
        "shell",
        stdin=(
            "from django.utils import timezone; from articles.models import Article;"
            "Article.objects.create(title='Fresh from the desk', status='published',"
            " published_at=timezone.now())"
        ),
    )
    published = time.monotonic()
    while "Fresh from the desk" not in site.get("/").text:
        assert time.monotonic() - published < 2
        time.sleep(0.1)


def test_pages_stay_up_while_the_application_restarts(site):
    assert site.get("/").status == 200
    site.stop_application()
    try:
        time.sleep(1.2)  # past the second that a page is fresh
        assert [site.get("/").status for _ in range(20)] == [200] * 20
    finally:
        site.start_application()


def test_static_files_come_from_nginx_hashed_and_immutable(site):
    home = site.get("/").text
    address = home.split('rel="stylesheet" href="')[1].split('"')[0]
    response = site.get(address)
    assert response.status == 200
    assert "immutable" in response.headers["Cache-Control"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_a_stream_of_log_ins_from_one_address_is_slowed(site):
    statuses = {site.get("/admin/login/").status for _ in range(30)}
    assert 429 in statuses


def test_the_folder_of_photos_is_not_an_address(site):
    assert site.get("/protected-media/").status == 404
