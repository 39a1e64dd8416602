"""Small documents made by hand, sound and unsound, as contributors and attackers send them."""

import io
import zipfile

from PIL import Image

TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Default Extension="xml" ContentType="application/xml"/><Default '
    'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="png" ContentType="image/png"/>{more}'
    '<Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{OFFICE}" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


def paragraph(text, style="", more=""):
    style = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{style}<w:r><w:t xml:space="preserve">{text}</w:t></w:r>{more}</w:p>'


def footnote_mark(number):
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


def table(content):
    cell = f"<w:tc>{content}</w:tc>"
    return f"<w:tbl><w:tr>{cell}{cell if len(content) < 500 else ''}</w:tr></w:tbl>"


def picture(description="A closed barrier."):
    return (
        '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="p" '
        f'descr="{description}"/><a:graphic><a:graphicData><pic:pic><pic:blipFill>'
        '<a:blip r:embed="rId9"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r></w:p>"
    )


def docx(body="", *, footnotes=None, main=WORD, more_files=None, image=None, more_types=""):
    body = body or paragraph("Day one. The pass closes.")
    relations = [f'<Relationship Id="rId1" Type="{OFFICE}/styles" Target="styles.xml"/>']
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" '
        f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {NAMESPACES}>"
        + "".join(
            f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
            for key, name in [
                ("Title", "Title"),
                ("Heading1", "heading 1"),
                ("Heading2", "heading 2"),
                ("Caption", "caption"),
                ("Quote", "Quote"),
            ]
        )
        + "</w:styles>",
    }
    if footnotes:
        relations.append(
            f'<Relationship Id="rId2" Type="{OFFICE}/footnotes" Target="footnotes.xml"/>'
        )
        parts["word/footnotes.xml"] = (
            f"<w:footnotes {NAMESPACES}>"
            + "".join(
                f'<w:footnote w:id="{number}">{paragraph(text)}</w:footnote>'
                for number, text in footnotes.items()
            )
            + "</w:footnotes>"
        )
    if image:
        relations.append(f'<Relationship Id="rId9" Type="{OFFICE}/image" Target="media/one.png"/>')
        parts["word/media/one.png"] = image
    parts["word/_rels/document.xml.rels"] = (
        f'<Relationships xmlns="{RELATIONS}">{"".join(relations)}</Relationships>'
    )
    return package(
        {"[Content_Types].xml": TYPES.format(main=main, more=more_types)}
        | parts
        | (more_files or {})
    )


def odt(more_files=None):
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": "<office/>",
    }
    return package(parts | (more_files or {}))


def pdf():
    return b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def package(parts, level=zipfile.ZIP_DEFLATED):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", level) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def png(colour=(90, 120, 130)):
    buffer = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(buffer, "PNG")
    return buffer.getvalue()
