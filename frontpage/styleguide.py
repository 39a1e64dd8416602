"""The living style page: every component in every state, while DEBUG is on.

Its articles are made in memory and shaped like the hard cases of a real archive.
"""

import datetime as dt

from django import forms
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone

from articles.models import Article, Byline, Category, Correction, Filing
from articles.rendering import Note
from authors.models import Author
from photos.models import Photo
from series.models import Issue, Series

COLOURS = "paper tint tint-deep ink soft line link live live-tint warn warn-tint good mark plate"


class SampleForm(forms.Form):
    name = forms.CharField(label="Full name", help_text="As it should stand over your text.")
    email = forms.EmailField(label="E-mail address", help_text="Never printed.")
    affiliation = forms.CharField(label="Affiliation", required=False)
    text = forms.CharField(label="Text", widget=forms.Textarea, help_text="800 to 2,000 words.")
    agrees = forms.BooleanField(label="The Center may publish it under my name and title.")


def styleguide(request):
    articles = [
        sample("A sea that leaves its harbours", ["Transport Desk", "Energy Desk"], number=1),
        sample(
            "A customs form in three alphabets: what the single window would really replace",
            ["Borders Desk"],
            genre=Article.Genre.REPORT,
            number=2,
        ),
        sample("Donaudampfschifffahrtsgesellschaftskapitän", ["Field Desk"], is_exclusive=True),
        sample("ზღვა, რომელიც თავის ნავსადგურებს ტოვებს", ["Energy Desk"], language="ka"),
    ]
    page = Paginator(range(71), 6).page(3)
    form = SampleForm({"name": "Gülçöhrə Şıxəmirli", "email": "gulcohre.example.org"})
    corrections = [
        Correction(pk=pk, kind=kind, text="The table gave 358 million dollars. It is 385 million.")
        for pk, kind in enumerate(Correction.Kind, start=1)
    ]
    context = {
        "articles": articles,
        "colours": COLOURS.split(),
        "corrections": corrections,
        "form": form,
        "notes": [Note(1, "fn1", "The lines are repainted each March.", ["fnref1"])],
        "page": page,
        "pages": page.paginator.get_elided_page_range(page.number),
        "photos": Photo.objects.public()[:2],
    }
    return render(request, "styleguide.html", context)


def sample(title: str, names: list[str], number: int | None = None, **fields) -> Article:
    """Return an unsaved article with everything a component prints."""
    series = Series(name="Corridor Papers", slug="corridor-papers")
    article = Article(
        pk=len(title),  # any key will do: nothing is asked for by it
        title=title,
        slug="sample",
        excerpt="The Caspian is dropping faster than the dredgers can dig.",
        part_number=number,
        series=series if number else None,
        issue=Issue(series=series, volume=3, number="4", slug="4") if number == 1 else None,
        first_page="11" if number else "",
        last_page="19" if number else "",
        **fields,
    )
    article.public_from = timezone.make_aware(dt.datetime(2025, 11, 18, 9))
    article._prefetched_objects_cache = {
        "bylines": [
            Byline(
                author=Author(name=name, slug="sample", bio="Follows what moves."),
                affiliation="CCSIS",
            )
            for name in names
        ],
        "filings": [
            Filing(category=Category(name=name, slug="sample"))
            for name in ["Corridors", "Central Asia", "Energy and water"][: len(names) + 1]
        ],
    }
    return article
