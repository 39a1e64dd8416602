"""Which articles stand on the front page of a language, and where: each of them once.

Places are filled in the order of importance: the lead, what the editors pinned, the newest issues,
the latest, then the sections. Candidates come by one query whatever the number of sections: an arm
for each list, bounded by that list's own index, so that the archive may grow for ever.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import OuterRef, Subquery, Value
from django.utils import timezone

from articles.models import Article, Category, Filing
from frontpage.models import FrontPage, FrontSection, PinnedArticle
from series.models import Issue, Series

PINNED, LATEST, IN_ISSUE, IN_SECTION, ISSUES = 3, 8, 6, 5, 2


@dataclass
class Section:
    category: Category
    story: Article
    others: list[Article]


@dataclass
class IssueCard:
    issue: Issue
    articles: list[Article]


@dataclass
class Edition:
    lead: Article | None = None
    pinned: list[Article] = field(default_factory=list)
    latest: list[Article] = field(default_factory=list)
    issues: list[IssueCard] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)


def edition(front: FrontPage, language: str, at: dt.datetime | None = None) -> Edition:
    """Return what the front page of a language shows at a moment."""
    at = at or timezone.now()
    pinned, sections = chosen(front)
    categories = list(Category.objects.all())
    issues = {issue.pk: issue for issue in newest_issues(language, at)}
    trees = {pk: branch(pk, categories) for pk in sections}
    places = candidates([front.lead_id, *pinned], trees, issues, language, at)

    taken = []

    def take(pks, number):
        free = list(dict.fromkeys(pk for pk in pks if pk not in taken))[:number]
        taken.extend(free)
        return free

    public = set(places["chosen"])
    newest = places["newest"]
    unpinned = [pk for pk in newest if pk not in pinned] or newest
    lead = take([pk for pk in [front.lead_id] if pk in public] or unpinned, 1)
    under_lead = take([pk for pk in pinned if pk in public], PINNED)
    in_issues = {}
    for pk in issues:
        # An issue all of whose articles stand above has nothing to add.
        if len(in_issues) < ISSUES and (found := take(places[f"issue {pk}"], IN_ISSUE)):
            in_issues[pk] = found
    latest = take(newest, LATEST)
    in_sections = {pk: take(places[f"section {pk}"], IN_SECTION) for pk in sections}

    cards = Article.objects.published(at).for_cards().in_bulk(taken)
    named = {category.pk: category for category in categories}
    return Edition(
        lead=cards[lead[0]] if lead else None,
        pinned=[cards[pk] for pk in under_lead],
        latest=[cards[pk] for pk in latest],
        issues=[
            IssueCard(issues[issue], [cards[pk] for pk in pks]) for issue, pks in in_issues.items()
        ],
        sections=[
            section(named[pk], [cards[article] for article in pks])
            for pk, pks in in_sections.items()
            if pks
        ],
    )


def chosen(front: FrontPage) -> tuple[list[int], list[int]]:
    """Return the pinned articles and the categories with a section, in the editors' order."""
    pinned = PinnedArticle.objects.filter(front_page=front.pk).annotate(kind=Value("article"))
    sections = FrontSection.objects.filter(front_page=front.pk).annotate(kind=Value("category"))
    rows = sorted(
        pinned.order_by()
        .values_list("kind", "position", "pk", "article_id")
        .union(sections.order_by().values_list("kind", "position", "pk", "category_id"), all=True)
    )
    return (
        [key for kind, *_, key in rows if kind == "article"],
        [key for kind, *_, key in rows if kind == "category"],
    )


def newest_issues(language: str, at: dt.datetime) -> list[Issue]:
    """Return the issue of each of our own series that was added to last."""
    newest = (
        Article.objects.published(at)
        .filter(series=OuterRef("pk"), issue__isnull=False)
        .newest_first()
        .values("issue")[:1]
    )
    own = Series.objects.filter(partner=None, language=language)
    return list(
        Issue.objects.filter(
            pk__in=own.annotate(newest_issue=Subquery(newest)).values("newest_issue")
        )
        .select_related("series")
        .order_by("-date", "-pk")
    )


def branch(top: int, categories: list[Category]) -> list[int]:
    """Return the category and all below it."""
    found = [top]
    for pk in found:
        found += [category.pk for category in categories if category.parent_id == pk]
    return found


def candidates(chosen, trees, issues, language, at) -> dict[str, list[int]]:
    """Return the keys of the articles that each place may show, the newest first, by one query."""
    public = Article.objects.published(at).in_language(language)
    before_sections = 1 + PINNED + IN_ISSUE * len(issues) + LATEST

    def arm(place, articles):
        return (
            articles.order_by()
            .annotate(place=Value(place))
            .values_list("place", "public_from", "issue_position", "pk")
        )

    def newest(rows, key, number):
        # A compound query of SQLite takes no LIMIT in its arms; one inside each of them it does.
        return Subquery(rows.order_by("-public_from", f"-{key}").values(key)[:number])

    arms = [
        arm("chosen", public.filter(pk__in=[pk for pk in chosen if pk])),
        arm("newest", public.filter(pk__in=newest(public, "pk", before_sections))),
    ]
    for issue in issues:
        arms.append(arm(f"issue {issue}", public.filter(issue=issue)))
    for top, keys in trees.items():
        for category in keys:
            filed = Filing.objects.filter(
                category=category, public_from__lte=at, article__language=language
            )
            number = before_sections + IN_SECTION * len(trees)
            arms.append(
                arm(f"section {top}", public.filter(pk__in=newest(filed, "article_id", number)))
            )
    first, *others = arms
    rows = defaultdict(list)
    for place, public_from, position, pk in first.union(*others, all=True):
        rows[place].append((public_from, pk, position))
    places = defaultdict(list)
    for place, found in rows.items():
        if place.startswith("issue"):
            found.sort(key=lambda row: row[2])
        else:
            found.sort(reverse=True)
        places[place] = [pk for _, pk, _ in found]
    return places


def section(category: Category, articles: list[Article]) -> Section:
    """Give the section the newest of its articles that has a picture, or else the newest."""
    story = next(
        (one for one in articles if one.lead_photo and one.lead_photo.is_public()), articles[0]
    )
    return Section(category, story, [one for one in articles if one is not story])
