"""The article's admin at the desk: one choice decides what happens, and one gate guards it."""

import datetime as dt
import re

from django.contrib import admin, messages
from django.contrib.admin.actions import delete_selected
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.http import JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html

from articles.admin import ArticleAdmin
from articles.appearance import appearance
from articles.models import Article, Byline
from authors.models import Author
from desk.forms import ArticleDeskForm, PreviewLinkForm
from desk.models import Autosave, HouseWord, Revision
from desk.preflight import check, copy_of
from desk.revisions import (
    NOT_OF_THE_TEXT,
    differences,
    edition_of,
    record,
    restore,
    values,
)
from desk.roles import may_override
from house.clock import moment, moment_twice
from house.models import SiteSettings


@admin.register(Article)
class ArticleDeskAdmin(ArticleAdmin):
    form = ArticleDeskForm
    actions = ["publish", "withdraw", "delete_selected"]

    def get_fieldsets(self, request, obj=None):
        publication = ["when"]
        if self.has_publish_permission(request):
            publication += ["publish_at", "embargo_until"]
            if obj and obj.published_at:
                publication += ["withdrawal_note"]
        if may_override(request.user):
            publication += ["publish_anyway"]
        page, *others = super().get_fieldsets(request, obj)
        return [
            page,
            ("Publication", {"classes": ["margin", "first"], "fields": publication}),
            *others,
        ]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.user = request.user
        return form

    def has_publish_permission(self, request):
        return request.user.has_perm("articles.publish_article")

    def has_change_permission(self, request, obj=None):
        """A writer's article is the writer's while it is a draft, and the editors' after."""
        allowed = super().has_change_permission(request, obj)
        if obj is None or request.user.has_perm("articles.edit_every_article"):
            return allowed
        return allowed and is_own_draft(obj, request.user)

    def has_delete_permission(self, request, obj=None):
        """What readers have seen is withdrawn, never deleted; its address has been quoted."""
        allowed = super().has_delete_permission(request, obj)
        if obj is None:
            return allowed
        if request.user.has_perm("articles.edit_every_article"):
            return allowed and obj.state() in (Article.State.DRAFT, Article.State.IN_REVIEW)
        return allowed and is_own_draft(obj, request.user)

    def construct_change_message(self, request, form, formsets, add=False):
        changes = super().construct_change_message(request, form, formsets, add)
        reason = form.cleaned_data.get("publish_anyway")
        if reason:
            changes.append({"changed": {"fields": [f"published in spite of preflight: {reason}"]}})
        return changes

    def get_urls(self):
        live = self.admin_site.admin_view(self.preflight)
        keep = self.admin_site.admin_view(self.autosave)
        edition = self.admin_site.admin_view(self.edition)
        return [
            path("preflight/", live, name="articles_article_preflight"),
            path("autosave/", keep, name="articles_article_autosave"),
            path("<int:pk>/preflight/", live, name="articles_article_preflight"),
            path("<int:pk>/autosave/", keep, name="articles_article_autosave"),
            path(
                "<int:pk>/previews/",
                self.admin_site.admin_view(self.previews),
                name="articles_article_previews",
            ),
            path("<int:pk>/editions/<int:edition>/", edition, name="articles_article_edition"),
            *super().get_urls(),
        ]

    def get_object(self, request, object_id, from_field=None):
        if request.method == "POST" and connection.in_atomic_block:
            # Two who save at once take turns; the second is then told of the first.
            Article.objects.select_for_update().filter(pk=object_id).values("pk").first()
        return super().get_object(request, object_id, from_field)

    def preflight(self, request, pk=None):
        """Look at what is typed, without saving it; answers the panel alone."""
        article = self.typed_into(request, pk)
        form = self.get_form(request, article, change=bool(article))(request.POST, instance=article)
        form.is_valid()
        copy = copy_of(form.instance)
        authors = Author.objects.in_bulk(typed(request.POST, "bylines", "author"))
        copy.bylines = [Byline(author=author) for author in authors.values()]
        copy.categories = typed(request.POST, "filings", "category")
        return render(request, "desk/preflight.html", {"defects": check(copy)})

    def typed_into(self, request, pk):
        """Return the article that a form is open on, None for a new one; or refuse."""
        article = self.get_object(request, str(pk)) if pk else None
        if article:
            allowed = self.has_change_permission(request, article)
        else:
            allowed = pk is None and self.has_add_permission(request)
        if not allowed or request.method != "POST":
            raise PermissionDenied
        return article

    def autosave(self, request, pk=None):
        """Keep what is typed; says when, once it is really kept."""
        article = self.typed_into(request, pk)
        mine = Autosave.objects.filter(user=request.user, article=article)
        if "_discard" in request.POST:
            mine.delete()
            messages.info(request, "What you had typed is thrown away.")
            return redirect(
                admin_address("change", article.pk) if article else admin_address("add")
            )
        data = request.POST.copy()
        data.pop("csrfmiddlewaretoken", None)
        kept, _ = Autosave.objects.update_or_create(
            user=request.user, article=article, defaults={"data": data.urlencode()}
        )
        return JsonResponse({"saved_at": f"{timezone.localtime(kept.saved_at):%H:%M:%S}"})

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if "_restore" in request.POST:
            mine = Autosave.objects.filter(user=request.user, article=object_id)
            kept = mine.values_list("data", flat=True).first() or ""
            request.POST = QueryDict(f"{kept}&_restore=1")
        return super().changeform_view(request, object_id, form_url, extra_context)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        article = form.instance
        record(article, request.user, form.cleaned_data.get("publish_anyway", "")[:200])
        Autosave.objects.filter(user=request.user, article=article if change else None).delete()

    def history_view(self, request, object_id, extra_context=None):
        editions = Revision.objects.filter(article=object_id).select_related("made_by")
        more = {"editions": editions.defer("edition")[:200]}
        return super().history_view(request, object_id, (extra_context or {}) | more)

    def edition(self, request, pk, edition):
        """One edition beside the one before it and beside today's; a button goes back to it."""
        article = self.get_object(request, str(pk))
        if article is None or not self.has_view_permission(request, article):
            raise PermissionDenied
        revision = get_object_or_404(Revision, article=article, pk=edition)
        if request.method == "POST":
            if not self.has_change_permission(request, article):
                raise PermissionDenied
            return self.go_back_to(request, revision)
        before = article.revisions.filter(pk__lt=revision.pk).first()
        context = self.admin_site.each_context(request) | {
            "title": f"“{article}” on {moment(revision.made_at)}",
            "article": article,
            "revision": revision,
            "since_before": differences(before.edition, revision.edition) if before else None,
            "since_then": differences(revision.edition, edition_of(article)),
            "may_change": self.has_change_permission(request, article),
            "opts": self.opts,
        }
        return render(request, "desk/edition.html", context)

    def previews(self, request, pk):
        """The secret addresses of an unpublished article: make one, see who came, end one."""
        article = self.get_object(request, str(pk))
        if article is None or not self.has_change_permission(request, article):
            raise PermissionDenied
        form = PreviewLinkForm(request.POST or None)
        if "end" in request.POST:
            link = get_object_or_404(
                article.preview_links.filter(revoked_at=None), pk=number(request.POST["end"])
            )
            link.revoked_at = timezone.now()
            link.save()
            self.log_change(request, article, f"Ended the preview for {link.reader or 'anybody'}.")
            return redirect(request.path)
        if request.method == "POST" and form.is_valid():
            form.instance.article, form.instance.made_by = article, request.user
            link = form.save()
            self.log_change(request, article, f"Made a preview for {link.reader or 'anybody'}.")
            return redirect(request.path)
        context = self.admin_site.each_context(request) | {
            "title": f"Previews of “{article}”",
            "article": article,
            "form": form,
            "links": article.preview_links.select_related("made_by"),
            "opts": self.opts,
        }
        return render(request, "desk/previews.html", context)

    def go_back_to(self, request, revision):
        with transaction.atomic():
            was_public = revision.article.state() == Article.State.PUBLIC
            restore(revision, request.user)
            article = Article.objects.get(pk=revision.article_id)
            stopping = [defect.what for defect in check(copy_of(article)) if defect.stops]
            if was_public and stopping:
                transaction.set_rollback(True)
                messages.error(
                    request, f"Readers see this article, so it stays: {'; '.join(stopping)}."
                )
                return redirect(request.path)
            self.log_change(request, article, f"Went back to {moment(revision.made_at)}.")
        messages.success(request, f"The article is as it was on {moment(revision.made_at)}.")
        return redirect(admin_address("change", article.pk))

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj:
            # As it is stored: a refused form has changed the object in hand already.
            stored = Article.objects.with_credits().get(pk=obj.pk)
            context["original_state"] = stored.state()
            context["appearance"] = appearance(stored, SiteSettings.load())
            context["defects"] = check(copy_of(obj))
            context["others"] = self.others_at_work(request, obj)
            if context["adminform"].form.is_outdated:
                theirs = edition_of(Article.objects.get(pk=obj.pk))
                mine = theirs | {"fields": values(obj, NOT_OF_THE_TEXT)}
                context["conflict"] = differences(theirs, mine)
                context["other_editor"] = obj.revisions.first()
        if request.method == "GET":
            kept = Autosave.objects.filter(user=request.user, article=obj).first()
            if kept and (obj is None or kept.saved_at > obj.updated_at):
                context["kept"] = kept
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def others_at_work(self, request, article):
        """Return who else has typed into this article within the last quarter of an hour."""
        lately = timezone.now() - dt.timedelta(minutes=15)
        typing = Autosave.objects.filter(article=article, saved_at__gt=lately)
        return typing.exclude(user=request.user).select_related("user")

    def response_add(self, request, article, post_url_continue=None):
        self.say_what_happens(request, article)
        return super().response_add(request, article, post_url_continue)

    def response_change(self, request, article):
        self.say_what_happens(request, article)
        return super().response_change(request, article)

    def say_what_happens(self, request, article):
        """Tell the exact moment in both clocks, so that no schedule rests on a guess."""
        if article.state() in (Article.State.SCHEDULED, Article.State.EMBARGOED):
            when = moment_twice(article.public_from)
            messages.info(request, f"It will go live by itself on {when}. Nobody sees it before.")
        elif article.state() == Article.State.PUBLIC:
            address = format_html('<a href="{}">Read it</a>', article.get_absolute_url())
            messages.info(request, format_html("Readers see it now. {}", address))

    @admin.action(description="Publish now", permissions=["publish"])
    def publish(self, request, articles):
        published = 0
        for article in articles:
            if article.state() == Article.State.PUBLIC:
                continue
            stopping = [defect.what for defect in check(copy_of(article)) if defect.stops]
            if stopping:
                reasons = "; ".join(stopping)
                messages.error(request, f"“{article}” was not published: {reasons}.")
                continue
            article.status = Article.Status.PUBLISHED
            article.published_at = timezone.now()
            article.save()
            record(article, request.user)
            self.log_change(request, article, "Published.")
            published += 1
        self.message_user(request, f"{counted(published)} published.", messages.SUCCESS)

    @admin.action(description="Withdraw", permissions=["publish"])
    def withdraw(self, request, articles):
        withdrawn = 0
        for article in articles.filter(status=Article.Status.PUBLISHED):
            article.status = Article.Status.WITHDRAWN
            article.save()
            self.log_change(request, article, "Withdrawn.")
            withdrawn += 1
        self.message_user(request, f"{counted(withdrawn)} withdrawn.", messages.SUCCESS)

    @admin.action(description="Delete", permissions=["delete"])
    def delete_selected(self, request, articles):
        """Say which of them stay, and why; Django would speak of lacking permissions."""
        staying = [each for each in articles if not self.has_delete_permission(request, each)]
        if not staying:
            return delete_selected(self, request, articles)
        titles = ", ".join(f"“{article}”" for article in staying)
        messages.error(
            request,
            f"Nothing was deleted. Only drafts and what is in review can be: {titles} must stay. "
            "Withdraw what readers should no longer see.",
        )
        return None


def number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 19 else 0


def admin_address(page, *args):
    return reverse(f"admin:articles_article_{page}", args=args)


def typed(data, prefix, name) -> list[str]:
    """Return what stands in the rows of an inline that are not marked for removal."""
    rows = re.compile(rf"{prefix}-\d+-{name}")
    return [
        value
        for key, value in data.items()
        if rows.fullmatch(key)
        and value.isdecimal()
        and f"{key.removesuffix(name)}DELETE" not in data
    ]


def is_own_draft(article, user) -> bool:
    return article.created_by_id == user.pk and article.status == Article.Status.DRAFT


def counted(number: int) -> str:
    return "1 article" if number == 1 else f"{number} articles"


@admin.register(HouseWord)
class HouseWordAdmin(admin.ModelAdmin):
    list_display = ["wrong", "right", "language", "note"]
    list_editable = ["right"]
    list_filter = ["language"]
    search_fields = ["wrong", "right"]
