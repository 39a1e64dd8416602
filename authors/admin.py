from django.contrib import admin
from django.db.models import Count
from django.urls import reverse
from django.utils.html import format_html

from authors.models import Author, AuthorLink


class AuthorLinkInline(admin.TabularInline):
    model = AuthorLink
    extra = 0


@admin.register(Author)
class AuthorAdmin(admin.ModelAdmin):
    list_display = ["name", "title", "affiliation", "kind", "signed"]
    list_filter = ["kind"]
    list_per_page = 50
    ordering = ["family_name", "name"]
    search_fields = ["name", "family_name", "given_name", "affiliation"]
    autocomplete_fields = ["portrait"]
    inlines = [AuthorLinkInline]
    fieldsets = [
        ("Name", {"fields": ["kind", "name", ("given_name", "family_name"), "slug"]}),
        ("Today", {"fields": ["title", "affiliation", "bio", "portrait"]}),
        ("Elsewhere", {"fields": ["orcid"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(signed_count=Count("bylines"))

    @admin.display(description="articles signed", ordering="signed_count")
    def signed(self, author):
        url = reverse("admin:articles_article_changelist")
        return format_html('<a href="{}?author={}">{}</a>', url, author.pk, author.signed_count)
