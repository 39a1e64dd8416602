"""A sheet to draw on in design units, twice as fine as the picture so that edges are smooth."""

import math
import random
from itertools import pairwise

from django.conf import settings
from PIL import Image, ImageDraw, ImageFilter, ImageFont

FINENESS = 2
FONTS = settings.BASE_DIR / "static" / "fonts"

INK = "#12201d"
PLATE = "#0d3a44"
DEEP = "#1d5464"
CASPIAN = "#2f6f80"
SEA = "#86b3b8"
SHALLOW = "#c6dde0"
LOWLAND = "#dfe9e2"
SAGE = "#8fb08c"
GREEN = "#4d7d61"
FOREST = "#27514a"
OCHRE = "#d8ae57"
SAND = "#eadfbe"
CLAY = "#bf7f48"
MADDER = "#a11d33"
ROSE = "#cf7765"
CREAM = "#f6f1e4"
PAPER = "#fcfdfc"
SOFT = "#4b5a56"
LINE = "#c9d4cf"

Point = tuple[float, float]
Colour = str | tuple[int, ...]


class Canvas:
    def __init__(self, width: int, height: int, scale: float = 1.0, paper: Colour = PAPER):
        self.width, self.height = width, height
        self.k = FINENESS * scale
        size = (round(width * self.k), round(height * self.k))
        self.image = Image.new("RGB", size, paper)
        self.pen = ImageDraw.Draw(self.image, "RGBA")

    def finished(self) -> Image.Image:
        return self.image.reduce(FINENESS)

    def units(self, points: list[Point]) -> list[Point]:
        return [(x * self.k, y * self.k) for x, y in points]

    def polygon(self, points: list[Point], fill: Colour):
        self.pen.polygon(self.units(points), fill=fill)

    def rectangle(self, x: float, y: float, width: float, height: float, fill: Colour):
        """A rectangle that never disappears, however small the picture is drawn."""
        left, top = x * self.k, y * self.k
        right, bottom = (x + width) * self.k - 1, (y + height) * self.k - 1
        self.pen.rectangle([left, top, max(left, right), max(top, bottom)], fill=fill)

    def line(self, points: list[Point], fill: Colour, width: float = 2):
        units = self.units(points)
        thick = max(1, round(width * self.k))
        self.pen.line(units, fill=fill, width=thick, joint="curve")
        if thick > 4:
            for x, y in (units[0], units[-1]):
                r = thick / 2 - 0.5
                self.pen.ellipse([x - r, y - r, x + r, y + r], fill=fill)

    def circle(self, x: float, y: float, radius: float, fill: Colour):
        self.ellipse(x, y, radius, radius, fill)

    def ellipse(self, x: float, y: float, rx: float, ry: float, fill: Colour):
        k = self.k
        self.pen.ellipse([(x - rx) * k, (y - ry) * k, (x + rx) * k, (y + ry) * k], fill=fill)

    def ring(self, x: float, y: float, rx: float, ry: float, colour: Colour, width: float):
        k = self.k
        box = [(x - rx) * k, (y - ry) * k, (x + rx) * k, (y + ry) * k]
        self.pen.ellipse(box, outline=colour, width=max(1, round(width * k)))

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        fill: Colour = INK,
        face: str = "sans",
        anchor: str = "ls",
        weight: int = 450,
    ):
        font = typeface(face, size * self.k, weight)
        self.pen.text((x * self.k, y * self.k), text, font=font, fill=fill, anchor=anchor)

    def text_width(self, text: str, size: float, face: str = "sans", weight: int = 450) -> float:
        return typeface(face, size * self.k, weight).getlength(text) / self.k

    def sky(self, colours: list[Colour], top: float, bottom: float):
        """A smooth run through the colours from top to bottom."""
        k = self.k
        strip = Image.new("RGB", (1, len(colours)))
        for row, colour in enumerate(colours):
            strip.putpixel((0, row), rgb(colour))
        height = max(1, round((bottom - top) * k))
        # Between the centres of the first and last colour, so that both ends are pure.
        box = (0, 0.5, 1, len(colours) - 0.5)
        strip = strip.resize((1, height), Image.Resampling.BILINEAR, box=box)
        self.image.paste(strip.resize((self.image.width, height)), (0, round(top * k)))

    def glow(self, x: float, y: float, radius: float, colour: Colour, strength: int = 160):
        """Light that fades out to all sides."""
        small = 64
        mask = Image.new("L", (small * 2, small * 2))
        pen = ImageDraw.Draw(mask)
        for r in range(small, 0, -1):
            level = round(strength * (1 - r / small) ** 2)
            pen.ellipse([small - r, small - r, small + r, small + r], fill=level)
        size = round(radius * 2 * self.k)
        mask = mask.resize((size, size), Image.Resampling.BICUBIC)
        corner = (round((x - radius) * self.k), round((y - radius) * self.k))
        self.image.paste(Image.new("RGB", (size, size), rgb(colour)), corner, mask)

    def soften(self, top: float, bottom: float, radius: float):
        """Blur a band of the picture, for mist and reflections."""
        box = (0, round(top * self.k), self.image.width, round(bottom * self.k))
        blurred = self.image.crop(box).filter(ImageFilter.GaussianBlur(radius * self.k))
        self.image.paste(blurred, box[:2])


def typeface(face: str, size: float, weight: int) -> ImageFont.FreeTypeFont:
    names = {"sans": "commissioner-latin", "serif": "literata-head-latin"}
    names["italic"] = "literata-italic-latin"
    font = ImageFont.truetype(str(FONTS / f"{names[face]}.woff2"), max(1, round(size)))
    if face == "sans":
        font.set_variation_by_axes([weight])
    return font


def rgb(colour: Colour) -> tuple[int, int, int]:
    if isinstance(colour, str):
        return tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return colour[:3]


def mix(first: Colour, second: Colour, share: float) -> tuple[int, int, int]:
    """The colour that has `share` of the second in the first."""
    return tuple(round(a + (b - a) * share) for a, b in zip(rgb(first), rgb(second), strict=True))


def faint(colour: Colour, alpha: int) -> tuple[int, int, int, int]:
    return (*rgb(colour), alpha)


def ridge(
    rng: random.Random, width: float, base: float, height: float, roughness=0.55, steps=8
) -> list[Point]:
    """A jagged line from edge to edge, its mean at `base`, by halving and displacing."""
    heights = [rng.uniform(-0.5, 0.5), rng.uniform(-0.5, 0.5)]
    reach = 1.0
    for _ in range(steps):
        finer = []
        for left, right in pairwise(heights):
            finer += [left, (left + right) / 2 + rng.uniform(-reach, reach) / 2]
        heights = [*finer, heights[-1]]
        reach *= roughness
    last = len(heights) - 1
    return [
        (-20 + (width + 40) * i / last, base - height * value) for i, value in enumerate(heights)
    ]


def wave(x: float, *parts: tuple[float, float, float]) -> float:
    """A sum of sines: (height, length, offset) each."""
    return sum(
        height * math.sin(2 * math.pi * (x / length + shift)) for height, length, shift in parts
    )


def between(first: Point, second: Point, share: float) -> Point:
    return (
        first[0] + (second[0] - first[0]) * share,
        first[1] + (second[1] - first[1]) * share,
    )


def smooth(points: list[Point], rounds: int = 3) -> list[Point]:
    """Cut the corners of an open line until it flows (Chaikin)."""
    for _ in range(rounds):
        cut = [points[0]]
        for first, second in pairwise(points):
            cut += [between(first, second, 0.25), between(first, second, 0.75)]
        points = [*cut, points[-1]]
    return points


def through(points: list[Point], steps: int = 12) -> list[Point]:
    """A flowing line that passes through every point (Catmull-Rom)."""
    padded = [points[0], *points, points[-1]]
    flowing = []
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        for i in range(steps):
            t = i / steps
            flowing.append(
                tuple(
                    b[n]
                    + (c[n] - a[n]) * t / 2
                    + (2 * a[n] - 5 * b[n] + 4 * c[n] - d[n]) * t**2 / 2
                    + (3 * b[n] - a[n] - 3 * c[n] + d[n]) * t**3 / 2
                    for n in (0, 1)
                )
            )
    return [*flowing, points[-1]]


def band(points: list[Point], widths: list[float]) -> list[Point]:
    """The outline of a ribbon along the points that is so wide at each."""
    left, right = [], []
    for i, (x, y) in enumerate(points):
        before, after = points[max(0, i - 1)], points[min(len(points) - 1, i + 1)]
        dx, dy = after[0] - before[0], after[1] - before[1]
        length = math.hypot(dx, dy) or 1
        nx, ny = -dy / length * widths[i] / 2, dx / length * widths[i] / 2
        left.append((x + nx, y + ny))
        right.append((x - nx, y - ny))
    return left + right[::-1]
