import datetime as dt
import json

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from submissions import outbox
from submissions.models import (
    ContactMessage,
    ContactRoute,
    OutgoingMail,
    Submission,
    SubmissionFile,
)
from submissions.strangers import CONTROLS
from tests.factories import make_article, make_call, make_series, make_submission
from tests.submissions import packages
from tests.submissions.conftest import key_of, link_in
from tests.submissions.naughty import NAUGHTY

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    return response.content.decode()


def upload(content, name="paper.docx"):
    return SimpleUploadedFile(name, content)


def deliver():
    outbox.deliver_due()
    return {
        OutgoingMail.Kind(letter.extra_headers["Message-ID"][1:].rpartition("-")[0]): letter
        for letter in mail.outbox
    }


# Calls


def test_the_list_of_calls_says_which_are_open_which_come_and_which_are_over(client, db):
    now = timezone.now()
    day = dt.timedelta(days=1)
    make_call("An open pass")
    make_call("A coming winter", opens_at=now + day, closes_at=now + 2 * day)
    make_call("A past flood", opens_at=now - 2 * day, closes_at=now - day)
    make_call("A hidden plan", is_public=False)
    page = text_of(client.get("/simulations/"))
    assert page.index("An open pass") < page.index("A coming winter") < page.index("A past flood")
    assert "Open until" in page
    assert "A hidden plan" not in page


def test_the_list_without_an_open_call_says_so(client, db):
    assert "No call is open at the moment." in text_of(client.get("/simulations/"))


def test_a_call_shows_its_scenario_terms_and_length(client, db):
    call = make_call(min_words=800, max_words=2000)
    page = text_of(client.get(call.get_absolute_url()))
    assert "The pass closes at four in the morning.</p>" in page
    assert "800 to 2000 words" in page or "800 to 2,000 words" in page
    assert "Send your simulation" in page


def test_a_hidden_call_has_no_page_and_no_form(client, db):
    make_call("A hidden plan", is_public=False)
    assert client.get("/simulations/a-hidden-plan/").status_code == 404
    assert client.get("/simulations/a-hidden-plan/submit/").status_code == 404


def test_published_simulations_stand_under_their_call_and_drafts_do_not(client, call):
    public = make_article("The seventh convoy", genre="simulation")
    draft = make_article("An unread draft", status="draft")
    make_submission(call, state="accepted", article=public)
    make_submission(call, state="accepted", article=draft, title="Another")
    page = text_of(client.get(call.get_absolute_url()))
    assert "The seventh convoy" in page
    assert "An unread draft" not in page


# The form


def test_the_form_has_the_autocomplete_tokens_of_the_four_answers_the_center_demands(client, call):
    page = text_of(client.get(f"/simulations/{call.slug}/submit/"))
    for token in ["name", "email", "tel", "organization-title"]:
        assert f'autocomplete="{token}"' in page


def test_the_form_sets_no_cookie(client, call):
    assert not client.get(f"/simulations/{call.slug}/submit/").cookies


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("full_name", "Enter your full name"),
        ("email", "Enter your e-mail address"),
        ("phone", "Enter your phone number"),
        ("position", "Enter your title or position"),
        ("title", "Enter the title of your simulation"),
        ("summary", "Enter a summary"),
        ("text", "Enter your text, or choose a file with it"),
    ],
)
def test_a_missing_answer_is_named_and_linked_and_the_others_are_kept(send, field, message):
    page = text_of(send(**{field: ""}))
    assert f'<a href="#id_{field}">{message}</a>' in page
    assert page.count("Hydrologist") == (0 if field == "position" else 1)
    assert not Submission.objects.exists()


@pytest.mark.parametrize("consent", ["publication", "licence", "privacy"])
def test_nothing_is_taken_without_each_consent(client, call, answers, consent):
    key = key_of(client.get(f"/simulations/{call.slug}/submit/"))
    del answers[consent]
    page = text_of(client.post(f"/simulations/{call.slug}/submit/", answers | {"key": key}))
    assert f'href="#id_{consent}"' in page
    assert not Submission.objects.exists()


def test_a_submission_is_stored_with_its_consents_and_its_letters(send):
    send()
    submission = Submission.objects.get()
    assert submission.full_name == "Gülçöhrə Ağabəyimqızı Şıxəmirli"
    assert submission.phone == "+994 12 555 01 23"
    assert submission.phone_e164 == "+994125550123"
    assert submission.state == "received"
    consents = {consent.kind: consent.text for consent in submission.consents.all()}
    assert set(consents) == {"publication", "licence", "privacy"}
    assert "The Center may publish the text" in consents["licence"]
    assert {letter.kind for letter in submission.mails.all()} == {"confirmation", "notice"}


def test_the_receipt_names_the_reference_and_nothing_private(send):
    response = send(follow=True)
    page = text_of(response)
    reference = Submission.objects.get().reference
    assert response.redirect_chain[0][1] == 302
    assert f"<strong>{reference}</strong>" in page
    assert "g…@example.org" in page
    for private in ["gulchohra@", "555 01 23", "Gülçöhrə"]:
        assert private not in page
    assert "no-store" in response["Cache-Control"]


def test_a_receipt_cannot_be_guessed_from_a_reference(client, send):
    send()
    reference = Submission.objects.get().reference
    assert client.get(f"/simulations/received/{reference}.guess/").status_code == 404


@pytest.mark.parametrize(
    "phone", ["+994 00", "call my office", "012 555", "＋９９４", "(0)12/555;ext=1" * 3]
)
def test_an_odd_phone_is_kept_as_typed_and_warned_about(send, phone):
    page = text_of(send(phone=phone, follow=True))
    assert Submission.objects.get().phone == phone
    assert Submission.objects.get().phone_e164 == ""
    assert "cannot be dialled from abroad" in page


def test_a_text_outside_the_word_limits_is_counted(send, call):
    call.min_words, call.max_words = 20, 30
    call.save()
    page = text_of(send(text="too short"))
    assert "Your text has 2 words; this call asks for at least 20" in page
    page = text_of(send(text="word " * 31))
    assert "Your text has 31 words; this call takes at most 30" in page


def test_the_same_form_sent_twice_is_one_submission_with_one_receipt(client, send, call):
    key = key_of(client.get(f"/simulations/{call.slug}/submit/"))
    first, second = send(key=key), send(key=key)
    assert first["Location"] == second["Location"]
    assert Submission.objects.count() == 1
    assert OutgoingMail.objects.count() == 2


def test_a_form_sent_again_with_another_text_is_another_submission(client, send, call):
    key = key_of(client.get(f"/simulations/{call.slug}/submit/"))
    send(key=key)
    send(key=key, text="After the back button I wrote something else.")
    assert Submission.objects.count() == 2


def test_two_tabs_are_two_submissions_and_the_desk_is_told_that_they_resemble(send):
    send()
    send()
    one, two = Submission.objects.all()
    assert list(Submission.objects.resembling(one)) == [two]


def test_a_call_that_closed_meanwhile_gives_the_text_back(client, send, call):
    key = key_of(client.get(f"/simulations/{call.slug}/submit/"))
    call.closes_at = timezone.now()
    call.save()
    response = send(key=key)
    assert response.status_code == 409
    assert "This call closed while you were writing" in text_of(response)
    assert "The first call is to a bakery." in text_of(response)
    assert not Submission.objects.exists()


def test_the_form_of_a_closed_call_leads_to_the_call(client, call):
    call.closes_at = timezone.now()
    call.save()
    response = client.get(f"/simulations/{call.slug}/submit/")
    assert response["Location"] == call.get_absolute_url()


# Files


def test_a_file_may_stand_for_the_text(send):
    send(text="", files=[upload(packages.docx()), upload(packages.pdf(), "map.pdf")])
    kinds = [file.kind for file in Submission.objects.get().files.all()]
    assert kinds == ["docx", "pdf"]


def test_a_file_is_kept_under_a_random_name_outside_the_media_folder(send, settings):
    send(files=[upload(packages.docx(), "Gülçöhrə CV.docx")])
    file = SubmissionFile.objects.get()
    assert "Gül" not in file.file.name
    assert file.original_name == "Gülçöhrə CV.docx"
    assert str(settings.SUBMISSIONS_ROOT) in file.file.path
    assert str(settings.MEDIA_ROOT) not in file.file.path


def test_a_chosen_file_survives_a_form_with_errors(client, send):
    page = text_of(send(text="", email="", files=[upload(packages.docx())]))
    assert "Files we have already" in page
    assert "paper.docx" in page
    held = page.split('name="held" value="')[1].split('"')[0]
    send(text="", held=[held])
    assert [file.original_name for file in Submission.objects.get().files.all()] == ["paper.docx"]


def test_an_unticked_file_is_left_out(send):
    send(email="", files=[upload(packages.docx())])
    send()
    assert not Submission.objects.get().files.exists()


def test_nobody_can_claim_a_held_file_without_its_key(send):
    send(email="", files=[upload(packages.docx())])
    pk = SubmissionFile.objects.get().pk
    send(held=[str(pk), f"{pk}:forged:key"])
    assert not Submission.objects.get().files.exists()


def test_a_file_of_eleven_megabytes_is_named_and_the_answers_are_kept(send):
    page = text_of(send(files=[upload(b"%PDF-" + b"x" * 11 * 1024 * 1024, "atlas.pdf")]))
    assert "atlas.pdf: The file is larger than 10 MB." in page
    assert "The first call is to a bakery." in page
    assert not SubmissionFile.objects.exists()


def test_a_body_beyond_all_measure_is_refused_by_its_length_alone(client, call):
    response = client.post(
        f"/simulations/{call.slug}/submit/", {"full_name": "x"}, CONTENT_LENGTH=str(10**9)
    )
    assert response.status_code == 413
    assert "That was too large to take" in text_of(response)


def test_more_files_than_allowed_are_refused_in_words(send, settings):
    settings.SUBMISSION_FILES = 1
    page = text_of(send(files=[upload(packages.pdf()), upload(packages.pdf(), "two.pdf")]))
    assert "Choose at most 1 files" in page


# Machines


def test_a_filled_trap_is_shown_explained_and_costs_no_word(send):
    page = text_of(send(website="https://example.com"))
    assert "A hidden field was filled in" in page
    assert 'class="trap"' not in page
    assert "The first call is to a bakery." in page
    assert not Submission.objects.exists()


def test_a_form_sent_faster_than_people_type_may_be_sent_again(client, send, call, settings):
    settings.FORM_MIN_SECONDS = 4
    key = key_of(client.get(f"/simulations/{call.slug}/submit/"))
    page = text_of(send(key=key))
    assert "That was faster than people type." in page
    assert "The first call is to a bakery." in page
    settings.FORM_MIN_SECONDS = 0
    send(key=key)
    assert Submission.objects.count() == 1


def test_a_forged_or_lost_key_costs_one_more_press_and_no_word(send):
    response = send(key="forged")
    assert "send them once more" in text_of(response)
    send(key=key_of(response))
    assert Submission.objects.count() == 1


def test_too_many_from_one_network_address_are_told_when_to_try_again(send, settings):
    settings.FORM_SENT_PER_HOUR = 1
    send()
    response = send(email="another@example.org")
    assert response.status_code == 429
    assert "try again in an hour, or send them by mail" in text_of(response)
    assert "The first call is to a bakery." in text_of(response)


def test_too_many_from_one_mail_address_are_limited_too(send, settings):
    settings.FORM_SENT_PER_DAY = 1
    send()
    assert send(email="GULCHOHRA@example.org").status_code == 429


def test_a_text_full_of_links_is_marked_and_not_thrown_away(send):
    send(text="buy https://a.example " * 30, title="https://spam.example")
    assert Submission.objects.get().spam_score >= 10


def test_a_researched_text_with_many_sources_is_no_spam(send):
    text = ("word " * 60 + "(Outlet, https://news.example/1) ") * 20
    send(text=text)
    assert Submission.objects.get().spam_score == 0


# Confirming


def confirmation(client, send):
    send()
    return link_in(deliver()["confirmation"], "confirm")


def test_opening_the_link_of_the_letter_confirms_nothing(client, send):
    page = text_of(client.get(confirmation(client, send)))
    assert "Yes, this is my address" in page
    assert Submission.objects.get().verified_at is None


def test_pressing_the_button_confirms_and_leads_to_the_own_page(client, send):
    response = client.post(confirmation(client, send), follow=True)
    submission = Submission.objects.get()
    assert submission.verified_at
    assert submission.state == "verified"
    assert "Received, e-mail address confirmed" in text_of(response)


def test_a_second_press_says_that_all_is_done(client, send):
    link = confirmation(client, send)
    client.post(link)
    assert "Nothing more is needed." in text_of(client.post(link))


def test_a_submission_the_desk_already_reads_keeps_its_state_when_confirmed(client, send):
    link = confirmation(client, send)
    Submission.objects.get().step(Submission.State.TRIAGE)
    client.post(link)
    submission = Submission.objects.get()
    assert submission.verified_at
    assert submission.state == "triage"


def test_an_expired_link_offers_a_new_one(client, send):
    link = confirmation(client, send)
    Submission.objects.update(confirmation_sent_at=timezone.now() - dt.timedelta(days=31))
    assert "This link has expired" in text_of(client.get(link))
    assert "A new link is on its way" in text_of(client.post(link))
    assert Submission.objects.get().mails.filter(kind="confirmation").count() == 2
    assert "Yes, this is my address" in text_of(client.get(link))


def test_the_days_of_a_link_are_counted_from_its_sending(client, send):
    """While the mail server is down for weeks, nothing expires."""
    send()
    long_ago = timezone.now() - dt.timedelta(days=90)
    Submission.objects.update(created_at=long_ago)
    assert not Submission.objects.get().confirmation_has_expired()


@pytest.mark.parametrize("link", ["confirm/CC-AAAA-AA.forged", "status/forged", "confirm/x"])
def test_a_broken_link_gets_a_kind_answer(client, db, link):
    response = client.get(f"/simulations/{link}/")
    assert response.status_code == 404
    assert "taken whole from our letter" in text_of(response)


# The contributor's own page


@pytest.fixture
def own_page(client, send):
    send()
    return link_in(deliver()["confirmation"], "status")


def test_the_own_page_shows_the_state_and_keeps_its_secret(client, own_page):
    response = client.get(own_page)
    assert "<strong>Received</strong>" in text_of(response)
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Robots-Tag"] == "noindex"


def test_the_database_holds_no_token_that_opens_the_page(own_page):
    from submissions.models import StatusLink

    token = own_page.rstrip("/").rpartition("/")[2]
    assert not StatusLink.objects.filter(token_hash=token).exists()
    assert not OutgoingMail.objects.filter(body__contains=token).exists()


def test_a_new_version_keeps_the_earlier_text(client, own_page):
    key = key_of(client.get(own_page))
    client.post(own_page, {"key": key, "text": "Day two.", "note": "Shorter.", "website": ""})
    submission = Submission.objects.get()
    assert submission.text == "Day two."
    assert submission.earlier_texts.get().text.startswith("Day one.")


def test_a_new_version_after_changes_were_asked_goes_back_to_the_desk(client, own_page):
    submission = Submission.objects.get()
    submission.step(Submission.State.TRIAGE)
    submission.step(Submission.State.CHANGES_ASKED)
    key = key_of(client.get(own_page))
    client.post(own_page, {"key": key, "files": [upload(packages.docx())], "website": ""})
    submission.refresh_from_db()
    assert submission.state == "resubmitted"
    assert submission.files.count() == 1


def test_an_empty_new_version_is_refused_in_words(client, own_page):
    response = client.post(own_page, {"key": key_of(client.get(own_page)), "website": ""})
    assert "Enter the new text, or choose a file with it" in text_of(response)


def test_a_decided_submission_takes_no_new_version(client, own_page):
    Submission.objects.update(state="declined")
    assert "Send a new version" not in text_of(client.get(own_page))
    client.post(own_page, {"text": "Too late.", "website": ""})
    assert Submission.objects.get().text.startswith("Day one.")


def test_withdrawing_asks_first(client, own_page):
    assert "This cannot be undone." in text_of(client.get(f"{own_page}withdraw/"))
    assert Submission.objects.get().state == "received"
    page = text_of(client.post(f"{own_page}withdraw/", follow=True))
    assert "<strong>Withdrawn</strong>" in page
    assert Submission.objects.get().mails.filter(subject__contains="withdrawn").exists()


def test_a_published_simulation_is_not_withdrawn_by_a_button(client, own_page):
    Submission.objects.update(state="accepted", article=make_article("The seventh convoy"))
    assert "Withdraw my simulation" not in text_of(client.get(own_page))
    client.post(f"{own_page}withdraw/")
    assert Submission.objects.get().state == "accepted"


def test_the_contributor_takes_all_their_data_along(client, own_page):
    response = client.post(f"{own_page}data/")
    data = json.loads(response.content)
    assert data["phone"] == "+994 12 555 01 23"
    assert "attachment" in response["Content-Disposition"]
    assert client.get(f"{own_page}data/").status_code == 405


def test_erasure_can_be_asked_for(client, own_page):
    client.post(f"{own_page}erase/")
    assert Submission.objects.get().erasure_asked_at
    assert "Asked for on" in text_of(client.get(own_page))


# Contact


def write(client, address="/contact/", **changed):
    letter = {
        "key": key_of(client.get(address)),
        "subject": "other",
        "full_name": "Levan Example",
        "email": "levan@example.org",
        "message": "Thank you.",
        "website": "",
    }
    return client.post("/contact/", letter | changed, follow=True)


def test_a_message_is_stored_receipted_and_told_to_the_desk(client, db):
    response = write(client)
    message = ContactMessage.objects.get()
    assert message.reference in text_of(response)
    assert {letter.kind for letter in message.mails.all()} == {"notice", "receipt"}
    assert deliver()["notice"].reply_to == ["levan@example.org"]


def test_a_letter_is_about_nothing_until_its_writer_chooses(client, db):
    assert 'value="" selected' in text_of(client.get("/contact/"))
    response = write(client, subject="")
    assert "Choose what it is about" in text_of(response)
    assert "Thank you." in text_of(response)
    assert not ContactMessage.objects.exists()


def test_a_subject_goes_to_the_address_of_its_route(client, db):
    ContactRoute.objects.create(subject="media", email="press@example.org")
    write(client, subject="media")
    assert deliver()["notice"].to == ["press@example.org"]


def test_a_correction_request_knows_its_article(client, db):
    article = make_article("Hedging, from a balcony")
    page = text_of(client.get(f"/contact/?article={article.slug}"))
    assert "Hedging, from a balcony" in page
    assert '<option value="correction" selected>' in page
    write(client, f"/contact/?article={article.slug}", subject="correction", article=article.slug)
    assert ContactMessage.objects.get().article == article


@pytest.mark.parametrize("slug", ["unknown", "%00", "a'b", "x" * 3000])
def test_an_unknown_article_is_no_error(client, db, slug):
    assert client.get(f"/contact/?article={slug}").status_code == 200


def test_a_draft_is_not_betrayed_by_the_contact_form(client, db):
    make_article("A secret draft", slug="a-secret-draft", status="draft")
    assert "A secret draft" not in text_of(client.get("/contact/?article=a-secret-draft"))
    assert "A secret draft" not in text_of(write(client, article="a-secret-draft", message=""))


# Hostile input


@pytest.mark.parametrize("family", NAUGHTY)
def test_naughty_texts_are_stored_whole_or_named_and_never_run(
    client, admin_client, call, answers, settings, family
):
    settings.FORM_SENT_PER_HOUR = settings.FORM_SENT_PER_DAY = 1000
    address = f"/simulations/{call.slug}/submit/"
    names = ["full_name", "position", "title", "summary", "text", "sources", "affiliation"]
    for number, text in enumerate(NAUGHTY[family]):
        key = key_of(client.get(address))
        # Written between letters, so that what vanishes on the way leaves an answer.
        posted = answers | {"key": key} | dict.fromkeys(names, f"A{text}Z")
        if number % 2:
            response = client.post(address, *_multipart(posted), follow=True)
        else:
            encoded = "&".join(f"{name}={_quoted(value)}" for name, value in posted.items())
            form = "application/x-www-form-urlencoded"
            response = client.post(address, encoded, content_type=form, follow=True)
        assert response.status_code == 200, text
        submission = Submission.objects.get(changes__isnull=False)
        sent = text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
        kept = CONTROLS.sub("", sent).replace("\r\n", "\n")
        assert submission.text == f"A{kept}Z"
        outbox.deliver_due()
        desk = admin_client.get(f"/admin/submissions/submission/{submission.pk}/change/")
        status = client.get(link_in(mail.outbox[0], "status"))
        for page in (response, desk, status):
            assert page.status_code == 200
            assert "<script>alert" not in text_of(page)
            assert "<img src=x" not in text_of(page)
            assert "<svg/onload" not in text_of(page)
        receivers = {letter.to[0] for letter in mail.outbox}
        assert receivers == {"gulchohra@example.org", "desk@example.org"}
        assert all("\n" not in letter.subject for letter in mail.outbox)
        assert not any(letter.cc or letter.bcc for letter in mail.outbox)
        mail.outbox.clear()
        Submission.objects.all().delete()


def _multipart(answers):
    parts = [
        f'--line\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in answers.items()
    ]
    body = "".join([*parts, "--line--\r\n"]).encode("utf-8", "surrogatepass")
    return body, "multipart/form-data; boundary=line"


def _quoted(value):
    from urllib.parse import quote

    return quote(value.encode("utf-8", "surrogatepass"))


# Elsewhere


def test_no_public_page_shows_anything_of_a_contributor(client, call):
    article = make_article("The seventh convoy", series=make_series())
    make_submission(call, state="accepted", article=article)
    for address in ["/", "/simulations/", call.get_absolute_url(), article.get_absolute_url()]:
        page = text_of(client.get(address))
        for private in ["gulchohra@example.org", "555 01 23", "+994125550123"]:
            assert private not in page


def test_the_call_page_costs_few_queries_however_many_simulations_it_lists(
    client, call, django_assert_max_num_queries
):
    for number in range(12):
        article = make_article(f"Convoy {number}")
        make_submission(call, state="accepted", article=article, title=f"Convoy {number}")
    client.get(call.get_absolute_url())
    with django_assert_max_num_queries(12):
        client.get(call.get_absolute_url())
