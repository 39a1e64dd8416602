"""Mountains, steppe, water and the lines that people draw through them."""

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
    SAGE,
    SAND,
    SEA,
    Canvas,
    band,
    between,
    faint,
    mix,
    ridge,
    smooth,
    wave,
)


def mountains(canvas, rng, base, height, light, dark, roughness=0.52, snow=None, summits=()):
    """A range with a sunny and a shaded side to each summit, down to the foot of the picture.

    `summits` are raised out of it: where, how high, how wide.
    """
    line = [
        (x, y - sum(rise * max(0, 1 - abs(x - at) / wide) ** 1.25 for at, rise, wide in summits))
        for x, y in ridge(rng, canvas.width, base, height, roughness)
    ]
    foot = canvas.height + 20
    canvas.polygon([*line, (canvas.width + 20, foot), (-20, foot)], light)
    peaks = [
        i for i in range(6, len(line) - 6) if line[i][1] == min(y for _, y in line[i - 6 : i + 7])
    ]
    for start, end in zip(peaks, [*peaks[1:], len(line) - 1], strict=True):
        valley = max(range(start, end + 1), key=lambda i: line[i][1])
        fall = max(line[valley][1] - line[start][1], 30)
        spur = [line[start]]
        x, y = line[start]
        while y < line[valley][1] + fall * 0.9:
            y += rng.uniform(0.10, 0.22) * fall
            x += rng.uniform(-0.16, 0.24) * fall
            spur.append((x, y))
        canvas.polygon([*line[start : valley + 1], *reversed(spur)], dark)
        if snow and line[start][1] < base - height * 0.12:
            reach = max(4, (valley - start) // 2)
            crest = line[max(0, start - reach) : start + reach + 1]
            jag = [
                (x, y + (1 - abs(i - reach) / reach) ** 0.7 * rng.uniform(20, 64))
                for i, (x, y) in enumerate(crest)
            ]
            canvas.polygon([*crest, *reversed(jag)], snow)
    return line


def forest(canvas, rng, base, height, colour, spacing=13):
    """A fringe of firs along a slope, and the slope below them."""
    x = -30.0
    while x < canvas.width + 30:
        top = base + wave(x, (height * 0.5, 900, base), (height * 0.22, 333, base * 2))
        size = rng.uniform(0.5, 1.15) * height * 0.5
        for part in range(3):
            reach = size * (0.13 + 0.09 * part)
            y = top - size + size * 0.27 * part
            canvas.polygon(
                [(x, y - size * 0.12), (x + reach, y + size * 0.36), (x - reach, y + size * 0.36)],
                colour,
            )
        canvas.rectangle(
            x - spacing, top - size * 0.2, spacing * 2, canvas.height - top + size, colour
        )
        x += rng.uniform(0.5, 1.4) * spacing


def mountain_pass(scale):
    """A road climbs through ridges at first light."""
    canvas, rng = Canvas(1800, 1200, scale), random.Random(31)
    canvas.sky(["#bcd3d6", "#dbe6e2", "#f5ecd6", "#f3dcc0"], 0, 760)
    canvas.glow(1270, 420, 520, "#fff6df", 230)
    canvas.circle(1270, 420, 74, "#fff8e8")
    mountains(canvas, rng, 560, 230, "#b3cbcd", "#9dbabf", snow="#f6f8f4",
              summits=[(560, 330, 420), (900, 160, 260), (1660, 300, 380)])  # fmt: skip
    mountains(canvas, rng, 660, 200, "#8fb0b4", "#7a9fa5",
              summits=[(180, 260, 300), (1080, 150, 300), (1420, 190, 260)])  # fmt: skip
    mountains(canvas, rng, 780, 180, "#648d92", "#527b82",
              summits=[(20, 200, 300), (760, 130, 240), (1760, 260, 420)])  # fmt: skip
    mountains(canvas, rng, 890, 160, "#3f6c70", "#335d62", summits=[(420, 120, 260)])
    forest(canvas, rng, 960, 150, "#24504f")
    turns = smooth(
        [(640, 1230), (980, 1140), (1180, 1092), (1010, 1050), (800, 1022), (900, 992),
         (1080, 968), (1130, 946), (1040, 930), (1000, 918)]
    )  # fmt: skip
    widths = [34 * (1 - i / len(turns)) ** 1.4 + 4 for i in range(len(turns))]
    forest(canvas, rng, 1075, 130, "#173d3f")
    canvas.polygon(band(turns, widths), "#e9e4d2")
    forest(canvas, rng, 1190, 120, "#0d2a2d", spacing=17)
    return canvas.finished()


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


def dam(scale):
    """An arch dam between two walls of rock, with the reservoir behind it low."""
    canvas, rng = Canvas(1800, 1200, scale), random.Random(44)
    canvas.sky(["#a9c4c8", "#d5e1dc", "#f1ead6"], 0, 560)
    mountains(canvas, rng, 330, 210, "#a8bdbb", "#93acac", snow="#f3f4ee")
    mountains(canvas, rng, 400, 120, "#869f96", "#738f88")
    water = [(330, 520), (1470, 520), (1560, 470), (1200, 430), (900, 442), (560, 428), (250, 466)]
    canvas.polygon(water, CASPIAN_LIGHT)
    for i in range(14):
        y = 447 + i * 5
        x = rng.uniform(420, 1200)
        canvas.line([(x, y), (x + rng.uniform(60, 260), y)], faint(CREAM, 120), 1.6)
    # The walls, with the pale line that the water used to reach.
    for side in (-1, 1):
        edge = [
            (620, 1220),
            (585, 1010),
            (520, 820),
            (450, 640),
            (352, 520),
            (250, 448),
            (110, 372),
            (-20, 330),
        ]
        rough = [(x + rng.uniform(-14, 14), y + rng.uniform(-8, 8)) for x, y in smooth(edge, 3)]
        wall = [(900 + side * (900 - x), y) for x, y in rough]
        corner = (900 + side * 920, 1220)
        canvas.polygon([*wall, corner], "#8b7b62" if side < 0 else "#6c6353")
        for i in range(1, 15):
            shift = i * 62
            layer = [(x + side * shift, y + shift * 0.16) for x, y in wall if y > 330]
            tone = mix("#a39274" if side < 0 else "#857a65", "#57503f", (i % 4) / 5)
            canvas.line(layer, faint(tone, 150), 3 + i % 3 * 2)
        shore = [(900 + side * (900 - x), y + 30) for x, y in ((452, 640), (352, 520), (250, 448))]
        canvas.line(shore[1:], "#e3d8bd", 16)
    top, foot = 520, 1090

    def crest(x, sag):
        return sag * (1 - ((x - 900) / 560) ** 2)

    face_top = [(x, top + crest(x, 46)) for x in range(340, 1461, 10)]
    face_foot = [(x, foot + crest(x, 40) * 0.6) for x in range(1220, 579, -10)]
    canvas.polygon([*face_top, *face_foot], "#d9d6c8")
    for i in range(1, 10):
        share = i / 10
        left, right = (
            between((340, top), (590, foot), share),
            between((1460, top), (1210, foot), share),
        )
        row = []
        for j in range(41):
            x, y = between(left, right, j / 40)
            row.append((x, y + 46 * (1 - ((j - 20) / 20) ** 2)))
        canvas.line(row, faint(SOFT_STONE, 150), 2)
    for j in range(1, 12):
        a, b = between((340, top), (1460, top), j / 12), between((590, foot), (1210, foot), j / 12)
        bow = 46 * (1 - ((j - 6) / 6) ** 2)
        canvas.line([(a[0], a[1] + bow), (b[0], b[1] + bow)], faint(SOFT_STONE, 90), 2)
    canvas.polygon([(900, 566), (1460, 520), (1210, 1090), (900, 1130)], faint("#3f4a47", 26))
    canvas.line([(x, y - 6) for x, y in face_top], "#f3efe2", 12)
    canvas.line([(x, y + 3) for x, y in face_top], "#5b625c", 5)
    for x in (760, 830, 900, 970, 1040):
        y = top + crest(x, 46) + 60
        canvas.rectangle(x - 17, y, 34, 46, PLATE)
        canvas.rectangle(x - 21, y - 7, 42, 7, "#8f9389")
    canvas.polygon(
        [(882, 676), (918, 676), (932, 880), (960, 1150), (840, 1150), (868, 880)],
        faint("#f7fbf9", 235),
    )
    canvas.polygon([(890, 676), (902, 676), (896, 1150), (868, 1150)], faint(SEA, 120))
    for _ in range(170):
        x, y = rng.gauss(900, 85), rng.uniform(1085, 1175)
        canvas.circle(x, y, rng.uniform(6, 30), faint("#f7fbf9", 60))
    canvas.polygon(
        [(560, 1220), (600, 1150), (760, 1128), (1040, 1128), (1200, 1150), (1250, 1220)],
        faint("#3f7784", 225),
    )
    for _ in range(60):
        x, y = rng.gauss(900, 150), rng.uniform(1136, 1200)
        canvas.line([(x, y), (x + rng.uniform(20, 80), y)], faint("#eef6f4", 150), 3)
    return canvas.finished()


CASPIAN_LIGHT = "#4f8c98"
SOFT_STONE = "#8d9187"


def lake(scale):
    """A mountain lake with the shorelines of former years, one above another."""
    canvas, rng = Canvas(1800, 1200, scale), random.Random(77)
    canvas.sky(["#8fb6c0", "#bfd6d6", "#eef0e2"], 0, 470)
    mountains(canvas, rng, 380, 230, "#a9bcc0", "#92a9b0", snow="#f7f8f4")
    mountains(canvas, rng, 440, 110, "#7f9a93", "#6e8a85")
    canvas.sky(["#5d97a4", "#2f7385", "#1f5b6d"], 486, 1000)
    for _ in range(230):
        y = 492 + rng.random() ** 1.8 * 420
        x, length = rng.uniform(-50, 1800), (y - 470) * rng.uniform(0.1, 0.5)
        canvas.line(
            [(x, y), (x + length, y)],
            faint(rng.choice(["#dff0ee", "#123f4d"]), 70),
            1 + (y - 480) / 170,
        )
    # A chapel on what used to be an island.
    hill = [
        (1030, 700),
        (1110, 640),
        (1200, 594),
        (1300, 572),
        (1420, 578),
        (1540, 610),
        (1650, 660),
        (1730, 716),
    ]
    canvas.polygon([*smooth(hill), (1810, 760), (1810, 960), (960, 960), (985, 740)], "#8f9468")
    canvas.polygon(
        [
            (1300, 572),
            (1420, 578),
            (1540, 610),
            (1650, 660),
            (1730, 716),
            (1770, 960),
            (1500, 960),
            (1400, 700),
        ],
        faint("#5f6c4d", 140),
    )
    chapel(canvas, 1330, 580, 1.0)
    chapel(canvas, 1232, 598, 0.66)
    # The near shore: each old water line a terrace, the newest the lowest.
    tones = ["#c8bd98", "#bdb58c", "#aeab7d", "#98a06f", "#7c9062", "#5f7d57", "#466a4e", "#2f5645"]
    for i, tone in enumerate(tones):
        edge = [
            (
                x,
                850
                + i * 44
                - max(x, 0) ** 1.6 / 540 * (1 - i / 14)
                + wave(x, (16, 700, i * 0.11), (5, 190, i * 0.37)),
            )
            for x in range(-20, 1841, 20)
        ]
        canvas.polygon([*edge, (1820, 1220), (-20, 1220)], tone)
        canvas.line(edge, "#f1ead2", 5 if i < 5 else 2)
    for _ in range(420):
        x, y = rng.uniform(0, 1800), rng.uniform(1020, 1200)
        canvas.line(
            [(x, y), (x + rng.uniform(-5, 7), y - rng.uniform(8, 30))],
            faint(rng.choice([SAGE, SAND, "#1c3d33"]), 150),
            2,
        )
    return canvas.finished()


def chapel(canvas, x, foot, size):
    """A small church with a drum and a cone, seen against the light."""
    light, dark, roof = "#cdb694", "#8a7358", "#6d4a3f"

    def part(left, top, width, height, fill):
        canvas.rectangle(x + left * size, foot + top * size, width * size, height * size, fill)

    part(-60, -52, 60, 60, light)
    part(0, -52, 50, 60, dark)
    canvas.polygon(
        [
            (x - 66 * size, foot - 50 * size),
            (x - 4 * size, foot - 84 * size),
            (x + 56 * size, foot - 50 * size),
        ],
        roof,
    )
    part(-30, -118, 28, 50, light)
    part(-2, -118, 24, 50, dark)
    canvas.polygon(
        [
            (x - 38 * size, foot - 114 * size),
            (x - 4 * size, foot - 176 * size),
            (x + 30 * size, foot - 114 * size),
        ],
        roof,
    )
    part(-18, -104, 6, 24, INK)
    part(8, -104, 6, 24, INK)
    part(-36, -34, 14, 42, INK)


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
    "mountain-pass": mountain_pass,
    "winter-road": winter_road,
    "steppe-railway": steppe_railway,
    "dam": dam,
    "lake": lake,
    "power-lines": power_lines,
    "pipeline": pipeline,
}
