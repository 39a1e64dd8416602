from django.urls import reverse

from house.sitemaps import HouseSitemap
from submissions.models import Call


class CallSitemap(HouseSitemap):
    """Every call that readers may see, and their list once there is one."""

    def items(self):
        addresses = [call.get_absolute_url() for call in Call.objects.public().order_by("pk")]
        return [reverse("submissions:calls"), *addresses] if addresses else []

    def location(self, item):
        return item
