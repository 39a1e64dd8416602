"""The text of an article as readers see it: notes numbered, figures and sources filled in.

It reads only what `markup.clean` has written and adds only what this module and the photo template
spell out, so nothing can become unsafe on the way.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from lxml import etree

from articles import sources
from articles.grammar import parse
from house.slugs import slug_for
from photos.models import Photo

_NUMBER = re.compile(r"[-+−–~≈<>$€£₾₼₽₺]?\s?\d[\d\s.,'’]*\s?[%‰]?|[-–—]")
_WORDS = etree.XPath(".//text()[not(ancestor::span[@data-note])]")


@dataclass
class Note:
    """A note below the text, and the ids of the places in the text that refer to it."""

    number: int
    id: str
    html: str = ""
    marks: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Heading:
    id: str
    text: str
    level: int


@dataclass
class Rendered:
    html: SafeString
    notes: list[Note]
    contents: list[Heading]


def render(article, photos: Iterable[Photo] | None = None, prefix: str = "") -> Rendered:
    """Return the article's text ready to print.

    `photos` spares the query when the caller has them; `prefix` keeps the ids of several articles
    on one page, or of a copy on somebody else's page, apart.
    """
    body = parse(article.body)
    contents = _name_headings(body, prefix)
    notes = _number_notes(body, prefix)
    _link_sources(body, article)
    for table in body.iter("table"):
        _align_numbers(table)
    tables = 0
    wanted = {int(figure.get("data-photo")) for figure in body.iter("figure")}
    found = _photos(wanted, photos)
    parts = []
    for block in body:
        if block.tag == "figure":
            parts.append(_figure(block, found))
        elif block.tag == "table":
            tables += 1
            parts.append(_scrolling(block, f"{prefix}table{tables}"))
        else:
            parts.append(_print(block))
    return Rendered(mark_safe("".join(parts)), notes, contents)  # noqa: S308


def _print(element) -> str:
    return etree.tostring(element, encoding="unicode", method="html", with_tail=False)


def _inner(element) -> SafeString:
    """Print what is inside an element, without its own tags."""
    html = _print(element)
    return mark_safe(html[html.index(">") + 1 : html.rindex("<")])  # noqa: S308


def _number_notes(body, prefix: str) -> list[Note]:
    """Put a numbered mark in the place of each note; return the notes in their order."""
    notes: dict[str, Note] = {}
    words: dict[str, str] = {}
    marks = []
    for span in list(body.iter("span")):
        if "data-note" not in span.attrib:
            continue
        key = span.get("data-note")
        if key not in notes:
            number = len(notes) + 1
            notes[key] = Note(number, f"{prefix}fn{number}")
        note = notes[key]
        if span.text or len(span):
            note.html = _inner(span)
            words[key] = " ".join("".join(span.itertext()).split())
        uses = len(note.marks)
        mark_id = f"{prefix}fnref{note.number}" + (f"-{uses + 1}" if uses else "")
        note.marks.append(mark_id)
        tail = span.tail
        span.clear()
        span.tag, span.tail = "sup", tail
        span.set("class", "noteref")
        marks.append((span, key))
        link = etree.SubElement(span, "a", href=f"#{note.id}", id=mark_id, role="doc-noteref")
        hidden = etree.SubElement(link, "span")
        hidden.set("class", "visually-hidden")
        hidden.text = _("Note") + " "
        hidden.tail = str(note.number)
    for mark, key in marks:
        # For the style sheet, which shows the note to who points at its mark.
        mark.set("data-preview", Truncator(words.get(key, "")).chars(300))
    return list(notes.values())


def _name_headings(body, prefix: str) -> list[Heading]:
    """Give each heading an address and list those of the highest rank.

    "s-" keeps the addresses apart from the ids of the page around the text.
    """
    contents, taken = [], set()
    for number, heading in enumerate(body.iter("h2", "h3", "h4"), start=1):
        text = " ".join("".join(_WORDS(heading)).split())
        name = f"{prefix}s-{slug_for(text, length=60) or number}"
        while name in taken:
            name = f"{name}-{number}"
        taken.add(name)
        heading.set("id", name)
        contents.append(Heading(name, text, int(heading.tag[1])))
    highest = min((heading.level for heading in contents), default=2)
    return [heading for heading in contents if heading.level == highest]


def _photos(wanted: set[int], photos: Iterable[Photo] | None) -> dict[int, Photo]:
    if not wanted:
        return {}
    if photos is None:
        photos = Photo.objects.public().filter(pk__in=wanted)
    return {photo.pk: photo for photo in photos if photo.pk in wanted and photo.is_public()}


def _figure(figure, photos: dict[int, Photo]) -> str:
    photo = photos.get(int(figure.get("data-photo")))
    if photo is None:
        return ""
    caption = figure.find("figcaption")
    return get_template("components/photo.html").render(
        {"photo": photo, "caption": "" if caption is None else _inner(caption)}
    )


def _scrolling(table, name: str) -> str:
    """Print a table in a region that a keyboard can scroll on a narrow screen."""
    caption = table.find("caption")
    if caption is not None:
        caption.set("id", name)
        label = f'aria-labelledby="{name}"'
    else:
        label = f'aria-label="{_("Table")}"'
    return f'<div class="table-scroll" tabindex="0" role="region" {label}>{_print(table)}</div>'


def _align_numbers(table):
    """Mark cells and heads of columns that hold nothing but numbers."""
    rows = [list(row) for row in table.iter("tr")]
    if any(cell.get("colspan") or cell.get("rowspan") for row in rows for cell in row):
        return
    body = [list(row) for row in table.iterfind("tbody/tr")]
    for column in range(max(map(len, rows), default=0)):
        cells = [row[column] for row in body if column < len(row)]
        texts = ["".join(cell.itertext()).strip() for cell in cells if cell.tag == "td"]
        filled = [text for text in texts if text]
        if filled and all(_NUMBER.fullmatch(text) for text in filled):
            for row in rows:
                if column < len(row):
                    row[column].set("class", "num")


# Sources.


def _link_sources(body, article):
    """Link each source, say that it is one, and follow references into the own archive."""
    spans = [span for span in body.iter("span") if "data-source" in span.attrib]
    if not spans:
        return
    published = sources.day_of_print(article)
    outlets = {}
    if article.pk:
        outlets = {
            row.outlet_name.casefold(): row.outlet
            for row in article.sources.select_related("outlet")
            if row.outlet
        }
    mentions = {span: sources.read("".join(span.itertext())) for span in spans}
    dated = [
        (mention, day, date)
        for span in spans
        for mention in mentions[span]
        for day in mention.days
        if mention.name.casefold() not in outlets and (date := day.before(published))
    ]
    own = sources.resolve({(mention.name, date) for mention, _day, date in dated}, article.pk)
    for span in spans:
        for mention in reversed(mentions[span]):
            outlet = outlets.get(mention.name.casefold())
            if outlet:
                _name_outlet(span, mention, outlet)
            else:
                for day in reversed(mention.days):
                    _link_day(span, day, own.get((mention.name, day.before(published)), []))
        del span.attrib["data-source"]
        span.set("class", "source")
        label = etree.Element("span")
        label.set("class", "visually-hidden")
        label.text, label.tail, span.text = _("Source:") + " ", span.text, None
        span.insert(0, label)


def _name_outlet(span, mention, outlet):
    """Link an outlet that the author did not link, and say whose voice it is."""
    text = "".join(span.itertext())
    start = text.find(mention.name, mention.start)
    if start < 0:
        return
    if outlet.is_state_owned:
        after = _place(span, start + len(mention.name) - 1, start + len(mention.name))
        if after:
            holder, part, _begin, end = after
            words = getattr(holder, part)
            setattr(holder, part, f"{words[:end]} [{_('state-owned')}]{words[end:]}")
    if outlet.url and not _has_link(span, mention.start, mention.end):
        _link(span, start, start + len(mention.name), outlet.url)


def _link_day(span, day, articles):
    if len(articles) == 1:
        _link(span, day.start, day.end, articles[0].get_absolute_url(), articles[0].title)
    elif articles and not _has_link(span, day.start, day.end):
        # Several of that day: the reader chooses among their titles.
        holder, part, _begin, end = _place(span, day.end - 1, day.end)
        choice = etree.Element("span")
        choice.text, before = " [", None
        for article in articles:
            before = etree.SubElement(choice, "a", href=article.get_absolute_url())
            before.text, before.tail = article.title, "; "
        before.tail = "]"
        _insert(holder, part, end, end, choice)


def _texts(span):
    """Yield each string in a source: where it begins, who holds it and whether it is linked."""
    position = 0

    def walk(element, is_linked):
        nonlocal position
        is_linked = is_linked or element.tag == "a"
        yield position, element, "text", element.text or "", is_linked
        position += len(element.text or "")
        for child in element:
            yield from walk(child, is_linked)
            yield position, child, "tail", child.tail or "", is_linked
            position += len(child.tail or "")

    yield from walk(span, False)


def _place(span, start: int, end: int):
    """Return the string that holds these characters as (element, attribute, start, end in it)."""
    for begin, element, part, words, _is_linked in _texts(span):
        if begin <= start and end <= begin + len(words):
            return element, part, start - begin, end - begin
    return None


def _has_link(span, start: int, end: int) -> bool:
    return any(
        is_linked and words and begin < end and begin + len(words) > start
        for begin, _element, _part, words, is_linked in _texts(span)
    )


def _link(span, start: int, end: int, href: str, title: str = ""):
    """Make a link of these characters, if no link has them already."""
    place = _place(span, start, end)
    if place is None or _has_link(span, start, end):
        return
    element, part, begin, stop = place
    link = etree.Element("a", href=href)
    if title:
        link.set("title", title)
    link.text = getattr(element, part)[begin:stop]
    _insert(element, part, begin, stop, link)


def _insert(holder, part: str, start: int, end: int, element):
    """Put an element in the place of some characters of a string of the tree."""
    words = getattr(holder, part)
    if part == "text":
        holder.insert(0, element)
    else:
        holder.addnext(element)  # It takes the tail of the holder over.
    element.tail = words[end:]
    setattr(holder, part, words[:start])
