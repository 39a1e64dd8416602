"""Loading the same rows again without touching what an editor has changed since.

A row is written when it is new, or when its source has changed and the row is still as the last
load left it. Everything else is kept: an edited row, a deleted one, one that was there before.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable

from django.db import models, transaction

from moving.models import LoadedRow

# Kept by the system, not by editors: a change of these is no sign that anybody was at work.
KEPT_BY_THE_SYSTEM = {"created_at", "updated_at", "excerpt", "word_count", "public_from"}


class Ledger:
    """The rows of one source (`prefix`), with counts of what happened to them."""

    def __init__(self, prefix: str):
        self.prefix = prefix
        self.created, self.updated, self.kept = Counter(), Counter(), Counter()
        self._loaded = {
            row.ref: row for row in LoadedRow.objects.filter(ref__startswith=f"{prefix}/")
        }

    def full_ref(self, ref: str) -> str:
        return f"{self.prefix}/{ref}"

    def pk(self, ref: str) -> int:
        """Return the key of a row loaded before, e.g. of "authors/energy-desk"."""
        try:
            return self._loaded[self.full_ref(ref)].object_id
        except KeyError:
            raise LookupError(f"Nothing is called {ref}.") from None

    def is_new(self, ref: str, source: object) -> bool:
        """Whether the source is not yet loaded in this form."""
        loaded = self._loaded.get(self.full_ref(ref))
        return loaded is None or loaded.source_digest != digest(source)

    def load(
        self,
        ref: str,
        source: object,
        model: type[models.Model],
        key: dict,
        write: Callable[[models.Model], None],
        parts: Iterable[str] = (),
    ) -> None:
        """Make or renew the row of `model` found by `key`, by `write`, which also saves it.

        `parts` names the reverse relations whose rows are edited on the same page: a byline moved
        in the admin is a change of the article.
        """
        kind = ref.partition("/")[0]
        if not self.is_new(ref, source):
            self.kept[kind] += 1
            return
        if loaded := self._loaded.get(self.full_ref(ref)):
            row = model._default_manager.filter(pk=loaded.object_id).first()
            counts = self.updated
            if row is None or row_digest(row, parts) != loaded.row_digest:
                self.kept[kind] += 1
                return
        else:
            row = model._default_manager.filter(**key).first()
            counts = self.created
            if row is not None:
                # Somebody's own; other rows may still refer to it.
                self.kept[kind] += 1
                self._loaded[self.full_ref(ref)] = LoadedRow(object_id=row.pk)
                return
            row = model(**key)
        with transaction.atomic():
            write(row)
            row = model._default_manager.get(pk=row.pk)
            self._loaded[self.full_ref(ref)], _ = LoadedRow.objects.update_or_create(
                ref=self.full_ref(ref),
                defaults={
                    "object_id": row.pk,
                    "source_digest": digest(source),
                    "row_digest": row_digest(row, parts),
                },
            )
        counts[kind] += 1


def digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=str).encode()).hexdigest()


def row_digest(row: models.Model, parts: Iterable[str]) -> str:
    """Return a digest of everything an editor could have changed in the row and its parts."""
    return digest([_facts(row), *(_part_facts(row, part) for part in parts)])


def _facts(row: models.Model) -> dict:
    return {
        field.attname: field.value_from_object(row)
        for field in row._meta.concrete_fields
        if field.name not in KEPT_BY_THE_SYSTEM
    }


def _part_facts(row: models.Model, part: str) -> list[dict]:
    relation = row._meta.get_field(part)
    rows = relation.related_model._default_manager.filter(**{relation.field.name: row})
    return [_facts(each) for each in rows.order_by("pk")]
