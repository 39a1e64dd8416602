"""How a series, its volume and its issue are printed: the one place that writes the label."""

from django.utils.translation import gettext as _


def citation_label(series, issue=None) -> str:
    """Return the label with the parts that have a value, never a bare word for a missing one.

    "Eurasia Daily Monitor Volume: 22 Issue: 112", "Eurasia Daily Monitor Volume: 22",
    "Baku Dialogues Issue: 4, Spring 2021", "International Review".
    """
    return " ".join([series.name, *_parts(issue)])


def issue_label(issue) -> str:
    """Return the label without the name of the series: "Volume: 22 Issue: 112"."""
    return " ".join(_parts(issue))


def _parts(issue) -> list[str]:
    if issue is None:
        return []
    number, season = issue.number.strip(), issue.season.strip()
    parts = []
    if issue.volume is not None:
        parts.append(_("Volume: %(volume)s") % {"volume": issue.volume})
    if number and season:
        parts.append(_("Issue: %(number)s, %(season)s") % {"number": number, "season": season})
    elif number:
        parts.append(_("Issue: %(number)s") % {"number": number})
    elif season:
        parts.append(season)
    return parts
