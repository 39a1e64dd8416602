"""A photo of the library from its table in photos.toml: the drawing with its credit inside."""

import hashlib
import inspect
import io

from house.licences import Licence
from moving.demo.drawings import DRAWINGS
from moving.demo.embedding import embed
from moving.demo.files import FixtureError

TOLD_IN_THE_FILE = ("title", "caption", "alt_text")


def jpeg(source: dict, scale: float = 1.0) -> bytes:
    draw = _drawing(source["drawing"])
    # A chart is drawn from its figures; the others know what they show.
    image = draw(source["chart"], scale) if "chart" in source else draw(scale)
    data = io.BytesIO()
    image.save(data, "JPEG", quality=90)
    return embed(data.getvalue(), facts(source))


def facts(source: dict) -> dict[str, str]:
    """What the file says of itself: as agencies write it, where the table gives their words."""
    found = {name: source.get(name, "") for name in TOLD_IN_THE_FILE}
    found["creator"] = source.get("photographer", "")
    found["credit"] = source.get("agency", "")
    found["source"] = source.get("distributor") or source.get("agency", "")
    found["copyright"] = source.get("copyright_notice", "")
    found["date"] = str(source.get("taken_on", ""))
    found["city"] = source.get("place", "")
    if licence := source.get("licence"):
        found["rights_url"] = Licence(licence).url
        found["usage_terms"] = str(Licence(licence).label)
    return found | source.get("embedded", {})


def fingerprint(source: dict) -> str:
    """Change when the code of the drawing changes, so that it is drawn again."""
    module = inspect.getmodule(_drawing(source["drawing"]))
    return hashlib.sha256(inspect.getsource(module).encode()).hexdigest()


def _drawing(name: str):
    if name not in DRAWINGS:
        raise FixtureError(f"photos.toml: nothing draws {name}.")
    return DRAWINGS[name]
