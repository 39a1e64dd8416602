"""The lists that feeds and exports are made of: their names, and their articles newest first.

A list is read from the narrow index rows, so that its first thirty and its hundred thousand cost
the same memory.
"""

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language

from articles.models import Article, Category, Tag
from authors.models import Author
from series.models import Issue, Series

CHUNK = 200


class Listing(NamedTuple):
    title: str
    keys: QuerySet
    description: str = ""

    def newest(self, number: int) -> list[Article]:
        return _in_order(list(self.keys[:number]))

    def all(self) -> Iterator[Article]:
        """Every article without its body, with a few hundred in memory at a time."""
        keys = self.keys.iterator(chunk_size=CHUNK)
        while chunk := list(islice(keys, CHUNK)):
            yield from _in_order(chunk, "body")


def home() -> Listing:
    return Listing("", _articles())


def category(slug: str) -> Listing:
    found = get_object_or_404(Category, slug=slug)
    keys = found.entries.listed(get_language()).article_keys()
    return Listing(found.name, keys, found.description)


def tag(slug: str) -> Listing:
    found = get_object_or_404(Tag, slug=slug)
    keys = found.article_tags.listed(get_language()).article_keys("content_object_id")
    return Listing(found.name, keys)


def author(slug: str) -> Listing:
    found = get_object_or_404(Author, slug=slug)
    keys = found.bylines.listed(get_language()).article_keys()
    return Listing(found.name, keys, found.bio)


def series(slug: str) -> Listing:
    found = get_object_or_404(Series, slug=slug)
    return Listing(found.name, _articles().filter(series=found), found.description)


def volume(slug: str, volume: int) -> Listing:
    found = get_object_or_404(Series, slug=slug)
    _is_public_or_404(found.articles.filter(issue__volume=volume))
    keys = _articles().filter(series=found, issue__volume=volume)
    return Listing(str(Issue(series=found, volume=volume)), keys, found.description)


def issue(slug: str, issue_slug: str, volume: int | None = None) -> Listing:
    found = get_object_or_404(
        Issue.objects.select_related("series"), series__slug=slug, volume=volume, slug=issue_slug
    )
    _is_public_or_404(found.articles)
    return Listing(str(found), _articles().filter(issue=found), found.title)


def _is_public_or_404(articles) -> None:
    """An issue in preparation is not announced by its feed."""
    if not articles.published().exists():
        raise Http404("nothing that readers see")


def _articles() -> QuerySet:
    articles = Article.objects.published().in_language(get_language()).newest_first()
    return articles.values_list("pk", flat=True)


def _in_order(keys: list[int], *without: str) -> list[Article]:
    # Asked again whether they are public: an index row could be older than its article.
    found = Article.objects.published().with_credits().defer(*without).in_bulk(keys)
    return [found[key] for key in keys if key in found]
