"""Calls, the forms that answer them, and the page on which a contributor follows a submission."""

import functools

from django.conf import settings
from django.core import signing
from django.core.exceptions import (
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
    ValidationError,
)
from django.core.signing import Signer
from django.db import transaction
from django.http import Http404, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from articles.models import Article
from submissions import limits, outbox, privacy
from submissions.files import BoundedUploadHandler, max_bytes
from submissions.forms import ContactForm, NewVersionForm, SubmissionForm
from submissions.letters import desk_address, find_by_confirmation, write_receipt
from submissions.models import Call, ContactMessage, OutgoingMail, Submission, hash_token

RECEIPTS = Signer(salt="submissions.received", sep=".")


def takes_strangers_forms(view):
    """For pages with a form for strangers: no CSRF cookie, no cache, no body beyond measure.

    What is far too large is refused by its announced length, before any of it is read; a single
    file that is too large is read past, so that the answers beside it are kept.
    """

    @csrf_exempt
    @never_cache
    @functools.wraps(view)
    def inner(request, *args, **kwargs):
        if request.method == "POST":
            if _announced_length(request) > (settings.SUBMISSION_FILES + 1) * max_bytes():
                return _too_large(request)
            request.upload_handlers = [BoundedUploadHandler(request)]
            try:
                request.POST  # noqa: B018 - reading it here turns its errors into a page
            except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent, MultiPartParserError):
                return _too_large(request)
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex"
        return response

    return inner


def _announced_length(request) -> int:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isascii() and length.isdigit() else 0


def _too_large(request):
    context = {"limit": settings.SUBMISSION_FILE_MEGABYTES, "address": desk_address()}
    response = render(request, "submissions/too_large.html", context, status=413)
    # The rest of the body is on its way and nobody will read it.
    response["Connection"] = "close"
    return response


def holds_a_secret(view):
    """For pages whose address is the key to them: nothing may store it or pass it on."""

    @never_cache
    @functools.wraps(view)
    def inner(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex"
        return response

    return inner


def calls(request):
    context = {
        "open_calls": Call.objects.open().order_by("closes_at"),
        "coming_calls": Call.objects.opening_soon().order_by("opens_at"),
        "past_calls": Call.objects.public().filter(closes_at__lte=timezone.now()),
    }
    return render(request, "submissions/call_list.html", context)


def call_detail(request, slug):
    call = get_object_or_404(Call.objects.public().select_related("series"), slug=slug)
    simulations = Article.objects.published().filter(submission__call=call)
    context = {
        "call": call,
        "state": call.state(),
        "simulations": simulations.newest_first().for_cards(),
        "address": desk_address(call),
    }
    return render(request, "submissions/call_detail.html", context)


@takes_strangers_forms
def submit(request, slug):
    call = get_object_or_404(Call.objects.public(), slug=slug)
    if request.method != "POST":
        if not call.is_open:
            return redirect(call)
        form = SubmissionForm(call=call)
    else:
        form = SubmissionForm(
            request.POST,
            request.FILES,
            call=call,
            network_address=limits.network_address(request),
        )
        if not call.is_open:
            return _closed_meanwhile(request, call, form)
        if form.is_valid():
            submission = form.save()
            return redirect("submissions:received", RECEIPTS.sign(submission.reference))
    context = {
        "call": call,
        "form": form,
        "retention": settings.RETENTION_DAYS,
        "address": desk_address(call),
    }
    status = 429 if form.is_limited else 200
    return render(request, "submissions/submission_form.html", context, status=status)


def _closed_meanwhile(request, call, form):
    """Give the answers back to somebody who was still typing when the call closed."""
    answers = [
        (field.label, form.data.get(field.html_name, ""))
        for field in form.questions
        if field.widget_type in {"text", "textarea", "email"} and form.data.get(field.html_name)
    ]
    context = {"call": call, "answers": answers, "address": desk_address(call)}
    return render(request, "submissions/closed_meanwhile.html", context, status=409)


@holds_a_secret
def received(request, signed):
    submission = _find_receipt(Submission.objects.select_related("call"), signed)
    context = {
        "submission": submission,
        "masked_email": _masked(submission.email),
        "address": desk_address(submission.call),
        "days": settings.CONFIRMATION_DAYS,
    }
    return render(request, "submissions/submission_received.html", context)


def _find_receipt(rows, signed):
    try:
        reference = RECEIPTS.unsign(signed)
    except signing.BadSignature:
        raise Http404 from None
    return get_object_or_404(rows, reference=reference)


def _masked(email) -> str:
    """Return enough of an address to see that it was mistyped: g…@example.org."""
    name, at, domain = email.partition("@")
    return f"{name[:1]}…{at}{domain}" if at else ""


@csrf_exempt
@holds_a_secret
def confirm(request, signed):
    """Ask for a press of a button: mail scanners follow links, but press none."""
    submission = find_by_confirmation(signed)
    if submission is None or submission.anonymised_at:
        return render(request, "submissions/link_unknown.html", status=404)
    context = {"submission": submission, "address": desk_address(submission.call)}
    if submission.verified_at:
        return render(request, "submissions/confirmed_before.html", context)
    if submission.confirmation_has_expired():
        if request.method == "POST":
            context["is_sent"] = limits.count(
                "again", submission.reference, limit=3, seconds=limits.DAY
            )
            if context["is_sent"]:
                with transaction.atomic():
                    Submission.objects.filter(pk=submission.pk).update(confirmation_sent_at=None)
                    write_receipt(submission)
            context["is_refused"] = not context["is_sent"]
        return render(request, "submissions/link_expired.html", context)
    if request.method == "POST":
        with transaction.atomic():
            submission = Submission.objects.select_for_update().get(pk=submission.pk)
            if not submission.verified_at:
                submission.verified_at = timezone.now()
                submission.save(update_fields=["verified_at"])
                if submission.may_become(Submission.State.VERIFIED):
                    submission.step(Submission.State.VERIFIED)
            token = submission.new_status_token()
        return redirect("submissions:status", token)
    return render(request, "submissions/confirm.html", context)


def _by_token(token) -> Submission | None:
    links = Submission.objects.select_related("call", "article")
    return links.filter(status_links__token_hash=hash_token(token)).first()


@takes_strangers_forms
@holds_a_secret
def status(request, token):
    submission = _by_token(token)
    if submission is None:
        return render(request, "submissions/link_unknown.html", status=404)
    form = None
    if submission.takes_new_versions:
        form = NewVersionForm(
            request.POST if request.method == "POST" else None,
            request.FILES if request.method == "POST" else None,
            submission=submission,
            network_address=limits.network_address(request),
        )
        if form.is_bound and form.is_valid():
            try:
                form.save()
            except ValidationError as error:
                form.add_error(None, error)
            else:
                return redirect("submissions:status", token)
    elif request.method == "POST":
        return redirect("submissions:status", token)
    context = {
        "submission": submission,
        "stage": submission.stage(),
        "article": _public_article(submission),
        "changes": submission.changes.all(),
        "files": submission.files.all(),
        "form": form,
        "token": token,
        "may_withdraw": submission.may_become(Submission.State.WITHDRAWN),
        "address": desk_address(submission.call),
    }
    return render(request, "submissions/submission_status.html", context)


def _public_article(submission):
    return Article.objects.published().filter(pk=submission.article_id).first()


@csrf_exempt
@holds_a_secret
def withdraw(request, token):
    submission = _by_token(token)
    if submission is None:
        return render(request, "submissions/link_unknown.html", status=404)
    is_public = _public_article(submission) is not None
    if not submission.may_become(Submission.State.WITHDRAWN) or is_public:
        return redirect("submissions:status", token)
    if request.method == "POST":
        with transaction.atomic():
            submission.step(Submission.State.WITHDRAWN, note=_("By the contributor."))
            _tell_desk("notice_withdrawn", submission)
        return redirect("submissions:status", token)
    context = {
        "submission": submission,
        "token": token,
        "days": settings.RETENTION_DAYS["withdrawn"],
    }
    return render(request, "submissions/withdraw.html", context)


@csrf_exempt
@holds_a_secret
def erase(request, token):
    submission = _by_token(token)
    if submission is None:
        return render(request, "submissions/link_unknown.html", status=404)
    if submission.erasure_asked_at:
        return redirect("submissions:status", token)
    if request.method == "POST":
        with transaction.atomic():
            Submission.objects.filter(pk=submission.pk).update(erasure_asked_at=timezone.now())
            _tell_desk("notice_erasure", submission)
        return redirect("submissions:status", token)
    context = {
        "submission": submission,
        "token": token,
        "days": settings.RETENTION_DAYS["erasure"],
        "stays_published": submission.state == Submission.State.ACCEPTED,
    }
    return render(request, "submissions/erase.html", context)


def _tell_desk(template, submission):
    outbox.write(
        OutgoingMail.Kind.NOTICE,
        template,
        desk_address(submission.call),
        {"submission": submission},
        submission=submission,
    )


@csrf_exempt
@require_POST
@holds_a_secret
def export(request, token):
    submission = _by_token(token)
    if submission is None:
        return render(request, "submissions/link_unknown.html", status=404)
    response = JsonResponse(
        privacy.export_submission(submission),
        json_dumps_params={"ensure_ascii": False, "indent": 2},
    )
    response["Content-Disposition"] = f'attachment; filename="{submission.reference}.json"'
    return response


@takes_strangers_forms
def contact(request):
    article = None
    if request.method == "POST":
        form = ContactForm(request.POST, network_address=limits.network_address(request))
        if form.is_valid():
            message = form.save()
            return redirect("submissions:contact-received", RECEIPTS.sign(message.reference))
        article = form.cleaned_data.get("article")
    else:
        article = _article_meant(request.GET.get("article", ""))
        subject = request.GET.get("subject", ContactMessage.Subject.CORRECTION if article else "")
        form = ContactForm(initial={"subject": subject, "article": article.slug if article else ""})
    context = {"form": form, "article": article, "retention": settings.RETENTION_DAYS}
    status = 429 if form.is_limited else 200
    return render(request, "submissions/contact_form.html", context, status=status)


def _article_meant(slug):
    # A NUL in the address would be an error of PostgreSQL, not an unknown article.
    if not slug or "\x00" in slug:
        return None
    return Article.objects.published().filter(slug=slug).first()


@holds_a_secret
def contact_received(request, signed):
    message = _find_receipt(ContactMessage.objects.all(), signed)
    context = {"message": message, "masked_email": _masked(message.email)}
    return render(request, "submissions/contact_received.html", context)
