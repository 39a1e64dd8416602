from django.urls import reverse

from house.sitemaps import HouseSitemap


class HomeSitemap(HouseSitemap):
    """The front page in every language."""

    i18n = alternates = x_default = True

    def items(self):
        return ["frontpage:home"]

    def location(self, name):
        return reverse(name)
