"""Bar and line charts from the figures in photos.toml, with title, unit and source inside."""

from moving.demo.drawings.canvas import (
    CASPIAN,
    INK,
    LINE,
    MADDER,
    OCHRE,
    PAPER,
    PLATE,
    SEA,
    SOFT,
    Canvas,
)

LEFT, RIGHT, TOP, BOTTOM = 120, 1690, 250, 1040


def sheet(chart, scale):
    canvas = Canvas(1800, 1200, scale, PAPER)
    canvas.rectangle(LEFT - 40, 60, 1640, 4, INK)
    canvas.text(LEFT - 40, 134, chart["title"], 54, INK, "serif")
    canvas.text(LEFT - 40, 188, chart["unit"], 32, SOFT)
    canvas.text(LEFT - 40, 1150, chart["source"], 26, SOFT)
    return canvas


def bars(chart, scale):
    """Horizontal pairs of bars: each row a name and its values, one per legend entry."""
    canvas = sheet(chart, scale)
    tones = [SEA, PLATE, OCHRE][-len(chart["legend"]) :] if len(chart["legend"]) > 1 else [PLATE]
    if len(chart["legend"]) > 1:
        tones = [SEA, PLATE]
        x = LEFT - 40.0
        for tone, label in zip(tones, chart["legend"], strict=True):
            canvas.rectangle(x, 226, 30, 22, tone)
            canvas.text(x + 42, 247, label, 29, INK)
            x += 42 + canvas.text_width(label, 29) + 50
    rows = chart["rows"]
    zero = LEFT - 40 + max(canvas.text_width(row[0], 34) for row in rows) + 36
    most = max(max(row[1:]) for row in rows)
    unit = (RIGHT - 110 - zero) / most
    depth = (BOTTOM + 30 - TOP - 40) / len(rows)
    thick = min(54, depth * 0.74 / len(tones))
    for i, (name, *values) in enumerate(rows):
        top = TOP + 50 + i * depth + (depth - thick * len(values)) / 2
        canvas.text(zero - 28, top + thick * len(values) / 2, name, 34, INK, anchor="rm")
        for j, value in enumerate(values):
            y = top + j * thick
            canvas.rectangle(zero, y, max(2, value * unit), thick - 5, tones[j])
            label = f"{value:,.1f}" if isinstance(value, float) else f"{value:,}"
            canvas.text(zero + value * unit + 16, y + thick / 2 - 2, label, 30, INK, anchor="lm")
    canvas.rectangle(zero - 2, TOP + 40, 3, BOTTOM - TOP, INK)
    return canvas.finished()


def lines(chart, scale):
    """Lines over the same steps of time, each named at its end."""
    canvas = sheet(chart, scale)
    tones = [MADDER, PLATE, CASPIAN, OCHRE]
    steps = chart["steps"]
    top_value = chart["top"]
    right = RIGHT - max(canvas.text_width(row[0], 30, weight=600) for row in chart["rows"]) - 30

    def at(i, value):
        return (
            LEFT + 30 + (right - LEFT - 30) * i / (len(steps) - 1),
            BOTTOM - (BOTTOM - TOP) * value / top_value,
        )

    for i in range(chart["marks"] + 1):
        value = top_value * i / chart["marks"]
        y = at(0, value)[1]
        canvas.rectangle(
            LEFT + 30, y - 1, right - LEFT - 30, 3 if i == 0 else 2, INK if i == 0 else LINE
        )
        canvas.text(LEFT + 12, y, f"{value:g}", 28, SOFT, anchor="rm")
    for i, step in enumerate(steps):
        if step:
            canvas.rectangle(at(i, 0)[0] - 1, BOTTOM, 3, 12, INK)
            canvas.text(at(i, 0)[0], BOTTOM + 46, step, 28, SOFT, anchor="ms")
    for tone, (name, *values) in zip(tones, chart["rows"], strict=False):
        points = [at(i, value) for i, value in enumerate(values)]
        canvas.line(points, PAPER, 13)
        canvas.line(points, tone, 7)
        x, y = points[-1]
        canvas.circle(x, y, 11, tone)
        canvas.text(x + 24, y, name, 30, tone, anchor="lm", weight=600)
    return canvas.finished()


DRAWINGS = {"bars": bars, "lines": lines}
