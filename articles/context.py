"""What the frame of every page knows of the articles."""

from django.utils.functional import SimpleLazyObject

from articles.models import Category


def menu(request):
    return {"menu": SimpleLazyObject(lambda: list(Category.objects.filter(is_in_menu=True)))}
