"""How long personal data is really kept, for the page that tells readers."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def retention_days() -> dict[str, int]:
    """Return the RETENTION_ settings by outcome, in names a template can ask for."""
    return {outcome.replace("-", "_"): days for outcome, days in settings.RETENTION_DAYS.items()}
