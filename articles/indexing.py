"""Rows that repeat what an article says so that lists and search need not read its body.

None of them is a second truth: `refresh` rebuilds them all from the article, whenever it is saved.
"""

from collections.abc import Iterable
from itertools import islice

from django.utils import timezone

from articles import documents, markup, sources
from articles.models import (
    Article,
    ArticleTag,
    Byline,
    Category,
    Entry,
    Figure,
    Filing,
    Source,
)
from house.models import Outlet
from photos.models import Photo


def refresh(article: Article) -> None:
    """Rebuild every index row of the article."""
    article.refresh_from_db(fields=["public_from"])
    copied = {"public_from": article.public_from, "language": article.language}
    Byline.objects.filter(article=article).update(**copied)
    Filing.objects.filter(article=article).update(public_from=article.public_from)
    ArticleTag.objects.filter(content_object=article).update(**copied)
    refresh_entries([article])
    refresh_figures(article)
    refresh_sources(article)
    documents.refresh([article])


def refresh_entries(articles: Iterable[Article]) -> None:
    """List each article in the archive, in its categories and in those above them."""
    keys = [article.pk for article in articles]
    parents = dict(Category.objects.values_list("pk", "parent_id"))
    filed = {}
    for key, category in Filing.objects.filter(article__in=keys).values_list(
        "article_id", "category_id"
    ):
        filed.setdefault(key, set()).update(_with_ancestors(category, parents))
    before = {}
    for entry in Entry.objects.filter(article__in=keys):
        before.setdefault(entry.article_id, {})[entry.category_id] = entry
    gone, new, changed = [], [], []
    for article in articles:
        old = before.get(article.pk, {})
        wanted = {None, *filed.get(article.pk, ())} if article.public_from else set()
        gone += [old[category].pk for category in old.keys() - wanted]
        facts = _facts(article) if wanted else {}
        for category in wanted:
            entry = old.get(category)
            if entry is None:
                new.append(Entry(article=article, category_id=category, **facts))
            elif any(getattr(entry, name) != value for name, value in facts.items()):
                vars(entry).update(facts)
                changed.append(entry)
    if gone:
        Entry.objects.filter(pk__in=gone).delete()
    Entry.objects.bulk_create(new, batch_size=1000)
    Entry.objects.bulk_update(changed, ENTRY_FACTS, batch_size=500)


ENTRY_FACTS = ["public_from", "language", "month", "genre", "series"]


def _facts(article: Article) -> dict:
    """Return what the entries of an article say of it."""
    day = timezone.localdate(article.public_from)
    return {
        "public_from": article.public_from,
        "language": article.language,
        "month": day.year * 100 + day.month,
        "genre": article.genre,
        "series_id": article.series_id,
    }


def _with_ancestors(category: int | None, parents: dict) -> set[int]:
    found = set()
    while category and category not in found:
        found.add(category)
        category = parents.get(category)
    return found


def refresh_filed(sender, instance, **kwargs):
    """A filing was added, moved or taken away: after the article itself was saved."""
    if _goes_with_its_article(kwargs.get("origin")):
        return
    refresh_entries(Article.objects.filter(pk=instance.article_id).defer("body"))


def _goes_with_its_article(origin) -> bool:
    """Whether a row is deleted because its article is: what is indexed anew would be left over."""
    return isinstance(origin, Article) or getattr(origin, "model", None) is Article


def note_move(sender, instance, **kwargs):
    before = Category.objects.filter(pk=instance.pk).values_list("parent_id", flat=True)
    instance.has_moved = list(before) not in ([], [instance.parent_id])


def refresh_branch(sender, instance, **kwargs):
    """A category moved to another place of the tree, and its articles to other lists."""
    if instance.has_moved:
        keys = Filing.objects.filter(category__in=instance.with_descendants())
        articles = Article.objects.filter(pk__in=keys.values("article")).defer("body")
        for chunk in _chunks(articles.iterator(chunk_size=500), 500):
            refresh_entries(chunk)


def _chunks(rows, size: int):
    rows = iter(rows)
    while chunk := list(islice(rows, size)):
        yield chunk


def refresh_figures(article: Article) -> None:
    """List the photos used in the text, so that the library knows where each one is."""
    used = markup.figures(article.body)
    kept = set(Photo.objects.filter(pk__in={pk for pk, _ in used}).values_list("pk", flat=True))
    rows = [
        Figure(article=article, photo_id=pk, position=position, caption=caption)
        for position, (pk, caption) in enumerate(used)
        if pk in kept
    ]
    _replace(article.figures, rows, ["photo_id", "position", "caption"])


def refresh_sources(article: Article) -> None:
    """List the sources named in the text, one row for each outlet and day."""
    rows = []
    texts = markup.sources(article.body)
    if texts:
        rows = _source_rows(article, texts)
    earlier = {(row.outlet_name, row.date, row.url): row for row in article.sources.all()}
    today = timezone.localdate()
    for position, row in enumerate(rows):
        row.position = position
        known = earlier.get((row.outlet_name, row.date, row.url))
        if known:
            row.archived_url, row.accessed_on = known.archived_url, known.accessed_on
        elif row.url:
            row.accessed_on = today
    compared = ["position", "outlet_id", "outlet_name", "date", "url", "own_article_id"]
    _replace(article.sources, rows, compared)


def _source_rows(article: Article, texts: list) -> list[Source]:
    published = sources.day_of_print(article)
    outlets = {name.casefold(): outlet for outlet in Outlet.objects.all() for name in outlet.names}
    found = []
    for text, links in texts:
        for mention in sources.read(text):
            dates = [day.before(published) for day in mention.days] or [None]
            for position, date in enumerate(dates):
                day = mention.days[position] if mention.days else None
                found.append((mention, date, _address(mention, day, links)))
    own = sources.resolve(
        {(mention.name, date) for mention, date, _ in found if date}, apart_from=article.pk
    )
    rows = []
    for mention, date, url in found:
        outlet = outlets.get(mention.name.casefold())
        # A reference that fits several articles is printed with all of them and points to none.
        hits = [] if outlet else own.get((mention.name, date), [])
        rows.append(
            Source(
                article=article,
                outlet=outlet,
                outlet_name=mention.name[:200],
                date=date,
                url=url,
                own_article=hits[0] if len(hits) == 1 else None,
            )
        )
    return rows


def _address(mention, day, links) -> str:
    """Return the address that the author gave: of the day's own words, else of the mention's."""
    spans = [(day.start, day.end)] if day and len(mention.days) > 1 else []
    for begin, stop in [*spans, (mention.start, mention.end)]:
        for start, end, href in links:
            if start < stop and end > begin and href.startswith("http") and len(href) <= 1000:
                return href
    return ""


def _replace(manager, rows: list, compared: list[str]) -> None:
    """Write the rows anew, if they say anything else than those that are there."""
    before = list(manager.order_by("position").values_list(*compared))
    if before != [tuple(getattr(row, name) for name in compared) for row in rows]:
        manager.all().delete()
        manager.bulk_create(rows)


def refresh_saved_article(sender, instance, **kwargs):
    refresh(instance)


def copy_public_from(sender, instance, **kwargs):
    """Give a byline, filing or tag that is about to be saved its article's public moment."""
    article_id = instance.content_object_id if sender is ArticleTag else instance.article_id
    row = Article.objects.filter(pk=article_id).values_list("public_from", "language").first()
    instance.public_from, language = row or (None, "")
    if sender is not Filing:
        instance.language = language


def refresh_document(sender, instance, **kwargs):
    """A signature or a tag was added, changed or taken away: after the article was saved."""
    if _goes_with_its_article(kwargs.get("origin")):
        return
    article_id = instance.content_object_id if sender is ArticleTag else instance.article_id
    documents.refresh(Article.objects.filter(pk=article_id))
