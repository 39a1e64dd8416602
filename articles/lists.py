"""The pages of the archive: a category, a tag, the articles by date, the corrections,
search."""

import datetime as dt
from urllib.parse import quote

from django.conf import settings
from django.core.cache import cache
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse, translate_url
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles import documents, facets, feeds, listings, reuse
from articles.models import Article, Category, Correction, Entry, Tag
from articles.search import MOST_LETTERS, Search, suggestion, vocabulary
from pagecache.paging import Remembered, paginate


def category_detail(request, slug):
    category = get_object_or_404(Category.objects.select_related("parent"), slug=slug)
    chosen = facets.Chosen.from_query(request.GET)
    remembered, language, path = Remembered(), get_language(), request.path
    entries = category.entries.filter(public_from__lte=timezone.now())
    author = chosen.author.pk if chosen.author else ""
    rows = remembered.get(
        f"category {category.pk} by {author}",
        lambda: facets.table(chosen.narrow_to_author(entries)),
    )
    authors = remembered.get(
        f"authors of category {category.pk} {language}",
        lambda: facets.most_frequent_authors(entries.filter(language=language)),
    )
    page = paginate(
        request,
        chosen.narrow(entries.filter(language=language)).article_keys(),
        Article.objects.published().for_cards(),
        facets.total(rows, language, chosen),
        filters=chosen.query,
    )
    return render(
        request,
        "articles/category_detail.html",
        {
            "category": category,
            "page": page,
            "facets": [
                *facets.facets(
                    rows,
                    language,
                    chosen,
                    path,
                    remembered.get("names of series", facets.series_names),
                ),
                facets.author_facet(authors, chosen, path),
                facets.language_facet(rows, language, same_page_in_languages(path)),
            ],
            "is_narrowed": bool(chosen.query),
            "total": sum(row[-1] for row in rows if row[0] == language),
            "first_year": min((row[1] for row in rows if row[0] == language), default=None),
        },
    )


def tag_detail(request, slug):
    tag = get_object_or_404(Tag, slug=slug)
    rows = tag.article_tags.listed(get_language())
    page = paginate(
        request,
        rows.article_keys("content_object_id"),
        Article.objects.published().for_cards(),
        Remembered().get(f"tag {tag.pk} {get_language()}", rows.count),
    )
    return render(request, "articles/tag_detail.html", {"tag": tag, "page": page})


def archive(request, year=None, month=None):
    """The whole archive, a year or a month of it, as a ledger under its calendar."""
    year, month = year and int(year), month and int(month)
    language = get_language()
    entries = Entry.objects.filter(category=None).listed(language)
    numbers = Remembered().get(f"archive {language}", lambda: by_month(entries))
    if month is not None and month not in range(1, 13):
        raise Http404("no such month")
    lines = calendar(numbers)
    if year is not None:
        first, last = year * 100 + (month or 0), year * 100 + (month or 99)
        numbers = {one: number for one, number in numbers.items() if first <= one <= last}
        start = moment(year, month or 1)
        end = moment(year + (month in (None, 12)), (month or 12) % 12 + 1)
        entries = entries.filter(public_from__gte=start, public_from__lt=end)
        if not numbers and year not in range(1990, timezone.localdate().year + 1):
            raise Http404("no such year")
    page = paginate(
        request,
        entries.article_keys(),
        Article.objects.published().for_cards(),
        sum(numbers.values()),
    )
    return render(
        request,
        "articles/archive.html",
        {
            "page": page,
            "months": by_date(page.object_list),
            "calendar": [line for line in lines if year in (None, line["year"])],
            "year": year,
            "month": moment(year, month) if month else None,
            "neighbours": neighbours(lines, year, month),
        },
    )


def corrections(request):
    """What was put right in public articles, the newest first."""
    rows = Correction.objects.filter(
        article__public_from__lte=timezone.now(), article__language=get_language()
    )
    page = paginate(
        request,
        rows.order_by("-made_at", "-pk").values_list("pk", flat=True),
        rows.select_related("article").defer("article__body"),
        rows.count(),
    )
    return render(request, "articles/corrections.html", {"page": page})


def search(request):
    """The search page; without a query only its box."""
    query = " ".join(request.GET.get("q", "").replace("\x00", " ").split())
    sort = request.GET.get("sort", "")
    if sort not in ("", "date"):
        raise Http404("no such order")
    chosen = facets.Chosen.from_query(request.GET)
    category = (
        get_object_or_404(Category, slug=request.GET["category"])
        if request.GET.get("category")
        else None
    )
    language = request.GET.get("language", "")
    if language not in {"", *dict(settings.LANGUAGES)}:
        raise Http404("no such language")
    found = Search(query, sort, chosen, category and category.pk, language)
    filters = {"q": query} if query else {}
    filters |= {"category": category.slug} if category else {}
    filters |= {"language": language} if language else {}
    filters |= chosen.query | ({"sort": sort} if sort else {})
    # With the body: the line around the words that were found is cut from it.
    cards = Article.objects.published().for_cards().defer(None).defer("summary", "disclosure")
    page = paginate(request, found, cards, found.count, filters=filters)
    snippets = found.snippets()
    for article in page.object_list:
        article.snippet = snippets.of(article.excerpt, documents.plain(article.body))
    return render(
        request,
        "articles/search.html",
        {
            "query": query,
            "encoded": quote(query),
            "page": page,
            "sort": sort,
            "facets": facets.of_search(found, filters, request.path),
            "other_order": facets.address(request.path, filters | {"sort": "" if sort else "date"}),
            "also": found.also(),
            "suggestion": suggest(query) if found.terms and not found.count else "",
            "is_narrowed": bool(filters.keys() - {"q", "sort"}),
        },
    )


def search_feed(request, ending):
    """The newest articles that a query finds, as a feed."""
    return feeds.feed(request, lambda: searched(request), ending)


def search_cite(request, ending):
    """The references of everything that a query finds."""
    return reuse.list_cite(request, lambda: searched(request), ending)


def searched(request) -> listings.Listing:
    query = request.GET.get("q", "")[:MOST_LETTERS]
    title = f"{_('Search')}: {query}" if query else _("Search")
    return listings.Listing(title, Search(query, sort="date"))


def suggest(query: str) -> str:
    known = cache.get_or_set("search-vocabulary", vocabulary, 600)
    return suggestion(query, known)


def by_month(entries) -> dict[int, int]:
    return dict(entries.order_by().values_list("month").annotate(Count("pk")))


def calendar(numbers: dict[int, int]) -> list[dict]:
    """Lay the counts out by year, newest first, with all twelve months of each."""
    return [
        {
            "year": year,
            "count": sum(number for month, number in numbers.items() if month // 100 == year),
            "months": [
                {"first_day": dt.date(year, month, 1), "count": numbers.get(year * 100 + month, 0)}
                for month in range(1, 13)
            ],
        }
        for year in sorted({month // 100 for month in numbers}, reverse=True)
    ]


def by_date(articles: list[Article]) -> list[tuple[dt.date, list[Article]]]:
    """Group the articles of a page under the first day of their month."""
    groups = {}
    for article in articles:
        day = timezone.localdate(article.public_from).replace(day=1)
        groups.setdefault(day, []).append(article)
    return list(groups.items())


def neighbours(lines: list[dict], year: int | None, month: int | None) -> dict:
    """Return the nearest earlier and later year or month that has articles."""
    if year is None:
        return {}
    if month is None:
        days = [dt.date(line["year"], 1, 1) for line in lines]
        here, form, name = dt.date(year, 1, 1), "Y", "archive:archive-year"
    else:
        days = [one["first_day"] for line in lines for one in line["months"] if one["count"]]
        here, form, name = dt.date(year, month, 1), "F Y", "archive:archive-month"

    def place(day):
        args = [day.year] if month is None else [day.year, f"{day:%m}"]
        return {"day": day, "form": form, "url": reverse(name, args=args)}

    earlier, later = [day for day in days if day < here], [day for day in days if day > here]
    return {
        "earlier": place(max(earlier)) if earlier else None,
        "later": place(min(later)) if later else None,
    }


def moment(year: int, month: int) -> dt.datetime:
    """Return the first moment of a month by the clock of the house."""
    if not 1 <= year <= 9998:
        raise Http404("no such year")
    return timezone.make_aware(dt.datetime(year, month, 1))


def same_page_in_languages(path: str) -> dict[str, str]:
    return {code: translate_url(path, code) for code, _name in settings.LANGUAGES}
