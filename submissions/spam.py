"""What makes a letter look like spam. A score marks it for the desk; nothing is thrown away."""

import re

LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
BAIT = re.compile(
    r"\b(backlinks?|guest post|casino|viagra|crypto (?:invest|profit)|seo (?:service|agency)"
    r"|loan offer|\[url=|essay writing)",
    re.IGNORECASE,
)


def score(short: str, long: str = "") -> int:
    """Score a short answer (name, title) and a long one (text, sources).

    A link has no place in a name or title; a researched text carries many, so there only their
    density counts: more than one in forty words.
    """
    points = 5 * len(LINK.findall(short)) + 4 * len(BAIT.findall(short + " " + long))
    links, words = len(LINK.findall(long)), len(long.split())
    points += max(0, links - max(3, words // 40))
    return min(points, 100)
