"""Which real servers answer here; as a command, it prints PostgreSQL's address or fails."""

import os
import shutil
import socket
import sys

import psycopg


def postgresql_url() -> str:
    """Return TEST_DATABASE_URL, or a local server where this account may make databases, or ""."""
    url = os.environ.get("TEST_DATABASE_URL") or "postgres://127.0.0.1:5432/postgres"
    try:
        with psycopg.connect(url, connect_timeout=3) as connection:
            may_create = connection.execute(
                "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
            ).fetchone()[0]
            user = connection.info.user
    except psycopg.Error:
        return ""
    if not may_create:
        return ""
    return os.environ.get("TEST_DATABASE_URL") or f"postgres://{user}@127.0.0.1:5432/postgres"


def redis_url() -> str:
    """Return TEST_REDIS_URL, or the local server's address when it answers, or ""."""
    if url := os.environ.get("TEST_REDIS_URL"):
        return url
    try:
        with socket.create_connection(("127.0.0.1", 6379), timeout=1):
            return "redis://127.0.0.1:6379/9"
    except OSError:
        return ""


def missing() -> dict[str, str]:
    """Return the markers whose server is away, each with the reason printed for skipping."""
    reasons = {}
    if not shutil.which("chromium"):
        reasons["browser"] = "Chromium is not installed"
    if not redis_url():
        reasons["redis"] = "no Redis server answers"
    if not shutil.which("nginx"):
        reasons["nginx"] = "nginx is not installed"
    return reasons


if __name__ == "__main__":
    if not (found := postgresql_url()):
        sys.exit("no PostgreSQL server answers where this account may make databases")
    print(found)
