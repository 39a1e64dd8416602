"""Maps of places that are drawn, not surveyed: a shelf, a corridor, parcels."""

import math
import random

from PIL import ImageChops, ImageFilter

from moving.demo.drawings.canvas import (
    CASPIAN,
    CLAY,
    CREAM,
    DEEP,
    FINENESS,
    GREEN,
    INK,
    MADDER,
    OCHRE,
    PAPER,
    PLATE,
    SAGE,
    SOFT,
    Canvas,
    band,
    faint,
    smooth,
    through,
)
from moving.demo.drawings.relief import contours, ink, relief, tint


def graticule(canvas, step, colour):
    for x in range(step, canvas.width, step):
        canvas.line([(x, 0), (x, canvas.height)], colour, 1)
    for y in range(step, canvas.height, step):
        canvas.line([(0, y), (canvas.width, y)], colour, 1)


def scale_bar(canvas, x, y, unit, label):
    for i in range(4):
        canvas.rectangle(x + i * unit, y, unit, 9, INK if i % 2 == 0 else PAPER)
    canvas.pen.rectangle(
        [v * canvas.k for v in (x, y, x + 4 * unit, y + 9)],
        outline=INK,
        width=max(1, round(1.4 * canvas.k)),
    )
    canvas.text(x, y - 9, "0", 20, INK)
    canvas.text(x + 4 * unit, y - 9, label, 20, INK, anchor="rs")


def shelf(scale):
    """A chart of the shelf before a harbour: depth lines, soundings, the dredged channel."""
    canvas = Canvas(1800, 1200, scale)
    heights = relief(
        canvas,
        9,
        [(5, 26), (11, 15), (24, 6)],
        lambda x, y: 40 + 175 * (0.16 + 0.92 * x + 0.1 * math.sin(5 * y)) ** 1.3,
    )
    tint(
        canvas,
        heights,
        [
            (0, "#5f9dab"),
            (36, "#7fb2bb"),
            (66, "#9cc5ca"),
            (96, "#b9d7d9"),
            (126, "#d3e6e5"),
            (150, "#e6efe2"),
            (158, "#eef0dc"),
            (186, "#e9e3c4"),
            (212, "#e0d3a8"),
            (236, "#d4c08d"),
        ],
    )
    k = FINENESS * scale
    ink(canvas, contours(heights, 10, 1, 4), DEEP, 90)
    ink(canvas, contours(heights, 30, max(1, round(1.6 * k)), 24), DEEP, 190)
    shore = heights.point([255 if level >= 150 else 0 for level in range(256)])
    coast = ImageChops.difference(shore, ImageChops.offset(shore, 1, 0))
    coast = ImageChops.lighter(coast, ImageChops.difference(shore, ImageChops.offset(shore, 0, 1)))
    coast.paste(0, (0, 0, 2, coast.height))
    coast.paste(0, (0, 0, coast.width, 2))
    ink(canvas, coast.filter(ImageFilter.MaxFilter(max(3, round(2.4 * k) // 2 * 2 + 1))), INK)
    graticule(canvas, 300, faint(PLATE, 70))
    rng = random.Random(2)
    grey = heights.resize((180, 120))
    for _ in range(150):
        x, y = rng.uniform(30, 1770), rng.uniform(40, 1170)
        level = grey.getpixel((min(179, int(x / 10)), min(119, int(y / 10))))
        if level < 140 and abs(y - 760 + max(0, x - 200) * 0.18) > 75:
            depth = (150 - level) / 9.5
            text = f"{depth:.0f}" if depth > 6 else f"{depth:.1f}"
            canvas.text(x, y, text, 21, faint(PLATE, 220), "italic", "mm")
    channel = smooth([(-20, 760), (300, 730), (620, 660), (860, 640), (1010, 610)])
    canvas.polygon(band(channel, [46] * len(channel)), faint(PAPER, 130))
    for side in (-25, 25):
        edge = [(x, y + side) for x, y in channel]
        for a, b in zip(edge[::2], edge[1::2], strict=False):
            canvas.line([a, b], MADDER, 3)
    for x, y in channel[4::6]:
        canvas.circle(x, y - 42, 7, GREEN)
        canvas.polygon([(x - 8, y + 50), (x + 8, y + 50), (x, y + 34)], MADDER)
    mole = smooth([(1180, 450), (1080, 500), (1010, 540), (985, 574)])
    canvas.line(mole, INK, 11)
    canvas.line(smooth([(1230, 720), (1120, 700), (1050, 662), (1030, 648)]), INK, 11)
    canvas.text(1250, 486, "Northern mole", 30, INK, "italic")
    canvas.text(330, 690, "Channel, dredged to 7.5 m", 27, MADDER, "italic")
    canvas.text(120, 240, "Outer roads", 44, PLATE, "italic")
    canvas.rectangle(1350, 1010, 400, 140, faint(PAPER, 235))
    canvas.text(1376, 1056, "Depths in metres", 25, INK, weight=600)
    canvas.text(1376, 1090, "at the level of 2026", 23, SOFT)
    scale_bar(canvas, 1376, 1124, 60, "2 km")
    return canvas.finished()


PLACES = [
    ("Burgas", 74, 368, "lb"), ("Poti", 712, 470, "rt"), ("Tbilisi", 905, 500, "lt"),
    ("Baku", 1260, 590, "rb"), ("Alat", 1240, 650, "rt"), ("Aktau", 1470, 330, "lb"),
    ("Turkmenbashi", 1530, 610, "lt"), ("Kars", 790, 620, "rt"), ("Julfa", 985, 720, "rt"),
    ("Astara", 1215, 740, "rt"), ("Beyneu", 1690, 200, "lb"), ("Khorgos", 2290, 300, "rb"),
    ("Tashkent", 2050, 500, "lt"), ("Novorossiysk", 600, 240, "lb"),
]  # fmt: skip


def corridor(scale):
    """A panorama: four roads to the same sea, from the Black Sea to the Chinese border."""
    canvas = Canvas(2400, 1000, scale, "#eef2e6")
    heights = relief(
        canvas,
        55,
        [(9, 30), (20, 22), (46, 11)],
        lambda x, y: (
            70
            + 74 * math.exp(-(((y - 0.40) * 7) ** 2 + ((x - 0.42) * 6) ** 2))
            + 90 * math.exp(-(((y - 0.72) * 5) ** 2 + ((x - 0.95) * 5) ** 2))
            + 58 * math.exp(-(((y - 0.80) * 5) ** 2 + ((x - 0.34) * 4) ** 2))
        ),
    )
    tint(
        canvas,
        heights,
        [
            (0, "#e8efe2"),
            (60, "#edf1e1"),
            (92, "#f1efd9"),
            (120, "#ece4c6"),
            (146, "#e3d5b0"),
            (172, "#d8c499"),
        ],
    )
    ink(canvas, contours(heights, 13, 1), CLAY, 70)
    black_sea = smooth(
        [
            (-40, 330),
            (60, 340),
            (100, 270),
            (170, 200),
            (250, 150),
            (310, 170),
            (330, 230),
            (372, 300),
            (440, 280),
            (500, 240),
            (545, 225),
            (600, 240),
            (650, 320),
            (720, 390),
            (735, 480),
            (690, 560),
            (560, 610),
            (420, 590),
            (250, 640),
            (90, 620),
            (-40, 650),
        ],
        4,
    )
    caspian = smooth(
        [
            (1330, 90),
            (1460, 70),
            (1580, 120),
            (1560, 210),
            (1450, 240),
            (1430, 310),
            (1490, 370),
            (1480, 450),
            (1560, 520),
            (1540, 590),
            (1500, 650),
            (1510, 760),
            (1470, 850),
            (1340, 870),
            (1240, 800),
            (1210, 720),
            (1245, 660),
            (1280, 610),
            (1250, 560),
            (1190, 500),
            (1170, 400),
            (1180, 300),
            (1230, 190),
            (1330, 90),
        ],
        4,
    )
    aral = smooth([(1900, 190), (1950, 170), (1980, 220), (1950, 270), (1910, 250), (1900, 190)], 3)
    for sea in (black_sea, caspian, aral):
        for grow, tone in ((18, "#d9e7e4"), (9, "#c8dedd")):
            canvas.line([*sea, sea[0]], tone, grow * 2)
    for sea in (black_sea, caspian, aral):
        canvas.polygon(sea, "#a9cdd1")
        canvas.line([*sea, sea[0]], CASPIAN, 2.4)
    for points in (
        [(1250, -20), (1290, 60), (1340, 100)], [(1720, -20), (1640, 40), (1560, 110)],
        [(800, 420), (930, 520), (1060, 560), (1170, 610), (1235, 660)],
        [(2400, 470), (2200, 440), (2080, 380), (1990, 300), (1960, 240)],
    ):  # fmt: skip
        canvas.line(smooth(points), CASPIAN, 2.6)
    at = {name: (x, y) for name, x, y, _ in PLACES}
    roads = [
        (
            MADDER,
            [
                at["Khorgos"],
                (2080, 330),
                (1880, 290),
                at["Beyneu"],
                (1590, 260),
                at["Aktau"],
                (1390, 430),
                (1330, 580),
                at["Alat"],
                (1080, 560),
                at["Tbilisi"],
                (800, 480),
                at["Poti"],
                (500, 420),
                (260, 420),
                at["Burgas"],
            ],
        ),
        (
            PLATE,
            [
                at["Khorgos"],
                (2080, 250),
                (1880, 120),
                (1560, 20),
                (1180, 60),
                (850, 110),
                at["Novorossiysk"],
                (420, 340),
                (240, 330),
                at["Burgas"],
            ],
        ),
        (
            OCHRE,
            [
                at["Khorgos"],
                at["Tashkent"],
                (1800, 620),
                at["Turkmenbashi"],
                (1400, 640),
                at["Alat"],
                (1130, 700),
                at["Julfa"],
                (880, 690),
                at["Kars"],
                (520, 700),
                (150, 740),
            ],
        ),
        (
            GREEN,
            [
                at["Tashkent"],
                (1880, 760),
                (1640, 910),
                (1400, 940),
                (1250, 850),
                at["Astara"],
                at["Alat"],
                at["Baku"],
                (1170, 500),
                (1140, 400),
                (1150, 230),
                (1180, 60),
            ],
        ),
    ]
    for tone, points in roads:
        line = through(points)
        canvas.line(line, PAPER, 13)
        canvas.line(line, tone, 7)
    for name, x, y, side in PLACES:
        canvas.circle(x, y, 11, PAPER)
        canvas.circle(x, y, 8, INK)
        anchor = {"l": "l", "r": "r"}[side[0]] + "s"
        px = x + (16 if side[0] == "l" else -16)
        py = y + (34 if side[1] == "t" else -14)
        halo(canvas, px, py, name, 30, anchor)
    canvas.text(330, 500, "Black Sea", 46, DEEP, "italic")
    canvas.text(1270, 280, "Caspian", 38, DEEP, "italic")
    canvas.text(1310, 322, "Sea", 38, DEEP, "italic")
    canvas.rectangle(40, 790, 560, 176, faint(PAPER, 240))
    legend = [
        (MADDER, "Across the Caspian"),
        (PLATE, "North of both seas"),
        (OCHRE, "South Caucasus and Anatolia"),
        (GREEN, "North to south"),
    ]
    for i, (tone, label) in enumerate(legend):
        y = 826 + i * 38
        canvas.line([(66, y), (130, y)], tone, 8)
        canvas.text(150, y + 9, label, 27, INK)
    return canvas.finished()


def halo(canvas, x, y, text, size, anchor, fill=INK):
    for dx in (-3, 0, 3):
        for dy in (-3, 0, 3):
            if dx or dy:
                canvas.text(
                    x + dx, y + dy, text, size, faint("#f4f3e6", 200), anchor=anchor, weight=560
                )
    canvas.text(x, y, text, size, fill, anchor=anchor, weight=560)


def parcels(scale):
    """A survey sheet: which parcels along a road are cleared, surveyed, or not yet entered."""
    canvas, rng = Canvas(1800, 1200, scale, "#f3f1e4"), random.Random(71)
    heights = relief(canvas, 61, [(6, 60), (14, 24), (30, 9)], lambda x, y: 128)
    tint(canvas, heights, [(0, "#eaf0e6"), (90, "#f0f2e6"), (128, "#f4f1e2"), (166, "#efe8d2")])
    ink(canvas, contours(heights, 9, 1), CLAY, 90)
    k = FINENESS * scale
    ink(canvas, contours(heights, 45, max(1, round(k))), CLAY, 130)
    road = smooth(
        [(-20, 820), (260, 760), (560, 700), (900, 640), (1240, 560), (1500, 430), (1820, 360)], 4
    )
    stream = smooth([(420, -20), (520, 200), (480, 420), (620, 620), (700, 860), (660, 1220)], 4)
    canvas.line(stream, "#8cbac2", 8)
    states = {"cleared": [], "surveyed": [], "not entered": []}
    for column in range(21):
        for row in range(14):
            x, y = column * 84 + 30, row * 84 + 20
            distance = min(math.hypot(px - x - 40, py - y - 40) for px, py in road[::5])
            if rng.random() < 0.16 or distance > 430:
                continue
            fate = distance + rng.uniform(-90, 90)
            state = "cleared" if fate < 120 else "surveyed" if fate < 235 else "not entered"
            turn = -0.2
            cx, cy = x + 40 + (row - 7) * 16, y + 40 - (column - 10) * 9
            box = []
            for dx, dy in ((-37, -37), (37, -37), (37, 37), (-37, 37)):
                jx, jy = rng.uniform(-5, 5), rng.uniform(-5, 5)
                box.append(
                    (
                        cx + dx * math.cos(turn) - dy * math.sin(turn) + jx,
                        cy + dx * math.sin(turn) + dy * math.cos(turn) + jy,
                    )
                )
            states[state].append(box)
    for state, boxes in states.items():
        for box in boxes:
            sample(canvas, box, state)
    canvas.line(road, PAPER, 20)
    canvas.line(road, INK, 14)
    canvas.line(road, CREAM, 8)
    for x, y in ((300, 690), (940, 560), (1430, 380)):
        for _ in range(16):
            px, py = x + rng.uniform(-52, 52), y + rng.uniform(-34, 34)
            canvas.rectangle(px, py, 13, 10, INK)
    for x, y in ((250, 590), (720, 520), (860, 760), (1180, 700), (1330, 490), (1560, 560)):
        canvas.circle(x, y, 12, PAPER)
        canvas.circle(x, y, 9, CASPIAN)
        canvas.circle(x, y, 4, PAPER)
    graticule(canvas, 300, faint(PLATE, 50))
    canvas.rectangle(1330, 880, 430, 280, faint(PAPER, 242))
    for i, (state, label) in enumerate(
        (
            ("cleared", "Cleared"),
            ("surveyed", "Surveyed, not cleared"),
            ("not entered", "Not entered"),
        )
    ):
        y = 906 + i * 52
        sample(canvas, [(1356, y), (1410, y), (1410, y + 34), (1356, y + 34)], state)
        canvas.text(1430, y + 27, label, 27, INK)
    canvas.circle(1383, 1080, 11, CASPIAN)
    canvas.circle(1383, 1080, 5, PAPER)
    canvas.text(1430, 1089, "Well", 27, INK)
    scale_bar(canvas, 1356, 1136, 62, "1 km")
    return canvas.finished()


def sample(canvas, box, state):
    if state == "cleared":
        canvas.polygon(box, faint(SAGE, 205))
    elif state == "surveyed":
        canvas.polygon(box, faint("#f0dfae", 215))
        a, b, c, d = box
        for i in range(1, 7):
            s = i / 7
            canvas.line(
                [
                    (a[0] + (b[0] - a[0]) * s, a[1] + (b[1] - a[1]) * s),
                    (a[0] + (d[0] - a[0]) * s, a[1] + (d[1] - a[1]) * s),
                ],
                "#c08a2e",
                2,
            )
            canvas.line(
                [
                    (b[0] + (c[0] - b[0]) * s, b[1] + (c[1] - b[1]) * s),
                    (d[0] + (c[0] - d[0]) * s, d[1] + (c[1] - d[1]) * s),
                ],
                "#c08a2e",
                2,
            )
    else:
        canvas.polygon(box, faint("#f3d9d5", 190))
        canvas.line([box[0], box[2]], faint(MADDER, 150), 2)
        canvas.line([box[1], box[3]], faint(MADDER, 150), 2)
    canvas.line([*box, box[0]], faint(INK, 150), 2)


DRAWINGS = {
    "shelf": shelf,
    "corridor": corridor,
    "parcels": parcels,
}
