from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language

from pagecache.paging import Remembered, paginate
from series.models import Issue, Series


def series_index(request):
    """Our own series first, then partners'; with what readers find in each."""
    numbers = Remembered().get("articles of every series", articles_by_series)
    found = [
        series
        for series in Series.objects.select_related("partner", "cover")
        if numbers.get(series.pk)
    ]
    for series in found:
        series.number = numbers[series.pk]
    return render(
        request,
        "series/series_index.html",
        {
            "own": [series for series in found if series.is_own],
            "partners": [series for series in found if not series.is_own],
        },
    )


def series_detail(request, slug):
    """The series: its volumes and issues, and all its pieces by date."""
    series = find(slug)
    language, remembered = get_language(), Remembered()
    articles = series.articles.published().in_language(language)
    page = paginate(
        request,
        articles.newest_first().values_list("pk", flat=True),
        series.articles.published().for_cards(),
        remembered.get(f"series {series.pk} {language}", articles.count),
    )
    return render(
        request,
        "series/series_detail.html",
        {
            "series": series,
            "page": page,
            "volumes": remembered.get(f"volumes of {series.pk}", lambda: volumes(series)),
        },
    )


def volume_detail(request, slug, volume):
    series, remembered = find(slug), Remembered()
    numbered = remembered.get(f"volumes of {series.pk}", lambda: volumes(series))
    issues = [issue for number, issues in numbered if number == volume for issue in issues]
    articles = series.articles.published().filter(issue__volume=volume)
    page = paginate(
        request,
        articles.newest_first().values_list("pk", flat=True),
        series.articles.published().for_cards(),
        remembered.get(f"volume {series.pk} {volume}", articles.count),
    )
    if not page.paginator.count:
        raise Http404("no such volume")
    return render(
        request,
        "series/volume_detail.html",
        {
            "series": series,
            "volume": Issue(series=series, volume=volume),
            "issues": [issue for issue in issues if issue.slug],
            "page": page,
            "others": [number for number, _issues in numbered if number != volume],
        },
    )


def issue_detail(request, slug, issue, volume=None):
    """The contents of an issue in their order, with the editor's note."""
    series = find(slug)
    found = get_object_or_404(series.issues.select_related("cover"), volume=volume, slug=issue)
    found.series = series
    contents = list(
        found.articles.published().for_cards().order_by("issue_position", "public_from", "pk")
    )
    if not contents:
        raise Http404("an issue that readers see nothing of")
    numbered = Remembered().get(f"volumes of {series.pk}", lambda: volumes(series))
    order = [one for _volume, issues in numbered for one in issues if one.slug]
    place = next((at for at, one in enumerate(order) if one.pk == found.pk), None)
    return render(
        request,
        "series/issue_detail.html",
        {
            "series": series,
            "issue": found,
            "contents": contents,
            "previous": order[place + 1] if place is not None and place + 1 < len(order) else None,
            "next": order[place - 1] if place else None,
            "volumes": [number for number, _issues in numbered if number is not None],
        },
    )


def find(slug: str) -> Series:
    return get_object_or_404(Series.objects.select_related("partner", "cover"), slug=slug)


def volumes(series: Series) -> list[tuple[int | None, list[Issue]]]:
    """Return the issues that readers find something in, by volume, the newest first."""
    public = Q(articles__public_from__lte=timezone.now())
    issues = series.issues.annotate(number_of_articles=Count("articles", filter=public))
    found = {}
    for issue in issues.filter(number_of_articles__gt=0).defer("editors_note"):
        issue.series = series
        found.setdefault(issue.volume, []).append(issue)
    return sorted(found.items(), key=lambda pair: -1 if pair[0] is None else -pair[0] - 2)


def articles_by_series() -> dict[int, int]:
    public = Q(articles__public_from__lte=timezone.now())
    counted = Series.objects.order_by().annotate(number=Count("articles", filter=public))
    return dict(counted.values_list("pk", "number"))
