"""How a photo's credit is printed, and how a printed credit is taken apart into our fields.

The only place that writes the line, so that a name is printed once, whole, and the same everywhere.
"""

import re
import unicodedata

CREDIT_PARTS = ["photographer", "pool", "agency", "distributor"]

# How agencies write themselves where a file shouts them or whispers them.
AGENCIES = {
    name.casefold(): name
    for name in (
        "AA", "AFP", "Anadolu", "Anadolu Agency", "AP", "Armenpress", "ArmInfo", "Azertac",
        "Associated Press", "BBC", "Bloomberg", "Corbis", "DHA", "DPA", "EPA", "EPA-EFE", "EU",
        "European Union", "Flickr", "Getty", "Getty Images", "IHA", "Imago", "Interpress", "IRNA",
        "ITAR-TASS", "Kazinform", "Magnum", "NATO", "NurPhoto", "OSCE", "PA", "Photolure",
        "Reuters", "RFE/RL", "RIA Novosti", "Shutterstock", "SIPA", "SOPA", "Sputnik", "TASS",
        "TRT", "UN", "UPI", "Xinhua", "ZUMA",
    )
}  # fmt: skip
_HOUSE_WORDS = re.compile(
    r"\b(agenc[ey]|agence|archive|army|bank|cent(er|re)|command|commission|committee|company|council"
    r"|department|desk|embassy|foundation|government|images|institute|kremlin|library|media|ministry"
    r"|museum|navy|news|office|parliament|photos?|presidency|press|service|studio|television|times"
    r"|tv|university|агентство|министерство|пресс-служба)\b",
    re.IGNORECASE,
)
_PARTICLES = {"al", "bin", "da", "de", "den", "der", "di", "el", "la", "ten", "ter", "van", "von"}
_ADDRESS = re.compile(r"https?://[^\s<>()]+")
_LABEL = re.compile(
    r"""^[\s(\[]*(?:
        (?:photo(?:graph)?s?|images?|picture|map|chart|drawing|graphic|illustration|foto|фото)?
        [\s-]*(?:credits?|courtesy|by|of|автор)\b[\s:-]*(?:(?:by|of)\b)?(?:\s+the\b)?\s*:?
        | (?:photo(?:graph)?s?|images?|picture|map|chart|drawing|graphic|illustration|foto|фото)\s*:
        | (?-i:photo|foto|фото)\s+(?=[A-ZА-Я])
        | ©|\(c\)
    )\s*""",
    re.IGNORECASE | re.VERBOSE,
)
_VIA = re.compile(r"(?:^|[\s/])via\s+", re.IGNORECASE)


def credit_line(photo) -> str:
    """Return the whole credit from its parts, each name once; "" when nobody is named.

    "Nino Example/AFP/Getty Images", "NATO via Flickr",
    "Sputnik/Ivan Ivanov/Pool via Reuters".
    """
    makers, seen = [], set()
    for part in (photo.photographer, photo.pool, photo.agency):
        for name in names(part):
            if name.casefold() not in seen:
                seen.add(name.casefold())
                makers.append(name)
    line = "/".join(makers)
    via = "/".join(dict.fromkeys(n for n in names(photo.distributor) if n.casefold() not in seen))
    return f"{line} via {via}" if line and via else line or via


def labelled_credit(photo) -> str:
    """Return the credit with the word for its kind: "Photo: A/B", "Map: Cartography Desk"."""
    line = credit_line(photo)
    return f"{photo.get_kind_display()}: {line}" if line else ""


def names(part: str) -> list[str]:
    """Return the names in one part of a credit; none in a part of spaces and slashes."""
    # One agency has the separator in its name.
    pieces = re.split(r"(?<!\bRFE)/|/(?!RL\b)", part)
    return [name for name in (" ".join(piece.split()) for piece in pieces) if name]


def tidy(part: str) -> str:
    """Return the part as it is stored: "" exactly when it names nobody."""
    return "/".join(names(part))


def split_credit(text: str) -> dict[str, str]:
    """Take a credit as it is printed elsewhere apart into our fields; only those it has.

    "(Photo by Nino EXAMPLE / POOL / AFP)", "Credit: NATO via Flickr https://flic.kr/p/1",
    "Sputnik/Ivan Ivanov/Pool via REUTERS". Names keep their order, since agencies prescribe it:
    what stands before "Pool" is the photographer's part, what stands behind it the agency's.
    """
    fields = {}
    if address := _ADDRESS.search(text):
        fields["source_url"] = address.group().rstrip(".,;")
        text = text.replace(address.group(), " ")
    while (shorter := _LABEL.sub("", text, count=1)) != text:
        text = shorter
    text = text.strip(" \t\r\n()[].,;:–-")
    made, *via = _VIA.split(text, maxsplit=1)
    if via:
        fields["distributor"] = "/".join(calm(name) for name in names(via[0]))
    makers = [calm(name) for name in names(re.sub(r"[;|]", "/", made))]
    # "AP Photo/Name": the agency stands first with a word that is no name.
    if len(makers) > 1 and (agency := re.fullmatch(r"(\w+) Photo", makers[0])):
        makers = [*makers[1:], agency[1]]
    pools = [place for place, name in enumerate(makers) if name.casefold() in {"pool", "via pool"}]
    if pools:
        before, after = makers[: pools[0]], makers[pools[0] + 1 :]
        fields["pool"] = "Pool"
    else:
        people = [place for place, name in enumerate(makers) if not is_agency(name)]
        cut = people[-1] + 1 if people and people[0] > 0 else min(1, len(people))
        before, after = makers[:cut], makers[cut:]
    fields["photographer"], fields["agency"] = "/".join(before), "/".join(after)
    return {name: value for name, value in fields.items() if value}


def is_agency(name: str) -> bool:
    """Whether the name looks like an organisation's; a guess that an editor can correct."""
    return bool(
        name.casefold() in AGENCIES
        or _HOUSE_WORDS.search(name)
        or re.search(r"\w\.\w{2,}$", name)
        or re.match(r"[A-Z]{2,6}\b", name)
    )


def same_name(one: str, other: str) -> bool:
    """Whether two spellings are of one name: case, accents and stops set aside."""
    return _bare(one) == _bare(other)


def calm(name: str) -> str:
    """Return a shouted name as names are written: "Nino EXAMPLE" -> "Nino Example"."""
    name = " ".join(name.split())
    if known := AGENCIES.get(name.casefold()):
        return known
    words = name.split(" ")
    all_shouted = len(words) > 1 and name.isupper()
    return " ".join(
        _calm_word(word, first=place == 0)
        if (all_shouted or (len(words) > 1 and len(word) > 3))
        and word.isupper()
        and word.casefold() not in AGENCIES
        else word
        for place, word in enumerate(words)
    )


def _calm_word(word: str, first: bool) -> str:
    # İ would leave its dot behind as a letter of its own; Georgian has no capitals in names.
    if "\u1c90" <= word[0] <= "\u1cbf":
        return word.lower()
    if word.casefold() in _PARTICLES and not first:
        return word.lower()
    pieces = re.split(r"([-'’])", word)
    return "".join(piece[:1] + piece[1:].replace("İ", "i").lower() for piece in pieces)


def _bare(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.casefold().replace("ı", "i"))
    return "".join(letter for letter in letters if letter.isalnum())
