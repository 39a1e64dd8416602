"""The first account of a demo site."""

import secrets

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group


def make_editor() -> str | None:
    """Make the first account when there is none of this name; return its password, else None."""
    users = get_user_model().objects
    if users.filter(username="editor").exists():
        return None
    password = settings.DEMO_ADMIN_PASSWORD or secrets.token_urlsafe(12)
    user = users.create_superuser("editor", password=password)
    user.groups.set(Group.objects.filter(name="Administrator"))
    return password
