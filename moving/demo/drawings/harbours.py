"""Ships and what waits for them."""

import math
import random

from moving.demo.drawings.canvas import (
    CLAY,
    CREAM,
    DEEP,
    INK,
    MADDER,
    OCHRE,
    PLATE,
    ROSE,
    SAGE,
    SEA,
    Canvas,
    between,
    faint,
    mix,
    ridge,
    smooth,
)

BOXES = [MADDER, OCHRE, DEEP, ROSE, SEA, CREAM, CLAY, PLATE, SAGE]


def harbour(scale):
    """A feeder ship rides high beside a quay that has become too tall for it."""
    canvas, rng = Canvas(1800, 1200, scale), random.Random(3)
    canvas.sky(["#a9c8cc", "#d0e0dc", "#f2ecd8"], 0, 520)
    canvas.circle(430, 330, 62, "#fbf6e4")
    canvas.glow(430, 330, 330, "#fffbe9", 170)
    canvas.polygon([*ridge(rng, 1800, 492, 84, 0.5), (1820, 620), (-20, 620)], "#b4cacb")
    canvas.polygon([*ridge(rng, 1800, 516, 46, 0.5), (1820, 620), (-20, 620)], "#93b0b3")
    canvas.sky(["#6fa4ac", "#3c7f8d", "#245f70"], 528, 1200)
    for _ in range(190):
        y = 536 + rng.random() ** 1.6 * 560
        x, length = rng.uniform(-60, 1800), (y - 500) * rng.uniform(0.12, 0.42)
        canvas.line(
            [(x, y), (x + length, y)],
            faint(rng.choice(["#e3f1ee", "#123f4d"]), 80),
            1 + (y - 530) / 190,
        )
    # The hull: black above, madder below the line to which a full ship would sink.
    hull = [(150, 640), (1240, 640), (1300, 600), (1345, 600), (1262, 830), (236, 830)]
    canvas.polygon(hull, INK)
    canvas.polygon([(200, 748), (1290, 748), (1262, 830), (236, 830)], MADDER)
    canvas.line([(203, 746), (1291, 746)], CREAM, 5)
    for i in range(7):
        canvas.rectangle(1180, 764 + i * 9, 12 if i % 2 else 22, 4, CREAM)
    canvas.polygon([(236, 830), (1262, 830), (1240, 852), (250, 852)], faint("#0e3440", 150))
    for row, (first, count) in enumerate([(0, 13), (0, 13), (1, 10), (2, 5)]):
        for i in range(count):
            if row == 2 and i in (4, 5):
                continue
            x, y = 380 + (first + i) * 62, 640 - 40 * (row + 1)
            tone = rng.choice(BOXES)
            canvas.rectangle(x, y, 60, 38, tone)
            for rib in range(1, 7):
                canvas.rectangle(x + rib * 8.4, y + 4, 1.6, 30, mix(tone, INK, 0.22))
    canvas.rectangle(196, 452, 130, 188, CREAM)
    canvas.rectangle(176, 430, 170, 26, CREAM)
    canvas.rectangle(326, 470, 16, 170, "#d5cfbc")
    for i in range(6):
        canvas.rectangle(190 + i * 25, 436, 16, 13, PLATE)
    for row in range(4):
        for i in range(4):
            canvas.rectangle(210 + i * 29, 480 + row * 38, 13, 15, "#9db4b2")
    canvas.rectangle(236, 372, 44, 58, MADDER)
    canvas.rectangle(236, 386, 44, 10, CREAM)
    canvas.line([(160, 640), (160, 580), (1238, 640)], faint(INK, 0), 1)
    crane(canvas, 1080, 1.0)
    crane(canvas, 1520, 1.0, boxed=False)
    # The quay, with a white line for every year's water.
    canvas.polygon([(-20, 1220), (-20, 1010), (1820, 930), (1820, 1220)], "#b9ad93")
    canvas.polygon([(-20, 1040), (-20, 1010), (1820, 930), (1820, 958)], "#e7dfc9")
    canvas.polygon([(-20, 1220), (-20, 1150), (1820, 1090), (1820, 1220)], "#5c6f6a")
    for i in range(11):
        canvas.line([(260, 1038 + i * 10.5), (400, 1032 + i * 10.5)], faint(CREAM, 235 - i * 12), 3)
    for x in (90, 520, 900, 1290, 1680):
        y = 1006 - x * 80 / 1840
        canvas.ellipse(x, y + 2, 30, 9, faint(INK, 90))
        canvas.rectangle(x - 13, y - 34, 26, 36, INK)
        canvas.ellipse(x, y - 36, 24, 10, INK)
    wire_down(canvas, (1262, 660), (1290, 912))
    wire_down(canvas, (186, 676), (90, 972))
    # The ladder.
    for side in (0, 26):
        canvas.line([(700 + side, 660), (742 + side, 990)], "#d9d2bf", 5)
    for i in range(14):
        a = between((700, 660), (742, 990), i / 13)
        canvas.line([a, (a[0] + 26, a[1])], "#d9d2bf", 4)
    return canvas.finished()


def wire_down(canvas, first, second):
    points = []
    for i in range(16):
        x, y = between(first, second, i / 15)
        points.append((x, y + 40 * math.sin(math.pi * i / 15)))
    canvas.line(points, INK, 3)


def crane(canvas, x, size, boxed=True):
    """A gantry crane: legs on the quay, a boom over the ship."""
    colour = PLATE

    def post(x1, y1, x2, y2, width):
        canvas.line([(x + x1 * size, y1), (x + x2 * size, y2)], colour, width * size)

    post(0, 968, 0, 300, 15)
    post(150, 962, 150, 300, 15)
    post(0, 640, 150, 640, 10)
    post(0, 640, 150, 962, 7)
    post(150, 640, 0, 968, 7)
    post(-520, 306, 230, 306, 16)
    post(0, 300, 75, 96, 10)
    post(150, 300, 75, 96, 10)
    post(75, 100, -480, 304, 4)
    post(75, 100, -240, 304, 4)
    post(75, 100, 226, 304, 4)
    canvas.rectangle(x - 40, 316, 62, 40, MADDER)
    trolley = -330 if boxed else -210
    canvas.rectangle(x + trolley - 24, 316, 48, 14, INK)
    drop = 416 if boxed else 372
    for side in (-18, 18):
        canvas.line([(x + trolley + side, 328), (x + trolley + side, drop)], INK, 2.4)
    canvas.rectangle(x + trolley - 30, drop, 60, 8, INK)
    if boxed:
        canvas.rectangle(x + trolley - 30, drop + 8, 60, 38, OCHRE)
        for rib in range(1, 7):
            canvas.rectangle(x + trolley - 30 + rib * 8.4, drop + 12, 1.6, 30, CLAY)


def terminal(scale):
    """Storage tanks and a loading pier at night, doubled by still water."""
    canvas, rng = Canvas(1800, 1200, scale), random.Random(14)
    canvas.sky(["#0c2233", "#17405a", "#3d7383", "#9fb39f", "#e9c58f"], 0, 660)
    for _ in range(90):
        canvas.circle(
            rng.uniform(0, 1800), rng.uniform(0, 330), rng.uniform(0.7, 2), faint(CREAM, 150)
        )
    canvas.polygon([*ridge(rng, 1800, 610, 60, 0.5), (1820, 700), (-20, 700)], "#2a4a56")
    x = -40.0
    lights = []
    while x < 1820:
        width, height = rng.uniform(20, 62), rng.uniform(16, 92) * (1.9 if 300 < x < 760 else 0.8)
        canvas.rectangle(x, 660 - height, width, height, "#163341")
        for _ in range(int(height / 11)):
            wx, wy = x + rng.uniform(3, max(4, width - 6)), 660 - rng.uniform(6, height - 3)
            canvas.rectangle(wx, wy, 4, 4, "#f3d48d")
            if rng.random() < 0.3:
                lights.append((wx, "#f3d48d"))
        x += width + rng.uniform(-2, 16)
    # Three towers that lean together like flames.
    for left, height, bend in ((430, 330, 26), (505, 370, -18), (590, 310, -30)):
        tower = smooth(
            [
                (left, 660),
                (left - 10, 660 - height * 0.4),
                (left + 10, 660 - height * 0.8),
                (left + 40 + bend, 660 - height),
                (left + 58, 660 - height * 0.7),
                (left + 64, 660 - height * 0.3),
                (left + 58, 660),
            ]
        )
        canvas.polygon(tower, "#1f4a5a")
        for i in range(16):
            y = 652 - i * height * 0.052
            canvas.line([(left + 8, y), (left + 50, y)], faint("#e9b56f", 120), 2)
    for tx, radius, top in (
        (900, 92, 520),
        (1100, 92, 520),
        (1300, 92, 520),
        (1005, 110, 560),
        (1235, 110, 560),
        (1490, 130, 545),
    ):
        canvas.rectangle(tx - radius, top, radius * 2, 664 - top, "#9db6b4")
        canvas.rectangle(tx - radius, top, radius * 0.7, 664 - top, "#cfdad2")
        canvas.rectangle(tx + radius * 0.4, top, radius * 0.6, 664 - top, "#6f8f93")
        canvas.ellipse(tx, top, radius, radius * 0.16, "#e4e8dc")
        canvas.line([(tx - radius, top + 40), (tx + radius, top + 74)], faint(INK, 120), 3)
        lights.append((tx, "#fbe3ae"))
    canvas.rectangle(0, 656, 1800, 12, "#10262f")
    canvas.sky(["#c7b187", "#5d8487", "#1d4c5e", "#0d2c3b"], 668, 1200)
    for lx, tone in lights:
        y = 676.0
        while y < 1150:
            length = 5 + (y - 660) / 11
            wobble = rng.uniform(-1, 1) * (y - 660) / 26
            canvas.line(
                [(lx + wobble - length, y), (lx + wobble + length, y)],
                faint(tone, max(0, round(150 - (y - 676) / 3.4))),
                2 + (y - 660) / 170,
            )
            y += 9 + (y - 660) / 17
    for tx, radius in ((900, 92), (1100, 92), (1300, 92), (1490, 130)):
        for i in range(22):
            y = 672 + i * 10
            canvas.line(
                [(tx - radius + rng.uniform(-9, 9), y), (tx + radius + rng.uniform(-9, 9), y)],
                faint("#aebfb8", 62 - i * 2),
                5,
            )
    # The pier comes out to a tanker.
    canvas.polygon([(1500, 668), (1530, 668), (640, 876), (560, 876)], "#0b222b")
    for i in range(12):
        px, py = between((1500, 672), (590, 880), i / 11)
        canvas.rectangle(px, py, 6 + i, 20 + i * 4, "#0b222b")
    canvas.polygon(
        [(60, 856), (700, 856), (744, 826), (772, 826), (716, 948), (130, 948)], "#081a22"
    )
    canvas.polygon([(105, 914), (732, 914), (716, 948), (130, 948)], "#7b1a2b")
    canvas.rectangle(110, 740, 104, 116, "#d9d5c6")
    canvas.rectangle(94, 726, 136, 18, "#ece8da")
    for i in range(6):
        canvas.rectangle(104 + i * 21, 730, 13, 9, "#f6d996")
    canvas.rectangle(132, 684, 34, 42, MADDER)
    for px in (300, 380, 460, 540, 620):
        canvas.rectangle(px, 818, 5, 38, "#35525b")
        canvas.circle(px + 2, 814, 6, "#ffeec2")
        canvas.glow(px + 2, 814, 60, "#ffe4a4", 120)
    canvas.rectangle(260, 838, 430, 7, "#35525b")
    return canvas.finished()


DRAWINGS = {
    "harbour": harbour,
    "terminal": terminal,
}
