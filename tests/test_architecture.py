"""Who may import whom; the table of ARCHITECTURE.md, held against the code."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
EVERYONE = {"house", "pagecache"}
ALLOWED = {
    "pagecache": set(),
    "house": {"pagecache"},
    "photos": EVERYONE,
    "authors": EVERYONE | {"photos"},
    "series": EVERYONE | {"photos"},
    "articles": EVERYONE | {"authors", "series", "photos"},
    "submissions": EVERYONE | {"articles", "authors", "series", "photos"},
    "frontpage": EVERYONE | {"submissions", "articles", "authors", "series", "photos"},
    "desk": EVERYONE | {"submissions", "articles", "authors", "series", "photos"},
    # It carries the whole site in and out, so it sees every app; nobody sees it.
    "moving": EVERYONE
    | {"desk", "frontpage", "submissions", "articles", "authors", "series", "photos"},
}
# Inside an app nothing imports from a module that stands later in this order.
ORDER = ["querysets", "models", "forms", "admin", "views", "feeds", "urls"]


def imports(path):
    """Yield each module that the file imports, dotted."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def modules(app):
    return sorted((ROOT / app).rglob("*.py"))


@pytest.mark.parametrize("app", ALLOWED)
def test_an_app_imports_only_the_apps_below_it(app):
    apps = set(ALLOWED) | {"caucasus_center", "tests"}
    forbidden = {
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules(app)
        for name in imports(path)
        if (top := name.split(".")[0]) in apps and top != app and top not in ALLOWED[app]
    }
    assert forbidden == set()


@pytest.mark.parametrize("app", ALLOWED)
def test_nothing_imports_backwards_inside_an_app(app):
    backwards = set()
    for path in modules(app):
        here = path.stem
        if here not in ORDER or path.parent != ROOT / app:
            continue
        for name in imports(path):
            parts = name.split(".")
            inside = parts[0] == app and len(parts) > 1 and parts[1] in ORDER
            if inside and ORDER.index(parts[1]) > ORDER.index(here):
                backwards.add(f"{app}/{here}.py imports {name}")
    assert backwards == set()


def test_no_drawer_called_core_common_base_or_utils():
    drawers = {"core", "common", "base", "utils", "helpers", "misc"}
    found = [path for app in ALLOWED for path in modules(app) if path.stem in drawers]
    assert found == []
