"""Pictures drawn by code: landscapes, places, maps, charts, monograms."""

from moving.demo.drawings import (
    aerials,
    charts,
    harbours,
    lines,
    maps,
    monograms,
    mountains,
    places,
)

DRAWINGS = {
    name: draw
    for module in (aerials, charts, harbours, lines, maps, monograms, mountains, places)
    for name, draw in module.DRAWINGS.items()
}
