"""Portraits of desks: two letters on a tile of contour lines; nobody's face is invented."""

from moving.demo.drawings.canvas import (
    CASPIAN,
    CLAY,
    CREAM,
    FOREST,
    GREEN,
    MADDER,
    PLATE,
    SOFT,
    Canvas,
    faint,
    wave,
)


def monogram(letters, ground, seed):
    def draw(scale):
        canvas = Canvas(800, 800, scale, ground)
        for i in range(-6, 26):
            line = [
                (x, i * 38 + wave(x, (46, 900, seed + i * 0.015), (22, 370, seed * 2 + i * 0.03)))
                for x in range(-20, 841, 12)
            ]
            canvas.line(line, faint(CREAM, 70 if i % 5 else 150), 2 if i % 5 else 3.4)
        canvas.circle(400, 400, 236, ground)
        canvas.ring(400, 400, 236, 236, CREAM, 4)
        canvas.text(400, 408, letters, 210, CREAM, "serif", "mm")
        return canvas.finished()

    return draw


DRAWINGS = {
    "monogram-energy": monogram("En", PLATE, 0.1),
    "monogram-transport": monogram("Tr", CASPIAN, 0.3),
    "monogram-borders": monogram("Bo", MADDER, 0.5),
    "monogram-field": monogram("Fi", GREEN, 0.7),
    "monogram-security": monogram("Se", SOFT, 0.9),
    "monogram-cartography": monogram("Ca", CLAY, 0.2),
    "monogram-translation": monogram("Ts", FOREST, 0.6),
}
