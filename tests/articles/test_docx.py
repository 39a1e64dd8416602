import io

import pytest

from articles import docx
from tests.submissions.packages import (
    docx as word,
)
from tests.submissions.packages import (
    footnote_mark,
    paragraph,
    pdf,
    picture,
    png,
    table,
)


def convert(content, photos=None):
    """Convert, with a library that numbers its photos from 7 and remembers what it was given."""
    photos = photos if photos is not None else []

    def save(content, content_type, alt):
        photos.append((content, content_type, alt))
        return 6 + len(photos)

    return docx.convert(io.BytesIO(content), save)


def test_paragraphs_and_headings_become_ours_with_the_highest_heading_under_the_title():
    body = (
        paragraph("The seventh convoy", "Title")
        + paragraph("Day one", "Heading1")
        + paragraph("The pass closes.")
        + paragraph("At night", "Heading2")
    )
    converted = convert(word(body))
    assert converted.title == "The seventh convoy"
    assert converted.html == "<h2>Day one</h2><p>The pass closes.</p><h3>At night</h3>"


def test_a_quotation_stays_one():
    converted = convert(word(paragraph("Nobody drove.", "Quote")))
    assert converted.html == "<blockquote><p>Nobody drove.</p></blockquote>"


def test_a_table_stays_one():
    assert "<td><p>cell</p></td>" in convert(word(table(paragraph("cell")))).html


def test_a_footnote_stands_at_its_place():
    body = paragraph(
        "Four trains a day", more=footnote_mark(2) + "<w:r><w:t>, then two.</w:t></w:r>"
    )
    converted = convert(word(body, footnotes={2: "Railway, bulletin 12."}))
    assert converted.html == (
        '<p>Four trains a day<span data-note="footnote-2">Railway, bulletin 12.</span>'
        ", then two.</p>"
    )


def test_a_note_that_is_referred_to_twice_has_its_text_once():
    body = paragraph("One", more=footnote_mark(2)) + paragraph("Two", more=footnote_mark(2))
    html = convert(word(body, footnotes={2: "Bulletin 12."})).html
    assert html.count("Bulletin 12.") == 1
    assert html.count('data-note="footnote-2"') == 2


def test_a_picture_goes_into_the_library_with_its_caption_and_alt_text():
    photos = []
    body = picture("A closed barrier.") + paragraph("The northern mouth.", "Caption")
    converted = convert(word(body, image=png()), photos)
    assert photos == [(png(), "image/png", "A closed barrier.")]
    assert converted.html == (
        '<figure data-photo="7"><figcaption>The northern mouth.</figcaption></figure>'
    )


def test_a_picture_that_cannot_be_read_is_named():
    converted = docx.convert(
        io.BytesIO(word(paragraph("x") + picture(), image=b"not a picture")), lambda *_: None
    )
    assert "figure" not in converted.html
    assert converted.omitted == ["a picture (image/png)"]


def test_what_has_no_place_here_is_named():
    body = "<w:p><m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath></w:p>" + paragraph("x")
    assert convert(word(body)).omitted == ["equations"]


def nested(levels):
    content = paragraph("deep")
    for _ in range(levels):
        content = table(content)
    return word(content)


def test_tables_in_each_other_are_converted():
    assert "deep" in convert(nested(20)).html


def test_tables_too_deep_in_each_other_are_refused_in_words():
    with pytest.raises(docx.RefusedDocumentError, match="too deep inside each other"):
        convert(nested(100))


@pytest.mark.parametrize("content", [pdf(), b"", b"PK\x03\x04", word()[:200]])
def test_what_is_no_word_file_is_refused(content):
    with pytest.raises(docx.RefusedDocumentError):
        convert(content)


def test_georgian_armenian_and_azerbaijani_text_comes_through():
    text = "ქართული, հայերեն, Əliyev və Kızılelma"
    assert text in convert(word(paragraph(text))).html
