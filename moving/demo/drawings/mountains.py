"""Mountains and the water and roads in them."""

import random

from moving.demo.drawings.canvas import (
    CREAM,
    INK,
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

CASPIAN_LIGHT = "#4f8c98"

SOFT_STONE = "#8d9187"


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


DRAWINGS = {
    "mountain-pass": mountain_pass,
    "dam": dam,
    "lake": lake,
}
