"""The door that gunicorn opens: stored pages first, then Django."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caucasus_center.settings")

from pagecache.wsgi import PageCache

application = PageCache(get_wsgi_application())
