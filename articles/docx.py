"""A Word file as text of our own vocabulary: headings, lists, tables, pictures, notes.

A file from outside is first looked at as a package (`check_package`), before any library opens it:
macros, bombs and document types that name entities are refused. Nothing is fetched from anywhere.
What cannot be kept is named, so that an editor can look for it in the original.
"""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import BinaryIO
from xml.parsers import expat

import mammoth
from django.utils.translation import gettext_lazy as _
from lxml import html as lxml_html

MAX_ENTRIES = 2000
MAX_UNPACKED = 100 * 1024 * 1024
MAX_RATIO = 200  # a text file packs to a tenth; only a bomb packs to less than a two-hundredth
MAX_DEPTH = 400  # elements inside each other; 40 tables in each other make 200

WORD_MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"

# Elements of a document (local names) that have no place in our vocabulary.
LOST = {
    "oMath": "equations",
    "chart": "charts",
    "OLEObject": "embedded objects",
    "relIds": "diagrams (SmartArt)",
    "commentReference": "comments",
    "ins": "tracked changes (taken as accepted)",
    "del": "tracked changes (taken as accepted)",
    "txbxContent": "text boxes (their text may stand elsewhere)",
    "fldSimple": "fields such as page numbers and tables of contents",
}

STYLES = """
p[style-name='Title'] => p.docx-title:fresh
p[style-name='caption'] => p.docx-caption:fresh
p[style-name='Caption'] => p.docx-caption:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Quotations'] => blockquote > p:fresh
p[style-name='Subtitle'] => p:fresh
br[type='page'] =>
"""
NOTE_PREFIX = "docx-"


class RefusedDocumentError(ValueError):
    """The file must not be opened; the message says why, in words for whoever sent it."""


@dataclass
class Converted:
    html: str
    title: str = ""
    omitted: list[str] = field(default_factory=list)


def check_package(file: BinaryIO) -> None:
    """Refuse a zipped document (docx, odt) that could harm whoever opens it."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as package:
            _check_entries(package)
            for entry in package.infolist():
                if entry.filename.lower().endswith((".xml", ".rels")):
                    _read_elements(package, entry)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise RefusedDocumentError(_("The file is damaged: it cannot be opened.")) from error
    except zipfile.zlib.error as error:
        raise RefusedDocumentError(_("The file is damaged: it cannot be opened.")) from error
    finally:
        file.seek(0)


def _check_entries(package: zipfile.ZipFile) -> None:
    entries = package.infolist()
    # Something before the first entry makes a file that is two things at once.
    if not entries or min(entry.header_offset for entry in entries) != 0:
        raise RefusedDocumentError(_("The file is two kinds of file at once."))
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise RefusedDocumentError(_("The file is locked with a password. Save it without one."))
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if (
        len(entries) > MAX_ENTRIES
        or unpacked > MAX_UNPACKED
        or unpacked > MAX_RATIO * max(packed, 10_000)
    ):
        raise RefusedDocumentError(_("The file unpacks to far more than a text holds."))
    names = [entry.filename.lower() for entry in entries]
    has_macros = any(
        name.rpartition("/")[2] in {"vbaproject.bin", "vbadata.xml"}
        or name.startswith(("basic/", "scripts/"))
        for name in names
    )
    types = next((e for e in entries if e.filename == "[Content_Types].xml"), None)
    if has_macros or (types and b"macroEnabled" in package.read(types)):
        raise RefusedDocumentError(
            _("The file contains macros. Save it as a document without them.")
        )


def _read_elements(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> set[str]:
    """Return the local names of an XML part's elements; refuse what a reader could choke on."""
    names: set[str] = set()
    depth = 0

    def start(name, attributes):
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise RefusedDocumentError(_("The file's tables lie too deep inside each other."))
        names.add(name.rpartition(":")[2])

    def end(name):
        nonlocal depth
        depth -= 1

    def refuse(*args):
        raise RefusedDocumentError(_("The file defines entities, which a document does not need."))

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = refuse
    try:
        with package.open(entry) as part:
            parser.ParseFile(part)
    except expat.ExpatError as error:
        raise RefusedDocumentError(_("The file is damaged: it cannot be opened.")) from error
    return names


def is_word(file: BinaryIO) -> bool:
    """Whether a sound package is a Word document by its own declaration."""
    try:
        with zipfile.ZipFile(file) as package:
            return WORD_MAIN in package.read("[Content_Types].xml")
    except (KeyError, zipfile.BadZipFile):
        return False
    finally:
        file.seek(0)


def convert(file: BinaryIO, save_photo: Callable[[bytes, str, str], int | None]) -> Converted:
    """Return the text of a Word file as our HTML, to be sanitised like any other.

    `save_photo(content, content_type, alt_text)` puts a picture into the library and returns its
    id, or None where it could not be read.
    """
    check_package(file)
    if not is_word(file):
        raise RefusedDocumentError(_("The file is not a Word document (docx)."))
    pictures: list[tuple[bytes, str, str]] = []

    def collect(image):
        with image.open() as content:
            pictures.append((content.read(), image.content_type or "", image.alt_text or ""))
        return {"src": f"docx-picture:{len(pictures) - 1}"}

    omitted = _lost_elements(file)
    try:
        # Mammoth wants a file of its own: it reads the name of an uploaded one.
        result = mammoth.convert_to_html(
            io.BytesIO(file.read()),
            convert_image=mammoth.images.img_element(collect),
            style_map=STYLES,
            include_embedded_style_map=False,
            id_prefix=NOTE_PREFIX,
        )
        body = lxml_html.fragment_fromstring(result.value, create_parent="div")
        _join_notes(body)
        title = _take_title(body)
        _shift_headings(body)
        omitted += _place_pictures(body, pictures, save_photo)
        for anchor in body.xpath("//a[not(@href) or starts-with(@href, '#')]"):
            anchor.drop_tag()  # bookmarks and links inside the Word file lead nowhere here
        html = "".join(
            [body.text or ""]
            + [lxml_html.tostring(element, encoding="unicode") for element in body]
        )
    except RecursionError as error:
        raise RefusedDocumentError(
            _("The file's tables lie too deep inside each other.")
        ) from error
    except (KeyError, ValueError, AttributeError, TypeError) as error:
        if isinstance(error, RefusedDocumentError):
            raise
        raise RefusedDocumentError(_("The file is damaged: it cannot be opened.")) from error
    finally:
        file.seek(0)
    omitted += [
        message.message
        for message in result.messages
        if not message.message.startswith(("Unrecognised", "An unrecognised element"))
    ]
    return Converted(html=html.strip(), title=title, omitted=list(dict.fromkeys(omitted)))


def _lost_elements(file: BinaryIO) -> list[str]:
    with zipfile.ZipFile(file) as package:
        parts = [e for e in package.infolist() if e.filename == "word/document.xml"]
        found = set().union(*(_read_elements(package, part) for part in parts))
    file.seek(0)
    return [words for name, words in LOST.items() if name in found]


def _join_notes(body) -> None:
    """Put each note where its mark stands, as `<span data-note>`; a second mark stays empty."""
    notes, items = {}, []
    for item in body.xpath(f"//li[starts-with(@id, '{NOTE_PREFIX}')]"):
        for back in item.xpath(f".//a[starts-with(@href, '#{NOTE_PREFIX}')][.='↑']"):
            back.drop_tree()
        notes.setdefault(item.get("id"), item)
        items.append(item)  # a note with two marks is listed twice
    given = set()
    for mark in body.xpath(f"//sup[a[starts-with(@href, '#{NOTE_PREFIX}')]]"):
        key = mark[0].get("href")[1:]
        if key not in notes:
            continue
        span = lxml_html.Element("span", {"data-note": key.removeprefix(NOTE_PREFIX)})
        if key not in given:
            given.add(key)
            _copy_inline(notes[key], span)
        span.tail = mark.tail
        mark.getparent().replace(mark, span)
    for item in items:
        holder = item.getparent()
        if holder is not None:
            holder.remove(item)
            if not len(holder) and holder.getparent() is not None:
                holder.getparent().remove(holder)


def _copy_inline(item, span) -> None:
    """Move the text of a note's paragraphs into the span, one space between two paragraphs."""
    for paragraph in list(item):
        if len(span) or span.text:
            _append_text(span, " ")
        _append_text(span, (paragraph.text or "").lstrip())
        for child in list(paragraph):
            span.append(child)
    last = span[-1] if len(span) else None
    if last is not None:
        last.tail = (last.tail or "").rstrip() or None
    else:
        span.text = (span.text or "").strip()


def _append_text(element, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _take_title(body) -> str:
    titles = body.xpath("//p[@class='docx-title']")
    for paragraph in titles:
        paragraph.drop_tree()
    return " ".join(" ".join(titles[0].text_content().split()) for _first in titles[:1])


def _shift_headings(body) -> None:
    """Let the highest heading of the text be an h2, as the article's title is the h1."""
    headings = body.xpath("//h1|//h2|//h3|//h4|//h5|//h6")
    highest = min((int(heading.tag[1]) for heading in headings), default=2)
    for heading in headings:
        heading.tag = f"h{min(int(heading.tag[1]) - highest + 2, 4)}"


def _place_pictures(body, pictures, save_photo) -> list[str]:
    """Make each picture a figure after the block it stood in, with the caption that follows it."""
    omitted = []
    ids: dict[str, int | None] = {}
    for image in body.xpath("//img"):
        source = image.get("src", "")
        if source not in ids:
            content, content_type, alt = pictures[int(source.rpartition(":")[2])]
            ids[source] = save_photo(content, content_type, alt)
            if ids[source] is None:
                omitted.append(f"a picture ({content_type or 'unknown type'})")
        block = image
        while block.getparent() is not body:
            block = block.getparent()
        if ids[source] is not None:
            figure = lxml_html.Element("figure", {"data-photo": str(ids[source])})
            figure.append(lxml_html.Element("figcaption"))
            following = block.getnext()
            if following is not None and following.get("class") == "docx-caption":
                figure[0].text = " ".join(following.text_content().split())
                following.drop_tree()
            block.addnext(figure)
            figure.tail, block.tail = block.tail, None
        image.drop_tree()
        if block.tag == "p" and not len(block) and not (block.text or "").strip():
            block.drop_tree()
    for caption in body.xpath("//p[@class='docx-caption']"):
        del caption.attrib["class"]
    return omitted
