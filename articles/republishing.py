"""What republishers may do with an article and the sentence that tells them so."""

import datetime as dt
import re
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext

from articles import credits
from articles.models import FirstPublication
from house.licences import Licence, RepublishPolicy
from house.models import Outlet

DEFAULT_EXTRACT = 3
MAY_BE_CHANGED = {
    Licence.CC_BY,
    Licence.CC_BY_SA,
    Licence.CC_BY_NC,
    Licence.CC_BY_NC_SA,
    Licence.CC0,
}
MAY_BE_SOLD = {Licence.CC_BY, Licence.CC_BY_SA, Licence.CC_BY_ND, Licence.CC0}


class Terms(NamedTuple):
    policy: RepublishPolicy
    licence: Licence
    extract_paragraphs: int
    closes_at: dt.datetime | None = None
    # Whoever must be asked because the text is not ours to give; None for our own.
    rights_holder: Outlet | None = None

    @property
    def has_page(self) -> bool:
        """Whether there is a text to copy: the whole of it or its first paragraphs."""
        return self.policy in {RepublishPolicy.ALLOWED, RepublishPolicy.EXTRACT}

    @property
    def is_extract(self) -> bool:
        return self.policy == RepublishPolicy.EXTRACT


def terms(article, house, at: dt.datetime | None = None) -> Terms:
    """Return the terms in force: the article's own, then its series', then the site's.

    A partner's text is not ours to give, whatever anybody entered, unless the partner agreed.
    After the window republishers must ask.
    """
    policy = RepublishPolicy(_nearest(article, house, "republish_policy") or "allowed")
    window = _nearest(article, house, "republish_window_days")
    closes_at = None
    if window is not None and article.public_from:
        closes_at = article.public_from + dt.timedelta(days=window)
        if closes_at <= (at or timezone.now()) and policy != RepublishPolicy.NOT_ALLOWED:
            policy = RepublishPolicy.ASK
    holder = rights_holder(article)
    if holder and not holder.may_republish_further:
        policy = RepublishPolicy.NOT_ALLOWED
    return Terms(
        policy=policy,
        licence=Licence(_nearest(article, house, "licence") or Licence.CREDIT_REQUIRED),
        extract_paragraphs=_nearest(article, house, "extract_paragraphs") or DEFAULT_EXTRACT,
        closes_at=closes_at,
        rights_holder=holder,
    )


def notice(article, house) -> str:
    """Return the republishing notice in the article's language, its placeholders filled in."""
    with translation.override(article.language):
        text = (
            article.republish_notice.strip()
            or (article.series.republish_notice.strip() if article.series else "")
            or _partner_notice(article)
            or _closed_notice(article, house)
            or house.notices.get(article.language, "")
            or house.republish_notice.strip()
            or default_notice(house)
        )
    return fill(text, article, house)


def default_notice(house) -> str:
    if house.acronym:
        return gettext(
            "Originally published by {full_name} ({acronym}). Republication in any form must "
            "credit {acronym} and link to {url}."
        )
    return gettext(
        "Originally published by {full_name}. Republication in any form must credit {name} and "
        "link to {url}."
    )


def term_lines(article, house) -> list[str]:
    """Return the terms in short sentences, in the article's language, as the licence has them."""
    in_force = terms(article, house)
    licence = in_force.licence
    may_change = licence in MAY_BE_CHANGED
    name = {"house": house.acronym or house.name}
    with translation.override(article.language):
        return [
            gettext("Say what you changed, if you change anything.")
            if may_change
            else gettext("Change nothing but time, place and house style."),
            gettext("Credit the authors and %(house)s, and link to the original near the top.")
            % name,
            gettext("Translations are welcome with a “translated by” line.")
            if may_change or licence == Licence.CREDIT_REQUIRED
            else gettext("Ask before you translate it."),
            gettext("Do not take the site as a whole.")
            if licence in MAY_BE_SOLD
            else gettext("Do not sell the text or take the site as a whole."),
            gettext("Ask the owners before you use a picture that is not in the copies below."),
        ]


def fill(text: str, article, house) -> str:
    """Fill in the four placeholders and leave every other brace as the editor typed it."""
    values = {
        "name": house.name,
        "full_name": house.full_name,
        "acronym": house.acronym or house.name,
        "url": address(article),
    }
    return re.sub(r"\{(name|full_name|acronym|url)\}", lambda match: values[match[1]], text)


def address(article) -> str:
    """Return the whole address of the article's page, for readers elsewhere."""
    return settings.SITE_URL + article.get_absolute_url()


def rights_holder(article) -> Outlet | None:
    """Return the partner whose text this is: its first publisher or the owner of its series."""
    first = credits.first_publication(article)
    if first and first.kind != FirstPublication.Kind.CO_PUBLICATION:
        return first.outlet
    if article.series and article.series.partner:
        return article.series.partner
    return None


def _nearest(article, house, field: str):
    for level in (article, article.series, house):
        value = getattr(level, field, None)
        if value not in (None, ""):
            return value
    return None


def _partner_notice(article) -> str:
    holder = rights_holder(article)
    if holder is None:
        return ""
    line = credits.first_publication_line(article) or gettext("First published by %(outlet)s") % {
        "outlet": holder.name
    }
    if holder.may_republish_further:
        rule = gettext(
            "Republication in any form must credit %(outlet)s and {name} and link to {url}."
        )
    else:
        rule = gettext("Only %(outlet)s can allow its republication.")
    return f"{line}. {rule % {'outlet': holder.name}}"


def _closed_notice(article, house) -> str:
    if _nearest(article, house, "republish_policy") != RepublishPolicy.NOT_ALLOWED:
        return ""
    return gettext("Published by {full_name}. It may not be republished.")
