"""Filling a row from its table, and the rows that hang on it."""

from collections.abc import Iterable

from moving.demo.files import FixtureError


def fill(row, source: dict, otherwise: Iterable[str] = ()):
    """Set the plain fields that the source names; a name that means nothing is a mistake in it."""
    fields = {field.attname for field in row._meta.concrete_fields}
    for name, value in source.items():
        if name in fields:
            setattr(row, name, value.strip() if isinstance(value, str) else value)
        elif name not in otherwise:
            raise FixtureError(f"{row._meta.verbose_name} has no field {name}.")


def replace(relation, rows: list):
    """Put the rows in the place of those that the relation holds."""
    relation.all().delete()
    for row in rows:
        setattr(row, relation.field.name, relation.instance)
        row.save()
