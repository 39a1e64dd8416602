"""The article's form at the desk: what is to happen with it, in one plain choice."""

import datetime as dt

from django import forms
from django.contrib.admin.widgets import AdminRadioSelect, AdminTextareaWidget
from django.db import models
from django.utils import timezone

from articles.forms import ArticleAdminForm
from articles.models import Article
from desk.models import PreviewLink
from desk.preflight import check, copy_of
from desk.roles import may_override
from house.clock import moment
from house.forms import MomentField


class When(models.TextChoices):
    DRAFT = "draft", "Keep as draft"
    IN_REVIEW = "in-review", "Send to review"
    NOW = "now", "Publish now"
    AT = "at", "Publish at the time below"
    LIVE = "live", "Leave it published"
    WITHDRAWN = "withdrawn", "Withdraw it"


# What may follow on each state; the first is what happens when nothing is chosen.
NEXT = {
    Article.State.DRAFT: [When.DRAFT, When.IN_REVIEW, When.NOW, When.AT],
    Article.State.IN_REVIEW: [When.IN_REVIEW, When.DRAFT, When.NOW, When.AT],
    Article.State.SCHEDULED: [When.AT, When.NOW, When.IN_REVIEW, When.DRAFT],
    Article.State.EMBARGOED: [When.LIVE, When.IN_REVIEW, When.DRAFT],
    Article.State.PUBLIC: [When.LIVE, When.WITHDRAWN],
    Article.State.WITHDRAWN: [When.WITHDRAWN, When.LIVE, When.DRAFT],
}
LABELS = {
    (Article.State.IN_REVIEW, When.IN_REVIEW): "Leave it in review",
    (Article.State.IN_REVIEW, When.DRAFT): "Send it back to the writer as a draft",
    (Article.State.SCHEDULED, When.DRAFT): "Take it back to draft",
    (Article.State.EMBARGOED, When.DRAFT): "Take it back to draft",
    (Article.State.EMBARGOED, When.LIVE): "Leave it until the embargo ends",
    (Article.State.WITHDRAWN, When.WITHDRAWN): "Leave it withdrawn",
    (Article.State.WITHDRAWN, When.LIVE): "Publish it again under its first date",
}
STATUS = {
    When.DRAFT: Article.Status.DRAFT,
    When.IN_REVIEW: Article.Status.IN_REVIEW,
    When.NOW: Article.Status.PUBLISHED,
    When.AT: Article.Status.PUBLISHED,
    When.LIVE: Article.Status.PUBLISHED,
    When.WITHDRAWN: Article.Status.WITHDRAWN,
}


def next_steps(article, user) -> list[tuple[str, str]]:
    """Return the choices this user has with the article as it is, each with its label."""
    state = article.state()
    steps = NEXT[state]
    if not user.has_perm("articles.publish_article"):
        steps = [step for step in steps if step in (When.DRAFT, When.IN_REVIEW)]
    return [(step.value, LABELS.get((state, step), step.label)) for step in steps]


def version_of(article) -> str:
    """Name the state of the article that a form was opened on."""
    return article.updated_at.isoformat() if article.pk else ""


RADIO = AdminRadioSelect(attrs={"class": "radiolist"})


class ArticleDeskForm(ArticleAdminForm):
    when = forms.ChoiceField(label="What happens with it", widget=RADIO)
    title = forms.CharField(
        max_length=300,
        error_messages={"required": "Enter a title; a working title will do."},
        widget=AdminTextareaWidget(attrs={"rows": 1}),
        help_text=Article._meta.get_field("title").help_text,
    )
    publish_at = MomentField(label="Day and time", required=False)
    publish_anyway = forms.CharField(
        label="Publish in spite of that, because",
        required=False,
        widget=AdminTextareaWidget(attrs={"rows": 2}),
        help_text="For administrators. The reason is kept in the history.",
    )
    version = forms.CharField(required=False, widget=forms.HiddenInput)
    user = None  # set by the admin: whose form this is
    is_outdated = False

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = version_of(self.instance)
        steps = next_steps(self.instance, self.user)
        if "when" in self.fields:
            self.fields["when"].choices = steps
            self.fields["when"].initial = steps[0][0] if steps else None
        if self.user.has_perm("articles.publish_article"):
            self.fields["publish_at"].initial = self.instance.published_at
        else:
            del self.fields["publish_at"]
        if not may_override(self.user):
            del self.fields["publish_anyway"]

    def clean_title(self):
        return " ".join(self.cleaned_data["title"].split())

    def clean(self):
        data = super().clean()
        when, article = data.get("when"), self.instance
        if "_restore" in self.data:
            raise forms.ValidationError(
                "This is what you had typed. It is not saved yet: look it over, then save."
            )
        if article.pk and data.get("version") != version_of(article):
            self.is_outdated = True
            # Whoever presses the button again has seen what it will replace.
            self.data = self.data.copy()
            self.data[self.add_prefix("version")] = version_of(article)
            raise forms.ValidationError(
                "Somebody else saved this article after you opened it. Nothing of yours is lost: "
                "it stands in the form, and what differs is listed below. Save again to replace "
                "the other version, which stays in the history."
            )
        if not when:
            return data
        now = timezone.now()
        published_at = data.get("publish_at", article.published_at)
        if when == When.NOW:
            published_at = now
        elif when == When.AT and not published_at and "publish_at" not in self.errors:
            self.add_error("publish_at", "Enter the day and time of publication.")
        elif when == When.LIVE:
            published_at = published_at or article.published_at
            if published_at > max(now, article.published_at):
                self.add_error(
                    "publish_at",
                    f"It is public already; {moment(published_at)} is still to come. "
                    "Withdraw it if readers should not see it.",
                )
        if not self.errors:
            article.status = STATUS[When(when)]
            article.published_at = published_at
        return data

    def _post_clean(self):
        super()._post_clean()
        # Only now does the instance say what was typed.
        if not self.errors and self.instance.status == Article.Status.PUBLISHED:
            self.stop_at_errors()

    def stop_at_errors(self):
        """Refuse what must not go out; of a published article only what this change brings in."""
        copy = copy_of(self.instance)
        copy.bylines = None  # The rows of the form are checked with them.
        found = [defect for defect in check(copy) if defect.stops]
        stored = Article.objects.published().filter(pk=self.instance.pk).first()
        if found and stored:
            found = [defect for defect in found if defect not in check(copy_of(stored))]
        if found and self.cleaned_data.get("publish_anyway"):
            return
        for defect in found:
            place = defect.where if defect.where in self.fields else None
            self.add_error(place, f"{defect.what}. {defect.fix}")


class PreviewLinkForm(forms.ModelForm):
    days = forms.IntegerField(
        label="Works for, days", min_value=1, max_value=60, initial=7, required=True
    )

    class Meta:
        model = PreviewLink
        fields = ["reader"]

    def save(self, commit=True):
        self.instance.expires_at = timezone.now() + dt.timedelta(days=self.cleaned_data["days"])
        return super().save(commit)
