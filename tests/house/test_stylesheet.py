import gzip
import re
from pathlib import Path

from django.contrib.staticfiles import finders

from house import stylesheet


def address(client):
    return re.search(r'<link rel="stylesheet" href="(.*?)">', client.get("/").text)[1]


def test_a_page_asks_once_for_every_file_of_the_stylesheet(client):
    page = client.get("/").text
    assert page.count('rel="stylesheet"') == 1
    sheet = client.get(address(client))
    for words in ("@layer tokens", ".masthead", ".prose", "@media print"):
        assert words in sheet.text
    assert sheet.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_the_stylesheet_is_small_when_compressed(client):
    sheet = client.get(address(client), headers={"accept-encoding": "gzip"})
    assert sheet.headers["Content-Encoding"] == "gzip"
    assert len(sheet.content) < 16_000
    assert gzip.decompress(sheet.content) == client.get(address(client)).content


def test_every_font_it_names_exists(client):
    fonts = re.findall(r'url\("/static/(.*?)"\)', client.get(address(client)).text)
    assert len(fonts) > 10
    assert [font for font in fonts if finders.find(font) is None] == []


def test_an_old_address_gets_the_new_sheet_but_may_not_keep_it(client):
    old = client.get("/stylesheet-000000000000.css")
    assert old.content == stylesheet.build().content
    assert old.headers["Cache-Control"] == "no-cache"


def test_no_component_is_forgotten():
    folder = Path(finders.find("css/components"))
    names = {f"components/{path.stem}" for path in folder.glob("*.css")}
    assert names <= set(stylesheet.FILES)
