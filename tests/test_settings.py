"""What an operator sets, and what the site says when it is set wrong."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SETTINGS = (ROOT / "caucasus_center" / "settings.py").read_text()
PRODUCTION = {
    "SECRET_KEY": "k" * 25 + "0123456789abcdefghijklmnopqrstuvwxyz",
    "SITE_URL": "https://caucasus.example.org",
    "DATABASE_URL": "sqlite:///:memory:",
}


def manage(*arguments, **variables):
    """Run manage.py in an environment of these variables alone."""
    environment = {"PATH": os.environ["PATH"], "ENV_FILE": os.devnull, **variables}
    return subprocess.run(  # noqa: S603
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_readme_lists_every_variable_that_the_settings_read():
    read = set(re.findall(r'env(?:\.\w+)?\(\s*"([A-Z0-9_]+)"', SETTINGS))
    table = (ROOT / "README.md").read_text()
    listed = set(re.findall(r"^\| `([A-Z0-9_]+)`", table, re.MULTILINE))
    assert listed == read | {"DEMO_ADMIN_PASSWORD"}


def test_check_deploy_is_clean_with_the_documented_variables():
    result = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert "no issues" in result.stdout, result.stderr
    assert result.returncode == 0


def test_production_refuses_to_start_without_a_secret():
    result = manage("check", **{**PRODUCTION, "SECRET_KEY": ""})
    assert result.returncode != 0
    assert "Set SECRET_KEY to a long random text" in result.stderr


@pytest.mark.parametrize("address", ["caucasus.example.org", "ftp://caucasus.example.org", ""])
def test_a_wrong_site_address_is_named_at_the_start(address):
    result = manage("check", **{**PRODUCTION, "SITE_URL": address})
    assert result.returncode != 0
    assert "SITE_URL must be a whole address" in result.stderr


def test_models_and_migrations_agree():
    result = manage("makemigrations", "--check", "--dry-run", **PRODUCTION)
    assert result.returncode == 0, result.stdout


def test_requirements_are_pinned_with_hashes_and_name_no_download_address():
    for path in ROOT.glob("requirements*.txt"):
        text = path.read_text()
        assert "--hash=sha256:" in text
        assert "://" not in text
        assert "index-url" not in text
