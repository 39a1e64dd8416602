"""What machines are told of an article: search engines, Scholar, Zotero and cards elsewhere."""

import datetime as dt

from articles import credits, republishing
from articles.models import FirstPublication
from house.models import Outlet


def canonical_address(article) -> str:
    """Return the page that search engines should show: a partner's, where that was agreed.

    A translation is no copy of its original; its page is its own.
    """
    first = credits.first_publication(article)
    if (
        first
        and first.url
        and first.kind != FirstPublication.Kind.TRANSLATION
        and first.outlet.canonical_rule == Outlet.CanonicalRule.THEIRS
    ):
        return first.url
    return republishing.address(article)


def modified_at(article) -> dt.datetime:
    """Return when readers were last told of a change: publication or the newest correction."""
    made = [correction.made_at for correction in article.corrections.all()]
    return max([article.public_from, *made])
