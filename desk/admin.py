"""The article's admin at the desk: one choice decides what happens, and one gate guards it."""

from django.contrib import admin, messages
from django.utils import timezone
from django.utils.html import format_html

from articles.admin import ArticleAdmin
from articles.models import Article
from desk.forms import ArticleDeskForm
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

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj:
            # As it is stored: a refused form has changed the object in hand already.
            stored = Article.objects.only("status", "published_at", "embargo_until").get(pk=obj.pk)
            context["original_state"] = stored.state()
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


def is_own_draft(article, user) -> bool:
    return article.created_by_id == user.pk and article.status == Article.Status.DRAFT


def counted(number: int) -> str:
    return "1 article" if number == 1 else f"{number} articles"
