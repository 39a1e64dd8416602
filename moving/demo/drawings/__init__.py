"""Pictures drawn by code: landscapes, places, maps, charts, monograms."""

from moving.demo.drawings import charts, landscapes, maps, monograms, places

DRAWINGS = {
    **landscapes.DRAWINGS,
    **places.DRAWINGS,
    **maps.DRAWINGS,
    **charts.DRAWINGS,
    **monograms.DRAWINGS,
}
