"""How a photo's credit is printed: the one place that writes the line."""

CREDIT_PARTS = ["photographer", "pool", "agency", "distributor"]


def credit_line(photo) -> str:
    """Return the whole credit from its parts, each name once; "" when nobody is named.

    "Mikhail Klimentiev/AFP/Getty Images", "NATO via Flickr",
    "Sputnik/Ivan Ivanov/Pool via Reuters".
    """
    makers, seen = [], set()
    for part in (photo.photographer, photo.pool, photo.agency):
        for name in names(part):
            if name.casefold() not in seen:
                seen.add(name.casefold())
                makers.append(name)
    line = "/".join(makers)
    via = "/".join(name for name in names(photo.distributor) if name.casefold() not in seen)
    return f"{line} via {via}" if line and via else line or via


def labelled_credit(photo) -> str:
    """Return the credit with the word for its kind: "Photo: A/B", "Map: Cartography Desk"."""
    line = credit_line(photo)
    return f"{photo.get_kind_display()}: {line}" if line else ""


def names(part: str) -> list[str]:
    """Return the names in one part of a credit; none in a part of spaces and slashes."""
    return [name for name in (" ".join(piece.split()) for piece in part.split("/")) if name]


def tidy(part: str) -> str:
    """Return the part as it is stored: "" exactly when it names nobody."""
    return "/".join(names(part))
