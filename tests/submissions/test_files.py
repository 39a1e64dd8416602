import io
import os
import zipfile
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from submissions.files import hold, kind_of
from tests.submissions import packages


def judge(content, name="paper.docx"):
    return kind_of(SimpleUploadedFile(name, content))


def test_a_file_is_known_by_its_content_whatever_its_name():
    assert judge(packages.docx(), "photo.jpg") == "docx"
    assert judge(packages.odt(), "paper.docx") == "odt"
    assert judge(packages.pdf(), "paper.docx") == "pdf"


def zip_bomb():
    return packages.docx(more_files={"word/huge.bin": b"\0" * (120 * 1024 * 1024)})


def prefixed(start):
    """A file that is a document for one program and something else for another."""
    return start + packages.docx()


def locked():
    content = bytearray(packages.docx())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(signature)
        while place >= 0:
            content[place + offset] |= 1
            place = content.find(signature, place + 4)
    return bytes(content)


def workbook():
    return packages.docx(
        main="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    )


MACRO_TYPE = "application/vnd.ms-word.document.macroEnabled.main+xml"
ENTITIES = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "The file is empty."),
        (b"plain text, called a document", "its content is none of these"),
        (b"MZ\x90\x00 a program", "its content is none of these"),
        (b"<html><script>alert(1)</script>", "its content is none of these"),
        (packages.png(), "its content is none of these"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "an old or locked Word file"),
        (workbook(), "its content is none of these"),
        (packages.package({"a.txt": "x"}), "its content is none of these"),
        (packages.docx()[:300], "The file is damaged"),
        (packages.docx(more_files={"word/vbaProject.bin": b"x"}), "contains macros"),
        (packages.docx(main=MACRO_TYPE), "contains macros"),
        (packages.odt(more_files={"Basic/Standard/Module1.xml": "<x/>"}), "contains macros"),
        (packages.docx(more_files={"word/bad.xml": ENTITIES}), "defines entities"),
        (
            packages.docx(more_files={"word/bad.xml": ENTITIES.encode("utf-16")}),
            "defines entities",
        ),
        (packages.docx("<w:p>" * 500 + "</w:p>" * 500), "too deep inside each other"),
        (packages.docx("<w:p>unclosed"), "The file is damaged"),
        (prefixed(b"%PDF-1.4\n"), "two kinds of file at once"),
        (prefixed(b"PK\x03\x04 something before "), "two kinds of file at once"),
        (locked(), "locked with a password"),
    ],
)
def test_what_is_not_taken_is_refused_in_words(content, message):
    with pytest.raises(ValidationError, match=message):
        judge(content)


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    content = zip_bomb()
    assert len(content) < 1024 * 1024
    with pytest.raises(ValidationError, match="unpacks to far more"):
        judge(content)


def test_a_package_of_very_many_parts_is_refused():
    parts = {f"word/{number}.bin": b"" for number in range(2100)}
    with pytest.raises(ValidationError, match="unpacks to far more"):
        judge(packages.docx(more_files=parts))


def test_a_bomb_that_lies_about_its_size_is_not_read_beyond_what_it_says():
    content = packages.docx(more_files={"word/lie.xml": b"<x>" + b" " * 10_000_000 + b"</x>"})
    name_at = content.rfind(b"word/lie.xml")
    lying = bytearray(content)
    lying[name_at - 46 + 24 : name_at - 46 + 28] = (10).to_bytes(4, "little")
    with zipfile.ZipFile(io.BytesIO(bytes(lying))) as archive:
        assert archive.getinfo("word/lie.xml").file_size == 10
    with pytest.raises(ValidationError, match="damaged"):
        judge(bytes(lying))


def test_a_stored_file_and_its_folders_are_on_the_disk_before_it_is_acknowledged(monkeypatch):
    synced = []
    monkeypatch.setattr(os, "fsync", lambda descriptor: synced.append(os.fstat(descriptor).st_ino))
    file = hold(SimpleUploadedFile("a.pdf", packages.pdf()))
    path = Path(file.file.path)
    assert synced == [where.stat().st_ino for where in (path, path.parent, path.parent.parent)]
