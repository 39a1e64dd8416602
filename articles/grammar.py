"""The one shape that the text of an article is stored in.

`rebuild` takes any HTML tree and writes it anew in this grammar: headings h2-h4, paragraphs, lists,
quotations, tables, rules and figures of the photo library; in them text with links, emphasis, notes
and sources. What has no place in it leaves its words behind. Because text is written from runs of
marked characters, like a word processor does, the result is well-formed and stays as it is when it
is read and written again.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from lxml import etree

from articles.sources import is_citation

MARKS = {"a": "a", "strong": "strong", "b": "strong", "em": "em", "i": "em"}
MARKS |= {"sup": "sup", "sub": "sub"}
MARK_ORDER = ["a", "strong", "em", "sup", "sub"]
HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}
# They divide text into paragraphs and mean nothing else to us.
DIVISIONS = {"address", "article", "aside", "center", "dd", "details", "div", "dl", "dt"}
DIVISIONS |= {"figcaption", "fieldset", "footer", "form", "header", "li", "main", "nav", "p"}
DIVISIONS |= {"pre", "section", "summary", "caption", "td", "th", "tr", "tbody", "thead", "tfoot"}

# Deeper than this nobody writes; the words are kept, the nesting is not.
DEEPEST = 24

SPACES = " \u00a0"
_WHITE = re.compile("[ \t\r\n\f\v\u0085\u2028\u2029]+")
_SEVERAL_SPACES = re.compile(f"[{SPACES}]{{2,}}")
# C0 and C1 controls, zero-width space, word joiner, overrides of direction, byte order mark,
# noncharacters. Joiners and direction marks stay: Persian and Hebrew names need them.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u2060\u202d\u202e\ufeff\ufffe\uffff]"
)
_PARENTHESES = re.compile(r"\([^()\n\ufffc]{3,800}\)")
_NOT_IN_A_KEY = re.compile(r"[^A-Za-z0-9_-]+")
_NOT_BOLD = re.compile(r"(?:^|[;\s])font-weight:\s*(?:normal|400)")
_PARSER_OPTIONS = {"encoding": "utf-8", "remove_comments": True, "remove_pis": True}


class Run(NamedTuple):
    """Characters with their marks, a line break, a note or a source."""

    kind: str
    text: str = ""
    marks: tuple = ()
    inner: tuple = ()


BREAK = Run("break")


def parse(html: str):
    """Return the body element of a tree of the HTML."""
    parser = etree.HTMLParser(huge_tree=True, **_PARSER_OPTIONS)
    root = etree.fromstring(f"<body>{html}</body>".encode(), parser)
    body = None if root is None else root.find("body")
    return etree.Element("body") if body is None else body


def rebuild(html: str) -> str:
    return _Builder(parse(html)).html()


def escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escape_attribute(text: str) -> str:
    return escape(text).replace('"', "&quot;")


def safe_address(href: str) -> str:
    """Return the address of a link if readers may be sent there, else "".

    Whole web and mail addresses, paths of this site and places in the text. `//host` and its
    disguises look like a path and lead elsewhere; other relative addresses lead nowhere.
    """
    href = re.sub("[\x00-\x20\x7f]+", "", href.strip()) if href else ""
    if href.startswith("www."):
        href = f"https://{href}"
    if re.match(r"(?i)https?://[^/\\?#\s]", href) or re.match(r"(?i)(mailto|tel):[^/\\]", href):
        return href
    if re.match(r"[/\\]{2}", href):
        return ""
    return href if (href.startswith(("/", "#")) and len(href) > 1) or href == "/" else ""


class _Builder:
    def __init__(self, body):
        self.body = body
        # Figures from inside other blocks, waiting to be written after the block.
        self.hoisted = []
        self.is_in_note = False
        self.notes = {}  # the words of each note written so far
        self.defined = self._defined_notes()

    def html(self) -> str:
        return "".join(self._flow(self.body))

    # Blocks.

    def _flow(self, element, marks=(), inside="", depth=0) -> list[str]:
        """Return the blocks of an element; loose text becomes paragraphs."""
        blocks, pending = [], []

        def flush():
            for paragraph in _paragraphs(pending):
                html = self._write(paragraph, finds_sources=True)
                if html:
                    blocks.append(f"<p>{html}</p>")
            pending.clear()

        def walk(element, marks, depth):
            if depth > DEEPEST:
                pending.append(Run("text", " ".join(element.itertext()), marks))
                return
            _add_text(pending, element.text, marks)
            for child in element:
                tag = child.tag
                if tag in HEADINGS or tag in ("ul", "ol", "blockquote", "table", "figure", "hr"):
                    flush()
                    blocks.extend(self._block(child, marks, inside, depth + 1))
                elif tag in DIVISIONS:
                    flush()
                    walk(child, marks, depth + 1)
                    flush()
                elif tag == "br":
                    pending.append(BREAK)
                elif _is_note(child) or _is_source(child):
                    pending.extend(self._inline(child, marks, depth + 1))
                else:
                    walk(child, _with_mark(marks, child), depth + 1)
                _add_text(pending, child.tail, marks)

        walk(element, marks, depth)
        flush()
        if not inside:
            blocks += self._hoisted()
        return blocks

    def _hoisted(self):
        hoisted, self.hoisted = self.hoisted, []
        return hoisted

    def _block(self, element, marks, inside, depth) -> list[str]:
        tag = element.tag
        if tag in HEADINGS:
            unbold = [
                run._replace(marks=tuple(mark for mark in run.marks if mark[0] != "strong"))
                for run in self._children(element, marks, depth)
            ]
            name = "p" if inside else HEADINGS[tag]
            html = self._write(_without_breaks(unbold), finds_sources=name == "p")
            return [f"<{name}>{html}</{name}>"] if html else []
        if tag == "hr":
            return [] if inside else ["<hr>"]
        if tag == "figure":
            return self._figure(element, marks, inside, depth)
        if tag == "table":
            return self._table(element, marks, inside, depth)
        if tag == "blockquote":
            inner = self._flow(element, marks, inside or "quotation", depth)
            wrapped = inner and inside != "cell"
            blocks = [f"<blockquote>{''.join(inner)}</blockquote>"] if wrapped else inner
        else:
            blocks = self._list(element, marks, inside, depth)
        return blocks if inside else blocks + self._hoisted()

    def _list(self, element, marks, inside, depth) -> list[str]:
        items = []
        for child in _with_loose_text(element):
            if child.tag in ("ul", "ol") and items:
                # A list that hangs between two items belongs to the one before it.
                items[-1] += "".join(self._list(child, marks, inside or "item", depth + 1))
                continue
            blocks = self._flow(child, marks, inside if inside == "cell" else "item", depth + 1)
            if blocks:
                items.append(_unwrapped(blocks))
        html = "".join(f"<li>{item}</li>" for item in items)
        return [f"<{element.tag}>{html}</{element.tag}>"] if html else []

    def _figure(self, element, marks, inside, depth) -> list[str]:
        photo = (element.get("data-photo") or "").strip()
        if not re.fullmatch(r"[1-9][0-9]{0,17}", photo):
            return self._flow(element, marks, inside or "figure", depth)
        caption = element.find("figcaption")
        html = ""
        if caption is not None:
            html = self._write(_without_breaks(self._children(caption, (), depth)))
        html = f"<figcaption>{html}</figcaption>" if html else ""
        figure = f'<figure data-photo="{photo}">{html}</figure>'
        if inside:
            self.hoisted.append(figure)
            return []
        return [figure]

    def _table(self, element, marks, inside, depth) -> list[str]:
        if inside == "cell" or depth > DEEPEST:
            return self._flow_of_cells(element, marks, depth)
        caption = element.find("caption")
        title = ""
        if caption is not None:
            title = self._write(_without_breaks(self._children(caption, (), depth)))
        head, body = [], []
        for row, is_head in _rows(element):
            cells = [cell for cell in row if cell.tag in ("td", "th")]
            if not cells:
                continue
            is_head = not body and (is_head or (not head and all(c.tag == "th" for c in cells)))
            html = "".join(self._cell(cell, is_head, marks, depth) for cell in cells)
            (head if is_head else body).append(f"<tr>{html}</tr>")
        if not head and not body:
            return self._flow_of_cells(element, marks, depth)
        if not body:  # Nothing but headers is a table without a head.
            head, body = [], [row.replace(' scope="col"', ' scope="row"') for row in head]
        parts = [f"<caption>{title}</caption>"] if title else []
        parts += [f"<thead>{''.join(head)}</thead>"] if head else []
        parts.append(f"<tbody>{''.join(body)}</tbody>")
        table = f"<table>{''.join(parts)}</table>"
        return [table] if inside else [table, *self._hoisted()]

    def _cell(self, cell, is_head, marks, depth) -> str:
        attributes = ""
        for name in ("colspan", "rowspan"):
            value = (cell.get(name) or "").strip()
            if re.fullmatch(r"[1-9][0-9]?", value) and value != "1":
                attributes += f' {name}="{value}"'
        if cell.tag == "th":
            attributes += ' scope="col"' if is_head else ' scope="row"'
        content = _unwrapped(self._flow(cell, marks, "cell", depth + 1))
        return f"<{cell.tag}{attributes}>{content}</{cell.tag}>"

    def _flow_of_cells(self, element, marks, depth) -> list[str]:
        return self._flow(element, marks, "cell", min(depth + 1, DEEPEST))

    # Text inside a block.

    def _children(self, element, marks=(), depth=0) -> list[Run]:
        runs = []
        _add_text(runs, element.text, marks)
        for child in element:
            runs += self._inline(child, marks, depth + 1)
            _add_text(runs, child.tail, marks)
        return runs

    def _inline(self, element, marks, depth) -> list[Run]:
        if depth > DEEPEST:
            return [Run("text", " ".join(element.itertext()), marks)]
        if element.tag == "br":
            return [BREAK]
        if _is_note(element) and not self.is_in_note:
            return self._note(element, depth)
        if _is_source(element):
            runs = _without_breaks(self._children(element, marks, depth))
            words = tuple(_tidy(run for run in _flat(runs) if run.kind == "text"))
            notes = [run for run in runs if run.kind == "note"]
            return [*([Run("source", inner=words)] if words else []), *notes]
        runs = self._children(element, _with_mark(marks, element), depth)
        if element.tag in DIVISIONS or element.tag in HEADINGS or element.tag in ("ul", "ol"):
            return [Run("text", " "), *runs, Run("text", " ")]
        return runs

    def _note(self, element, depth) -> list[Run]:
        self.is_in_note = True
        inner = _without_breaks(self._children(element, (), depth))
        self.is_in_note = False
        words = tuple(_tidy(run for run in _flat(inner) if run.kind == "text"))
        key = _NOT_IN_A_KEY.sub("", element.get("data-note") or "")[:40]
        if not words:
            return [Run("note", key)] if key in self.defined else []
        html = _serialise(words)
        if key and self.notes.get(key, html) != html:
            key = ""
        if not key:
            number = 1
            while f"n{number}" in self.notes or f"n{number}" in self.defined:
                number += 1
            key = f"n{number}"
        if key in self.notes:  # The same note copied: a second reference to it.
            return [Run("note", key)]
        self.notes[key] = html
        return [Run("note", key, inner=words)]

    def _defined_notes(self) -> set[str]:
        return {
            _NOT_IN_A_KEY.sub("", span.get("data-note"))[:40]
            for span in self.body.iter("span")
            if _is_note(span) and "".join(span.itertext()).strip()
        }

    def _write(self, runs: Iterable[Run], finds_sources=False) -> str:
        runs = _tidy(runs)
        if finds_sources:
            runs = _with_sources(runs)
        return _serialise(runs)


def _is_note(element) -> bool:
    return element.tag == "span" and "data-note" in element.attrib


def _is_source(element) -> bool:
    return element.tag == "span" and "data-source" in element.attrib


def _add_text(runs, text, marks):
    if text:
        runs.append(Run("text", text, marks))


def _with_mark(marks: tuple, element) -> tuple:
    name = MARKS.get(element.tag)
    if name is None or name in {mark[0] for mark in marks}:
        return marks
    if name == "strong" and _NOT_BOLD.search(element.get("style") or ""):
        return marks  # Google Docs wraps the whole text in a b that is none.
    mark = (name,)
    if name == "a":
        href = safe_address(element.get("href"))
        if not href:
            return marks
        mark = ("a", href)
    return tuple(sorted({*marks, mark}, key=lambda mark: MARK_ORDER.index(mark[0])))


def _with_loose_text(element):
    """Yield the children of a list; text between the items as items of their own."""
    if element.text and element.text.strip():
        loose = etree.Element("li")
        loose.text = element.text
        yield loose
    for child in element:
        tail, child.tail = child.tail, None
        if child.tag in ("li", "ul", "ol"):
            yield child
        else:
            loose = etree.Element("li")
            loose.append(child)
            yield loose
        if tail and tail.strip():
            loose = etree.Element("li")
            loose.text = tail
            yield loose


def _rows(table):
    """Yield each row of the table itself and whether it stands in its head."""
    for child in table:
        if child.tag == "tr":
            yield child, False
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from ((row, child.tag == "thead") for row in child if row.tag == "tr")


def _unwrapped(blocks: list[str]) -> str:
    """Print an item or cell of one paragraph without its tags, lists below it aside."""
    is_plain = bool(blocks) and blocks[0].startswith("<p>")
    if is_plain and all(block.startswith(("<ul>", "<ol>")) for block in blocks[1:]):
        blocks = [blocks[0].removeprefix("<p>").removesuffix("</p>"), *blocks[1:]]
    return "".join(blocks)


def _paragraphs(runs: list[Run]):
    """Divide runs at two line breaks in a row, as typewriters did."""
    paragraph, breaks = [], 0
    for run in runs:
        if run.kind == "break":
            breaks += 1
            paragraph.append(run)
        else:
            if breaks > 1:
                yield paragraph
                paragraph = []
            if run.kind != "text" or run.text.strip():
                breaks = 0
            paragraph.append(run)
    if paragraph:
        yield paragraph


def _without_breaks(runs):
    return [Run("text", " ") if run.kind == "break" else run for run in runs]


def _flat(runs):
    """Yield the runs with the words of sources and notes in their place."""
    for run in runs:
        if run.kind in ("source", "note"):
            yield from run.inner
        else:
            yield run


def _tidy(runs: Iterable[Run]) -> list[Run]:
    """Join runs, drop invisible characters and needless space, and compose accents."""
    joined: list[Run] = []
    for run in runs:
        if run.kind == "text":
            text = _WHITE.sub(" ", INVISIBLE.sub("", run.text))
            if not text:
                continue
            if not text.strip(SPACES):
                # A space between two equally marked words belongs to them, else to nobody.
                run = run._replace(marks=())
            if joined and joined[-1].kind == "text" and joined[-1].marks == run.marks:
                joined[-1] = run._replace(text=joined[-1].text + text)
            else:
                joined.append(run._replace(text=text))
        else:
            joined.append(run)
    joined = _without_double_spaces(joined)
    while joined and joined[-1].kind == "break":
        joined = _without_double_spaces(joined[:-1])
    if not any((run.kind != "text" and run.kind != "break") or run.text.strip() for run in joined):
        return []
    return joined


def _without_double_spaces(runs: list[Run]) -> list[Run]:
    kept: list[Run] = []
    after_space = True  # The start of a block, too, needs no space.
    for run in runs:
        if run.kind == "text":
            text = _SEVERAL_SPACES.sub(" ", run.text)
            if after_space:
                text = text.lstrip(SPACES)
            if not text:
                continue
            text = unicodedata.normalize("NFC", text)
            after_space = text[-1] in SPACES
            if kept and kept[-1].kind == "text" and kept[-1].marks == run.marks:
                text = unicodedata.normalize("NFC", kept.pop().text + text)
            kept.append(run._replace(text=text))
        elif run.kind == "break":
            _trim_end(kept)
            if kept:
                kept.append(run)
            after_space = True
        else:
            kept.append(run)
            after_space = False
    _trim_end(kept)
    return kept


def _trim_end(runs: list[Run]):
    while runs and runs[-1].kind == "text":
        text = runs[-1].text.rstrip(SPACES)
        if text:
            runs[-1] = runs[-1]._replace(text=text)
            return
        runs.pop()


def _with_sources(runs: list[Run]) -> list[Run]:
    """Wrap each parenthesis that reads like "(Outlet, October 25)" as a source."""
    stand_ins = {"break": "\n"}
    text = "".join(
        run.text if run.kind == "text" else stand_ins.get(run.kind, "\ufffc") for run in runs
    )
    for match in reversed(list(_PARENTHESES.finditer(text))):
        if is_citation(match[0]):
            before, rest = _split(runs, match.start())
            inside, after = _split(rest, match.end() - match.start())
            runs = [*before, Run("source", inner=tuple(inside)), *after]
    return runs


def _split(runs: list[Run], at: int) -> tuple[list[Run], list[Run]]:
    """Divide runs after so many characters; whatever is not text counts as one."""
    left = []
    for index, run in enumerate(runs):
        length = len(run.text) if run.kind == "text" else 1
        if at >= length:
            left.append(run)
            at -= length
        elif at == 0:
            return left, list(runs[index:])
        else:
            left.append(run._replace(text=run.text[:at]))
            return left, [run._replace(text=run.text[at:]), *runs[index + 1 :]]
    return left, []


def _serialise(runs: Iterable[Run]) -> str:
    html, open_marks = [], ()
    for run in runs:
        shared = 0
        while open_marks[shared : shared + 1] == run.marks[shared : shared + 1] != ():
            shared += 1
        html += [f"</{mark[0]}>" for mark in reversed(open_marks[shared:])]
        html += [_opening(mark) for mark in run.marks[shared:]]
        open_marks = run.marks
        if run.kind == "text":
            html.append(escape(run.text))
        elif run.kind == "break":
            html.append("<br>")
        elif run.kind == "source":
            html.append(f"<span data-source>{_serialise(run.inner)}</span>")
        else:
            html.append(f'<span data-note="{run.text}">{_serialise(run.inner)}</span>')
    html += [f"</{mark[0]}>" for mark in reversed(open_marks)]
    return "".join(html)


def _opening(mark: tuple) -> str:
    return f'<a href="{escape_attribute(mark[1])}">' if mark[0] == "a" else f"<{mark[0]}>"
