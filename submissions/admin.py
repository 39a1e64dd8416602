"""The submissions desk. A contributor's words are read here, never changed.

Who may see a person is asked at every door: the lists, the page, search, files and exports show
names, addresses and files only with the permission view_personal_data, and each look is logged.
"""

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import FileResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from authors.models import Author
from house.forms import MOMENTS
from submissions import acceptance, outbox, privacy, replies
from submissions.models import (
    Call,
    ContactMessage,
    ContactRoute,
    OutgoingMail,
    PersonalDataAccess,
    ReplyTemplate,
    Submission,
    SubmissionFile,
)


def may_see_persons(request) -> bool:
    return request.user.has_perm("submissions.view_personal_data")


def log_access(request, what, reference=""):
    PersonalDataAccess.objects.create(by=request.user, what=what, reference=reference)


class CallForm(forms.ModelForm):
    languages = forms.MultipleChoiceField(
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        help_text=Call._meta.get_field("languages").help_text,
    )


@admin.register(Call)
class CallAdmin(admin.ModelAdmin):
    formfield_overrides = MOMENTS
    form = CallForm
    list_display = ["title", "state", "opens_at", "closes_at", "is_public"]
    list_filter = ["is_public", "series"]
    search_fields = ["title", "scenario"]
    prepopulated_fields = {"slug": ["title"]}
    fieldsets = [
        (None, {"fields": ["title", "slug", "summary", "scenario", "criteria"]}),
        ("Who may answer, and how", {"fields": ["languages", "min_words", "max_words", "terms"]}),
        ("When", {"fields": ["opens_at", "closes_at", "has_results", "is_public"]}),
        ("Where it belongs", {"fields": ["series", "contact_email"]}),
    ]

    @admin.display(description="state")
    def state(self, call):
        return call.state().label

    def view_on_site(self, call):
        return call.get_absolute_url() if call.is_public else None


class StageFilter(admin.SimpleListFilter):
    """The stored states, and the two that are read from the article."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [
            ("desk", "Waiting for the desk"),
            *Submission.State.choices,
            ("scheduled", "Accepted, publication scheduled"),
            ("published", "Published"),
        ]

    def queryset(self, request, queryset):
        if self.value() == "desk":
            return queryset.on_the_desk()
        if self.value() == "scheduled":
            return queryset.scheduled()
        if self.value() == "published":
            return queryset.published()
        return queryset.filter(state=self.value()) if self.value() else queryset


class MarkFilter(admin.SimpleListFilter):
    title = "mark"
    parameter_name = "mark"

    def lookups(self, request, model_admin):
        return [
            ("mine", "Assigned to me"),
            ("nobody", "Assigned to nobody"),
            ("unverified", "Address not confirmed"),
            ("spam", "Looks like spam"),
            ("erasure", "Erasure asked for"),
        ]

    def queryset(self, request, queryset):
        match self.value():
            case "mine":
                return queryset.filter(assigned_to=request.user)
            case "nobody":
                return queryset.filter(assigned_to=None)
            case "unverified":
                return queryset.unverified()
            case "spam":
                return queryset.filter(spam_score__gte=settings.SPAM_SCORE_LIMIT)
            case "erasure":
                return queryset.filter(erasure_asked_at__isnull=False, anonymised_at=None)
        return queryset


class NothingByHand:
    """Rows that people outside or the system make: never added, never deleted one by one."""

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Submission)
class SubmissionAdmin(NothingByHand, admin.ModelAdmin):
    list_filter = [StageFilter, MarkFilter, "call", "language"]
    empty_value_display = ""
    list_select_related = ["call", "article", "assigned_to"]
    date_hierarchy = "created_at"
    ordering = ["-created_at"]
    list_per_page = 50
    actions = ["assign_to_me"]

    class Media:
        css = {"all": ["css/submission-desk.css"]}

    def get_list_display(self, request):
        person = ["full_name"] if may_see_persons(request) else []
        return [
            "reference",
            "title",
            *person,
            "call",
            "stage",
            "marks",
            "assigned_to",
            "created_at",
        ]

    def get_search_fields(self, request):
        person = ["full_name", "email", "phone_e164"] if may_see_persons(request) else []
        return ["reference", "title", *person]

    def get_urls(self):
        def desk(view):
            return self.admin_site.admin_view(require_POST(view))

        return [
            path("<int:pk>/step/", desk(self.step), name="submissions_submission_step"),
            path("<int:pk>/note/", desk(self.note), name="submissions_submission_note"),
            path("<int:pk>/assign/", desk(self.assign), name="submissions_submission_assign"),
            path("<int:pk>/erase/", desk(self.erase), name="submissions_submission_erase"),
            path("<int:pk>/export/", desk(self.export), name="submissions_submission_export"),
            path(
                "<int:pk>/files/<int:file_pk>/",
                self.admin_site.admin_view(self.file),
                name="submissions_submission_file",
            ),
            *super().get_urls(),
        ]

    @admin.display(description="state", ordering="state")
    def stage(self, submission):
        return submission.stage()

    @admin.display(description="marks")
    def marks(self, submission):
        marks = []
        if not submission.verified_at:
            marks.append("address not confirmed")
        if submission.spam_score >= settings.SPAM_SCORE_LIMIT:
            marks.append("looks like spam")
        if submission.erasure_asked_at and not submission.anonymised_at:
            marks.append("erasure asked for")
        return ", ".join(marks)

    @admin.action(description="Assign to me", permissions=["change"])
    def assign_to_me(self, request, queryset):
        count = queryset.update(assigned_to=request.user)
        self.message_user(request, f"{count} assigned to you.", messages.SUCCESS)

    def changelist_view(self, request, extra_context=None):
        if may_see_persons(request) and request.method == "GET":
            log_access(request, PersonalDataAccess.What.LIST)
        return super().changelist_view(request, extra_context)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The page of one submission: the text to read, and beside it what may be done next."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        submission = self.get_object(request, object_id)
        if submission is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if may_see_persons(request):
            log_access(request, PersonalDataAccess.What.PAGE, submission.reference)
        may_change = self.has_change_permission(request, submission)
        context = {
            **self.admin_site.each_context(request),
            "title": str(submission),
            "opts": self.opts,
            "submission": submission,
            "stage": submission.stage(),
            "marks": self.marks(submission),
            "sees_persons": may_see_persons(request),
            "may_change": may_change,
            "steps": self._steps(request, submission) if may_change else [],
            "chosen": replies.choose(submission, request.GET) if may_change else None,
            "resembling": Submission.objects.resembling(submission)[:10],
            "word_file": acceptance.word_file(submission),
            "same_name": Author.objects.filter(name__iexact=submission.full_name)
            if submission.full_name
            else [],
            "staff": get_user_model().objects.filter(is_staff=True, is_active=True),
            "earlier_texts": submission.earlier_texts.all(),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/submissions/submission/page.html", context)

    def _steps(self, request, submission):
        """The steps that the desk itself may take from here, in the order of the work."""
        own = {
            Submission.State.VERIFIED,
            Submission.State.RESUBMITTED,
            Submission.State.EXPIRED,
        }
        steps = [
            state
            for state in Submission.State
            if submission.may_become(state) and state not in own and not submission.anonymised_at
        ]
        if not request.user.has_perm("submissions.accept_submission"):
            steps = [state for state in steps if state != Submission.State.ACCEPTED]
        return steps

    def _open(self, request, pk):
        """Return the submission for a change, or refuse."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        return get_object_or_404(Submission, pk=pk)

    def _back(self, pk):
        return redirect("admin:submissions_submission_change", pk)

    def step(self, request, pk):
        submission = self._open(request, pk)
        state = request.POST.get("state")
        if state not in self._steps(request, submission):
            self.message_user(
                request,
                f"That step is not open any more: the submission is now “{submission.stage()}”.",
                messages.ERROR,
            )
            return self._back(pk)
        try:
            with transaction.atomic():
                article = self._take_step(request, submission, state)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return redirect(
                reverse("admin:submissions_submission_change", args=[pk]) + f"?step={state}"
            )
        self.log_change(request, submission, f"State: {submission.stage()}")
        if article:
            self._tell_of_article(request, article)
        else:
            self.message_user(request, f"Now: {submission.stage()}.", messages.SUCCESS)
        return self._back(pk)

    def _take_step(self, request, submission, state):
        note = request.POST.get("note", "").strip()
        article = None
        if state == Submission.State.ACCEPTED:
            author = Author.objects.filter(
                pk=request.POST.get("author") or None, name__iexact=submission.full_name
            ).first()
            article = acceptance.accept(
                submission,
                by=request.user,
                author=author,
                use_file=request.POST.get("source") != "text",
                note=note,
            )
        else:
            submission.step(state, by=request.user, note=note)
        submission.refresh_from_db()
        letter = request.POST.get("body", "").strip()
        if request.POST.get("send") and letter:
            subject = request.POST.get("subject", "").strip()
            replies.send(submission, subject or submission.reference, letter)
        return article

    def _tell_of_article(self, request, accepted):
        if not request.user.has_perm("articles.view_article"):
            self.message_user(request, "Accepted. The draft waits for an editor.", messages.SUCCESS)
            return
        text = "Accepted. The draft is <a href='{}'>{}</a>."
        if accepted.omitted:
            text += " Look in the original for what could not be taken over: {}."
        self.message_user(
            request,
            format_html(
                text,
                reverse("admin:articles_article_change", args=[accepted.article.pk]),
                accepted.article.title,
                ", ".join(accepted.omitted),
            ),
            messages.WARNING if accepted.omitted else messages.SUCCESS,
        )

    def note(self, request, pk):
        submission = self._open(request, pk)
        text = request.POST.get("text", "").replace("\x00", "").strip()
        if text:
            submission.notes.create(by=request.user, text=text)
        return self._back(pk)

    def assign(self, request, pk):
        submission = self._open(request, pk)
        staff = get_user_model().objects.filter(is_staff=True, is_active=True)
        chosen = request.POST.get("assigned_to", "")
        person = staff.filter(pk=chosen).first() if chosen.isdigit() else None
        Submission.objects.filter(pk=pk).update(assigned_to=person)
        self.log_change(request, submission, f"Assigned to {person or 'nobody'}")
        return self._back(pk)

    def erase(self, request, pk):
        submission = self._open(request, pk)
        if not may_see_persons(request):
            raise PermissionDenied
        if request.POST.get("reference", "").strip().upper() != submission.reference:
            self.message_user(
                request, "Nothing erased: type the reference to confirm.", messages.ERROR
            )
            return self._back(pk)
        privacy.anonymise(submission)
        self.log_change(request, submission, "Personal data erased")
        self.message_user(request, "Personal data and files are erased.", messages.SUCCESS)
        return self._back(pk)

    def export(self, request, pk):
        if not may_see_persons(request) or not self.has_view_permission(request):
            raise PermissionDenied
        submission = get_object_or_404(Submission, pk=pk)
        log_access(request, PersonalDataAccess.What.EXPORT, submission.reference)
        response = JsonResponse(
            privacy.export_submission(submission),
            json_dumps_params={"ensure_ascii": False, "indent": 2},
        )
        response["Content-Disposition"] = f'attachment; filename="{submission.reference}.json"'
        response["Cache-Control"] = "no-store, private"
        return response

    def file(self, request, pk, file_pk):
        """Hand out a file, to be saved and never shown: it comes from a stranger."""
        if not may_see_persons(request) or not self.has_view_permission(request):
            raise PermissionDenied
        file = get_object_or_404(
            SubmissionFile.objects.select_related("submission"), pk=file_pk, submission=pk
        )
        log_access(request, PersonalDataAccess.What.FILE, file.submission.reference)
        response = FileResponse(
            file.file.open("rb"),
            as_attachment=True,
            filename=f"{file.submission.reference}-{file.pk}.{file.kind}",
            content_type="application/octet-stream",
        )
        response["X-Content-Type-Options"] = "nosniff"
        response["Content-Security-Policy"] = "sandbox; default-src 'none'"
        response["Cache-Control"] = "no-store, private"
        return response


@admin.register(ReplyTemplate)
class ReplyTemplateAdmin(admin.ModelAdmin):
    list_display = ["name", "state", "language", "subject"]
    list_filter = ["state", "language"]


@admin.register(ContactRoute)
class ContactRouteAdmin(admin.ModelAdmin):
    list_display = ["subject", "email"]


@admin.register(ContactMessage)
class ContactMessageAdmin(NothingByHand, admin.ModelAdmin):
    list_filter = ["state", "subject", "assigned_to"]
    list_select_related = ["article", "assigned_to"]
    date_hierarchy = "created_at"
    actions = ["mark_answered", "mark_spam", "erase"]

    def get_list_display(self, request):
        person = ["full_name"] if may_see_persons(request) else []
        return ["reference", "subject", *person, "article", "state", "assigned_to", "created_at"]

    def get_search_fields(self, request):
        person = ["full_name", "email", "message"] if may_see_persons(request) else []
        return ["reference", *person]

    def get_fields(self, request, obj=None):
        person = ["full_name", "email", "message"] if may_see_persons(request) else []
        return ["reference", "subject", "article", *person, "created_at", "state", "assigned_to"]

    def get_readonly_fields(self, request, obj=None):
        editable = {"state", "assigned_to"}
        return [name for name in self.get_fields(request, obj) if name not in editable]

    def save_model(self, request, obj, form, change):
        if "state" in form.changed_data:
            obj.changed_at = timezone.now()
        super().save_model(request, obj, form, change)

    def changelist_view(self, request, extra_context=None):
        if may_see_persons(request) and request.method == "GET":
            log_access(request, PersonalDataAccess.What.LIST)
        return super().changelist_view(request, extra_context)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        message = self.get_object(request, object_id)
        seen = self.has_view_permission(request) and may_see_persons(request)
        if message and seen and request.method == "GET":
            log_access(request, PersonalDataAccess.What.PAGE, message.reference)
        return super().change_view(request, object_id, form_url, extra_context)

    def has_personal_permission(self, request):
        return may_see_persons(request) and self.has_change_permission(request)

    @admin.action(description="Mark as answered", permissions=["change"])
    def mark_answered(self, request, queryset):
        count = queryset.update(state=ContactMessage.State.ANSWERED, changed_at=timezone.now())
        self.message_user(request, f"{count} marked as answered.", messages.SUCCESS)

    @admin.action(description="Mark as spam", permissions=["change"])
    def mark_spam(self, request, queryset):
        count = queryset.update(state=ContactMessage.State.SPAM, changed_at=timezone.now())
        self.message_user(request, f"{count} marked as spam.", messages.SUCCESS)

    @admin.action(description="Erase name, address and message", permissions=["personal"])
    def erase(self, request, queryset):
        keys = list(queryset.values_list("pk", flat=True))
        privacy.erase_messages(keys)
        self.message_user(request, f"{len(keys)} erased.", messages.SUCCESS)


@admin.register(OutgoingMail)
class OutgoingMailAdmin(NothingByHand, admin.ModelAdmin):
    """The outbox. The letters themselves are never shown: they hold secret links."""

    list_filter = ["kind", ("sent_at", admin.EmptyFieldListFilter), "stopped_at"]
    date_hierarchy = "created_at"
    actions = ["try_again"]

    def get_list_display(self, request):
        person = ["to"] if may_see_persons(request) else []
        return ["__str__", *person, "attempts", "sent_at", "stopped_at", "error"]

    def get_fields(self, request, obj=None):
        person = ["to", "subject", "last_error"] if may_see_persons(request) else []
        return [
            "kind",
            *person,
            "created_at",
            "attempts",
            "next_attempt_at",
            "sent_at",
            "stopped_at",
        ]

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and obj is None

    @admin.display(description="last error")
    def error(self, letter):
        # Only its kind: the server's answer quotes the address.
        return letter.last_error.partition(":")[0]

    @admin.action(description="Try again now", permissions=["change"])
    def try_again(self, request, queryset):
        count = queryset.filter(sent_at=None).update(
            stopped_at=None, lost_attempts=0, next_attempt_at=timezone.now()
        )
        if settings.SEND_MAIL_AT_ONCE:
            outbox.deliver_due(limit=count)
        self.message_user(request, f"{count} will be tried again.", messages.SUCCESS)


@admin.register(PersonalDataAccess)
class PersonalDataAccessAdmin(NothingByHand, admin.ModelAdmin):
    list_display = ["at", "by", "what", "reference"]
    list_filter = ["what", "by"]
    search_fields = ["reference"]
    date_hierarchy = "at"

    def has_change_permission(self, request, obj=None):
        return False
