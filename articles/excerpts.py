"""What lists, feeds, search engines and cards show of an article: whole sentences, no markup."""

import re

from articles.markup import blocks

SHORTEST, LONGEST = 200, 320
# Far more than is ever printed; a text of megabytes is not searched to its end for that.
_READ = 5000

_CAPTION = re.compile(r"\[caption\b[^\]]*\].*?\[/caption\]", re.DOTALL | re.IGNORECASE)
# A shortcode has a closing slash, attributes, or one of the names that WordPress itself uses.
_SHORTCODE = re.compile(
    r"\[/[^\]]*\]?"
    r"|\[[a-z][a-z0-9_-]*\s[^\]]*=[^\]]*\]?"
    r"|\[(?:caption|gallery|embed|audio|video|playlist|footnote)\b[^\]]*\]?",
    re.IGNORECASE,
)
_NOTE_MARK = re.compile(r"\[\d{1,3}\]")
_TAG = re.compile(r"</?[a-zA-Z!][^<>]*>")
_SENTENCE_END = re.compile(r"([.!?…։]+[\"'»”’)\]]*)\s+(?=[^a-zа-яёа-ֆ\s])|[։]\s*")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(“\"«])(?:\w|(?:\w\.)+\w|mr|mrs|ms|dr|prof|gen|col|lt|maj|sgt|capt|st|no|nos|vol|sen"
    r"|gov|rep|jr|sr|vs|cf|ca|approx|art|jan|feb|mar|apr|jun|jul|aug|sept|oct|nov|dec|fig|pp|им"
    r"|гг|ул|стр|проф|ген)\.$",
    re.IGNORECASE,
)


def excerpt(article) -> str:
    """Return the teaser, else the standfirst, else the summary, else the first paragraphs."""
    for text in (article.teaser, article.standfirst):
        if text := plain(text):
            return shorten(text)
    points = [plain(point) for point in article.summary_points]
    paragraphs = (plain(text) for kind, text in blocks(article.body) if kind == "p")
    return shorten(_joined(points) or _joined(paragraphs))


def plain(text: str) -> str:
    """Return the words alone: without markup, shortcodes, note marks and needless space."""
    text, before = text[:_READ], None
    while text != before:  # Taking one thing out may join the halves of another.
        before = text
        text = _CAPTION.sub(" ", text)
        text = _SHORTCODE.sub(" ", text)
        text = _NOTE_MARK.sub("", text)
        text = _TAG.sub(" ", text)
        text = " ".join(text.split())
        text = re.sub(r" (?=[.,;:!?](?:\s|$))", "", text)
    return text.replace("<", "‹").replace(">", "›")


def shorten(text: str) -> str:
    """Cut a text after a sentence of 200-320 characters, else between words with an ellipsis."""
    if len(text) <= LONGEST:
        return text
    best = 0
    for match in _SENTENCE_END.finditer(text, 0, LONGEST + 2):
        end = match.end(1) if match[1] else match.start() + 1
        if end <= LONGEST and not _ABBREVIATION.search(text[:end]):
            best = end
    if best >= SHORTEST:
        return text[:best]
    cut = text[: LONGEST - 1]
    # A break in the middle of a word is the last resort, for a text without spaces.
    cut = cut.rpartition(" ")[0] or cut
    return cut.rstrip(" ,;:–—-.(") + "…"


def _joined(texts) -> str:
    """Join as many texts as an excerpt holds; each ends its sentence."""
    joined = ""
    for text in texts:
        if not text:
            continue
        if joined and joined[-1] not in ".!?…։:;\"'»”’)":
            joined += "."
        joined = f"{joined} {text}".strip()
        if len(joined) >= SHORTEST:
            break
    return joined
