"""Reading fixtures/: TOML tables, and documents of a TOML head between +++ lines and HTML below it.

The name of a table or file is the natural key by which the others refer to it.
"""

import re
import tomllib
from pathlib import Path

DOCUMENT = re.compile(r"\A\+\+\+\n(?P<head>.*?)^\+\+\+\n(?P<body>.*)\Z", re.DOTALL | re.MULTILINE)


class FixtureError(ValueError):
    """A file of the demo site that cannot be read; the message names it."""


def table(folder: Path, name: str) -> dict:
    path = folder / f"{name}.toml"
    return _parsed(path, path.read_text(encoding="utf-8"))


def documents(folder: Path, name: str) -> dict[str, dict]:
    """Return the documents of a folder by their file names; the body under the key "body"."""
    found = {}
    for path in sorted((folder / name).glob("*.html")):
        document = DOCUMENT.match(path.read_text(encoding="utf-8"))
        if not document:
            raise FixtureError(f"{path.name}: expected a head between two lines of +++.")
        found[path.stem] = _parsed(path, document["head"]) | {"body": document["body"].strip()}
    return found


def _parsed(path: Path, text: str) -> dict:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise FixtureError(f"{path.name}: {error}") from error
