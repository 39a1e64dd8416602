"""Telling the version row that readers may see something new.

Every change counts as a change of every page: one row, and no list of which page shows what to
forget an entry of. The price is that each save makes all pages be computed once more.

The statements themselves are watched, not Django's signals: `update()`, `bulk_create()`, a set of
categories and a cascade send no signal of their own, and each of them can change a page.
"""

import re

from django.db.backends.signals import connection_created

from pagecache.models import ContentVersion

WRITE = re.compile(r'\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM)\s+"(\w+)"')
_tables = set()


def watch(*models) -> None:
    """Bump the content version, in the same transaction, when rows of these models change."""
    _tables.update(model._meta.db_table for model in models)
    connection_created.connect(_watch_connection, dispatch_uid="pagecache-watch")


def _watch_connection(connection, **kwargs):
    # A connection that was lost and made anew keeps its wrappers.
    if _bump_after_write not in connection.execute_wrappers:
        connection.execute_wrappers.append(_bump_after_write)


def _bump_after_write(execute, sql, params, many, context):
    result = execute(sql, params, many, context)
    if (write := WRITE.match(sql)) and write.group(1) in _tables:
        ContentVersion.bump()
    return result
