"""The first page of the desk: what waits, what goes out, and whose credit is not whole."""

import datetime as dt

from django.contrib.admin.models import LogEntry
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from desk.preflight import check, copies_of
from photos.models import Photo
from submissions.models import Call, Submission

MOST = 12
# Where counting stops: "100 or more" says as much, and costs the same in any archive.
ENOUGH = 100


def today(request) -> dict:
    """Return what this user's first page shows; each part only to those who may see it."""
    user = request.user
    parts = {"is_today": True, "now": timezone.now()}
    if user.has_perm("articles.view_article"):
        articles = Article.objects.on_the_desk_of(user)
        parts |= {
            "waiting": list(waiting(articles, user)),
            "going_out": articles.scheduled()
            .filter(public_from__lt=timezone.now() + dt.timedelta(days=7))
            .order_by("public_from")
            .defer("body", "summary")
            .prefetch_related("bylines")[:MOST],
            "lately": lately(user),
        }
    if user.has_perm("articles.edit_every_article"):
        parts["not_whole"] = list(not_whole())
    if user.has_perm("submissions.view_submission"):
        parts["submissions"] = submissions()
        parts["open_calls"] = Call.objects.open().order_by("closes_at")
    return parts


def waiting(articles, user):
    """Yield what somebody must act on: reviews first, then the user's own drafts.

    Each with what preflight says; a page of articles, not the archive, is looked at.
    """
    in_review = articles.filter(status=Article.Status.IN_REVIEW).order_by("updated_at")
    drafts = articles.filter(status=Article.Status.DRAFT, created_by=user).order_by("-updated_at")
    found = [
        article
        for few in (in_review[:MOST], drafts[: MOST // 2])
        for article in few.select_related("lead_photo", "series", "issue__series").prefetch_related(
            "bylines"
        )
    ]
    for copy in copies_of(found):
        defects = check(copy)
        stops = sum(defect.stops for defect in defects)
        yield {"article": copy.article, "stops": stops, "to_look_at": len(defects) - stops}


def lately(user):
    """Return the newest entries of the log: everybody's for editors, one's own for writers."""
    entries = LogEntry.objects.select_related("user", "content_type")
    if not user.has_perm("articles.edit_every_article"):
        entries = entries.filter(user=user)
    return entries.filter(content_type__app_label="articles")[:8]


def not_whole():
    """Yield how many, of what, and where the list is."""
    articles = reverse("admin:articles_article_changelist")
    photos = reverse("admin:photos_photo_changelist")
    counted = [
        (
            Article.objects.published().needing_an_issue_number(),
            "public articles without an issue number",
            f"{articles}?citation=incomplete",
        ),
        (
            Photo.objects.exclude(pk__in=Photo.objects.public().values("pk")),
            "photos without credit, description or rights",
            f"{photos}?public=no",
        ),
        (
            Photo.objects.rights_ending(days=30),
            "photos whose rights end within 30 days",
            f"{photos}?rights_end=soon",
        ),
    ]
    for rows, label, address in counted:
        number = len(rows.order_by().values_list("pk", flat=True)[:ENOUGH])
        yield (f"{ENOUGH} or more" if number == ENOUGH else number), label, address


def submissions():
    """Return how many submissions wait in each state, in the order of their way."""
    on_the_desk = Submission.objects.on_the_desk().order_by()
    numbers = dict(on_the_desk.values_list("state").annotate(Count("pk")))
    return [
        (numbers[state.value], state.label, state.value)
        for state in Submission.State
        if state.value in numbers
    ]
