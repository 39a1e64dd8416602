from django.db.models import Q, QuerySet
from django.utils import timezone


class PhotoQuerySet(QuerySet):
    def public(self, at=None):
        """Photos that may be shown: credit, alt text (or decorative) and rights in force."""
        at = at or timezone.now()
        has_credit = ~Q(photographer="") | ~Q(pool="") | ~Q(agency="") | ~Q(distributor="")
        has_alt = ~Q(alt_text="") | Q(is_decorative=True)
        return self.filter(
            has_credit, has_alt, Q(rights_end_at=None) | Q(rights_end_at__gt=at)
        ).exclude(rights=self.model.Rights.UNCHECKED)

    def redistributable(self, at=None):
        """Public photos that others may reprint with the article."""
        return self.public(at).filter(may_redistribute=True)
