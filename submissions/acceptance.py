"""An accepted submission becomes an author and a draft article. Name and title go along, nothing
else that is personal."""

import io
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.html import escape, linebreaks
from django.utils.translation import gettext, override

from articles import docx
from articles.models import Article, Byline
from authors.models import Author
from photos.models import Photo
from photos.uploads import check_upload
from submissions.models import Submission, SubmissionFile


@dataclass
class Acceptance:
    article: Article
    omitted: list[str] = field(default_factory=list)


def word_file(submission) -> SubmissionFile | None:
    """Return the newest Word file, the one whose text can be converted."""
    return submission.files.filter(kind=SubmissionFile.Kind.DOCX).order_by("-pk").first()


def accept(submission, *, by, author=None, use_file=True, note="") -> Acceptance:
    """Accept and make the draft, both or neither.

    `author` is a known author with the same name, if an editor says that it is the same person.
    """
    with transaction.atomic():
        submission = Submission.objects.select_for_update().get(pk=submission.pk)
        if submission.anonymised_at:
            raise ValidationError("The personal data of this submission is erased.")
        if submission.article_id:
            # It was accepted before, taken back into review, and is accepted again.
            submission.step(Submission.State.ACCEPTED, by=by, note=note)
            return Acceptance(submission.article)
        author = author or Author.objects.create(
            name=submission.full_name, title=submission.position, kind=Author.Kind.PERSON
        )
        body, omitted = _body(submission, author, use_file)
        article = Article.objects.create(
            title=submission.title,
            genre=Article.Genre.SIMULATION,
            status=Article.Status.DRAFT,
            series=submission.call.series,
            language=submission.language,
            standfirst=submission.summary,
            body=body + _sources(submission),
            disclosure=submission.conflict_of_interest,
        )
        Byline.objects.create(article=article, author=author, title=submission.position)
        if omitted:
            note = f"{note}\n\nNot taken over from the file: {', '.join(omitted)}.".strip()
        submission.step(Submission.State.ACCEPTED, by=by, note=note)
        submission.article = article
        submission.save(update_fields=["article"])
    return Acceptance(article, omitted)


def _body(submission, author, use_file) -> tuple[str, list[str]]:
    file = word_file(submission) if use_file or not submission.text else None
    left = [
        f"{other.original_name} ({other.get_kind_display()}, not converted)"
        for other in submission.files.exclude(kind=SubmissionFile.Kind.DOCX)
    ]
    if file is None:
        return linebreaks(submission.text, autoescape=True), left
    with file.file.open("rb") as content:
        try:
            converted = docx.convert(
                io.BytesIO(content.read()),
                lambda picture, _type, alt: _save_photo(submission, author, picture, alt),
            )
        except docx.RefusedDocumentError as error:
            raise ValidationError(
                "The Word file cannot be converted: %(reason)s", params={"reason": str(error)}
            ) from error
    return converted.html, converted.omitted + left


def _sources(submission) -> str:
    lines = [line.strip() for line in submission.sources.splitlines() if line.strip()]
    if not lines:
        return ""
    with override(submission.language):
        heading = gettext("Sources")
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<h2>{escape(heading)}</h2><ul>{items}</ul>"


def _save_photo(submission, author, content, alt) -> int | None:
    """Put a picture of the text into the library, its rights unchecked: no reader sees it yet."""
    file = ContentFile(content, name="simulation")
    try:
        check_upload(file)
    except ValidationError:
        return None
    photo = Photo.objects.create(
        image=file,
        title=f"From “{submission.title}”"[:200],
        alt_text=alt[:300],
        agency=f"Courtesy of {author.name}"[:200],
        rights=Photo.Rights.UNCHECKED,
        rights_note=f"Sent with submission {submission.reference}. Ask where it is from.",
    )
    return photo.pk
