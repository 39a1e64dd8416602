"""Heights made of noise, and how a map shows them: tints and contour lines."""

import random

from PIL import Image, ImageChops, ImageFilter, ImageMath

from moving.demo.drawings.canvas import (
    rgb,
)


def relief(canvas, seed, octaves, trend=None):
    """Heights from 0 to 255 as a picture: smooth noise, coarse to fine, over an optional trend."""
    rng = random.Random(seed)
    size = canvas.image.size
    total = Image.new("F", size, 0.0)
    if trend:
        columns, rows = 36, 24
        slope = Image.new("F", (columns, rows))
        slope.putdata(
            [trend(x / (columns - 1), y / (rows - 1)) for y in range(rows) for x in range(columns)]
        )
        total = slope.resize(size, Image.Resampling.BICUBIC)
    for cells, strength in octaves:
        noise = Image.new("F", (cells, max(2, cells * 2 // 3)))
        noise.putdata([rng.uniform(-strength, strength) for _ in range(noise.width * noise.height)])
        finer = noise.resize(size, Image.Resampling.BICUBIC)
        total = ImageMath.lambda_eval(lambda of: of["a"] + of["b"], a=total, b=finer)
    return total.convert("L")


def bands(heights, step, offset=0):
    """Which contour band each place lies in, as a grey picture."""
    return heights.point([min(255, (level + offset) // step) for level in range(256)])


def contours(heights, step, thickness, offset=0):
    """A mask of the lines between the bands."""
    level = bands(heights, step, offset).point([min(255, value * 24 % 256) for value in range(256)])
    right = ImageChops.offset(level, 1, 0)
    below = ImageChops.offset(level, 0, 1)
    edge = ImageChops.lighter(
        ImageChops.difference(level, right), ImageChops.difference(level, below)
    )
    edge = edge.point([0] + [255] * 255)
    width, height = edge.size
    edge.paste(0, (0, 0, 2, height))
    edge.paste(0, (0, 0, width, 2))
    if thickness >= 3:
        edge = edge.filter(ImageFilter.MaxFilter(thickness // 2 * 2 + 1))
    return edge


def tint(canvas, heights, tones):
    """Colour the sheet by height: (from this level, colour) in rising order."""
    red, green, blue = [], [], []
    for level in range(256):
        colour = rgb([tone for start, tone in tones if level >= start][-1])
        red.append(colour[0])
        green.append(colour[1])
        blue.append(colour[2])
    layers = [heights.point(channel) for channel in (red, green, blue)]
    canvas.image.paste(Image.merge("RGB", layers))


def ink(canvas, mask, colour, alpha=255):
    mask = mask.point([level * alpha // 255 for level in range(256)])
    canvas.image.paste(Image.new("RGB", mask.size, rgb(colour)), (0, 0), mask)
