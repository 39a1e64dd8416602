from django.contrib import admin

from house.admin import TERMS
from series.models import Issue, Series


@admin.register(Series)
class SeriesAdmin(admin.ModelAdmin):
    list_display = ["name", "abbreviation", "kind", "numbering", "publisher", "issn"]
    list_filter = ["kind", "numbering"]
    list_select_related = ["partner"]
    search_fields = ["name", "abbreviation", "issn"]
    autocomplete_fields = ["partner", "cover"]
    fieldsets = [
        (None, {"fields": ["name", "abbreviation", "slug", "kind", "language", "description"]}),
        ("Numbers", {"fields": ["numbering", "first_volume_year", "issn"]}),
        ("Whose it is", {"fields": ["partner"]}),
        ("Cover", {"fields": ["cover"]}),
        TERMS,
    ]

    @admin.display(description="published by", ordering="partner__name")
    def publisher(self, series):
        return series.partner or "Us"


@admin.register(Issue)
class IssueAdmin(admin.ModelAdmin):
    list_display = ["label", "date", "title", "is_whole"]
    list_filter = [("series", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["series"]
    ordering = ["-date", "-pk"]
    # "EDM 22 112" finds the issue by series, volume and number, as an editor would type it.
    search_fields = ["series__name", "series__abbreviation", "=volume", "number", "season", "title"]
    autocomplete_fields = ["series", "cover"]
    fieldsets = [
        (None, {"fields": ["series", ("volume", "number", "season"), "date"]}),
        ("On its page", {"fields": ["title", "cover", "editors_note"]}),
    ]

    @admin.display(description="issue", ordering="series__name")
    def label(self, issue):
        return str(issue)

    @admin.display(description="has its number", boolean=True)
    def is_whole(self, issue):
        return not issue.is_incomplete
