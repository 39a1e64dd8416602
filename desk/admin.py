"""The article's admin at the desk: one choice decides what happens, and one gate guards it."""

import re

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.html import format_html

from articles.admin import ArticleAdmin
from articles.models import Article, Byline
from authors.models import Author
from desk.forms import ArticleDeskForm
from desk.models import HouseWord
from desk.preflight import check, copy_of
from desk.roles import may_override
from house.clock import moment_twice


@admin.register(Article)
class ArticleDeskAdmin(ArticleAdmin):
    form = ArticleDeskForm
    actions = ["publish", "withdraw"]

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
        return [
            path("preflight/", live, name="articles_article_preflight"),
            path("<int:pk>/preflight/", live, name="articles_article_preflight"),
            *super().get_urls(),
        ]

    def preflight(self, request, pk=None):
        """Look at what is typed, without saving it; answers the panel alone."""
        article = self.get_object(request, pk) if pk else None
        allowed = (
            self.has_change_permission(request, article)
            if article
            else pk is None and self.has_add_permission(request)
        )
        if not allowed or request.method != "POST":
            raise PermissionDenied
        form = self.get_form(request, article, change=bool(article))(request.POST, instance=article)
        form.is_valid()
        copy = copy_of(form.instance)
        authors = Author.objects.in_bulk(typed(request.POST, "bylines", "author"))
        copy.bylines = [Byline(author=author) for author in authors.values()]
        copy.categories = typed(request.POST, "filings", "category")
        return render(request, "desk/preflight.html", {"defects": check(copy)})

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj:
            # As it is stored: a refused form has changed the object in hand already.
            stored = Article.objects.only("status", "published_at", "embargo_until").get(pk=obj.pk)
            context["original_state"] = stored.state()
            context["defects"] = check(copy_of(obj))
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

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
