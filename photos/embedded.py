"""What a picture file says of itself, read from its three layers: XMP, IIM and EXIF.

Only reading: what the values mean for a photo in the library is decided in `photos.metadata`.
"""

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring
from PIL import Image, IptcImagePlugin

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
LICENSOR_URL = "{http://ns.useplus.org/ldf/xmp/1.0/}LicensorURL"
PREFIXES = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://ns.adobe.com/photoshop/1.0/": "photoshop",
    "http://ns.adobe.com/xap/1.0/rights/": "xmpRights",
    "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/": "Iptc4xmpCore",
    "http://iptc.org/std/Iptc4xmpExt/2008-02-29/": "Iptc4xmpExt",
    "http://ns.useplus.org/ldf/xmp/1.0/": "plus",
}
# Each thing that can be said, and where each layer says it.
SAID_IN = {
    "creator": ("dc:creator", (2, 80), 315),
    "creators_job": ("photoshop:AuthorsPosition", (2, 85), None),
    "credit": ("photoshop:Credit", (2, 110), None),
    "source": ("photoshop:Source", (2, 115), None),
    "copyright": ("dc:rights", (2, 116), 33432),
    "caption": ("dc:description", (2, 120), 270),
    "caption_writer": ("photoshop:CaptionWriter", (2, 122), None),
    "headline": ("photoshop:Headline", (2, 105), None),
    "object_name": ("dc:title", (2, 5), None),
    "date": ("photoshop:DateCreated", (2, 55), 36867),
    "location": ("Iptc4xmpCore:Location", (2, 92), None),
    "city": ("photoshop:City", (2, 90), None),
    "state": ("photoshop:State", (2, 95), None),
    "country": ("photoshop:Country", (2, 101), None),
    "country_code": ("Iptc4xmpCore:CountryCode", (2, 100), None),
    "keywords": ("dc:subject", (2, 25), None),
    "instructions": ("photoshop:Instructions", (2, 40), None),
    "usage_terms": ("xmpRights:UsageTerms", None, None),
    "terms_address": ("xmpRights:WebStatement", None, None),
    "licensor": ("plus:LicensorURL", None, None),
    "alt_text": ("Iptc4xmpCore:AltTextAccessibility", None, None),
    "long_description": ("Iptc4xmpCore:ExtDescrAccessibility", None, None),
    "digital_source": ("Iptc4xmpExt:DigitalSourceType", None, None),
}
UTF8_MARK = b"\x1b%G"
# What cameras write where a caption should be.
CAMERA_CAPTIONS = re.compile(r"OLYMPUS DIGITAL CAMERA|SONY DSC|DCIM|KODAK|MINOLTA|DIGITAL CAMERA")
LONGEST = 5000


@dataclass
class Said:
    """One value and where it stands in the file; `check` marks a guess at its letters."""

    values: list[str]
    origin: str
    check: bool = False

    @property
    def text(self) -> str:
        return self.values[0] if self.values else ""


def read_layers(picture: Image.Image) -> tuple[dict[str, dict[str, Said]], list[str]]:
    """Return what each layer says, the most trusted first, and the names of damaged layers."""
    layers, damaged = {}, []
    for layer, reader in (("XMP", _read_xmp), ("IIM", _read_iim), ("EXIF", _read_exif)):
        try:
            layers[layer] = reader(picture)
        except Exception:  # the readers of three formats fail in many ways on damaged blocks
            damaged.append(layer)
    return layers, damaged


def _read_xmp(picture: Image.Image) -> dict[str, Said]:
    packet = picture.info.get("xmp") or picture.info.get("XML:com.adobe.xmp")
    if packet is None and hasattr(picture, "tag_v2"):
        packet = picture.tag_v2.get(700)
    if not packet:
        return {}
    if isinstance(packet, str):
        packet = packet.encode()
    root = fromstring(bytes(packet).strip(b"\x00 \r\n"), forbid_dtd=True)
    properties = {}
    for description in root.iter(f"{RDF}Description"):
        for name, text in description.attrib.items():
            properties.setdefault(_short(name), [text])
        for element in description:
            if values := _xmp_values(element):
                properties.setdefault(_short(element.tag), values)
    # Licensors stand in a list, whose entries need no Description of their own.
    for element in root.iter():
        if address := element.get(LICENSOR_URL) or element.findtext(LICENSOR_URL):
            properties.setdefault("plus:LicensorURL", [address])
    return {
        name: Said([_clean(value) for value in properties[xmp] if _clean(value)], f"XMP {xmp}")
        for name, (xmp, _iim, _exif) in SAID_IN.items()
        if any(_clean(value) for value in properties.get(xmp, []))
    }


def _xmp_values(element: Element) -> list[str]:
    """Return the values of one property: plain, an address, a list, or one of several languages."""
    if address := element.get(f"{RDF}resource"):
        return [address]
    items = element.findall(f"./*/{RDF}li")
    if not items:
        return [element.text] if element.text and element.text.strip() else []
    if element.find(f"{RDF}Alt") is not None:
        items.sort(key=lambda item: item.get(XML_LANG) != "x-default")
        items = items[:1]
    return [item.text for item in items if item.text]


def _short(name: str) -> str:
    namespace, _, local = name.removeprefix("{").rpartition("}")
    return f"{PREFIXES.get(namespace, '?')}:{local}"


def _read_iim(picture: Image.Image) -> dict[str, Said]:
    found = IptcImagePlugin.getiptcinfo(picture) or {}
    is_utf8 = UTF8_MARK in _as_list(found.get((1, 90), b""))
    said = {}
    for name, (_xmp, dataset, _exif) in SAID_IN.items():
        decoded = [_decode(value, is_utf8) for value in _as_list(found.get(dataset, []))]
        values = [_clean(text) for text, _check in decoded if _clean(text)]
        if values:
            origin = f"IIM {dataset[0]}:{dataset[1]:02}"
            said[name] = Said(values, origin, any(check for _text, check in decoded))
    return said


def _read_exif(picture: Image.Image) -> dict[str, Said]:
    exif = picture.getexif()
    tags = {**exif, **exif.get_ifd(0x8769)}
    said = {}
    for name, (_xmp, _iim, tag) in SAID_IN.items():
        value = tags.get(tag)
        if not isinstance(value, str):
            continue
        # Pillow reads every byte as a letter of its own; the file may have meant UTF-8.
        text, check = _decode(value.encode("latin-1", "replace"), is_utf8=False)
        if _clean(text) and not CAMERA_CAPTIONS.match(text):
            said[name] = Said([_clean(text)], f"EXIF {tag}", check)
    return said


def _as_list(value) -> list[bytes]:
    return value if isinstance(value, list) else [value]


def _decode(value: bytes, is_utf8: bool) -> tuple[str, bool]:
    """Return the text and whether its alphabet was guessed."""
    try:
        return value.decode("utf-8"), False
    except UnicodeDecodeError:
        if is_utf8:
            # A limit in bytes can cut through the last letter.
            return value.decode("utf-8", "ignore"), True
    # Cyrillic words are unbroken runs of high bytes; in Latin ones they stand alone.
    runs = re.findall(rb"[\xa8\xb8\xc0-\xff]+", value)
    cyrillic = sum(len(run) for run in runs if len(run) > 2) * 2 > sum(map(len, runs))
    return value.decode("cp1251" if cyrillic else "cp1252", "replace"), True


def _clean(text: str) -> str:
    text = "".join(letter for letter in text if letter.isprintable() or letter in "\n\t")
    return text.strip()[:LONGEST]
