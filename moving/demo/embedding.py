"""Writing a picture's credit into its own file, as agencies deliver it: IPTC IIM and XMP.

Pillow reads both and writes neither IIM nor, into JPEG of every version, XMP beside it; the two
segments are short enough to be made here.
"""

import struct
from xml.sax.saxutils import escape, quoteattr

APP1, APP13 = b"\xff\xe1", b"\xff\xed"
XMP_HEADER = b"http://ns.adobe.com/xap/1.0/\0"
# Dataset numbers of record 2 and the most bytes each may hold.
IIM = {
    "title": (5, 64),
    "instructions": (40, 256),
    "date": (55, 8),
    "creator": (80, 32),
    "city": (90, 32),
    "headline": (105, 256),
    "credit": (110, 32),
    "source": (115, 32),
    "copyright": (116, 128),
    "caption": (120, 2000),
}


def embed(jpeg: bytes, facts: dict[str, str]) -> bytes:
    """Return the JPEG with the facts in both forms, after its start marker."""
    return jpeg[:2] + _xmp_segment(facts) + _iim_segment(facts) + jpeg[2:]


def _iim_segment(facts: dict[str, str]) -> bytes:
    data = _dataset(1, 90, b"\x1b%G")  # what follows is UTF-8
    for name, (number, most) in IIM.items():
        if value := facts.get(name):
            text = value.replace("-", "") if name == "date" else value
            data += _dataset(2, number, text.encode()[:most].decode(errors="ignore").encode())
    block = b"8BIM" + struct.pack(">H", 0x0404) + b"\0\0" + struct.pack(">I", len(data)) + data
    if len(data) % 2:
        block += b"\0"
    return _segment(APP13, b"Photoshop 3.0\0" + block)


def _dataset(record: int, number: int, data: bytes) -> bytes:
    return struct.pack(">BBBH", 0x1C, record, number, len(data)) + data


def _xmp_segment(facts: dict[str, str]) -> bytes:
    simple = {
        "photoshop:Credit": "credit",
        "photoshop:Source": "source",
        "photoshop:Headline": "headline",
        "photoshop:DateCreated": "date",
        "photoshop:City": "city",
        "photoshop:Instructions": "instructions",
        "xmpRights:WebStatement": "rights_url",
    }
    attributes = "".join(
        f"\n    {name}={quoteattr(facts[key])}" for name, key in simple.items() if facts.get(key)
    )
    texts = {
        "dc:title": "title",
        "dc:description": "caption",
        "dc:rights": "copyright",
        "xmpRights:UsageTerms": "usage_terms",
        "Iptc4xmpCore:AltTextAccessibility": "alt_text",
    }
    children = "".join(
        f'\n   <{name}><rdf:Alt><rdf:li xml:lang="x-default">{escape(facts[key])}</rdf:li>'
        f"</rdf:Alt></{name}>"
        for name, key in texts.items()
        if facts.get(key)
    )
    if facts.get("creator"):
        names = "".join(
            f"<rdf:li>{escape(name.strip())}</rdf:li>" for name in facts["creator"].split("/")
        )
        children += f"\n   <dc:creator><rdf:Seq>{names}</rdf:Seq></dc:creator>"
    packet = f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
    xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"
    xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"{attributes}>{children}
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
    return _segment(APP1, XMP_HEADER + packet.encode())


def _segment(marker: bytes, data: bytes) -> bytes:
    return marker + struct.pack(">H", len(data) + 2) + data
