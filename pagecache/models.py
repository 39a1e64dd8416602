"""One row that counts the changes readers can see; it knows no article."""

from django.db import models
from django.db.models import F
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
        """Count one more change; rolled back with the change itself."""
        if not cls.objects.filter(pk=1).update(number=F("number") + 1, changed_at=timezone.now()):
            cls.objects.get_or_create(pk=1, defaults={"number": 1})

    @classmethod
    def current(cls) -> int:
        return cls.objects.filter(pk=1).values_list("number", flat=True).first() or 0
