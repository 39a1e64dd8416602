"""What the desk keeps for itself: the words of the house style."""

from django.conf import settings
from django.db import models


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
