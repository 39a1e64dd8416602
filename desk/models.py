"""What the desk keeps for itself: house style, editions, what is typed, previews."""

import datetime as dt

from django.conf import settings
from django.core import signing
from django.db import models
from django.urls import reverse
from django.utils import timezone


class HouseWord(models.Model):
    """A spelling that must not reach readers, and the one that the house prints."""

    language = models.CharField(max_length=10, choices=settings.LANGUAGES, default="en")
    wrong = models.CharField(
        "not this",
        max_length=100,
        help_text="As it is found in texts. With a capital letter, only so; else in any case.",
    )
    right = models.CharField("but this", max_length=100)
    note = models.CharField("why", max_length=200, blank=True)

    class Meta:
        ordering = ["language", "wrong"]
        verbose_name = "word of the house style"
        verbose_name_plural = "words of the house style"
        constraints = [
            models.UniqueConstraint(
                fields=["language", "wrong"],
                name="house_word_once_in_a_language",
                violation_error_message="This word is in the list already.",
            ),
            models.CheckConstraint(
                condition=~models.Q(wrong=""),
                name="house_word_is_a_word",
                violation_error_message="Enter the word that must not be printed.",
            ),
        ]

    def __str__(self):
        return f"{self.wrong} → {self.right}"


class Revision(models.Model):
    """A whole edition of an article: its fields, bylines, categories, tags, first publication.

    Figures, notes and sources live in the text, so they are part of it. Written after every save
    at the desk; never changed.
    """

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="revisions"
    )
    edition = models.JSONField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["article", "-made_at", "-id"], name="revision_newest")]

    def __str__(self):
        return f"{self.article} as of {self.made_at:%d %b %Y, %H:%M}"


class Autosave(models.Model):
    """What somebody has typed into the form of an article and not saved yet; readers never see it.

    Kept as the browser sent it, so that it comes back through the form itself.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, null=True, related_name="+"
    )
    data = models.TextField()
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "article"], name="one_autosave_per_article"),
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(article__isnull=True),
                name="one_autosave_of_a_new_article",
            ),
        ]

    def __str__(self):
        return f"{self.user}: {self.article or 'a new article'}"


def in_a_week():
    return timezone.now() + dt.timedelta(days=7)


class PreviewLink(models.Model):
    """A secret address at which somebody without an account reads an unpublished article."""

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="preview_links"
    )
    reader = models.CharField(
        "for whom", max_length=200, blank=True, help_text="A name or an address, for the log."
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField("works until", default=in_a_week)
    revoked_at = models.DateTimeField(null=True)
    opened = models.PositiveIntegerField(default=0)
    last_opened_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self):
        return f"{self.article}, for {self.reader or 'anybody with the link'}"

    def get_absolute_url(self):
        return reverse("preview", args=[self.token])

    @property
    def token(self) -> str:
        """The key of the row under the site's signature: nothing in the database opens a page."""
        return signing.dumps(self.pk, salt="preview")

    @classmethod
    def for_token(cls, token: str):
        """Return the link that was handed out under this token, however it stands; or None."""
        try:
            pk = signing.loads(token, salt="preview")
        except signing.BadSignature:
            return None
        return cls.objects.select_related("article").filter(pk=pk).first()

    def works(self, at=None) -> bool:
        return self.revoked_at is None and self.expires_at > (at or timezone.now())

    def count(self):
        PreviewLink.objects.filter(pk=self.pk).update(
            opened=models.F("opened") + 1, last_opened_at=timezone.now()
        )
