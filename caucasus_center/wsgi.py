"""The door that gunicorn opens: stored pages first, then Django."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caucasus_center.settings")

site = get_wsgi_application()

from pagecache.wsgi import PageCache  # noqa: E402  needs the apps that the line above loads

application = PageCache(site)
