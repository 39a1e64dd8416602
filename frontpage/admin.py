from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse

from articles.admin import LinesInline
from frontpage.models import ExchangeRate, FrontPage, FrontSection, PinnedArticle
from house.forms import MOMENTS


class PinnedArticleInline(LinesInline):
    model = PinnedArticle
    autocomplete_fields = ["article"]
    fields = ["article", "position"]
    verbose_name_plural = "pinned under the lead: the first three that are public"


class FrontSectionInline(LinesInline):
    model = FrontSection
    autocomplete_fields = ["category"]
    fields = ["category", "position"]
    verbose_name_plural = "sections, from top to bottom"


@admin.register(FrontPage)
class FrontPageAdmin(admin.ModelAdmin):
    autocomplete_fields = ["lead"]
    fieldsets = [
        (None, {"fields": ["lead"]}),
        ("Exchange rates", {"fields": ["shows_rates", "rates_source", "rates_source_url"]}),
    ]
    inlines = [PinnedArticleInline, FrontSectionInline]

    def changelist_view(self, request, extra_context=None):
        """There is one front page: its list is its form."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        page = FrontPage.objects.first()
        if page:
            return redirect("admin:frontpage_frontpage_change", page.pk)
        return redirect("admin:frontpage_frontpage_add")

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not FrontPage.objects.exists()

    def has_delete_permission(self, request, obj=None):
        return False

    def view_on_site(self, obj):
        return reverse("frontpage:home")


@admin.register(ExchangeRate)
class ExchangeRateAdmin(admin.ModelAdmin):
    formfield_overrides = MOMENTS
    list_display = ["currency", "per_dollar", "at"]
    list_filter = ["currency"]
    date_hierarchy = "at"
