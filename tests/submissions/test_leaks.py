"""Nothing private of a contributor is anywhere that the public, a log or a cache can be read."""

import logging
import re
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from articles.models import Article
from submissions import outbox
from submissions.acceptance import accept
from submissions.models import OutgoingMail, Submission
from tests.factories import make_article, make_category, make_issue, make_series, make_user
from tests.submissions import packages
from tests.submissions.conftest import key_of, link_in

PRIVATE = {
    "the mail address": "gulchohra@example.org",
    "the phone as typed": "404 55 66",
    "the phone, normalised": "994124045566",
    "the name of the file": "diary-of-gulchohra",
    "the affiliation": "Institute of Quiet Rivers",
    "the mail address of a letter": "levan.reader@example.net",
    "the words of a letter": "I was at the second checkpoint",
}
# The other languages are the same templates; the desk and the static files are not walked.
LEFT_OUT = ("/admin/", "/static/", "/az/", "/hy/", "/ka/", "/ru/")
LINKS = re.compile(rb'(?:href|src|action|url)="([^"]+)"|<loc>([^<]+)</loc>|<id>([^<]+)</id>')


@pytest.fixture
def published(client, call, send):
    """A whole life: sent with a file, confirmed, accepted by the desk, published; and a letter."""
    call.series = make_series("Simulations")
    call.save()
    file = SimpleUploadedFile("diary-of-gulchohra.docx", packages.docx(image=packages.png()))
    send(files=[file], text="", phone="+994 12 404 55 66", affiliation="Institute of Quiet Rivers")
    contact = {
        "key": key_of(client.get("/contact/")),
        "subject": "other",
        "full_name": "Levan Example",
        "email": "levan.reader@example.net",
        "message": "I was at the second checkpoint.",
    }
    client.post("/contact/", contact)
    submission = Submission.objects.get()
    outbox.deliver_due()
    letter = next(letter for letter in mail.outbox if "gulchohra" in letter.to[0])
    client.post(link_in(letter, "confirm"))
    submission.refresh_from_db()
    desk = make_user("desk", is_superuser=True)
    for state in (Submission.State.TRIAGE, Submission.State.REVIEW):
        submission.step(state, by=desk)
    article = accept(submission, by=desk).article
    article.status, article.published_at = Article.Status.PUBLISHED, timezone.now()
    article.save()
    return article


def walk(client, start):
    """Return every answer to be reached by links."""
    waiting, answers = list(start), {}
    while waiting:
        address = waiting.pop()
        if address in answers:
            continue
        response = client.get(address)
        assert response.status_code < 500, address
        answers[address] = str(response.headers).encode() + response.getvalue()
        for found in LINKS.findall(answers[address]):
            link = urljoin(f"http://testserver{address}", next(filter(None, found)).decode())
            parts = urlsplit(urldefrag(link.replace("&amp;", "&"))[0])
            here = parts._replace(scheme="", netloc="").geturl()
            if parts.netloc == "testserver" and not here.startswith(LEFT_OUT):
                waiting.append(here)
        assert len(answers) < 1500, "the walk does not end"
    return answers


def private_in(answers):
    return [
        f"{what}: {address}"
        for address, content in answers.items()
        for what, value in PRIVATE.items()
        if value.encode() in content
    ]


def test_no_public_answer_log_or_cache_holds_anything_private(published, caplog):
    caplog.set_level(logging.INFO)
    make_article("Beside it", categories=[make_category()], issue=make_issue(), tags=["ports"])
    # Asked for by a part; the answer repeats the question, never what it would lead to.
    asked = ["gulchohra", "diary", "quiet+rivers", "checkpoint", "4045566", "levan"]
    searches = [f"/search/?q={words}" for words in asked]
    start = ["/", "/sitemap.xml", "/robots.txt", "/feed.atom", *searches]
    answers = walk(Client(), start)
    assert published.get_absolute_url() in answers
    assert len(answers) > 60
    assert private_in(answers) == []
    assert private_in({key: repr(value).encode() for key, value in cache._cache.items()}) == []
    assert private_in({"keys": repr(list(cache._cache)).encode()}) == []
    assert private_in({"log": caplog.text.encode()}) == []


def test_a_log_of_failing_mail_and_failing_pages_names_nobody(
    published, client, send, settings, caplog, monkeypatch
):
    caplog.set_level(logging.INFO)

    def refuse(message):
        raise OSError(f"{message.to} refused")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    send(email="", phone="404 55 66 (evenings)")
    send(title="Another")
    outbox.deliver_due()
    for address in ("/simulations/confirm/gulchohra/", "/simulations/status/nothing/"):
        assert client.get(address).status_code == 404
    assert OutgoingMail.objects.exclude(last_error="").exists()
    assert caplog.text
    assert private_in({"log": caplog.text.encode()}) == []
