"""Contributors' files: known by their content, kept under random names, swept when nobody's."""

import datetime as dt
import hashlib
import zipfile

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.docx import RefusedDocumentError, check_package, is_word
from submissions.models import SubmissionFile

# A file of a form with errors waits so long for the corrected form.
HELD_FOR = dt.timedelta(days=2)
ODT = b"application/vnd.oasis.opendocument.text"


def max_bytes() -> int:
    return settings.SUBMISSION_FILE_MEGABYTES * 1024 * 1024


class BoundedUploadHandler(TemporaryFileUploadHandler):
    """Stop writing a file that is too large, but read on, so that the text beside it is kept."""

    def receive_data_chunk(self, raw_data, start):
        if start + len(raw_data) <= max_bytes():
            self.file.write(raw_data)


def kind_of(file) -> SubmissionFile.Kind:
    """Say what a file is by its content; refuse, in words, what we do not take."""
    if file.size == 0:
        raise ValidationError(_("The file is empty."))
    if file.size > max_bytes():
        raise ValidationError(
            _("The file is larger than %(limit)s MB."),
            params={"limit": settings.SUBMISSION_FILE_MEGABYTES},
        )
    file.seek(0)
    start = file.read(8)
    file.seek(0)
    if start.startswith(b"%PDF-"):
        if zipfile.is_zipfile(file):
            raise ValidationError(_("The file is two kinds of file at once."))
        file.seek(0)
        return SubmissionFile.Kind.PDF
    if start.startswith(b"PK\x03\x04"):
        try:
            check_package(file)
        except RefusedDocumentError as error:
            raise ValidationError(str(error)) from error
        if is_word(file):
            return SubmissionFile.Kind.DOCX
        if _is_odt(file):
            return SubmissionFile.Kind.ODT
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise ValidationError(_("This is an old or locked Word file. Save it as DOCX, unlocked."))
    raise ValidationError(_("The file must be a DOCX, ODT or PDF; its content is none of these."))


def _is_odt(file) -> bool:
    try:
        with zipfile.ZipFile(file) as package:
            return package.read("mimetype") == ODT
    except KeyError:
        return False
    finally:
        file.seek(0)


def hold(upload) -> SubmissionFile:
    """Check and keep an uploaded file; it belongs to no submission until its form is taken."""
    kind = kind_of(upload)
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    name = "".join(letter for letter in upload.name if letter.isprintable())[-200:]
    return SubmissionFile.objects.create(
        file=upload, original_name=name, kind=kind, size=upload.size, sha256=digest.hexdigest()
    )


def held_key(file: SubmissionFile) -> str:
    """Return what a form carries to show that this held file is its own."""
    return signing.dumps(file.pk, salt="submissions.held")


def find_held(keys) -> list[SubmissionFile]:
    """Return the held files of these keys that are still there; forged and old keys are ignored."""
    found = []
    for key in keys:
        try:
            pk = signing.loads(key, salt="submissions.held", max_age=HELD_FOR)
        except signing.BadSignature:
            continue
        found += SubmissionFile.objects.held().filter(pk=pk)
    return found


def delete(files) -> int:
    """Delete rows, then their files: a row without its file is worse than the reverse."""
    names = [file.file.name for file in files]
    SubmissionFile.objects.filter(pk__in=[file.pk for file in files]).delete()
    storage = storages["submissions"]

    def delete_files():
        for name in names:
            storage.delete(name)

    transaction.on_commit(delete_files)
    return len(names)


def sweep_held(at=None) -> int:
    """Delete files whose form was never corrected."""
    before = (at or timezone.now()) - HELD_FOR
    return delete(list(SubmissionFile.objects.held().filter(created_at__lt=before)))
