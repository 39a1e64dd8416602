"""The picture that stands for an article in a shared link: its title, byline and our mark."""

import hashlib
import io
from functools import lru_cache
from pathlib import Path

from django.core.cache import cache
from PIL import Image, ImageDraw, ImageFont

from articles import credits
from articles.citations import tidy

KEPT = 24 * 3600
SIZE = (1200, 630)
MARGIN = 72
WIDTH = SIZE[0] - 2 * MARGIN
# The plate of the site's own style; see static/css/tokens.css.
PLATE, ON_PLATE, ON_PLATE_SOFT = "#0d3a44", "#eef5f3", "#b4cdca"
# The title takes the largest of these in which it fits between mark and byline.
TITLE_SIZES = (84, 76, 68, 60, 54, 48, 42)
TITLE_TOP, TITLE_HEIGHT = 176, 300
LEADING = 1.18
PARTS = Path(__file__).parent / "share_card_parts"


def is_legible(article) -> bool:
    """Whether our fonts know every letter; better no card than a name with a letter missing."""
    letters = {letter for letter in article.title if letter.isalpha()}
    signed = {letter for letter in credits.byline(article) if letter.isalpha()}
    return all(is_known(letter, "serif") for letter in letters) and all(
        is_known(letter, "sans") for letter in signed
    )


def digest(article, house) -> str:
    """Return what changes when the card would."""
    words = f"{house.name}|{article.title}|{credits.byline(article)}"
    return hashlib.sha256(words.encode()).hexdigest()[:20]


def card(article, house) -> bytes:
    """Return the card, drawn once a day: it takes a tenth of a second."""
    key = f"share-card-{digest(article, house)}"
    return cache.get_or_set(key, lambda: draw(article, house), KEPT)


def draw(article, house) -> bytes:
    """Return the card as PNG; see `is_legible` for the letters that it can show."""
    picture = Image.new("RGB", SIZE, PLATE)
    pen = ImageDraw.Draw(picture)
    mark = Image.open(PARTS / "mark.png")
    picture.paste(mark, (MARGIN, 56), mark)
    name = shorten(known(house.name, "sans"), font("sans", 34), WIDTH - mark.width - 24)
    middle = 56 + mark.height // 2
    pen.text((MARGIN + mark.width + 24, middle), name, ON_PLATE, font("sans", 34), anchor="lm")

    face, lines = fit(known(tidy(article.title), "serif"))
    for number, line in enumerate(lines):
        baseline = TITLE_TOP + face.size + round(number * face.size * LEADING)
        pen.text((MARGIN, baseline), line, ON_PLATE, face, anchor="ls")

    pen.line([(MARGIN, 524), (SIZE[0] - MARGIN, 524)], "#356069", 2)
    signed = shorten(known(tidy(credits.byline(article)), "sans"), font("sans", 30), WIDTH)
    pen.text((MARGIN, 572), signed, ON_PLATE_SOFT, font("sans", 30), anchor="ls")
    output = io.BytesIO()
    picture.save(output, "PNG")
    return output.getvalue()


def fit(title: str) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """Return the largest face in which the title fits whole; the smallest cuts it at a word."""
    for size in TITLE_SIZES:
        face = font("serif", size)
        most = int(TITLE_HEIGHT / (size * LEADING))
        lines = wrap(title, face)
        if len(lines) <= most and all(face.getlength(line) <= WIDTH for line in lines):
            return face, lines
    rest = " ".join(lines[most - 1 :])
    lines = [shorten(line, face, WIDTH) for line in [*lines[: most - 1], rest]]
    return face, lines


def wrap(text: str, face) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and face.getlength(longer) > WIDTH:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def shorten(text: str, face, width: int) -> str:
    """Cut at a word, or inside one that is longer than the line."""
    if face.getlength(text) <= width:
        return text
    while text and face.getlength(f"{text}…") > width:
        text = text.rpartition(" ")[0] if " " in text else text[:-1]
    return f"{text.rstrip(' ,.;:–—-')}…"


@lru_cache
def font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(PARTS / f"{name}.ttf", size)


def known(text: str, name: str) -> str:
    """Leave out the signs that the font would draw as an empty box."""
    return " ".join("".join(filter(lambda letter: is_known(letter, name), text)).split())


@lru_cache(maxsize=4096)
def is_known(letter: str, name: str) -> bool:
    face = font(name, 20)
    return letter == " " or bytes(face.getmask(letter)) != bytes(face.getmask("\uffff"))
