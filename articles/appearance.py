"""How an article will look elsewhere, shown to its editor before it goes out.

Everything here comes from the functions that readers' pages, feeds and exports use.
"""

import base64
from typing import NamedTuple

from articles import citations, completeness, metadata, share_card
from articles.citations import tidy

# What a search engine usually shows of a title, and the most it takes for one.
SEARCH_TITLE, HEADLINE = 60, 110


class Appearance(NamedTuple):
    title: str
    address: str
    description: str
    image: str
    image_is_drawn: bool
    styles: list[citations.Style]
    tags_for_scholar: int
    problems: list[str]


def appearance(article, house) -> Appearance:
    """Return what search engines, cards, Scholar and citations will make of a stored article."""
    record = citations.record(article, house)
    photo = metadata.shareable_photo(article)
    return Appearance(
        title=f"{record.title} | {house.name}",
        address=metadata.canonical_address(article),
        description=tidy(article.excerpt),
        image=photo.src if photo else _drawn(article, house),
        image_is_drawn=photo is None,
        styles=citations.styles(article, house),
        tags_for_scholar=len(metadata.highwire(article, record)),
        problems=[
            *_too_long(record.title, tidy(article.excerpt)),
            *completeness.gaps(article, house),
            *completeness.faults(article, house),
        ],
    )


def _drawn(article, house) -> str:
    """Return the card as an address that needs no public page."""
    if not share_card.is_legible(article):
        return ""
    card = base64.b64encode(share_card.card(article, house)).decode()
    return f"data:image/png;base64,{card}"


def _too_long(title: str, description: str) -> list[str]:
    found = []
    if not description:
        found.append("there is nothing to show under the title in search results")
    if len(title) > HEADLINE:
        found.append(f"the headline has {len(title)} characters; search engines take {HEADLINE}")
    elif len(title) > SEARCH_TITLE:
        found.append(f"search results cut the title after about {SEARCH_TITLE} characters")
    return found
