"""An article's text for use elsewhere: HTML, plain text and Markdown, with its credit in each.

Built from the stored body by an allow-list, so that whatever is not named here is not copied.
"""

import datetime as dt
import html
import re
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

import lxml.html
from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext

from articles import credits, republishing
from house.licences import Licence
from house.slugs import slug_for
from photos.credits import labelled_credit
from photos.models import Photo

KEPT_AS_THEY_ARE = {
    "p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "em", "strong", "sup", "sub",
    "table", "caption", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
DROPPED_WITH_CONTENT = {"script", "style", "template", "iframe", "object", "noscript"}
BLOCKS = {"p", "h2", "h3", "h4", "ul", "ol", "blockquote", "table", "figure", "hr", "div"}
KEPT_CELL_ATTRIBUTES = {"colspan": r"\d+", "rowspan": r"\d+", "scope": "row|col"}
# Characters that no XML may have: the parser refuses them, and so does a feed.
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
SUPERSCRIPT = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
SUBSCRIPT = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")


class LeftOut(NamedTuple):
    """A picture of the page that may not be taken along."""

    number: int
    photo: Photo


class Copies(NamedTuple):
    html: str
    text: str
    markdown: str
    left_out: list[LeftOut]


def make_copies(article, house, at: dt.datetime | None = None) -> Copies:
    """Return the copies that the terms in force allow: the whole text or its first paragraphs."""
    source = Source(article, house, at)
    writers = [HtmlWriter(source), TextWriter(source), MarkdownWriter(source)]
    with translation.override(article.language):
        html_copy, text, markdown = (write_copy(writer) for writer in writers)
    return Copies(html_copy, text, markdown, source.left_out)


def feed_html(article, house, photos: dict[int, Photo] | None = None) -> str:
    """Return the text for a feed, which prints title and names by itself."""
    writer = HtmlWriter(Source(article, house, photos=photos, is_whole=True))
    with translation.override(article.language):
        writer.paragraph(article.standfirst)
        writer.paragraph(credits.first_publication_line(article))
        writer.text_itself()
        writer.attribution()
    return writer.result()


def public_photos(articles, at: dt.datetime | None = None) -> dict[int, Photo]:
    """Return the photos of all these articles that readers may see, in one query."""
    keys = {article.lead_photo_id for article in articles if article.lead_photo_id}
    for article in articles:
        keys.update(map(int, re.findall(r'data-photo="(\d{1,18})"', article.body)))
    return Photo.objects.public(at).in_bulk(keys) if keys else {}


def write_copy(writer: "Writer") -> str:
    """Put everything into the order in which a republisher should print it."""
    article = writer.article
    writer.title(article.title)
    writer.paragraph(article.standfirst)
    writer.paragraph(credits.byline(article, with_affiliations=True))
    writer.paragraph(credits.first_publication_line(article))
    writer.attribution()
    writer.text_itself()
    writer.attribution()
    writer.counter()
    return writer.result()


class Source:
    """What all copies of one article are made from."""

    def __init__(self, article, house, at=None, photos=None, is_whole=False):
        self.article = article
        self.house = house
        self.address = republishing.address(article)
        self.terms = republishing.terms(article, house, at)
        self.is_extract = self.terms.is_extract and not is_whole
        body = NOT_XML.sub("", article.body)
        self.body = lxml.html.fragment_fromstring(body, create_parent="div")
        if self.is_extract:
            _cut_after_paragraphs(self.body, self.terms.extract_paragraphs)
        # A repeated reference is empty: its text stands at one of the other places.
        self.note_texts = {
            note.get("data-note"): note
            for note in self.body.iter("span")
            if note.get("data-note") and note.text_content().strip()
        }
        public = public_photos([article], at) if photos is None else photos
        self.photos, self.left_out = self._sort(public)

    @property
    def notice(self) -> str:
        """The notice, with the address even where an editor's wording has none."""
        notice = republishing.notice(self.article, self.house)
        return notice if self.address in notice else f"{notice} {self.address}"

    def _sort(self, public: dict[int, Photo]) -> tuple[dict[int, Photo], list[LeftOut]]:
        """Return those that may be taken along, and the others with their place on the page."""
        keys = [key for figure in self.body.iter("figure") if (key := _photo_key(figure))]
        if self.article.lead_photo_id and not self.is_extract:
            keys.insert(0, self.article.lead_photo_id)
        shown = [public[key] for key in dict.fromkeys(keys) if key in public]
        kept = {photo.pk: photo for photo in shown if photo.may_redistribute}
        left_out = [
            LeftOut(number, photo)
            for number, photo in enumerate(shown, start=1)
            if not photo.may_redistribute
        ]
        return kept, left_out


class Writer:
    """The order of the parts, common to all three copies; each says how a part is written."""

    def __init__(self, source: Source):
        self.source = source
        self.article = source.article
        self.parts: list[str] = []
        # The numbers of notes in the order of their first mention, and how often each is used.
        self.notes: dict[str, int] = {}
        self.uses: dict[str, int] = {}

    def text_itself(self) -> None:
        article = self.article
        if not self.source.is_extract:
            self.bullets(article.summary_points)
            if lead := self.source.photos.get(article.lead_photo_id):
                self.photo(lead, article.lead_caption or lead.caption)
        self.body()
        if self.source.is_extract:
            self.link(
                gettext("Continue reading: %(title)s") % {"title": article.title},
                self.source.address,
            )
        self.write_notes()
        if not self.source.is_extract:
            self.paragraph(article.disclosure)
            for correction in article.corrections.all():
                self.paragraph(correction_line(correction))

    def mention(self, note) -> tuple[str, int, int] | None:
        """Return key, number and use of the note marked here; None for a note without text."""
        key = note.get("data-note")
        if key not in self.source.note_texts:
            return None
        number = self.notes.setdefault(key, len(self.notes) + 1)
        self.uses[key] = self.uses.get(key, 0) + 1
        return key, number, self.uses[key]

    def counter(self) -> None:
        """Only a web page can be counted."""

    def result(self) -> str:
        return "\n\n".join(part for part in self.parts if part) + "\n"


class HtmlWriter(Writer):
    def title(self, text):
        self.parts.append(f"<h1>{html.escape(text, quote=False)}</h1>")

    def paragraph(self, text):
        if text:
            self.parts.append(f"<p>{_lines(text)}</p>")

    def attribution(self):
        address = html.escape(self.source.address)
        notice = html.escape(self.source.notice, quote=False)
        linked = notice.replace(address, f'<a href="{address}">{address}</a>', 1)
        self.parts.append(f"<p><em>{linked}</em></p>")

    def bullets(self, points):
        if points:
            items = "\n".join(f"<li>{html.escape(point, quote=False)}</li>" for point in points)
            self.parts.append(f"<ul>\n{items}\n</ul>")

    def link(self, text, address):
        self.parts.append(
            f'<p><a href="{html.escape(address)}">{html.escape(text, quote=False)}</a></p>'
        )

    def photo(self, photo, caption):
        self.parts.append(self._figure(photo, caption))

    def body(self):
        text = html.escape(self.source.body.text or "", quote=False).strip()
        self.parts.append(text)
        for child in self.source.body:
            self.parts.append(self._element(child) + self._words(child.tail).strip())

    def write_notes(self):
        if not self.notes:
            return
        self.parts.append(f"<h2>{gettext('Notes')}</h2>")
        items = []
        for key, number in self.notes.items():
            text = self._inside(self.source.note_texts[key]).strip()
            back = " ".join(
                f'<a href="#{self._anchor("fnref", number, use)}">↩</a>'
                for use in range(1, self.uses[key] + 1)
            )
            items.append(f'<li id="{self._anchor("fn", number)}">{text} {back}</li>')
        self.parts.append("<ol>\n" + "\n".join(items) + "\n</ol>")

    def counter(self):
        path = reverse("republication-counter", args=[self.article.public_id])
        # Without its own policy the browser would send the site's name and not the page's.
        self.parts.append(
            f'<img src="{settings.SITE_URL}{path}" width="1" height="1" alt="" '
            'referrerpolicy="no-referrer-when-downgrade">'
        )

    def _element(self, element) -> str:
        tag = element.tag
        if not isinstance(tag, str) or tag in DROPPED_WITH_CONTENT:
            return ""
        if tag in {"br", "hr"}:
            return f"<{tag}>"
        if tag == "figure":
            photo = self.source.photos.get(_photo_key(element))
            return self._figure(photo, _figure_caption(element) or photo.caption) if photo else ""
        if tag == "span" and element.get("data-note") is not None:
            return self._note_mark(element)
        inside = self._inside(element)
        if tag == "a":
            address = absolute(element.get("href", ""), self.source.address)
            return f'<a href="{html.escape(address)}">{inside}</a>' if address else inside
        if tag in KEPT_AS_THEY_ARE:
            return f"<{tag}{_cell_attributes(element)}>{inside}</{tag}>"
        return inside

    def _inside(self, element) -> str:
        return self._words(element.text) + "".join(
            self._element(child) + self._words(child.tail) for child in element
        )

    def _words(self, text: str | None) -> str:
        return html.escape(text or "", quote=False)

    def _note_mark(self, element) -> str:
        mention = self.mention(element)
        if mention is None:
            return ""
        _key, number, use = mention
        return (
            f'<sup><a href="#{self._anchor("fn", number)}" '
            f'id="{self._anchor("fnref", number, use)}">{number}</a></sup>'
        )

    def _anchor(self, kind: str, number: int, use: int = 1) -> str:
        """Two of our articles on one page of theirs must not share an anchor."""
        house = slug_for(self.source.house.acronym or self.source.house.name) or "note"
        again = f"-{use}" if use > 1 else ""
        return f"{house}-{self.article.public_id}-{kind}{number}{again}"

    def _figure(self, photo: Photo, caption: str) -> str:
        credit = html.escape(labelled_credit(photo), quote=False)
        if photo.licence and (deed := Licence(photo.licence).url):
            name = html.escape(str(Licence(photo.licence).label), quote=False)
            credit += f', <a href="{deed}">{name}</a>'
        words = " ".join(filter(None, [_lines(caption), credit]))
        return (
            f'<figure><img src="{html.escape(image_address(photo))}" '
            f'alt="{html.escape(photo.alt_text)}"><figcaption>{words}</figcaption></figure>'
        )


class TextWriter(Writer):
    """For mail, layout and messengers: links are written out, marks are dropped."""

    def title(self, text):
        self.parts.append(text)

    def paragraph(self, text):
        self.parts.append(self.escaped(text))

    def attribution(self):
        self.parts.append(self.source.notice)

    def bullets(self, points):
        self.parts.append("\n".join(f"- {self.escaped(point)}" for point in points))

    def link(self, text, address):
        self.parts.append(self.linked(self.escaped(text), address))

    def photo(self, photo, caption):
        self.parts += [self.image(photo), self.caption(photo, caption)]

    def body(self):
        self.parts += self.blocks(self.source.body)

    def write_notes(self):
        if not self.notes:
            return
        self.parts.append(self.heading(2, gettext("Notes")))
        self.parts += [
            self.note_text(number, self.inline(self.source.note_texts[key]).strip())
            for key, number in self.notes.items()
        ]

    # How this copy writes each thing; Markdown has other ways.

    def escaped(self, text: str) -> str:
        return text

    def heading(self, level: int, text: str) -> str:
        return text

    def marked(self, tag: str, text: str) -> str:
        if tag == "sup":
            return _raised(text, SUPERSCRIPT, "^")
        if tag == "sub":
            return _raised(text, SUBSCRIPT, "_")
        return text

    def linked(self, text: str, address: str) -> str:
        return text if text == address else f"{text} <{address}>"

    def note_mark(self, number: int) -> str:
        return f"[{number}]"

    def note_text(self, number: int, text: str) -> str:
        return f"[{number}] {text}"

    def image(self, photo: Photo) -> str:
        return image_address(photo)

    def caption(self, photo: Photo, caption: str) -> str:
        credit = self.escaped(labelled_credit(photo))
        if photo.licence and (deed := Licence(photo.licence).url):
            credit += f", {self.linked(str(Licence(photo.licence).label), deed)}"
        return " ".join(filter(None, [self.escaped(caption), credit]))

    def table(self, rows: list[list[str]]) -> str:
        return "\n".join(" | ".join(row) for row in rows)

    def line_break(self) -> str:
        return "\n"

    # Walking the body.

    def blocks(self, element) -> list[str]:
        """Return the element's blocks; words that stand between blocks make one of their own."""
        found, run = [], self.words(element.text)
        for child in element:
            if child.tag in BLOCKS:
                found += [run.strip(), *self.block(child)]
                run = ""
            else:
                run += self.inline_element(child)
            run += self.words(child.tail)
        return [block for block in [*found, run.strip()] if block]

    def block(self, element) -> list[str]:
        match element.tag:
            case "p":
                return [self.inline(element).strip()]
            case "h2" | "h3" | "h4":
                return [self.heading(int(element.tag[1]), self.inline(element).strip())]
            case "ul" | "ol":
                return [self.list_of(element)]
            case "blockquote":
                quoted = "\n\n".join(self.blocks(element))
                return ["\n".join(f"> {line}".rstrip() for line in quoted.split("\n"))]
            case "table":
                return self.table_parts(element)
            case "figure":
                photo = self.source.photos.get(_photo_key(element))
                if photo is None:
                    return []
                caption = _figure_caption(element) or photo.caption
                return [self.image(photo), self.caption(photo, caption)]
            case "hr":
                return ["* * *"]
        return self.blocks(element)

    def list_of(self, element) -> str:
        items = []
        for number, item in enumerate(element.iterchildren("li"), start=1):
            marker = f"{number}. " if element.tag == "ol" else "- "
            text = "\n".join(self.blocks(item))
            items.append(marker + text.replace("\n", "\n" + " " * len(marker)))
        return "\n".join(items)

    def table_parts(self, element) -> list[str]:
        caption = element.find("caption")
        rows = [
            [" ".join(" ".join(self.blocks(cell)).split()) for cell in row.iterchildren("th", "td")]
            for row in element.iter("tr")
        ]
        parts = [] if caption is None else [self.marked("strong", self.inline(caption).strip())]
        return [*parts, self.table(rows)] if rows else parts

    def inline(self, element) -> str:
        return self.words(element.text) + "".join(
            self.inline_element(child) + self.words(child.tail) for child in element
        )

    def inline_element(self, element) -> str:
        tag = element.tag
        if not isinstance(tag, str) or tag in DROPPED_WITH_CONTENT:
            return ""
        if tag == "br":
            return self.line_break()
        if tag == "span" and element.get("data-note") is not None:
            mention = self.mention(element)
            return self.note_mark(mention[1]) if mention else ""
        inside = self.inline(element)
        if tag == "a":
            address = absolute(element.get("href", ""), self.source.address)
            return self.linked(inside, address) if address and inside.strip() else inside
        return self.marked(tag, inside) if inside.strip() else inside

    def words(self, text: str | None) -> str:
        return self.escaped(re.sub(r"[ \t\r\n]+", " ", text or ""))


class MarkdownWriter(TextWriter):
    def title(self, text):
        self.parts.append(f"# {self.escaped(text)}")

    def paragraph(self, text):
        self.parts.append(_not_a_list(self.escaped(text)))

    def attribution(self):
        address = self.source.address
        before, found, after = self.source.notice.partition(address)
        self.parts.append(f"*{self.escaped(before)}{found and f'<{found}>'}{self.escaped(after)}*")

    def escaped(self, text):
        return re.sub(r"([\\`*_\[\]<>~|#&])", r"\\\1", text)

    def heading(self, level, text):
        return f"{'#' * level} {text}"

    def marked(self, tag, text):
        marks = {"em": "*", "strong": "**"}
        if tag in marks:
            # Marks must stand at the words, not at the spaces around them.
            before, words, after = re.fullmatch(r"(\s*)(.*?)(\s*)", text, re.DOTALL).groups()
            return f"{before}{marks[tag]}{words}{marks[tag]}{after}"
        return super().marked(tag, text)

    def linked(self, text, address):
        return f"[{text}](<{address}>)" if re.search(r"[()\s]", address) else f"[{text}]({address})"

    def note_mark(self, number):
        return f"[^{number}]"

    def note_text(self, number, text):
        return f"[^{number}]: {text}"

    def image(self, photo):
        return f"![{self.escaped(photo.alt_text)}]({image_address(photo)})"

    def table(self, rows):
        width = max(len(row) for row in rows)
        first, *others = [row + [""] * (width - len(row)) for row in rows]
        lines = [first, ["---"] * width, *others]
        return "\n".join(f"| {' | '.join(line)} |" for line in lines)

    def line_break(self):
        return "  \n"

    def block(self, element):
        blocks = super().block(element)
        return [_not_a_list(block) for block in blocks] if element.tag == "p" else blocks


def correction_line(correction) -> str:
    """Return "Correction, 20 November 2025. The table gave …" in the language in force."""
    date = credits.long_date(timezone.localdate(correction.made_at))
    return f"{correction.get_kind_display()}, {date}. {correction.text}"


def image_address(photo: Photo) -> str:
    return urljoin(settings.SITE_URL, photo.src)


def absolute(href: str, base: str) -> str:
    """Return the whole address; "" for one that does not lead to a page or a letter box."""
    try:
        address = urljoin(base, href.strip())
        scheme = urlsplit(address).scheme
    except ValueError:
        return ""
    if scheme not in {"http", "https", "mailto"}:
        return ""
    return re.sub(r"[\s<>\"]", lambda match: f"%{ord(match[0]):02X}", address)


def _cut_after_paragraphs(body, number: int) -> None:
    paragraphs = 0
    for child in list(body):
        if paragraphs >= number:
            body.remove(child)
        else:
            paragraphs += child.tag == "p"


def _photo_key(figure) -> int | None:
    key = figure.get("data-photo") or ""
    return int(key) if key.isascii() and key.isdigit() and len(key) < 19 else None


def _figure_caption(figure) -> str:
    caption = figure.find("figcaption")
    return "" if caption is None else " ".join(caption.text_content().split())


def _cell_attributes(element) -> str:
    if element.tag not in {"td", "th"}:
        return ""
    return "".join(
        f' {name}="{element.get(name)}"'
        for name, form in KEPT_CELL_ATTRIBUTES.items()
        if re.fullmatch(form, element.get(name, ""))
    )


def _lines(text: str) -> str:
    return html.escape(text, quote=False).replace("\r\n", "\n").replace("\n", "<br>")


def _raised(text: str, letters: dict, mark: str) -> str:
    """Write 10⁶ rather than 106 where the letters exist."""
    raised = text.translate(letters)
    is_whole = all(ord(letter) in letters for letter in text)
    return raised if is_whole else f"{mark}({text})"


def _not_a_list(paragraph: str) -> str:
    """A paragraph that begins with "1." or a dash stays a paragraph."""
    return re.sub(r"^(\d+)([.)])", r"\1\\\2", re.sub(r"^([-+=])", r"\\\1", paragraph))
