from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse

from house.models import LocalNotice, Outlet, SiteSettings, SocialAccount

TERMS = (
    "What others may do with our texts",
    {
        "fields": [
            "republish_policy",
            "extract_paragraphs",
            "republish_window_days",
            "licence",
            "republish_notice",
        ]
    },
)


class LocalNoticeInline(admin.TabularInline):
    model = LocalNotice
    extra = 0


class SocialAccountInline(admin.TabularInline):
    model = SocialAccount
    extra = 0


@admin.register(SiteSettings)
class SiteSettingsAdmin(admin.ModelAdmin):
    """One row: its list leads straight to it."""

    inlines = [LocalNoticeInline, SocialAccountInline]
    fieldsets = [
        ("Names", {"fields": ["name", "tagline", "full_name", "acronym", "description"]}),
        ("Contact", {"fields": ["email", "phone", "address", "place"]}),
        TERMS,
        ("Feeds", {"fields": ["feed_has_full_text"]}),
    ]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_object(self, request, object_id, from_field=None):
        return SiteSettings.load() if object_id == "1" else None

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        return redirect(reverse("admin:house_sitesettings_change", args=[1]))


@admin.register(Outlet)
class OutletAdmin(admin.ModelAdmin):
    list_display = ["name", "country", "is_state_owned", "canonical_rule", "may_republish_further"]
    list_filter = ["is_state_owned", "may_republish_further"]
    search_fields = ["name", "aliases", "url"]
    fieldsets = [
        (None, {"fields": ["name", "aliases", "url", "country", "is_state_owned"]}),
        (
            "As a partner",
            {"fields": ["canonical_rule", "may_republish_further", "agreement"]},
        ),
    ]
