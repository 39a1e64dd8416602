from django import forms
from django.conf import settings
from django.contrib import admin

from submissions.models import Call


class CallForm(forms.ModelForm):
    languages = forms.MultipleChoiceField(
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        help_text=Call._meta.get_field("languages").help_text,
    )


@admin.register(Call)
class CallAdmin(admin.ModelAdmin):
    form = CallForm
    list_display = ["title", "state", "opens_at", "closes_at", "is_public"]
    list_filter = ["is_public", "series"]
    search_fields = ["title", "scenario"]
    prepopulated_fields = {"slug": ["title"]}
    fieldsets = [
        (None, {"fields": ["title", "slug", "summary", "scenario", "criteria"]}),
        ("Who may answer, and how", {"fields": ["languages", "min_words", "max_words", "terms"]}),
        ("When", {"fields": ["opens_at", "closes_at", "has_results", "is_public"]}),
        ("Where it belongs", {"fields": ["series", "contact_email"]}),
    ]

    @admin.display(description="state")
    def state(self, call):
        return call.state().label
