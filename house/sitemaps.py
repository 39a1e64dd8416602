"""What every sitemap of the site shares: its address and a date found without reading its items."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap


class HouseSitemap(Sitemap):
    protocol = urlsplit(settings.SITE_URL).scheme
    limit = 1000

    def get_domain(self, site=None):
        return urlsplit(settings.SITE_URL).netloc

    def get_latest_lastmod(self):
        """Return nothing by default: Django would read every item for it."""
        return
