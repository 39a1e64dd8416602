"""Country seen from the air: fields and a braided river."""

import math
import random

from moving.demo.drawings.canvas import (
    CASPIAN,
    CLAY,
    CREAM,
    FOREST,
    GREEN,
    INK,
    MADDER,
    OCHRE,
    SAGE,
    SEA,
    Canvas,
    band,
    faint,
    mix,
    smooth,
    wave,
)
from moving.demo.drawings.relief import relief, tint


def fields(scale):
    """Fields from the air, on both sides of a river that no longer fills its bed."""
    canvas, rng = Canvas(1800, 1200, scale, "#e9e0c4"), random.Random(40)
    tones = [
        GREEN,
        SAGE,
        OCHRE,
        "#c9b884",
        FOREST,
        "#dccf9d",
        CLAY,
        "#a9b878",
        "#7c9c74",
        "#d9c08a",
    ]
    for row in range(-1, 9):
        for column in range(-1, 13):
            parcel(canvas, rng, column, row, rng.choice(tones))
    river = smooth(
        [
            (-40, 980),
            (180, 900),
            (360, 940),
            (560, 800),
            (760, 690),
            (960, 740),
            (1140, 620),
            (1300, 420),
            (1520, 380),
            (1660, 220),
            (1840, 150),
        ],
        4,
    )
    n = len(river)
    canvas.polygon(band(river, [150 + 40 * math.sin(i / 9) for i in range(n)]), "#d7c9a1")
    canvas.polygon(band(river, [120 + 30 * math.sin(i / 7) for i in range(n)]), "#e8dcb9")
    thread = [
        (x + 22 * math.sin(i / 5), y + 20 * math.cos(i / 6)) for i, (x, y) in enumerate(river)
    ]
    canvas.polygon(band(thread, [34 + 10 * math.sin(i / 4) for i in range(n)]), CASPIAN)
    canvas.polygon(band(thread, [14] * n), SEA)
    for start, end in (((700, 700), (420, -20)), ((1260, 480), (1500, 1220))):
        canvas.line([start, end], "#f3ecd6", 20)
        canvas.line([start, end], CASPIAN, 8)
    road = smooth([(-20, 380), (420, 330), (900, 420), (1240, 300), (1820, 640)])
    canvas.line(road, "#efe6cf", 15)
    canvas.line(road, "#b5a57d", 3)
    for _ in range(240):
        i = rng.randrange(n)
        x, y = river[i]
        side = rng.choice([-1, 1]) * rng.uniform(66, 104)
        canvas.circle(
            x + rng.uniform(-16, 16),
            y + side,
            rng.uniform(5, 11),
            rng.choice([FOREST, "#35604f", "#1d443f"]),
        )
    for _ in range(46):
        x, y = rng.uniform(880, 1010), rng.uniform(320, 410)
        canvas.rectangle(x + 3, y + 4, 15, 11, faint(INK, 80))
        canvas.rectangle(x, y, 15, 11, rng.choice([MADDER, "#b5563f", CREAM, "#8f5a48"]))
    return canvas.finished()


def parcel(canvas, rng, column, row, tone):
    def corner(c, r):
        jitter = random.Random(c * 97 + r)
        return (
            c * 165 + r * 34 - 130 + jitter.uniform(-44, 44),
            r * 150 - c * 18 + jitter.uniform(-38, 38),
        )

    a, b, c, d = (
        corner(column, row),
        corner(column + 1, row),
        corner(column + 1, row + 1),
        corner(column, row + 1),
    )
    cx, cy = (a[0] + b[0] + c[0] + d[0]) / 4, (a[1] + b[1] + c[1] + d[1]) / 4
    points = [(x + (cx - x) * 0.035, y + (cy - y) * 0.035) for x, y in (a, b, c, d)]
    canvas.polygon(points, tone)
    a, b, c, d = points
    if rng.random() < 0.35:
        a, b, c, d = b, c, d, a
    count = rng.choice([9, 13, 17, 23])
    for i in range(1, count):
        s = i / count
        start = (a[0] + (b[0] - a[0]) * s, a[1] + (b[1] - a[1]) * s)
        end = (d[0] + (c[0] - d[0]) * s, d[1] + (c[1] - d[1]) * s)
        canvas.line([start, end], faint(mix(tone, INK, 0.35), 95), 2)


def braided_river(scale):
    """A braided river from the air: many threads over grey gravel, below a glacier."""
    canvas, rng = Canvas(1800, 1200, scale, "#8d8a7b"), random.Random(17)
    heights = relief(canvas, 21, [(7, 50), (18, 28), (44, 16)], lambda x, y: 128)
    tint(
        canvas,
        heights,
        [(0, "#86857a"), (104, "#949184"), (126, "#a5a092"), (150, "#b5af9e"), (176, "#c4bda9")],
    )

    def bank(y, side):
        return side + wave(y, (70, 1100, side / 700), (28, 410, side / 300), (9, 130, side / 90))

    for side, edge in ((-1, 330), (1, 1480)):
        for inset, tone in ((0, "#6f7d58"), (46, "#5b7350"), (120, "#476447"), (230, "#35553f")):
            line = [
                (bank(y, edge) + side * inset + rng.uniform(-5, 5), y) for y in range(-20, 1241, 8)
            ]
            canvas.polygon(
                [*line, (-20 if side < 0 else 1820, 1220), (-20 if side < 0 else 1820, -20)], tone
            )
    for _ in range(620):
        x, y = rng.uniform(-20, 1820), rng.uniform(-20, 1220)
        if x < bank(y, 330) - 70 or x > bank(y, 1480) + 70:
            r = rng.uniform(5, 17)
            canvas.circle(x + 4, y + 5, r, faint("#1b332a", 140))
            canvas.circle(x, y, r, rng.choice(["#3d6148", "#2f5240", "#557a55", "#264638"]))
    for i in range(34):
        middle = rng.gauss(905, 235)
        phase, swing = rng.random(), rng.uniform(50, 150)
        width = rng.choice([4, 6, 6, 9, 12, 16, 24]) * (1.4 if abs(middle - 900) < 150 else 0.9)
        thread = [
            (
                min(
                    max(
                        middle + wave(y, (swing, 620 + 40 * (i % 5), phase), (26, 210, phase * 3)),
                        bank(y, 330) + 30,
                    ),
                    bank(y, 1480) - 30,
                ),
                y,
            )
            for y in range(-20, 1241, 10)
        ]
        widths = [width * (0.75 + 0.4 * math.sin(y / 90 + i)) + 1 for _, y in thread]
        tone = rng.choice(["#7fb0b6", "#93bdbf", "#a9cbca", "#5d9aa6", "#bcd6d2"])
        canvas.polygon(band(thread, [w + 5 for w in widths]), faint("#d8d1bd", 150))
        canvas.polygon(band(thread, widths), tone)
    bridge = [(bank(800, 330) - 60, 806), (bank(660, 1480) + 60, 655)]
    canvas.line([(x + 6, y + 15) for x, y in bridge], faint("#2b2f2a", 120), 13)
    canvas.line(bridge, "#efe9d8", 15)
    canvas.line(bridge, "#6b6a60", 9)
    for i in range(1, 12):
        x, y = (
            bridge[0][0] + (bridge[1][0] - bridge[0][0]) * i / 12,
            bridge[0][1] + (bridge[1][1] - bridge[0][1]) * i / 12,
        )
        canvas.rectangle(x - 4, y - 11, 8, 24, "#efe9d8")
    canvas.line([(-20, 850), bridge[0]], "#cfc7ae", 11)
    canvas.line([bridge[1], (1820, 640)], "#cfc7ae", 11)
    canvas.rectangle(980, 716, 26, 11, MADDER)
    canvas.rectangle(1003, 713, 8, 10, CREAM)
    return canvas.finished()


DRAWINGS = {
    "fields": fields,
    "braided-river": braided_river,
}
