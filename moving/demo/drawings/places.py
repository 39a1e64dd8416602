"""Where people wait, trade, live and meet."""

import math
import random

from moving.demo.drawings.canvas import (
    CLAY,
    CREAM,
    DEEP,
    GREEN,
    INK,
    MADDER,
    OCHRE,
    PLATE,
    ROSE,
    SAGE,
    SAND,
    SEA,
    Canvas,
    band,
    faint,
    mix,
    ridge,
    smooth,
    wave,
)
from moving.demo.drawings.harbours import BOXES


def border_queue(scale):
    """Lorries wait on the switchbacks below a lit border post, at nightfall."""
    canvas, rng = Canvas(1800, 1200, scale), random.Random(19)
    canvas.sky(["#1b3145", "#3f5568", "#8c7a80", "#d99f7f", "#f1cfa0"], 0, 800)
    for _ in range(60):
        x, y = rng.uniform(0, 1800), rng.uniform(0, 260)
        canvas.circle(x, y, rng.uniform(0.8, 2.2), faint(CREAM, 170))
    mountain(canvas, rng, 560, 420, "#6f7482", 0.53)
    mountain(canvas, rng, 660, 280, "#50596b", 0.53)
    mountain(canvas, rng, 760, 160, "#364454", 0.5)
    slope = [
        (x, 760 + wave(x, (16, 900, 0.1), (6, 240, 0.4)) + (x - 1250) ** 2 / 9000)
        for x in range(-20, 1841, 20)
    ]
    canvas.polygon([*slope, (1820, 1220), (-20, 1220)], "#22323f")
    road = smooth(
        [
            (1250, 752),
            (1420, 800),
            (1560, 850),
            (1300, 880),
            (760, 880),
            (420, 925),
            (640, 985),
            (1300, 985),
            (1640, 1060),
            (1200, 1150),
            (420, 1150),
            (-160, 1180),
        ],
        4,
    )
    n = len(road)
    widths = [14 + 60 * (i / n) ** 1.3 for i in range(n)]
    canvas.polygon(band(road, widths), "#4a5663")
    canvas.polygon(band(road, [w * 0.05 for w in widths]), "#8d9096")
    # The post: a canopy with its lamps on, a barrier, two booths.
    canvas.glow(1236, 690, 340, "#ffe2a6", 190)
    canvas.rectangle(1080, 640, 320, 20, CREAM)
    canvas.rectangle(1080, 660, 320, 7, MADDER)
    for x in (1096, 1190, 1286, 1376):
        canvas.rectangle(x, 666, 8, 96, "#d8cdb4")
    for x in (1128, 1318):
        canvas.rectangle(x, 704, 44, 58, "#fff3cf")
        canvas.rectangle(x, 696, 44, 8, PLATE)
        canvas.rectangle(x + 8, 716, 28, 20, "#f3c96f")
    for i in range(8):
        canvas.rectangle(1196 + i * 11, 728, 11, 5, MADDER if i % 2 else CREAM)
    canvas.rectangle(1440, 600, 5, 150, "#d8cdb4")
    canvas.polygon([(1445, 604), (1500, 612), (1445, 632)], GREEN)
    canvas.rectangle(1030, 600, 5, 158, "#d8cdb4")
    canvas.polygon([(1035, 604), (1088, 610), (1035, 632)], ROSE)
    # The queue, nose to tail down the bends.
    travelled, next_at = 0.0, 40.0
    queue = []
    for i in range(1, n):
        travelled += math.dist(road[i - 1], road[i])
        if travelled >= next_at:
            size = widths[i] / 52
            queue.append((road[i], size, road[i - 1][0] - road[i][0]))
            next_at = travelled + 128 * size + 26
    for (x, y), size, ahead in queue:
        lorry(canvas, x, y, size, 1 if ahead >= 0 else -1, rng.choice(BOXES))
    return canvas.finished()


def mountain(canvas, rng, base, height, tone, roughness):
    line = ridge(rng, canvas.width, base, height, roughness)
    canvas.polygon([*line, (canvas.width + 20, 1220), (-20, 1220)], tone)


def lorry(canvas, x, y, size, facing, tone):
    def box(left, top, width, height, fill):
        start = left if facing > 0 else -left - width
        canvas.rectangle(x + start * size, y + top * size, width * size, height * size, fill)

    box(-62, -58, 86, 48, tone)
    box(-62, -58, 86, 5, mix(tone, CREAM, 0.35))
    for rib in range(1, 5):
        box(-62 + rib * 17, -53, 1.6, 43, mix(tone, INK, 0.25))
    box(28, -46, 28, 36, mix(tone, INK, 0.35))
    box(42, -40, 12, 14, "#ffe7b0")
    box(-60, -10, 116, 5, INK)
    for wheel in (-48, -32, 36):
        canvas.circle(x + wheel * size * facing, y - 3 * size, 8 * size, INK)
    box(54, -18, 5, 6, "#fff0c0")
    box(-66, -18, 4, 6, MADDER)


def market(scale):
    """A border market from above: awnings, carts and the lanes between them."""
    canvas, rng = Canvas(1800, 1200, scale, "#cdbd97"), random.Random(62)
    for _ in range(900):
        x, y = rng.uniform(0, 1800), rng.uniform(0, 1200)
        canvas.ellipse(
            x,
            y,
            rng.uniform(2, 26),
            rng.uniform(1, 8),
            faint(rng.choice(["#b9a67c", "#dccfab"]), 90),
        )
    pairs = [
        (MADDER, CREAM),
        (DEEP, "#d7e5e2"),
        (OCHRE, CREAM),
        (GREEN, "#e4ecd9"),
        (CLAY, SAND),
        ("#7b3f4d", "#e9c9bd"),
        (PLATE, SEA),
    ]
    y, row = -60.0, 0
    while y < 1230:
        x = -120.0 + rng.uniform(-60, 40)
        depth = 128
        while x < 1840:
            width = rng.choice([118, 148, 148, 178, 208])
            if rng.random() < 0.07:
                cart(canvas, rng, x + width / 2, y + depth / 2)
            else:
                awning(canvas, x, y, width, depth, rng.choice(pairs), vertical=rng.random() < 0.7)
                goods(canvas, rng, x, y + depth, width)
            x += width + rng.choice([5, 6, 8, 34])
        row += 1
        lane = 104 if row % 2 else 74
        for _ in range(24 if row % 2 else 12):
            person(canvas, rng, rng.uniform(10, 1790), y + depth + rng.uniform(36, lane - 14))
        y += depth + lane
    canvas.polygon([(0, 0), (1800, 0), (1800, 1200)], faint("#0d3a44", 16))
    return canvas.finished()


def awning(canvas, x, y, width, depth, tones, vertical):
    canvas.rectangle(x + 12, y + 14, width, depth, faint("#4a3d22", 90))
    canvas.rectangle(x, y, width, depth, tones[0])
    stripe = 15
    if vertical:
        for i in range(0, int(width // stripe), 2):
            canvas.rectangle(x + i * stripe, y, stripe, depth, tones[1])
    else:
        for i in range(0, int(depth // stripe), 2):
            canvas.rectangle(x, y + i * stripe, width, stripe, tones[1])
    canvas.polygon(
        [
            (x, y + depth * 0.5),
            (x + width, y + depth * 0.5),
            (x + width, y + depth),
            (x, y + depth),
        ],
        faint(INK, 38),
    )
    canvas.line([(x, y + depth * 0.5), (x + width, y + depth * 0.5)], faint(CREAM, 130), 2)


def goods(canvas, rng, x, y, width):
    at = x + 6
    while at < x + width - 18:
        tone = rng.choice([MADDER, OCHRE, GREEN, CLAY, "#7b3f4d", SAND, ROSE])
        canvas.rectangle(at, y + 4, 22, 16, "#6d5a38")
        for i in range(6):
            canvas.circle(at + 5 + i % 3 * 6, y + 9 + i // 3 * 6, 3.4, tone)
        at += 25


def cart(canvas, rng, x, y):
    canvas.rectangle(x - 38, y - 22, 76, 48, "#6d5a38")
    for _ in range(26):
        canvas.circle(
            x + rng.uniform(-32, 32),
            y + rng.uniform(-16, 18),
            8,
            rng.choice([OCHRE, ROSE, "#e9a94f"]),
        )
    canvas.line([(x + 38, y - 16), (x + 78, y - 12)], "#4a3d22", 5)
    canvas.line([(x + 38, y + 18), (x + 78, y + 12)], "#4a3d22", 5)


def person(canvas, rng, x, y):
    canvas.ellipse(x + 6, y + 9, 13, 6, faint("#4a3d22", 90))
    canvas.ellipse(
        x, y, 12, 8, rng.choice([PLATE, MADDER, "#3c4a44", CREAM, "#59405a", CLAY, DEEP])
    )
    canvas.circle(x, y - 1, 5.4, rng.choice([INK, "#3a2b1e", "#6b4b2d", CREAM]))


def facade(scale):
    """A block of flats in a rationed winter: which windows have light."""
    canvas, rng = Canvas(1800, 1200, scale, "#16242f"), random.Random(90)
    canvas.sky(["#0e1a26", "#1a2c39", "#2b3d47"], 0, 1200)
    for column in range(9):
        left = column * 206 - 26
        canvas.rectangle(left, 0, 196, 1200, "#33454d" if column % 3 else "#2d3f47")
        if column % 3 == 0:
            # The stairwell: half landings between the floors.
            for floor in range(8):
                y = floor * 160 - 60
                lit = rng.random() < 0.15
                canvas.rectangle(left + 66, y + 20, 64, 96, "#f2cf83" if lit else "#1c2b34")
                canvas.rectangle(left + 96, y + 20, 4, 96, "#2d3f47")
                canvas.rectangle(left + 66, y + 66, 64, 4, "#2d3f47")
            continue
        for floor in range(8):
            flat(canvas, rng, left, floor * 160 + 14)
    for floor in range(9):
        canvas.rectangle(0, floor * 160 - 3, 1800, 3, faint("#0e1a26", 120))
    for _ in range(420):
        canvas.circle(
            rng.uniform(0, 1800), rng.uniform(0, 1200), rng.uniform(1.2, 3.6), faint("#f4f6f5", 175)
        )
    return canvas.finished()


def flat(canvas, rng, left, y):
    kind = rng.random()
    glass = "#1b2a33"
    if kind < 0.22:
        glass = rng.choice(["#f4c877", "#f7d899", "#eeb563"])
    elif kind < 0.30:
        glass = "#c98a55"
    canvas.rectangle(left + 30, y, 136, 98, "#c9c3b0")
    canvas.rectangle(left + 36, y + 6, 124, 86, glass)
    if glass.startswith(("#f", "#e")):
        canvas.polygon(
            [(left + 36, y + 6), (left + 70, y + 6), (left + 50, y + 92), (left + 36, y + 92)],
            faint("#fff4d8", 150),
        )
        canvas.polygon(
            [(left + 160, y + 6), (left + 128, y + 6), (left + 146, y + 92), (left + 160, y + 92)],
            faint("#fff4d8", 150),
        )
        if rng.random() < 0.5:
            x = left + rng.uniform(76, 120)
            canvas.circle(x, y + 46, 11, "#6a4a2c")
            canvas.polygon(
                [(x - 20, y + 92), (x - 15, y + 62), (x + 15, y + 62), (x + 20, y + 92)], "#6a4a2c"
            )
        if rng.random() < 0.5:
            for i in range(3):
                canvas.circle(left + 62 + i * 11, y + 84 - i % 2 * 5, 8, GREEN)
    elif kind < 0.30:
        # A candle.
        canvas.glow(left + 98, y + 62, 50, "#ffd98c", 200)
        canvas.rectangle(left + 95, y + 66, 6, 24, CREAM)
        canvas.ellipse(left + 98, y + 58, 4, 8, "#fff3c9")
    canvas.rectangle(left + 96, y + 6, 4, 86, "#c9c3b0")
    canvas.rectangle(left + 36, y + 34, 124, 4, "#c9c3b0")
    canvas.rectangle(left + 22, y + 98, 152, 9, "#e9eceb")
    if rng.random() < 0.35:
        canvas.rectangle(left + 40, y + 110, 116, 30, rng.choice(["#3f565c", "#4a5750", "#57484a"]))
        for i in range(8):
            canvas.rectangle(left + 46 + i * 14, y + 112, 3, 28, "#22323a")


def table(scale):
    """Twenty-two chairs around a table, seen from above; one place has no paper."""
    canvas = Canvas(1800, 1200, scale, "#8f1f31")
    for inset, tone in ((0, "#6f1a2a"), (34, PLATE), (82, CREAM), (132, PLATE), (178, MADDER)):
        canvas.rectangle(inset, inset, 1800 - 2 * inset, 1200 - 2 * inset, tone)
    diamonds(canvas, 107, 15, [MADDER, DEEP])
    diamonds(canvas, 155, 9, [OCHRE])
    for i in range(11):
        for j in range(7):
            x, y = 300 + i * 120, 240 + j * 120
            canvas.polygon([(x, y - 15), (x + 11, y), (x, y + 15), (x - 11, y)], "#8c1a2c")
            canvas.circle(x + 60, y + 60, 4, "#b84454")
    canvas.ellipse(912, 618, 560, 330, faint("#3d0812", 110))
    canvas.ellipse(900, 600, 556, 326, "#b98a4e")
    canvas.ellipse(900, 600, 540, 312, "#d5ad6f")
    canvas.ellipse(900, 600, 250, 116, "#b98a4e")
    canvas.ellipse(900, 600, 236, 104, "#8c1a2c")
    canvas.ellipse(900, 600, 180, 64, MADDER)
    for i in range(9):
        a = 2 * math.pi * i / 9
        x, y = 900 + 150 * math.cos(a), 600 + 48 * math.sin(a)
        canvas.ellipse(x, y, 30, 17, GREEN if i % 2 else SAGE)
        canvas.circle(x, y - 3, 7, CREAM)
    seats = 22
    for i in range(seats):
        a = 2 * math.pi * (i + 0.5) / seats
        x, y = 900 + 630 * math.cos(a), 600 + 392 * math.sin(a)
        if i == 5:
            x, y = 900 + 690 * math.cos(a + 0.03), 600 + 424 * math.sin(a + 0.03)
        canvas.circle(x + 5, y + 7, 38, faint("#3d0812", 120))
        canvas.circle(x, y, 37, INK)
        canvas.circle(x, y, 27, PLATE)
        canvas.circle(x - 4, y - 5, 19, DEEP)
        if i != 5:
            sheet(canvas, 900 + 462 * math.cos(a), 600 + 252 * math.sin(a), a)
        canvas.circle(900 + 385 * math.cos(a + 0.1), 600 + 196 * math.sin(a + 0.1), 9, "#e8f1ef")
        canvas.circle(900 + 385 * math.cos(a + 0.1), 600 + 196 * math.sin(a + 0.1), 6, SEA)
    return canvas.finished()


def sheet(canvas, x, y, turn):
    def at(u, v):
        return (
            x + u * math.cos(turn) - v * math.sin(turn),
            y + u * math.sin(turn) + v * math.cos(turn),
        )

    corners = [at(u, v) for u, v in ((-34, -24), (34, -24), (34, 24), (-34, 24))]
    canvas.polygon([(px + 4, py + 5) for px, py in corners], faint("#6b4a1f", 110))
    canvas.polygon(corners, "#fdfbf3")
    for u in (-20, -10, 0, 10):
        canvas.line([at(u, -16), at(u, 16 if u != 10 else 2)], "#b9bdb4", 2)


def diamonds(canvas, inset, size, tones):
    step = size * 3.2
    across, down = round((1800 - 2 * inset) / step), round((1200 - 2 * inset) / step)
    places = [
        (inset + (1800 - 2 * inset) * i / across, y)
        for i in range(across + 1)
        for y in (inset, 1200 - inset)
    ]
    places += [
        (x, inset + (1200 - 2 * inset) * i / down)
        for i in range(1, down)
        for x in (inset, 1800 - inset)
    ]
    for i, (x, y) in enumerate(places):
        canvas.polygon(
            [(x, y - size), (x + size, y), (x, y + size), (x - size, y)], tones[i // 2 % len(tones)]
        )


DRAWINGS = {
    "border-queue": border_queue,
    "market": market,
    "facade": facade,
    "table": table,
}
