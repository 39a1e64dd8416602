"""The articles that stand beside one: its other parts, its issue, its translations, related ones.

All come by one query, of arms that each stop after a few rows of an index, so that a tag with
10,000 articles costs what a tag with ten does.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Q, Subquery, Value
from django.utils import timezone

from articles.models import Article, ArticleTag, Category, Filing, Tag

RELATED = 3
CANDIDATES = 4


@dataclass
class Related:
    """An article worth reading next, and what it shares with the one just read."""

    article: Article
    same_series: bool = False
    tags: list[Tag] = field(default_factory=list)
    categories: list[Category] = field(default_factory=list)

    @property
    def weight(self) -> tuple:
        return (
            2 * len(self.tags) + len(self.categories) + self.same_series,
            self.article.public_from,
            self.article.pk,
        )


@dataclass
class Neighbours:
    parts: list[Article]
    translations: list[Article]
    previous: Article | None
    next: Article | None
    related: list[Related]


def neighbours(article: Article, at: dt.datetime | None = None) -> Neighbours:
    at = at or timezone.now()
    others = Article.objects.published(at).exclude(pk=article.pk)
    alike = others.in_language(article.language)
    tags = {tag.pk: tag for tag in article.tags.all()}
    categories = {row.category_id: row.category for row in article.filings.all()}
    original = article.translation_of_id or article.pk

    arms = {"translation": others.filter(Q(pk=original) | Q(translation_of=original))}
    if article.sequence_id:
        arms["part"] = others.filter(sequence=article.sequence_id)
    if article.issue_id:
        place = Q(issue_position=article.issue_position)
        in_issue = others.filter(issue=article.issue_id)
        before = place & Q(pk__lt=article.pk) | Q(issue_position__lt=article.issue_position)
        after = place & Q(pk__gt=article.pk) | Q(issue_position__gt=article.issue_position)
        arms["previous"] = _first(in_issue.filter(before), "-issue_position", "-pk", number=1)
        arms["next"] = _first(in_issue.filter(after), "issue_position", "pk", number=1)
    if article.series_id:
        arms["series"] = _first(alike.filter(series=article.series_id), "-public_from", "-pk")
    for pk in tags:
        rows = ArticleTag.objects.filter(tag=pk, public_from__lte=at)
        arms[f"tag {pk}"] = _first(alike, "-public_from", "-content_object", rows=rows)
    for pk in categories:
        rows = Filing.objects.filter(category=pk, public_from__lte=at)
        arms[f"category {pk}"] = _first(alike, "-public_from", "-article", rows=rows)

    found = defaultdict(list)
    for row in _union(arms):
        found[row.place].append(row)
    beside = [*found["part"], *found["previous"], *found["next"], *found["translation"]]
    return Neighbours(
        parts=sorted([article, *found["part"]], key=lambda part: part.part_number or 0),
        translations=sorted(found["translation"], key=lambda other: other.language),
        previous=next(iter(found["previous"]), None),
        next=next(iter(found["next"]), None),
        related=_related(found, tags, categories, {other.pk for other in beside}),
    )


def _first(articles, *order, number=CANDIDATES, rows=None):
    """Keep the first few; their keys are found by `rows`, the narrow index, where there is one."""
    source, key = (articles, "pk") if rows is None else (rows, order[1].lstrip("-"))
    return articles.filter(pk__in=Subquery(source.order_by(*order).values(key)[:number]))


def _union(arms):
    first, *others = [
        arm.order_by()
        .defer("body", "summary", "disclosure", "teaser", "withdrawal_note", "republish_notice")
        .annotate(place=Value(place))
        for place, arm in arms.items()
    ]
    return first.union(*others, all=True)


def _related(found, tags, categories, without) -> list[Related]:
    related: dict[int, Related] = {}
    for place, articles in found.items():
        kind, _, key = place.partition(" ")
        for article in articles:
            if article.pk in without or kind not in {"series", "tag", "category"}:
                continue
            entry = related.setdefault(article.pk, Related(article))
            if kind == "series":
                entry.same_series = True
            elif kind == "tag":
                entry.tags.append(tags[int(key)])
            else:
                entry.categories.append(categories[int(key)])
    return sorted(related.values(), key=lambda entry: entry.weight, reverse=True)[:RELATED]
