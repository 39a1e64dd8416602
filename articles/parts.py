"""The label of one part of a long analysis; titles stay clean of it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

IN_WORDS = [
    gettext_noop("Part One"),
    gettext_noop("Part Two"),
    gettext_noop("Part Three"),
    gettext_noop("Part Four"),
    gettext_noop("Part Five"),
    gettext_noop("Part Six"),
]


def part_label(number: int) -> str:
    """Return "Part One", from the seventh part on "Part 7"."""
    if 1 <= number <= len(IN_WORDS):
        return _(IN_WORDS[number - 1])
    return _("Part %(number)s") % {"number": number}
