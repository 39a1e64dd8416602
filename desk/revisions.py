"""Editions of an article: taking one, comparing two, going back to one."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils.encoding import force_str

from articles import markup
from articles.models import Article, Byline, Category, Filing, FirstPublication
from authors.models import Author
from desk.models import Revision

# Whether and when readers see an article is decided at the desk, not brought back with a text.
NOT_OF_THE_TEXT = {
    "id", "status", "published_at", "embargo_until", "withdrawn_at", "withdrawal_note",
    "public_from", "public_id", "excerpt", "word_count", "created_by", "created_at", "updated_at",
    "import_ref", "slug",
}  # fmt: skip
LONG = {"body", "standfirst", "summary", "teaser", "disclosure", "title"}


def fields_of(model, but=()) -> list[models.Field]:
    return [
        field
        for field in model._meta.concrete_fields
        if field.name not in but and not isinstance(field, models.GeneratedField)
    ]


def edition_of(article: Article) -> dict:
    """Return everything an editor writes, as plain values."""
    first = FirstPublication.objects.filter(article=article).first()
    of_row = {"id", "article", "position", "public_from"}
    return {
        "fields": values(article, NOT_OF_THE_TEXT),
        "bylines": [values(byline, of_row) for byline in Byline.objects.filter(article=article)],
        "categories": [filing.category_id for filing in Filing.objects.filter(article=article)],
        "tags": sorted(article.tags.names()),
        "first_publication": values(first, {"id", "article"}) if first else None,
    }


def values(row, but) -> dict:
    encode = DjangoJSONEncoder().default
    found = {field.name: field.value_from_object(row) for field in fields_of(type(row), but)}
    plain = (str, int, float, bool, type(None))
    return {name: v if isinstance(v, plain) else encode(v) for name, v in found.items()}


def record(article: Article, user, note: str = "") -> Revision | None:
    """Keep the article as it is now; nothing when that is how it was kept last."""
    edition = edition_of(article)
    last = article.revisions.first()
    if last and last.edition == edition and not note:
        return None
    return Revision.objects.create(article=article, edition=edition, made_by=user, note=note)


@transaction.atomic
def restore(revision: Revision, user) -> None:
    """Make the article what it was, and keep that as its newest edition.

    People, photos and issues that are gone since are left out: their rows no longer exist.
    """
    article = Article.objects.select_for_update().get(pk=revision.article_id)
    edition = revision.edition
    for field in fields_of(Article, NOT_OF_THE_TEXT):
        if field.name in edition["fields"]:
            value = field.to_python(edition["fields"][field.name])
            if field.is_relation and value and not exists(field.related_model, value):
                value = None
            setattr(article, field.attname, value)
    article.save()
    article.bylines.all().delete()
    known = set(Author.objects.values_list("pk", flat=True))
    signed = [row for row in edition["bylines"] if row["author"] in known]
    for position, row in enumerate(signed):
        others = {name: value for name, value in row.items() if name != "author"}
        Byline.objects.create(article=article, author_id=row["author"], position=position, **others)
    article.filings.all().delete()
    kept = Category.objects.in_bulk(edition["categories"])
    for position, pk in enumerate(pk for pk in edition["categories"] if pk in kept):
        Filing.objects.create(article=article, category=kept[pk], position=position)
    article.tags.set(edition["tags"])
    restore_first_publication(article, edition["first_publication"])
    # Once more, so that whatever is made from bylines and tags sees the restored ones.
    article.save()
    record(article, user, f"As it was on {revision.made_at:%d %b %Y, %H:%M} UTC")


def restore_first_publication(article, row) -> None:
    FirstPublication.objects.filter(article=article).delete()
    if row and exists(FirstPublication._meta.get_field("outlet").related_model, row["outlet"]):
        fields = {name: value for name, value in row.items() if name != "outlet"}
        FirstPublication.objects.create(article=article, outlet_id=row["outlet"], **fields)


def exists(model, pk) -> bool:
    return model._default_manager.filter(pk=pk).exists()


# Comparing.


@dataclass(frozen=True)
class Change:
    """What one field said and says: words for texts, whole values for the rest."""

    label: str
    words: list[tuple[str, str]] | None = None
    before: str = ""
    after: str = ""


def differences(old: dict, new: dict) -> list[Change]:
    """Return what changed between two editions, in the order of the page."""
    changes = []
    for field in fields_of(Article, NOT_OF_THE_TEXT):
        before, after = (each["fields"].get(field.name) for each in (old, new))
        if before == after:
            continue
        label = str(field.verbose_name).capitalize()
        if field.name in LONG:
            changes.append(Change(label, words=list(words_between(before or "", after or ""))))
        else:
            changes.append(Change(label, None, told(field, before), told(field, after)))
    for key, label, tell in (
        ("bylines", "Bylines", told_bylines),
        ("categories", "Categories", told_categories),
        ("tags", "Tags", ", ".join),
        ("first_publication", "First publication", told_row),
    ):
        if old[key] != new[key]:
            changes.append(Change(label, None, tell(old[key]) or "None", tell(new[key]) or "None"))
    return changes


def words_between(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Yield runs of words that stayed, went or came; paragraphs that stayed are left out."""
    old, new = readable(before), readable(after)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind == "equal":
            if j - i > 1:
                yield "gap", "…"
            continue
        yield from _words(" ¶ ".join(old[i:j]), " ¶ ".join(new[k:m]))


def readable(text: str) -> list[str]:
    """Return a text by its blocks, as a reader would see the words."""
    if not text.lstrip().startswith("<"):
        return text.splitlines()
    return [*(words for _, words in markup.blocks(text)), *markup.notes(text), *marks(text)]


def marks(html: str) -> list[str]:
    """Return what words do not show: where links lead and which photos stand in the text."""
    links = re.findall(r'href="([^"]+)"', html)
    return [*(f"→ {href}" for href in links), *(f"photo {pk}" for pk, _ in markup.figures(html))]


def _words(before: str, after: str) -> Iterator[tuple[str, str]]:
    old, new = re.findall(r"\s+|\w+|[^\w\s]", before), re.findall(r"\s+|\w+|[^\w\s]", after)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind == "equal":
            yield "same", "".join(old[i:j])
            continue
        if i < j:
            yield "gone", "".join(old[i:j])
        if k < m:
            yield "new", "".join(new[k:m])


def told(field, value) -> str:
    """Return a value in editors' words."""
    if value in (None, ""):
        return "None"
    if field.is_relation:
        return str(field.related_model._default_manager.filter(pk=value).first() or "deleted")
    if field.choices:
        return force_str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return str(value)


def told_bylines(rows) -> str:
    names = Author.objects.in_bulk([row["author"] for row in rows])
    return "; ".join(
        ", ".join(
            filter(
                None,
                [
                    row["printed_name"] or str(names.get(row["author"], "deleted")),
                    row["title"],
                    row["affiliation"],
                    row["role"] if row["role"] != Byline.Role.AUTHOR else "",
                ],
            )
        )
        for row in rows
    )


def told_categories(keys) -> str:
    categories = Category.objects.in_bulk(keys)
    return ", ".join(str(categories.get(pk, "deleted")) for pk in keys)


def told_row(row) -> str:
    if not row:
        return ""
    return "; ".join(
        f"{field.verbose_name}: {told(field, row[field.name])}"
        for field in fields_of(FirstPublication, {"id", "article"})
        if row.get(field.name)
    )
