"""What a repeatable load wrote, so that the next one can tell an editor's change from its own."""

from django.db import models


class LoadedRow(models.Model):
    ref = models.CharField(
        max_length=200, unique=True, help_text="Where it came from, e.g. demo/articles/snow."
    )
    object_id = models.BigIntegerField("key of the row")
    source_digest = models.CharField(max_length=64, help_text="Of the file it was made from.")
    row_digest = models.CharField(max_length=64, help_text="Of the row as it was written.")

    class Meta:
        ordering = ["ref"]

    def __str__(self):
        return self.ref
