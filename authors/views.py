from django.db.models import Count
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language

from authors.models import Author
from pagecache.paging import Remembered, paginate


def author_index(request):
    """Everyone who signed something that readers may see, by the first letter of the name."""
    language = get_language()
    counted = Remembered().get(f"authors {language}", lambda: numbers_of_pieces(language))
    letters = {}
    for author in Author.objects.only("name", "family_name", "given_name", "slug", "title"):
        author.number = counted.get(author.pk)
        if author.number:
            letters.setdefault(author.sort_name[:1].upper(), []).append(author)
    return render(request, "authors/author_index.html", {"letters": sorted(letters.items())})


def author_detail(request, slug):
    author = get_object_or_404(Author.objects.select_related("portrait"), slug=slug)
    language, remembered = get_language(), Remembered()
    rows = author.bylines.listed(language)
    page = paginate(
        request,
        rows.article_keys(),
        author.articles.published().for_cards(),
        remembered.get(f"author {author.pk} {language}", rows.count),
    )
    years = {}
    for article in page.object_list:
        years.setdefault(article.public_from.year, []).append(article)
    return render(
        request,
        "authors/author_detail.html",
        {
            "author": author,
            "page": page,
            "years": list(years.items()),
            "links": remembered.get(f"links of {author.pk}", lambda: list(author.links.all())),
            "signs_with": remembered.get(
                f"who signs with {author.pk} {language}", lambda: signs_with(author, rows)
            ),
            "writes_for": remembered.get(
                f"what {author.pk} writes for {language}", lambda: writes_for(author, language)
            ),
        },
    )


def numbers_of_pieces(language: str) -> dict[int, int]:
    bylines = Author._meta.get_field("bylines").related_model.objects
    rows = bylines.listed(language).select_related(None).order_by()
    return dict(rows.values_list("author").annotate(Count("pk")))


def signs_with(author: Author, rows) -> list[tuple]:
    """Return the names and addresses of those who sign with the author most often."""
    others = Author.objects.filter(bylines__article__in=rows.values("article_id"))
    counted = others.exclude(pk=author.pk).order_by().values_list("name", "slug")
    return list(counted.annotate(number=Count("pk")).order_by("-number", "name")[:6])


def writes_for(author: Author, language: str) -> list[tuple]:
    """Return the series that the author's pieces belong to."""
    articles = author.articles.published().in_language(language).filter(series__isnull=False)
    counted = articles.order_by().values_list("series__name", "series__slug")
    return list(counted.annotate(number=Count("pk")).order_by("-number", "series__name")[:6])
