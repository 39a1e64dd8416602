"""What the frame of every page links: the sections, and the static pages such as About."""

from django.conf import settings
from django.contrib.flatpages.models import FlatPage
from django.db.models import Value
from django.utils.functional import SimpleLazyObject

from articles.models import Category


def frame(request):
    rows = SimpleLazyObject(_rows)
    return {
        "menu": SimpleLazyObject(
            lambda: [
                Category(slug=address, name=name) for place, *_, address, name in rows if place
            ]
        ),
        "static_pages": SimpleLazyObject(
            lambda: [
                FlatPage(url=address, title=name) for place, *_, address, name in rows if not place
            ]
        ),
    }


def _rows() -> list[tuple]:
    """Read both small tables by one query, for every page pays for it."""
    sections = Category.objects.filter(is_in_menu=True).annotate(in_menu=Value(1))
    pages = FlatPage.objects.filter(sites=settings.SITE_ID)
    pages = pages.annotate(in_menu=Value(0), position=Value(0))
    return sorted(
        sections.order_by()
        .values_list("in_menu", "position", "pk", "slug", "name")
        .union(pages.order_by().values_list("in_menu", "position", "pk", "url", "title"), all=True)
    )
