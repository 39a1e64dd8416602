"""One row that counts the changes readers can see; it knows no article."""

from django.db import connection, models
from django.utils import timezone


class ContentVersion(models.Model):
    """Whoever changes what readers see bumps the number in the same transaction."""

    number = models.PositiveBigIntegerField(default=0)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="one_content_version"),
        ]

    def __str__(self):
        return str(self.number)

    @classmethod
    def bump(cls):
        """Count one more change; rolled back with the change itself.

        One statement of both databases' common SQL: the ORM would first look whether the row is
        there, and SQLite opens no savepoint while the statement that was watched still runs.
        """
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO pagecache_contentversion (id, number, changed_at) VALUES (1, 1, %s) "
                "ON CONFLICT (id) DO UPDATE SET changed_at = excluded.changed_at, "
                "number = pagecache_contentversion.number + 1",
                [timezone.now()],
            )

    @classmethod
    def current(cls) -> int:
        return cls.objects.filter(pk=1).values_list("number", flat=True).first() or 0
