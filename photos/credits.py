"""How a photo's credit is printed: the one place that writes the line."""

import re


def credit_line(photo) -> str:
    """Return the whole credit from its parts, each name once; "" when nobody is named.

    "Mikhail Klimentiev/AFP/Getty Images", "NATO via Flickr",
    "Sputnik/Ivan Ivanov/Pool via Reuters".
    """
    makers = []
    for part in (photo.photographer, photo.pool, photo.agency):
        for name in re.split(r"\s*/\s*", part.strip()):
            if name and name.casefold() not in {maker.casefold() for maker in makers}:
                makers.append(name)
    line = "/".join(makers)
    distributor = photo.distributor.strip()
    if distributor and distributor.casefold() not in {maker.casefold() for maker in makers}:
        line = f"{line} via {distributor}" if line else distributor
    return line


def labelled_credit(photo) -> str:
    """Return the credit with the word for its kind: "Photo: A/B", "Map: Cartography Desk"."""
    line = credit_line(photo)
    return f"{photo.get_kind_display()}: {line}" if line else ""
