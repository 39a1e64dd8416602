"""Telling the version row that readers may see something new.

Begin by counting every change as a change of every page: one row, no list of which page shows what
to forget an entry of. The price is that each save makes all pages be computed once more.
"""

from django.db.models.signals import post_delete, post_save

from pagecache.models import ContentVersion


def watch(*models) -> None:
    """Bump the content version whenever a row of these models is saved or deleted."""
    for model in models:
        post_save.connect(_bump, sender=model, dispatch_uid=f"pagecache-save-{model._meta.label}")
        post_delete.connect(
            _bump, sender=model, dispatch_uid=f"pagecache-delete-{model._meta.label}"
        )


def _bump(sender, **kwargs):
    ContentVersion.bump()
