"""The one door from editors' text to safe HTML.

The threat is stored cross-site scripting: what editors paste, contributors send and other systems
export reaches readers' browsers as markup. `clean` lets through only the vocabulary below, `render`
prints nothing but what `clean` has let through, and nothing else marks an article's text as safe.
"""

import re
from urllib.parse import urlsplit

import nh3

from articles import grammar
from articles.rendering import render

__all__ = [
    "blocks",
    "clean",
    "figures",
    "losses",
    "notes",
    "plain_text",
    "render",
    "sources",
    "word_count",
]

# Tags that `grammar` understands; it turns those of the last line into the others.
_TAGS = {"p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "hr", "figure", "figcaption"}
_TAGS |= {"a", "em", "strong", "sup", "sub", "br", "span"}
_TAGS |= {"table", "caption", "thead", "tbody", "tr", "th", "td"}
_TAGS |= {"b", "i", *grammar.HEADINGS, *grammar.DIVISIONS}
_WITH_THEIR_CONTENT = {"script", "style", "template", "title", "noscript", "math", "svg"}
_WITH_THEIR_CONTENT |= {"iframe", "object", "audio", "video", "canvas", "noembed", "noframes"}
_WITH_THEIR_CONTENT |= {"textarea", "select", "button"}
_ATTRIBUTES = {
    "a": {"href"},
    "b": {"style"},  # Read for Google's "font-weight: normal", never written.
    "figure": {"data-photo"},
    "span": {"data-note", "data-source"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    clean_content_tags=_WITH_THEIR_CONTENT,
    attributes=_ATTRIBUTES,
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
    strip_comments=True,
)
_EMBEDS = {"iframe", "embed", "object", "video", "audio"}


def clean(html: str) -> str:
    """Return the text in the grammar of articles, safe and tidy; cleaning it again changes nothing.

    The normaliser is part of it: accents are composed, spaces doubled or alone in a paragraph go,
    as do Word's classes. A stray backslash stays: it may be meant, so preflight asks the editor.
    """
    # The parser wants text that can be written as UTF-8.
    html = html.replace("\x00", "").encode("utf-8", "ignore").decode()
    html = grammar.INVISIBLE.sub("", _CLEANER.clean(html)).replace("\f", " ")
    return grammar.rebuild(html)


def losses(html: str) -> list[str]:
    """Say what `clean` takes out of the text beside its dress, in editors' words."""
    found = []
    tree = grammar.parse(html.replace("\x00", "").encode("utf-8", "ignore").decode())
    for element in tree.iter():
        tag = element.tag
        if tag == "img" or (tag == "figure" and not element.get("data-photo")):
            if tag == "figure" and element.find(".//img") is not None:
                continue  # Told of the picture in it.
            name = urlsplit(element.get("src") or "").path.rpartition("/")[2][:60]
            found.append(
                f"A picture that is not from the photo library was left out"
                f"{f' ({name})' if name else ''}. Add it to the library, then insert it as a "
                "figure."
            )
        elif tag in _EMBEDS:
            address = element.get("src") or element.get("data") or ""
            address = f" ({address[:200]})" if grammar.safe_address(address) else ""
            found.append(
                f"An embedded page or player was left out{address}. Link to it in words instead."
            )
        elif tag == "script":
            found.append("A script was left out; scripts have no place in a text.")
        elif tag == "a" and element.get("href") and not grammar.safe_address(element.get("href")):
            words = " ".join("".join(element.itertext()).split())[:60]
            address = element.get("href")[:200]
            found.append(
                f"A link was left out, its words “{words}” were kept: {address} is not a whole "
                "web address."
            )
    return list(dict.fromkeys(found))


def blocks(html: str) -> list[tuple[str, str]]:
    """Return the kind and the words of each block, notes and their marks removed."""
    found = []
    for element in grammar.parse(html):
        lines = _words(element)
        if lines:
            found.append((element.tag, "\n".join(lines)))
    return found


def plain_text(html: str) -> str:
    """Return all the words, one block a line, the notes at the end."""
    return "\n".join([*(text for _, text in blocks(html)), *notes(html)])


def word_count(html: str) -> int:
    """Count the words of the text without its notes."""
    return sum(len(text.split()) for _, text in blocks(html))


def notes(html: str) -> list[str]:
    """Return the words of each note."""
    spans = grammar.parse(html).iter("span")
    texts = [" ".join(span.itertext()) for span in spans if "data-note" in span.attrib]
    return [" ".join(text.split()) for text in texts if text.strip()]


def figures(html: str) -> list[tuple[int, str]]:
    """Return the key of each photo in the text and the caption it is given there."""
    return [
        (int(figure.get("data-photo")), " ".join("".join(figure.itertext()).split()))
        for figure in grammar.parse(html).iter("figure")
        if re.fullmatch(r"[0-9]{1,18}", figure.get("data-photo") or "")
    ]


def sources(html: str) -> list[tuple[str, list[tuple[int, int, str]]]]:
    """Return the words of each source and its links as (start, end, address)."""
    found = []
    for span in grammar.parse(html).iter("span"):
        if "data-source" not in span.attrib:
            continue
        text, links = [], []

        def walk(element, text=text, links=links):
            start = sum(map(len, text))
            text.append(element.text or "")
            for child in element:
                walk(child)
                text.append(child.tail or "")
            if element.tag == "a":
                links.append((start, sum(map(len, text)), element.get("href")))

        walk(span)
        found.append(("".join(text), links))
    return found


def _words(element) -> list[str]:
    """Return the lines of a block: its items, rows and paragraphs."""
    lines, line = [], []

    def close():
        text = " ".join("".join(line).split())
        if text:
            lines.append(text)
        line.clear()

    def walk(element):
        if element.tag == "span" and "data-note" in element.attrib:
            return
        if element.tag in ("p", "li", "tr", "caption", "ul", "ol", "blockquote"):
            close()
        if element.tag in ("td", "th", "br"):
            line.append(" ")
        line.append(element.text or "")
        for child in element:
            walk(child)
            if child.tag in ("p", "li", "tr", "caption", "ul", "ol", "blockquote"):
                close()
            line.append(child.tail or "")

    walk(element)
    close()
    return lines
