import pytest
from django.contrib.auth.models import Permission
from django.core import mail
from django.core.files.base import ContentFile
from django.urls import reverse

from articles.models import Article
from desk.roles import EDITOR, SUBMISSIONS_DESK
from submissions import outbox
from submissions.models import (
    ContactMessage,
    OutgoingMail,
    PersonalDataAccess,
    ReplyTemplate,
    Submission,
    SubmissionFile,
)
from tests.factories import make_author, make_submission, make_user
from tests.submissions import packages

pytestmark = pytest.mark.django_db

PRIVATE = ["Gülçöhrə", "gulchohra@example.org", "555 01 23", "994125550123"]


@pytest.fixture
def submission():
    submission = make_submission(state=Submission.State.REVIEW)
    submission.changes.create(after="received")
    return submission


@pytest.fixture
def desk(client):
    user = make_user("nino", SUBMISSIONS_DESK)
    client.force_login(user)
    return user


@pytest.fixture
def reader_of_texts(client):
    """Somebody who may read and move submissions, but not see who sent them."""
    user = make_user("reviewer")
    names = ["view_submission", "change_submission", "view_contactmessage", "view_outgoingmail"]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(user)
    return user


def page(submission, query=""):
    return reverse("admin:submissions_submission_change", args=[submission.pk]) + query


def take(client, submission, state, **answers):
    address = reverse("admin:submissions_submission_step", args=[submission.pk])
    return client.post(address, {"state": state} | answers, follow=True)


def text_of(response):
    return response.content.decode()


def test_the_desk_reads_the_text_and_sees_who_sent_it(client, desk, submission):
    shown = text_of(client.get(page(submission)))
    assert "The first call is to a bakery." in shown
    for private in PRIVATE[:3]:
        assert private in shown


def test_without_the_permission_no_person_is_seen_anywhere(client, reader_of_texts, submission):
    outbox.post(OutgoingMail.Kind.REPLY, submission.email, "Dear Gülçöhrə", "x")
    message = ContactMessage.objects.create(
        subject="other", full_name=PRIVATE[0], email=PRIVATE[1], message=f"call {PRIVATE[2]}"
    )
    addresses = [
        page(submission),
        reverse("admin:submissions_submission_changelist"),
        reverse("admin:submissions_submission_changelist") + "?q=gulchohra",
        reverse("admin:submissions_contactmessage_changelist"),
        reverse("admin:submissions_contactmessage_change", args=[message.pk]),
        reverse("admin:submissions_outgoingmail_changelist"),
        reverse("admin:submissions_outgoingmail_change", args=[OutgoingMail.objects.get().pk]),
        reverse("admin:submissions_submission_history", args=[submission.pk]),
    ]
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        for private in PRIVATE:
            assert private not in text_of(response).replace("?q=gulchohra", ""), address


def test_a_search_for_an_address_finds_nothing_without_the_permission(
    client, reader_of_texts, submission
):
    changelist = reverse("admin:submissions_submission_changelist")
    assert "0 submissions" in text_of(client.get(f"{changelist}?q=gulchohra@example.org"))
    assert "1 submission" in text_of(client.get(f"{changelist}?q={submission.reference}"))


def test_every_look_at_a_person_is_logged(client, desk, submission):
    client.get(page(submission))
    entry = PersonalDataAccess.objects.get()
    assert (entry.by, entry.reference, entry.what) == (desk, submission.reference, "page")


def test_a_look_without_the_permission_is_no_access(client, reader_of_texts, submission):
    client.get(page(submission))
    assert not PersonalDataAccess.objects.exists()


def attach(submission):
    file = SubmissionFile(
        submission=submission, original_name="Gül CV.docx", kind="docx", size=1, sha256="a" * 64
    )
    file.file.save("x", ContentFile(packages.docx()), save=False)
    file.save()
    return reverse("admin:submissions_submission_file", args=[submission.pk, file.pk])


def test_a_file_is_handed_out_to_be_saved_and_never_shown(client, desk, submission):
    response = client.get(attach(submission))
    assert b"".join(response.streaming_content).startswith(b"PK")
    assert response["Content-Disposition"].startswith("attachment")
    assert "Gül" not in response["Content-Disposition"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Type"] == "application/octet-stream"
    assert PersonalDataAccess.objects.get().what == "file"


def test_a_file_is_closed_to_strangers_editors_and_readers_of_texts(client, submission):
    address = attach(submission)
    assert client.get(address).status_code == 302
    client.force_login(make_user("editor", EDITOR))
    assert client.get(address).status_code == 403


def test_a_file_is_closed_to_those_who_may_only_read_texts(client, reader_of_texts, submission):
    assert client.get(attach(submission)).status_code == 403


def test_only_permitted_steps_are_offered(client, desk, submission):
    shown = text_of(client.get(page(submission)))
    assert "?step=changes-asked" in shown
    assert "?step=accepted" in shown
    assert "?step=triage" not in shown
    assert "?step=resubmitted" not in shown


def test_a_step_is_a_post_and_is_written_down(client, desk, submission):
    address = reverse("admin:submissions_submission_step", args=[submission.pk])
    assert client.get(address).status_code == 405
    take(client, submission, "changes-asked", note="Too long.")
    submission.refresh_from_db()
    change = submission.changes.first()
    assert (change.after, change.by, change.note) == ("changes-asked", desk, "Too long.")


def test_a_step_that_is_not_open_any_more_is_refused_in_words(client, desk, submission):
    take(client, submission, "declined")
    response = take(client, submission, "accepted")
    assert "That step is not open any more" in text_of(response)
    assert not Article.objects.exists()


def test_a_reader_of_texts_cannot_accept(client, reader_of_texts, submission):
    take(client, submission, "accepted")
    assert not Article.objects.exists()


def test_a_template_in_the_contributors_language_fills_the_letter(client, desk, submission):
    Submission.objects.update(correspondence_language="ru")
    for language, body in (("en", "Dear {name}"), ("ru", "Здравствуйте, {name}: {title}")):
        ReplyTemplate.objects.create(
            name="Decline", language=language, state="declined", subject="{reference}", body=body
        )
    shown = text_of(client.get(page(submission, "?step=declined")))
    assert "Здравствуйте, Gülçöhrə Ağabəyimqızı Şıxəmirli: The seventh convoy" in shown
    assert "Dear Gül" not in shown


def test_a_letter_goes_with_the_step_and_carries_a_working_link(client, desk, submission):
    take(
        client,
        submission,
        "changes-asked",
        subject="Please shorten",
        body="See {status_link}",
        send="on",
    )
    outbox.deliver_due()
    letter = mail.outbox[-1]
    assert letter.to == ["gulchohra@example.org"]
    link = letter.body.split("See ")[1].strip().replace("http://testserver", "")
    client.logout()
    assert "Changes asked for" in text_of(client.get(link))
    change = submission.changes.first()
    assert change.message == "See"


def test_no_letter_leaves_unless_it_is_ticked(client, desk, submission):
    take(client, submission, "declined", subject="x", body="Dear you")
    assert not OutgoingMail.objects.exists()


def test_accepting_makes_the_draft_and_says_where_it_is(client, submission):
    client.force_login(make_user("boss", is_superuser=True))
    response = take(client, submission, "accepted")
    article = Article.objects.get()
    assert reverse("admin:articles_article_change", args=[article.pk]) in text_of(response)
    assert article.bylines.get().author.name == submission.full_name


def test_a_known_author_of_the_same_name_can_be_chosen_and_nobody_else(client, desk, submission):
    known, other = make_author(submission.full_name), make_author("Somebody Else")
    assert f'value="{known.pk}"' in text_of(client.get(page(submission, "?step=accepted")))
    take(client, submission, "accepted", author=str(other.pk))
    assert Article.objects.get().bylines.get().author not in {known, other}


def test_notes_and_assignment_stay_inside(client, desk, submission):
    pk = submission.pk
    client.post(reverse("admin:submissions_submission_note", args=[pk]), {"text": "Good\x00."})
    client.post(
        reverse("admin:submissions_submission_assign", args=[pk]), {"assigned_to": str(desk.pk)}
    )
    submission.refresh_from_db()
    assert submission.notes.get().text == "Good."
    assert submission.assigned_to == desk


def test_erasing_wants_the_reference_typed(client, desk, submission):
    address = reverse("admin:submissions_submission_erase", args=[submission.pk])
    assert "type the reference to confirm" in text_of(client.post(address, follow=True))
    submission.refresh_from_db()
    assert submission.full_name
    client.post(address, {"reference": submission.reference.lower()})
    submission.refresh_from_db()
    assert submission.full_name == ""
    assert text_of(client.get(page(submission)))


def test_the_desk_exports_one_submission(client, desk, submission):
    response = client.post(reverse("admin:submissions_submission_export", args=[submission.pk]))
    assert response.json()["phone"] == "+994 12 555 01 23"


def test_filters_know_the_states_that_are_read_from_the_article(client, desk, submission):
    changelist = reverse("admin:submissions_submission_changelist")
    for query, count in [("state=desk", 1), ("state=published", 0), ("mark=unverified", 1)]:
        assert f"{count} submission" in text_of(client.get(f"{changelist}?{query}"))


def test_the_list_costs_few_queries_however_long_it_is(
    client, desk, submission, django_assert_max_num_queries
):
    for number in range(20):
        make_submission(submission.call, title=f"Convoy {number}")
    client.get(reverse("admin:submissions_submission_changelist"))
    with django_assert_max_num_queries(16):
        client.get(reverse("admin:submissions_submission_changelist"))


def test_a_stopped_letter_can_be_tried_again(client, desk):
    letter = outbox.post(OutgoingMail.Kind.NOTICE, "desk@example.org", "x", "y")
    OutgoingMail.objects.update(stopped_at=letter.created_at, lost_attempts=2)
    client.post(
        reverse("admin:submissions_outgoingmail_changelist"),
        {"action": "try_again", "_selected_action": [letter.pk]},
    )
    assert outbox.deliver_due() == (1, 0)


def test_no_letter_is_shown_whole_to_anybody(client, desk):
    letter = outbox.post(OutgoingMail.Kind.REPLY, "a@example.org", "x", "a secret link")
    address = reverse("admin:submissions_outgoingmail_change", args=[letter.pk])
    assert "a secret link" not in text_of(client.get(address))
