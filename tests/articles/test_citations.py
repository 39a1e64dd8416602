import datetime as dt
import json
import re
import warnings
from pathlib import Path

import bibtexparser
import pytest
import rispy
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc import formatter as formatters
from citeproc.source.json import CiteProcJSON
from hypothesis import given, settings
from hypothesis import strategies as st

from articles import citations
from articles.models import Article, Byline, FirstPublication
from authors.models import Author
from house.models import SiteSettings
from tests.factories import (
    LONG_AGO,
    make_article,
    make_author,
    make_category,
    make_hidden_articles,
    make_issue,
    make_outlet,
    make_series,
)

GOLDEN = Path(__file__).resolve().parent.parent / "data" / "citations"
TODAY = dt.date(2026, 11, 22)
HOSTILE = "Titles with &<>\"'{}%$#_\\ ^~ “quotes” «ёлочки» – dash\xad es"


@pytest.fixture
def house():
    return SiteSettings(name="The Caucasus Center", place="Tbilisi")


def make_people():
    return [
        make_author(
            "Fatima van der Berg", kind="person", family_name="Berg", given_name="Fatima van der"
        ),
        make_author("Energy Desk"),
    ]


def journal(**fields):
    monitor = make_series(
        kind="periodical", abbreviation="EDM", issn="1234-5679", partner=make_outlet("Example Fdn")
    )
    defaults = {
        "slug": "a-sea",
        "authors": make_people(),
        "issue": make_issue(monitor, volume=22, number="112"),
        "first_page": "11",
        "last_page": "19",
        "summary": "First point.\nSecond point.",
        "tags": ["ports", "Caspian Sea"],
    }
    return make_article("A sea that leaves its harbours", **(defaults | fields))


def web(**fields):
    return make_article("A sea that leaves its harbours", slug="a-sea", teaser="T.", **fields)


def report(**fields):
    return make_article(
        "Ports & piers",
        slug="ports",
        genre="report",
        report_number="7",
        doi="10.1234/abcd",
        authors=make_people(),
        **fields,
    )


def seasonal(**fields):
    dialogues = make_series("Baku Dialogues", kind="periodical", numbering="issue")
    issue = make_issue(dialogues, volume=None, number="4", season="Spring 2021")
    return make_article(
        "Spring",
        slug="spring",
        issue=issue,
        published_at=dt.datetime(2021, 4, 12, tzinfo=dt.UTC),
        **fields,
    )


MAKERS = {"journal": journal, "web": web, "report": report, "seasonal": seasonal}


def exported(article, house, ending):
    return "".join(citations.FORMATS[ending].write([fresh(article)], house, TODAY))


def fresh(article):
    return Article.objects.with_credits().get(pk=article.pk)


@pytest.mark.parametrize("ending", citations.FORMATS)
@pytest.mark.parametrize("name", MAKERS)
def test_the_export_is_the_one_agreed(name, ending, house):
    """The agreed files lie in tests/data/citations."""
    expected = (GOLDEN / f"{name}.{ending}").read_bytes().decode()
    assert exported(MAKERS[name](), house, ending) == expected


@pytest.mark.parametrize("name", MAKERS)
def test_the_printed_forms_are_those_agreed(name, house):
    printed = citations.styles(fresh(MAKERS[name]()), house)
    text = "".join(
        f"{style.name}\n"
        + "".join(f"*{piece.text}*" if piece.is_italic else piece.text for piece in style.pieces)
        + "\n\n"
        for style in printed
    )
    assert text == (GOLDEN / f"{name}.txt").read_text()


# The tools of the world read them.


def test_rispy_reads_the_ris(house):
    (entry,) = rispy.loads(exported(journal(), house, "ris"))
    assert entry["type_of_reference"] == "JOUR"
    assert entry["authors"] == ["Berg, Fatima van der", "Energy Desk"]
    assert (entry["volume"], entry["number"]) == ("22", "112")
    assert entry["keywords"] == ["ports", "Caspian Sea"]


def test_bibtexparser_reads_the_bibtex(house):
    library = bibtexparser.parse_string(exported(journal(), house, "bib"))
    assert library.failed_blocks == []
    (entry,) = library.entries
    assert entry.entry_type == "article"
    assert entry.key == "berg-2025-sea"
    assert entry["author"] == "Berg, Fatima van der and {Energy Desk}"


def test_citeproc_reads_the_csl_json(house):
    entries = json.loads(exported(journal(), house, "csl.json"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        source = CiteProcJSON(entries)
        bibliography = CitationStylesBibliography(style, source, formatters.plain)
        bibliography.register(Citation([CitationItem(entries[0]["id"])]))
        (printed,) = bibliography.bibliography()
    assert "A sea that leaves its harbours" in str(printed)
    assert "Eurasia Daily Monitor" in str(printed)


# What has no value is not there.


def test_a_series_without_its_issue_number_has_a_volume_and_no_issue(house):
    article = web(issue=make_issue(volume=22, number=""))
    ris = exported(article, house, "ris")
    assert "VL  - 22\r\n" in ris
    assert "IS  -" not in ris
    assert "number" not in exported(article, house, "bib")
    assert "issue" not in json.loads(exported(article, house, "csl.json"))[0]
    assert citations.styles(fresh(article), house)[-1].text == "Eurasia Daily Monitor Volume: 22"


def test_a_number_given_later_changes_neither_address_nor_date(house):
    issue = make_issue(volume=22, number="")
    article = web(issue=issue)
    before = citations.record(fresh(article), house)
    issue.number = "112"
    issue.save()
    after = citations.record(fresh(article), house)
    assert (after.address, after.date, after.key) == (before.address, before.date, before.key)
    assert after.label == "Eurasia Daily Monitor Volume: 22 Issue: 112"


@pytest.mark.parametrize("name", MAKERS)
def test_no_ris_tag_stands_without_its_value(name, house):
    for line in exported(MAKERS[name](), house, "ris").split("\r\n"):
        assert line == "" or re.fullmatch(r"[A-Z][A-Z0-9]  - \S.*|ER  - ", line), line


def test_a_partners_series_does_not_name_us_as_its_publisher(house):
    ris = exported(journal(), house, "ris")
    assert "PB  - Example Fdn\r\n" in ris
    assert house.full_name not in ris


def test_the_first_publication_is_a_note(house):
    article = web()
    FirstPublication.objects.create(
        article=article, outlet=make_outlet(), date=dt.date(2021, 10, 5)
    )
    line = "First published by Eurasianet, 5 October 2021"
    assert f"N1  - {line}\r\n" in exported(article, house, "ris")
    assert f"note = {{{line}}}" in exported(article, house, "bib")
    assert json.loads(exported(article, house, "csl.json"))[0]["note"] == line


@pytest.mark.parametrize("typed", ["10.1/x", "doi:10.1/x", "https://doi.org/10.1/x"])
def test_the_doi_is_the_address_to_cite(typed, house):
    found = citations.record(fresh(web(doi=typed)), house)
    assert (found.doi, found.url) == ("10.1/x", "https://doi.org/10.1/x")


# Names.


def printed_author(house, *people, style="APA"):
    article = web(authors=list(people))
    found = {printed.name: printed.text for printed in citations.styles(fresh(article), house)}
    return found[style].split(" (2025")[0].split(" “")[0].rstrip(",.")


def person(name, family="", given=""):
    return make_author(name, kind="person", family_name=family, given_name=given)


@pytest.mark.parametrize(
    ("style", "printed"),
    [
        ("APA", "Berg, F. van der"),
        ("MLA", "Berg, Fatima van der"),
        ("Chicago", "Fatima van der Berg"),
    ],
)
def test_a_particle_stays_with_its_name(house, style, printed):
    author = person("Fatima van der Berg", "Berg", "Fatima van der")
    assert printed_author(house, author, style=style) == printed


@pytest.mark.parametrize("style", ["APA", "MLA", "Chicago"])
def test_a_single_name_and_an_organisation_stay_whole(house, style):
    assert printed_author(house, person("Nizami"), style=style) == "Nizami"
    desk = make_author("Desk of Ports and Piers")
    article = web_with_slug("b", desk)
    assert "Desk of Ports and Piers" in citations.styles(fresh(article), house)[0].text


def web_with_slug(slug, *people):
    return make_article("Sea", slug=slug, authors=list(people))


def test_hyphens_and_initials(house):
    assert printed_author(house, person("X", "Example", "Jean-Luc Åsa")) == "Example, J.-L. Å"


def test_thirty_authors(house):
    people = [person(f"Given{n} Family{n}", f"Family{n}", f"Given{n}") for n in range(1, 31)]
    article = fresh(web(authors=people))
    chicago, apa, mla = (style.text for style in citations.styles(article, house))
    assert chicago.startswith("Given1 Family1 et al., “A sea")
    assert mla.startswith("Family1, Given1, et al. “A sea")
    assert "Family19, G., … Family30, G. (2025" in apa
    assert exported(article, house, "ris").count("AU  - ") == 30


def test_an_article_that_nobody_signed_begins_with_its_title(house):
    for style in citations.styles(fresh(web(authors=[])), house):
        assert style.text.lstrip("“").startswith("A sea that leaves its harbours")


def test_a_name_with_and_in_it_stays_one_name_in_bibtex(house):
    author = person("Ann and Bob", "Ann and Bob", "")
    assert "author = {{Ann and Bob}}" in exported(web(authors=[author]), house, "bib")


def test_translators_and_editors_have_their_own_fields(house):
    article = web()
    for role, author in (("translator", person("T X", "X", "T")), ("editor", person("E Y"))):
        Byline.objects.create(article=article, author=author, role=role, position=5)
    assert "A4  - X, T\r\n" in exported(article, house, "ris")
    assert "ED  - E Y\r\n" in exported(article, house, "ris")
    assert "translator = {X, T}" in exported(article, house, "bib")
    assert json.loads(exported(article, house, "csl.json"))[0]["editor"] == [{"literal": "E Y"}]


# Hostile input.


def test_a_hostile_title_survives_every_export(house):
    article = web_with_slug("hostile", make_author())
    article.title = HOSTILE
    article.save()
    plain = citations.tidy(HOSTILE)
    assert "\xad" not in plain
    (entry,) = rispy.loads(exported(article, house, "ris"))
    assert entry["title"] == plain
    assert json.loads(exported(article, house, "csl.json"))[0]["title"] == plain
    library = bibtexparser.parse_string(exported(article, house, "bib"))
    assert library.failed_blocks == []
    assert r"\&<>" in library.entries[0]["title"]
    assert r"\%\$\#\_\textbackslash{}" in library.entries[0]["title"]


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=80), st.text(max_size=40), st.text(max_size=20))
def test_whatever_is_typed_ris_is_six_characters_a_line_and_bibtex_balanced(title, name, number):
    article = unsaved(title, name, number)
    house = SiteSettings()
    found = citations.record(article, house)
    for line in citations.ris(found, TODAY).split("\r\n")[:-1]:
        assert re.match(r"[A-Z][A-Z0-9]  - ", line)
        assert not re.search(r"[\r\n\x00-\x1f]", line)
    depth = 0
    for letter in citations.bibtex(found, TODAY):
        depth += {"{": 1, "}": -1}.get(letter, 0)
        assert depth >= 0
    assert depth == 0
    json.dumps(citations.csl(found, TODAY)).encode()


def unsaved(title, name, number):
    """An article with its relations in memory, so that hypothesis needs no database."""
    article = Article(pk=1, title=title, slug="t", report_number=number)
    article.public_from = LONG_AGO
    article._state.fields_cache["first_publication"] = None
    author = Author(name=name or "x", family_name=name, given_name=title[:100])
    byline = Byline(author=author)
    article._prefetched_objects_cache = {"bylines": [byline], "tags": [], "corrections": []}
    return article


def test_a_date_before_1970_is_a_date(house):
    article = web(published_at=dt.datetime(1968, 5, 3, 12, tzinfo=dt.UTC))
    assert "DA  - 1968/05/03/\r\n" in exported(article, house, "ris")
    assert "1968" in citations.styles(fresh(article), house)[0].text


# The addresses.


@pytest.mark.parametrize(
    ("ending", "kind"),
    [
        ("ris", "application/x-research-info-systems"),
        ("bib", "application/x-bibtex"),
        ("csl.json", "application/vnd.citationstyles.csl+json"),
    ],
)
def test_each_form_has_its_address(client, ending, kind):
    article = web()
    response = client.get(f"{article.get_absolute_url()}cite.{ending}")
    assert response["Content-Type"] == f"{kind}; charset=utf-8"
    assert f'filename="a-sea.{ending}"' in response["Content-Disposition"]
    assert "A sea" in response.getvalue().decode()


def test_there_is_no_other_form(client):
    assert client.get(f"{web().get_absolute_url()}cite.docx").status_code == 404


def test_what_readers_cannot_see_cannot_be_cited(client):
    for article in make_hidden_articles():
        assert client.get(f"/articles/{article.slug}/cite.ris").status_code == 404
    assert client.get("/authors/energy-desk/cite.ris").getvalue() == b""


def test_a_whole_list_is_cited_at_once(client):
    people = [person("Nino Example", "Example", "Nino")]
    issue = make_issue()
    for _ in range(3):
        make_article(
            "Same title", authors=people, categories=[make_category()], issue=issue, tags=["x"]
        )
    for address in (
        "/authors/nino-example/",
        "/categories/south-caucasus/",
        "/tags/x/",
        "/series/eurasia-daily-monitor/22/112/",
    ):
        assert len(rispy.loads(client.get(f"{address}cite.ris").getvalue().decode())) == 3
        library = bibtexparser.parse_string(client.get(f"{address}cite.bib").getvalue().decode())
        assert [entry.key for entry in library.entries] == [
            "example-2025-same",
            "example-2025-same-2",
            "example-2025-same-3",
        ]
        assert len(json.loads(client.get(f"{address}cite.csl.json").getvalue())) == 3


def test_an_empty_list_is_a_whole_file(client):
    make_category("Empty")
    assert json.loads(client.get("/categories/empty/cite.csl.json").getvalue()) == []


def test_a_long_list_is_read_in_pieces(client, monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr("articles.listings.CHUNK", 5)
    for number in range(12):
        make_article(f"number {number}", categories=[make_category()], tags=["x"])
    with django_assert_max_num_queries(4 + 3 * 6):
        text = client.get("/categories/south-caucasus/cite.ris").getvalue().decode()
    assert text.count("TY  - ") == 12
