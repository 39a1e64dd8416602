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
