import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from articles.models import Article
from authors.models import Author
from photos.models import Photo
from submissions import acceptance
from submissions.models import Submission, SubmissionFile
from tests.factories import make_author, make_call, make_series, make_submission, make_user
from tests.submissions import packages

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return make_user("editor", is_superuser=True)


@pytest.fixture
def submission():
    call = make_call(series=make_series("Simulations"))
    return make_submission(
        call,
        state=Submission.State.REVIEW,
        language="az",
        affiliation="A university",
        sources="Road department, bulletin 12\nhttps://news.example/1",
        conflict_of_interest="I own the bakery.",
    )


def attach(submission, content, kind="docx"):
    file = SubmissionFile(
        submission=submission, original_name=f"paper.{kind}", kind=kind, size=1, sha256="a" * 64
    )
    file.file.save("x", ContentFile(content), save=False)
    file.save()
    return file


def test_accepting_makes_an_author_of_name_and_title_and_nothing_else(submission, editor):
    acceptance.accept(submission, by=editor)
    author = Author.objects.get()
    assert author.name == "Gülçöhrə Ağabəyimqızı Şıxəmirli"
    assert author.title == "Hydrologist"
    assert [author.affiliation, author.bio, author.links.count()] == ["", "", 0]


def test_accepting_makes_a_draft_simulation_in_the_series_of_the_call(submission, editor):
    article = acceptance.accept(submission, by=editor).article
    assert article.status == Article.Status.DRAFT
    assert article.genre == Article.Genre.SIMULATION
    assert article.series.name == "Simulations"
    assert article.language == "az"
    assert article.title == "The seventh convoy"
    assert article.disclosure == "I own the bakery."
    assert [byline.title for byline in article.bylines.all()] == ["Hydrologist"]


def test_typed_text_becomes_paragraphs_and_markup_in_it_stays_text(submission, editor):
    submission.text = "Day one.\n\n<b>Day</b> two & after."
    submission.save()
    body = acceptance.accept(submission, by=editor).article.body
    assert "<p>Day one.</p>" in body
    assert "&lt;b&gt;Day&lt;/b&gt; two &amp; after." in body
    assert "bulletin 12</li>" in body.replace("</p>", "")


def test_nothing_personal_reaches_the_article_or_the_author(submission, editor):
    article = acceptance.accept(submission, by=editor).article
    told = [str(vars(article)), str(vars(Author.objects.get())), str(vars(article.bylines.get()))]
    for private in ["gulchohra@example.org", "555 01 23", "+994125550123", "A university"]:
        assert private not in "".join(told)


def test_a_word_file_becomes_the_text_with_its_notes_and_pictures(submission, editor):
    body = (
        packages.paragraph("Day one", "Heading1")
        + packages.paragraph("Four trains", more=packages.footnote_mark(2))
        + packages.picture("A closed barrier.")
    )
    attach(submission, packages.docx(body, footnotes={2: "Bulletin 12."}, image=packages.png()))
    article = acceptance.accept(submission, by=editor).article
    photo = Photo.objects.get()
    assert "<h2>Day one</h2>" in article.body
    assert "data-note=" in article.body
    assert "Bulletin 12." in article.body
    assert f'data-photo="{photo.pk}"' in article.body
    assert photo.credit_line == "Courtesy of Gülçöhrə Ağabəyimqızı Şıxəmirli"
    assert photo.rights == Photo.Rights.UNCHECKED
    assert photo.alt_text == "A closed barrier."
    assert not photo.is_public()


def test_what_could_not_be_taken_over_is_named_and_noted(submission, editor):
    attach(submission, packages.docx(packages.picture(), image=b"broken"))
    attach(submission, packages.pdf(), "pdf")
    accepted = acceptance.accept(submission, by=editor)
    assert accepted.omitted == ["a picture (image/png)", "paper.pdf (PDF, not converted)"]
    assert "Not taken over from the file" in submission.changes.first().note


def test_a_file_that_cannot_be_converted_leaves_everything_as_it_was(submission, editor):
    attach(submission, packages.docx(more_files={"word/vbaProject.bin": b"x"}))
    with pytest.raises(ValidationError, match="contains macros"):
        acceptance.accept(submission, by=editor)
    submission.refresh_from_db()
    assert submission.state == "review"
    assert not Author.objects.exists()
    assert not Article.objects.exists()


def test_the_typed_text_may_be_chosen_instead_of_the_file(submission, editor):
    attach(submission, packages.docx(packages.paragraph("From the file.")))
    body = acceptance.accept(submission, by=editor, use_file=False).article.body
    assert "From the file." not in body
    assert "Day one." in body


def test_a_known_author_signs_again_without_a_second_row(submission, editor):
    known = make_author(submission.full_name, title="Student")
    article = acceptance.accept(submission, by=editor, author=known).article
    assert list(Author.objects.all()) == [known]
    assert article.bylines.get().title == "Hydrologist"


def test_nobody_is_accepted_twice(submission, editor):
    acceptance.accept(submission, by=editor)
    with pytest.raises(ValidationError, match="cannot become"):
        acceptance.accept(submission, by=editor)
    assert Article.objects.count() == 1


def test_an_unread_submission_cannot_be_accepted(editor):
    with pytest.raises(ValidationError, match="cannot become"):
        acceptance.accept(make_submission(), by=editor)
    assert not Author.objects.exists()


def test_an_image_bomb_is_named_and_not_opened(submission, editor, monkeypatch):
    monkeypatch.setattr("photos.uploads.MAX_PIXELS", 100)
    attach(submission, packages.docx(packages.picture(), image=packages.png()))
    assert "a picture (image/png)" in acceptance.accept(submission, by=editor).omitted


def test_the_converted_file_is_the_newest_word_file(submission):
    attach(submission, packages.docx())
    newest = attach(submission, packages.docx())
    attach(submission, packages.pdf(), "pdf")
    assert acceptance.word_file(submission) == newest
    assert io.BytesIO(newest.file.read()).getvalue().startswith(b"PK")
