"""What a picture file says of itself: who made it, what it shows, what may be done with it.

Three layers may say it, and XMP is believed before IIM before EXIF: IIM cuts a credit off at 32
bytes, EXIF has no place for one. Nothing here can fail an upload; a damaged block is a warning.
The values are suggestions. They fill empty fields only, and an editor sees where each came from.
"""

import datetime as dt
import re
from dataclasses import dataclass, field

from photos.credits import CREDIT_PARTS, names, same_name, split_credit
from photos.embedded import Said, read_layers
from photos.uploads import open_picture

RESTRICTIONS = [
    (r"\bno\s+(re)?sales?\b|\bnot?\s+for\s+sale\b", "It may not be sold on"),
    (r"\bno\s+archiv", "It may not be kept in an archive"),
    (r"\bmandatory\s+credit\b|\bcredit\s+mandatory\b", "Its credit must be printed"),
    (r"\beditorial\s+use\s+only\b", "It is for editorial use only"),
    (r"(?-i:\b[A-Z][A-Za-z.,&/ ]{1,60}\b)\s+out\b", "It may not be used in some countries"),
]
LIMITS = {"photographer": 200, "pool": 100, "agency": 200, "distributor": 100, "source_url": 200}
AI_MADE = re.compile(r"trainedAlgorithmicMedia$", re.IGNORECASE)
CREDIT_AT_THE_END = re.compile(
    r"\s*[(\[]\s*(?:photo(?:graph)?s?|image|фото|foto)\b[\s-]*(?:credit|by|courtesy|:)[^()\[\]]*[)\]]?\s*$",
    re.IGNORECASE,
)


@dataclass
class Metadata:
    """What the file offers for each field of a photo, and what it warns of."""

    offers: dict[str, dict] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    raw: dict[str, dict] = field(default_factory=dict)

    def as_json(self) -> dict:
        return {"offers": self.offers, "warnings": self.warnings, "raw": self.raw}


def read(file) -> Metadata:
    """Read all that the file says, whatever state it is in."""
    layers, damaged = read_layers(open_picture(file))
    file.seek(0)
    metadata = Metadata(
        warnings=[
            f"The {layer} block of the file is damaged and was not read." for layer in damaged
        ],
        raw={
            layer: {name: said.values for name, said in found.items()}
            for layer, found in layers.items()
            if found
        },
    )
    said = {}
    for found in reversed(list(layers.values())):
        said |= found
    _offer_all(metadata, said)
    return metadata


def fill(photo, metadata: Metadata) -> list[str]:
    """Put what the file says into the photo's empty fields; return the names of those filled."""
    filled = []
    has_credit = any((photo.photographer, photo.pool, photo.agency, photo.distributor))
    for name, offer in metadata.offers.items():
        if has_credit and name in ("photographer", "pool", "agency", "distributor"):
            # Half of a credit must not be mixed with half of another.
            continue
        if not getattr(photo, name):
            value = offer["value"]
            setattr(photo, name, dt.date.fromisoformat(value) if name == "taken_on" else value)
            filled.append(name)
    photo.file_metadata = metadata.as_json()
    return filled


def _offer_all(metadata: Metadata, said: dict[str, Said]) -> None:
    def offer(name, value, *sources: Said):
        if value:
            metadata.offers[name] = {
                "value": value,
                "origin": " and ".join(dict.fromkeys(source.origin for source in sources)),
                "check": any(source.check for source in sources),
            }

    credit, credit_sources = _credit(said)
    for name, value in credit.items():
        offer(name, value[: LIMITS[name]], *credit_sources)
    if caption := said.get("caption"):
        # The credit is printed from its own fields; here it would be printed twice.
        offer("caption", CREDIT_AT_THE_END.sub("", caption.text), caption)
    if title := said.get("headline") or said.get("object_name"):
        offer("title", title.text[:200], title)
    for name, key in (("alt_text", "alt_text"), ("copyright_notice", "copyright")):
        if key in said:
            offer(name, said[key].text[:300], said[key])
    if taken := said.get("date"):
        offer("taken_on", _date(taken.text), taken)
    place = [said[name] for name in ("location", "city", "state", "country") if name in said]
    offer("place", ", ".join(dict.fromkeys(part.text for part in place))[:200], *place)
    for name, key in (("rights_url", "terms_address"), ("licensor_url", "licensor")):
        if key in said and re.fullmatch(r"https?://[^\s]{3,190}", said[key].text):
            offer(name, said[key].text, said[key])
    terms = [said[name] for name in ("usage_terms", "instructions") if name in said]
    offer("rights_note", "\n".join(part.text for part in terms), *terms)
    for key in ("terms_address", "usage_terms", "copyright"):
        if key in said and (licence := _open_licence(said[key].text)):
            offer("licence", licence, said[key])
    if (source := said.get("digital_source")) and AI_MADE.search(source.text):
        offer("is_ai_made", True, source)
    _warn(metadata, said)


def _credit(said: dict[str, Said]) -> tuple[dict[str, str], list[Said]]:
    """Return the parts of the credit and what they were made from.

    The by-line first, then what the credit adds to it: behind "Nino Example", the credit
    "Nino Example/AFP" adds "AFP". Without either the source, without any the caption's last words.
    """
    sources = [said[name] for name in ("creator", "credit") if name in said]
    if not sources and "source" in said:
        sources = [said["source"]]
    if not sources and "caption" in said:
        caption = said["caption"]
        if tail := CREDIT_AT_THE_END.search(caption.text):
            sources = [Said([tail.group()], f"last words of {caption.origin}", check=True)]
    printed = [text for source in sources for text in source.values]
    if "credit" in said and "creator" in said:
        whole = _all_names(split_credit(said["credit"].text))
        makers = _all_names(split_credit("/".join(said["creator"].values)))
        if all(any(same_name(maker, name) for name in whole) for maker in makers):
            # The credit names them all, in the order its agency prescribes.
            printed = [said["credit"].text]
    parts = {}
    for text in printed:
        _add(parts, split_credit(text))
    return parts, sources


def _all_names(parts: dict[str, str]) -> list[str]:
    return [name for part in CREDIT_PARTS for name in names(parts.get(part, ""))]


def _add(parts: dict[str, str], more: dict[str, str]) -> None:
    """Add the names of another credit that are not there yet."""
    for part, printed in more.items():
        if part == "source_url":
            parts.setdefault(part, printed)
            continue
        known = _all_names(parts)
        new = [name for name in names(printed) if not any(same_name(name, k) for k in known)]
        if new:
            parts[part] = "/".join([*names(parts.get(part, "")), *new])


def _date(text: str) -> str:
    """Return the day in ISO form; "" for half a date or an impossible one."""
    digits = re.match(r"(\d{4})[-:]?(\d{2})[-:]?(\d{2})", text)
    try:
        return dt.date(*map(int, digits.groups())).isoformat() if digits else ""
    except ValueError:
        return ""


def _open_licence(text: str) -> str:
    """Return our name of the Creative Commons licence the text links to; only of version 4.0."""
    if re.search(r"creativecommons\.org/publicdomain/zero/1\.0", text):
        return "cc0"
    found = re.search(r"creativecommons\.org/licenses/(by(?:-nc)?(?:-nd|-sa)?)/4\.0", text)
    return f"cc-{found[1]}" if found else ""


def _warn(metadata: Metadata, said: dict[str, Said]) -> None:
    texts = [
        said[name].text for name in ("instructions", "usage_terms", "copyright") if name in said
    ]
    if "caption" in said:
        # In a caption only shouted words are terms; "smoke pours out" is news.
        texts += re.findall(r"[A-Z][^a-z]{5,}", said["caption"].text)
    for pattern, meaning in RESTRICTIONS:
        if found := [text for text in texts if re.search(pattern, text, re.IGNORECASE)]:
            quoted = found[0] if len(found[0]) <= 120 else f"{found[0][:120]}…"
            metadata.warnings.append(f"{meaning}: the file says “{quoted.strip()}”.")
    credit = said.get("credit")
    if credit and credit.origin.startswith("IIM") and len(credit.text.encode()) >= 31:
        metadata.warnings.append("The credit is as long as the file allows, so it may be cut off.")
    guessed = sorted({part.origin for part in said.values() if part.check})
    if guessed:
        metadata.warnings.append(
            f"The alphabet of {', '.join(guessed)} was guessed. Check the letters."
        )
