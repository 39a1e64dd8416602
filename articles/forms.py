"""The form that the text of an article is written in."""

import json

from django import forms
from django.urls import reverse
from django_prose_editor.widgets import importmap
from js_asset import ImportMap, Media, Script

from articles import markup
from articles.models import Article
from photos.models import Photo

EDITOR_MODULES = ["dialog", "figure", "link", "note", "paste", "source", "table", "toolbar"]


class BodyWidget(forms.Textarea):
    """The editor; without scripts a textarea that holds the same text as HTML.

    Its modules import each other by name through the import map, so that hashed file names work.
    The map is an inline script: the page that prints this widget's media gives it its nonce.
    """

    def __init__(self, attrs=None):
        super().__init__({"rows": 30, **(attrs or {})})

    @property
    def media(self):
        modules = {f"article-editor/{name}": f"js/editor/{name}.js" for name in EDITOR_MODULES}
        return Media(
            importmap=importmap | ImportMap(modules),
            css={"all": ["css/editor.css"]},
            js=[Script("js/editor/article.js", type="module")],
        )

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        settings = {
            "picker": reverse("admin:photos_photo_picker"),
            "photos": self.photos_in(value or ""),
        }
        context["widget"]["attrs"]["data-article-editor"] = json.dumps(settings)
        return context

    def photos_in(self, html: str) -> dict:
        """Return what the editor shows of each photo in the text."""
        keys = {key for key, _ in markup.figures(html)}
        return {
            photo.pk: {
                "src": photo.src,
                "alt": photo.alt_text,
                "caption": photo.caption,
                "credit": photo.labelled_credit,
                "problems": photo.problems(),
            }
            for photo in (Photo.objects.filter(pk__in=keys) if keys else [])
        }


class ArticleAdminForm(forms.ModelForm):
    """An article's form; after it was valid, `losses` says what had to be left out of the text."""

    losses: list[str] = []

    class Meta:
        model = Article
        fields = ["body"]
        widgets = {"body": BodyWidget}

    def clean_body(self):
        body = self.cleaned_data["body"]
        self.losses = markup.losses(body)
        return markup.clean(body)
