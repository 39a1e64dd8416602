"""Picture files made by code: with credits inside, damaged, hostile."""

import io
import struct

from django.core.files.base import ContentFile
from PIL import Image

NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "plus": "http://ns.useplus.org/ldf/xmp/1.0/",
}


def picture_file(picture=None, name="photo.jpg", kind="JPEG", **options):
    buffer = io.BytesIO()
    picture = picture or Image.new("RGB", (500, 300), "teal")
    picture.save(buffer, kind, **options)
    return ContentFile(buffer.getvalue(), name=name)


def xmp(properties):
    """Return an XMP packet; lists become rdf:Seq, dicts one text per language."""
    body = ""
    for name, value in properties.items():
        if isinstance(value, list):
            value = (
                "<rdf:Seq>" + "".join(f"<rdf:li>{each}</rdf:li>" for each in value) + "</rdf:Seq>"
            )
        elif isinstance(value, dict):
            items = (f'<rdf:li xml:lang="{lang}">{text}</rdf:li>' for lang, text in value.items())
            value = "<rdf:Alt>" + "".join(items) + "</rdf:Alt>"
        body += f"<{name}>{value}</{name}>"
    spaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about="" {spaces}>{body}</rdf:Description></rdf:RDF></x:xmpmeta>'
    ).encode()


def iim(records):
    """Return a JPEG application segment with these (record, dataset) -> bytes or list of bytes."""
    data = b""
    for (record, dataset), values in records.items():
        for value in values if isinstance(values, list) else [values]:
            data += struct.pack(">BBBH", 0x1C, record, dataset, len(value)) + value
    data += b"\0" * (len(data) % 2)
    block = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + struct.pack(">I", len(data)) + data
    return b"\xff\xed" + struct.pack(">H", len(block) + 2) + block


def jpeg(xmp_properties=None, iim_records=None, exif=None, name="photo.jpg"):
    """Return a JPEG that says these things of itself."""
    options = {"xmp": xmp(xmp_properties)} if xmp_properties else {}
    if exif:
        tags = Image.Exif()
        tags.update({tag: text.encode() for tag, text in exif.items()})
        options["exif"] = tags
    data = picture_file(**options).read()
    if iim_records:
        data = data[:2] + iim(iim_records) + data[2:]
    return ContentFile(data, name=name)
