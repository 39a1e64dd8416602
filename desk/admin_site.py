"""The admin as the editors' desk: its Content-Security-Policy, its bar and its first page."""

from csp.decorators import csp_update
from django.conf import settings
from django.contrib import admin
from django.urls import reverse

from desk.dashboard import today
from house.clock import time_zone_name

# What an editor goes to every day, in the bar on every page; the rest is one page away.
BAR = [
    ("Articles", "articles.Article"),
    ("Photos", "photos.Photo"),
    ("Authors", "authors.Author"),
    ("Series", "series.Series"),
    ("Issues", "series.Issue"),
    ("Categories", "articles.Category"),
    ("Corrections", "articles.Correction"),
    ("House words", "desk.HouseWord"),
    ("Republished", "articles.Republication"),
    ("Submissions", "submissions.Submission"),
    ("Calls", "submissions.Call"),
    ("Messages", "submissions.ContactMessage"),
    ("Front page", "frontpage.FrontPage"),
    ("Settings", "house.SiteSettings"),
]


class DeskSite(admin.AdminSite):
    index_title = "Today"
    enable_nav_sidebar = False

    def admin_view(self, view, cacheable=False):
        # The public policy, plus what pasting into the editor needs; scripts stay strict.
        view = csp_update(settings.ADMIN_CONTENT_SECURITY_POLICY)(view)
        return super().admin_view(view, cacheable)

    def index(self, request, extra_context=None):
        return super().index(request, (extra_context or {}) | today(request))

    def each_context(self, request):
        return super().each_context(request) | {
            "bar": list(self.bar(request)),
            "time_zone_name": time_zone_name(),
        }

    def bar(self, request):
        """Yield label, address and whether it is open, for what this user may see."""
        for label, name in BAR:
            model_admin = self.registered_under(name)
            if model_admin and model_admin.has_view_permission(request):
                url = reverse(f"admin:{name.lower().replace('.', '_')}_changelist")
                yield label, url, request.path.startswith(url)

    def registered_under(self, name):
        """Return the admin of the model called app.Model, or None."""
        return next((a for m, a in self._registry.items() if m._meta.label == name), None)
