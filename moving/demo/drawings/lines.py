"""Lines that people draw through a country: track, wire, pipe and a cleared lane."""

import math
import random
from itertools import pairwise

from moving.demo.drawings.canvas import (
    CLAY,
    CREAM,
    DEEP,
    GREEN,
    INK,
    MADDER,
    OCHRE,
    PLATE,
    SAND,
    Canvas,
    band,
    between,
    faint,
    ridge,
    smooth,
    wave,
)
from moving.demo.drawings.mountains import mountains


def winter_road(scale):
    """Portrait: poles and one cleared lane through snow, under a dusk of madder."""
    canvas, rng = Canvas(1200, 1600, scale), random.Random(8)
    canvas.sky(["#33415c", "#6b5a78", "#b9736f", "#e8a987", "#f6d5b0"], 0, 900)
    canvas.circle(820, 690, 60, "#fdeccb")
    canvas.glow(820, 690, 480, "#ffe2b4", 150)
    mountains(canvas, rng, 800, 300, "#7c6f86", "#665b76", snow="#d7c3c3")
    mountains(canvas, rng, 900, 170, "#544f6b", "#47435e")
    canvas.sky(["#e9d9d6", "#d3d0da", "#b7bfd2", "#9fadc6"], 960, 1600)
    for y, tone in ((985, "#efe2dd"), (1060, "#dcd6dd"), (1190, "#c5c8d8")):
        drift = [
            (x, y + wave(x, (26, 760, y / 97), (9, 270, y / 31))) for x in range(-20, 1240, 20)
        ]
        canvas.polygon([*drift, (1220, 1620), (-20, 1620)], tone)
    lane = smooth([(380, 1640), (500, 1400), (640, 1240), (676, 1140), (640, 1070), (655, 1010)])
    widths = [330 * (1 - i / len(lane)) ** 1.7 + 7 for i in range(len(lane))]
    canvas.polygon(band(lane, [w * 1.12 for w in widths]), "#f6eeea")
    canvas.polygon(band(lane, widths), "#6a6f89")
    for side in (-0.2, 0.2):
        track = [(x + side * w, y) for (x, y), w in zip(lane, widths, strict=True)]
        canvas.polygon(band(track, [w * 0.13 for w in widths]), "#565b76")
    poles = [
        (880, 1500, 900),
        (806, 1262, 420),
        (768, 1142, 228),
        (742, 1074, 132),
        (724, 1034, 80),
    ]
    tops = []
    for x, foot, height in poles:
        thick = height / 46
        canvas.rectangle(x - thick / 2, foot - height, thick, height, "#2a2a3d")
        arm = height * 0.2
        canvas.rectangle(x - arm / 2, foot - height * 0.94, arm, thick * 0.8, "#2a2a3d")
        canvas.rectangle(x - arm * 0.36, foot - height * 0.86, arm * 0.72, thick * 0.7, "#2a2a3d")
        tops.append((x, foot - height * 0.94, arm))
    for (x1, y1, a1), (x2, y2, a2) in pairwise(tops):
        for side in (-0.47, 0.47):
            wire(canvas, (x1 + a1 * side, y1), (x2 + a2 * side, y2), 0.09, "#2a2a3d", 2)
    for side in (-0.47, 0.47):
        wire(canvas, (880 + 180 * side, 654), (1150 + 400 * side, -80), 0.03, "#2a2a3d", 3)
    return canvas.finished()


def wire(canvas, first, second, sag, colour, width):
    span = math.dist(first, second)
    points = []
    for i in range(21):
        x, y = between(first, second, i / 20)
        points.append((x, y + sag * span * 4 * (i / 20) * (1 - i / 20)))
    canvas.line(points, colour, width)


def steppe_railway(scale):
    """One track and a freight train under a very large sky."""
    canvas, rng = Canvas(1800, 1200, scale), random.Random(12)
    canvas.sky(["#7fabb8", "#a9c6c9", "#d3dfd6", "#f3ead0"], 0, 700)
    for _ in range(7):
        x, y, length = rng.uniform(-100, 1500), rng.uniform(90, 470), rng.uniform(260, 620)
        top = [
            (x + length * i / 24, y - 26 * math.sin(math.pi * i / 24) * rng.uniform(0.6, 1))
            for i in range(25)
        ]
        canvas.polygon([*top, (x + length, y + 5), (x, y + 5)], faint(CREAM, 150))
    hills = ridge(rng, 1800, 690, 46, 0.5)
    canvas.polygon([*hills, (1820, 1220), (-20, 1220)], "#b8bfa4")
    for y, tone in (
        (704, "#cdbb7c"),
        (752, "#d6ae55"),
        (836, "#c79a45"),
        (960, "#a97e36"),
        (1090, "#7f6130"),
    ):
        edge = [
            (x, y + wave(x, (10, 1300, y / 71), (4, 410, y / 13))) for x in range(-20, 1840, 20)
        ]
        canvas.polygon([*edge, (1820, 1220), (-20, 1220)], tone)
    vanish = (1330, 704)
    feet = (-180, 760)
    canvas.polygon([vanish, (vanish[0] - 3, 704), (feet[0], 1230), (feet[1], 1230)], "#e4d4a5")
    depth = 1.0
    while depth > 0.014:
        left, right = (
            between(vanish, (feet[0] + 60, 1230), depth),
            between(vanish, (feet[1] - 60, 1230), depth),
        )
        canvas.line([left, right], "#5d4a2d", 22 * depth + 0.8)
        depth *= 0.93
    for share in (0.2, 0.8):
        foot = (feet[0] + (feet[1] - feet[0]) * share, 1230)
        canvas.polygon([vanish, (foot[0] - 11, 1230), (foot[0] + 11, 1230)], "#29352f")
    x = 1340.0
    for i, tone in enumerate(
        [
            MADDER,
            DEEP,
            CLAY,
            DEEP,
            GREEN,
            MADDER,
            DEEP,
            OCHRE,
            CLAY,
            DEEP,
            MADDER,
            GREEN,
            DEEP,
            CLAY,
        ]
    ):
        width = 33.0
        canvas.rectangle(x, 680, width - 3, 18, tone if i else INK)
        canvas.rectangle(x, 698, width - 3, 4, INK)
        x += width
    canvas.polygon([(1330, 702), (1342, 676), (1372, 676), (1372, 702)], PLATE)
    poles = []
    for i in range(7):
        share = 0.72**i
        x, y = between((1330, 704), (1190, 1130), share)
        height, thick = 820 * share, 15 * share + 1
        canvas.rectangle(x - thick / 2, y - height, thick, height, "#1f2b28")
        canvas.rectangle(x - 90 * share, y - height * 0.94, 180 * share, thick * 0.7, "#1f2b28")
        poles.append((x, y - height * 0.94, 82 * share))
    for (x1, y1, reach1), (x2, y2, reach2) in pairwise(poles):
        for side in (-1, 1):
            wire(canvas, (x1 + side * reach1, y1), (x2 + side * reach2, y2), 0.05, "#1f2b28", 1.6)
    for _ in range(1500):
        x, depth = rng.uniform(0, 1800), rng.random() ** 0.6
        y = 770 + depth * 430
        if (
            between(vanish, (feet[0], 1230), (y - 704) / 526)[0] - 20
            < x
            < between(vanish, (feet[1], 1230), (y - 704) / 526)[0] + 20
        ):
            continue
        size = 5 + depth * 26
        canvas.line(
            [(x, y), (x + rng.uniform(-6, 9), y - size)],
            faint(rng.choice([SAND, "#5e4a22", OCHRE]), 130),
            1 + depth,
        )
    return canvas.finished()


def power_lines(scale):
    """Portrait: lattice towers walk over the hills into the evening."""
    canvas, rng = Canvas(1200, 1600, scale), random.Random(5)
    canvas.sky(["#0f3d4a", "#2f6672", "#7fa19c", "#d9c9a0", "#efb98a"], 0, 1180)
    canvas.circle(330, 1010, 66, "#fbe6bd")
    canvas.glow(330, 1010, 420, "#ffe7bb", 170)
    for y, height, tone in ((1080, 120, "#8a8f80"), (1180, 140, "#5f7370"), (1290, 130, "#3b5a5a")):
        line = ridge(rng, 1200, y, height, 0.45)
        canvas.polygon([*line, (1220, 1620), (-20, 1620)], tone)
    arms = []
    for x, foot, height in ((1010, 1240, 250), (850, 1330, 470), (470, 1500, 1180)):
        arms.append(pylon(canvas, x, foot, height, "#0b2227"))
    for first, second in pairwise(arms):
        for a, b in zip(first, second, strict=True):
            wire(canvas, a, b, 0.035, "#0b2227", 2.4)
    for x, y in arms[-1]:
        wire(canvas, (x, y), (x - 900, y - 240), 0.05, "#0b2227", 3.4)
    for x, y in arms[0]:
        wire(canvas, (x, y), (1210, y + 10), 0.04, "#0b2227", 1.6)
    near = ridge(rng, 1200, 1490, 60, 0.5)
    canvas.polygon([*near, (1220, 1620), (-20, 1620)], "#0d2a2d")
    for _ in range(500):
        x = rng.uniform(0, 1200)
        y = 1500 + rng.uniform(-6, 60)
        canvas.line([(x, y), (x + rng.uniform(-5, 5), y - rng.uniform(10, 40))], "#0d2a2d", 2)
    return canvas.finished()


def pylon(canvas, x, foot, height, colour):
    """A lattice tower; returns where its six wires hang."""
    thick = height / 115

    def half(share):
        return height * (0.135 * (1 - share) ** 1.25 + 0.021)

    levels = [0, 0.17, 0.32, 0.45, 0.56, 0.66, 0.75, 0.83, 0.9, 1]
    for low, high in pairwise(levels):
        a, b = half(low), half(high)
        y1, y2 = foot - height * low, foot - height * high
        canvas.line([(x - a, y1), (x - b, y2)], colour, thick * 1.3)
        canvas.line([(x + a, y1), (x + b, y2)], colour, thick * 1.3)
        canvas.line([(x - a, y1), (x + b, y2)], colour, thick * 0.7)
        canvas.line([(x + a, y1), (x - b, y2)], colour, thick * 0.7)
        canvas.line([(x - b, y2), (x + b, y2)], colour, thick * 0.7)
    canvas.line([(x, foot - height), (x, foot - height * 1.05)], colour, thick)
    hooks = []
    for share, reach in ((0.7, 0.2), (0.82, 0.16), (0.94, 0.12)):
        y = foot - height * share
        tip = height * reach
        for side in (-1, 1):
            canvas.line(
                [(x + side * half(share), y - height * 0.03), (x + side * tip, y)], colour, thick
            )
            canvas.line(
                [(x + side * half(share), y + height * 0.012), (x + side * tip, y)], colour, thick
            )
            canvas.line(
                [(x + side * tip, y), (x + side * tip, y + height * 0.035)], colour, thick * 1.5
            )
            hooks.append((x + side * tip, y + height * 0.035))
    return hooks


def pipeline(scale):
    """A pipeline on its trestles over the snow, with a compressor station far off."""
    canvas, rng = Canvas(1800, 1200, scale), random.Random(23)
    canvas.sky(["#9fb9c2", "#c8d7d8", "#efe9df", "#f5e2d2"], 0, 640)
    canvas.polygon([*ridge(rng, 1800, 585, 80, 0.5), (1820, 1220), (-20, 1220)], "#bccbd0")
    canvas.polygon([*ridge(rng, 1800, 640, 50, 0.5), (1820, 1220), (-20, 1220)], "#a9bcc3")
    for y, tone in ((668, "#e6ecec"), (730, "#eff2f0"), (850, "#e2e9ea"), (1010, "#d3dee1")):
        edge = [
            (x, y + wave(x, (14, 1100, y / 77), (5, 330, y / 29))) for x in range(-20, 1841, 20)
        ]
        canvas.polygon([*edge, (1820, 1220), (-20, 1220)], tone)
    for x, width, height in ((1360, 90, 44), (1460, 60, 62), (1534, 120, 36)):
        canvas.rectangle(x, 676 - height, width, height, "#5f7479")
        canvas.polygon(
            [(x - 6, 676 - height), (x + width / 2, 660 - height), (x + width + 6, 676 - height)],
            "#45595f",
        )
    for x in (1394, 1430, 1590):
        canvas.rectangle(x, 540, 11, 136, "#6d8086")
        canvas.rectangle(x - 2, 556, 15, 9, MADDER)
        for i in range(9):
            canvas.circle(
                x + 18 + i * 17,
                526 - i * 12 + 4 * (i % 2),
                12 + i * 3.4,
                faint("#fdfdfa", 120 - i * 11),
            )
    path = smooth(
        [
            (1452, 672),
            (1380, 690),
            (1220, 704),
            (1120, 730),
            (1130, 770),
            (1020, 830),
            (760, 880),
            (560, 960),
            (560, 1040),
            (300, 1150),
            (-120, 1260),
        ],
        4,
    )
    n = len(path)
    widths = [7 + 92 * (i / n) ** 2.1 for i in range(n)]
    canvas.polygon(
        band(
            [(x + w * 0.5, y + w * 0.78) for (x, y), w in zip(path, widths, strict=True)],
            [w * 0.8 for w in widths],
        ),
        faint("#8fa5b1", 120),
    )
    for i in range(6, n - 3, 7):
        (x, y), w = path[i], widths[i]
        canvas.rectangle(x - w * 0.42, y + w * 0.2, w * 0.16, w * 0.95, "#3c4f54")
        canvas.rectangle(x + w * 0.26, y + w * 0.2, w * 0.16, w * 0.95, "#3c4f54")
        canvas.rectangle(x - w * 0.56, y + w * 0.42, w * 1.12, w * 0.13, "#3c4f54")
    canvas.polygon(band(path, widths), "#c98a3c")
    canvas.polygon(
        band(
            [(x, y + w * 0.28) for (x, y), w in zip(path, widths, strict=True)],
            [w * 0.42 for w in widths],
        ),
        "#99622b",
    )
    canvas.polygon(
        band(
            [(x, y - w * 0.25) for (x, y), w in zip(path, widths, strict=True)],
            [w * 0.16 for w in widths],
        ),
        "#ecc07f",
    )
    canvas.polygon(
        band(
            [(x, y - w * 0.44) for (x, y), w in zip(path, widths, strict=True)],
            [w * 0.14 for w in widths],
        ),
        "#fbfbf7",
    )
    for i in range(12, n - 8, 21):
        (x, y), w = path[i], widths[i]
        nearby = path[i + 1]
        dx, dy = nearby[0] - x, nearby[1] - y
        length = math.hypot(dx, dy)
        nx, ny = -dy / length * w * 0.56, dx / length * w * 0.56
        canvas.line([(x - nx, y - ny), (x + nx, y + ny)], "#6e4620", w * 0.11)
    for _ in range(160):
        x, y = rng.uniform(0, 1800), rng.uniform(760, 1190)
        if min(abs(px - x) + abs(py - y) for px, py in path[::6]) > 170:
            size = (y - 700) / 16
            canvas.line([(x, y), (x + rng.uniform(-5, 5), y - size)], faint("#7d7a66", 170), 1.6)
    return canvas.finished()


DRAWINGS = {
    "winter-road": winter_road,
    "steppe-railway": steppe_railway,
    "power-lines": power_lines,
    "pipeline": pipeline,
}
