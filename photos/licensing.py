"""What a photo says of its maker and its terms to machines.

Once as XMP inside every rendition, so that a copy saved from our page still carries its credit;
once as schema.org fields for the page's metadata.
"""

from xml.sax.saxutils import escape

from photos.credits import credit_line, is_agency, names

AI_MADE = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"


def xmp_packet(photo) -> bytes:
    """Return creator, credit, copyright and terms as an XMP packet; b"" when nothing is known."""
    creators = "".join(f"<rdf:li>{escape(name)}</rdf:li>" for name in names(photo.photographer))
    values = {
        "dc:creator": creators and f"<rdf:Seq>{creators}</rdf:Seq>",
        "dc:rights": photo.copyright_notice
        and f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(photo.copyright_notice)}</rdf:li>'
        "</rdf:Alt>",
        "photoshop:Credit": escape(credit_line(photo)),
        "xmpRights:WebStatement": escape(photo.licence_url),
        "Iptc4xmpExt:DigitalSourceType": AI_MADE if photo.is_ai_made else "",
    }
    said = "".join(f"<{name}>{value}</{name}>" for name, value in values.items() if value)
    if not said:
        return b""
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
        ' xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"'
        ' xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">'
        f'{said}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    ).encode()


def image_object(photo, site_url: str) -> dict:
    """Return the schema.org ImageObject of a public photo; what is not known is left out."""
    fields = {
        "@type": "ImageObject",
        "contentUrl": site_url + photo.src,
        "width": photo.src_width,
        "height": round(photo.height * photo.src_width / photo.width),
        "caption": photo.caption,
        "creator": _creators(photo),
        "creditText": credit_line(photo),
        "copyrightNotice": photo.copyright_notice,
        "license": photo.licence_url,
        "acquireLicensePage": photo.licensor_url,
    }
    return {name: value for name, value in fields.items() if value}


def _creators(photo) -> list[dict]:
    return [
        {"@type": "Organization" if is_agency(name) else "Person", "name": name}
        for name in names(photo.photographer) or names(photo.agency)
    ]
