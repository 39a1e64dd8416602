"""Rows with realistic defaults. A test names only what it is about."""

import datetime as dt
import io
import itertools

from django.contrib.auth.models import Group, User
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from articles.models import Article, Byline, Category, Filing
from authors.models import Author
from house.models import Outlet
from photos.models import Photo
from series.models import Issue, Series
from submissions.models import Call, Submission

_numbers = itertools.count(1)
LONG_AGO = dt.datetime(2025, 7, 30, 9, 0, tzinfo=dt.UTC)


def make_author(name="Energy Desk", **fields):
    fields.setdefault("kind", Author.Kind.ORGANISATION if "Desk" in name else Author.Kind.PERSON)
    return Author.objects.create(name=name, **fields)


def make_category(name="South Caucasus", **fields):
    return Category.objects.get_or_create(name=name, defaults=fields)[0]


def make_outlet(name="Eurasianet", **fields):
    return Outlet.objects.get_or_create(name=name, defaults=fields)[0]


def make_series(name="Eurasia Daily Monitor", **fields):
    return Series.objects.get_or_create(name=name, defaults=fields)[0]


def make_issue(series=None, volume=22, number="112", **fields):
    return Issue.objects.create(
        series=series or make_series(), volume=volume, number=number, **fields
    )


def make_image_file(width=600, height=400, colour=(90, 120, 130), name="photo.jpg"):
    buffer = io.BytesIO()
    # A number in the corner pixel keeps two test photos from being the same file.
    image = Image.new("RGB", (width, height), colour)
    number = next(_numbers)
    for x in range(16):
        for y in range(16):
            image.putpixel((x, y), (number % 256, number // 256 % 256, 7))
    image.save(buffer, "PNG" if name.endswith("png") else "JPEG")
    return ContentFile(buffer.getvalue(), name=name)


def make_photo(title="A harbour", *, is_public=True, **fields):
    """A photo that readers may see, unless told otherwise."""
    defaults = {
        "caption": "The harbour at dawn.",
        "alt_text": "Two cranes over a ship.",
        "photographer": "Nino Example",
        "agency": "Example Agency",
        "rights": Photo.Rights.LICENSED if is_public else Photo.Rights.UNCHECKED,
    }
    image = fields.pop("image", None) or make_image_file()
    return Photo.objects.create(title=title, image=image, **(defaults | fields))


def make_article(title="A sea that leaves its harbours", *, authors=None, categories=(), **fields):
    """A public article by Energy Desk, published long ago, unless told otherwise."""
    tags = fields.pop("tags", ())
    fields.setdefault("body", "<p>The lowest line on the quay is under the bollards.</p>")
    fields.setdefault("status", Article.Status.PUBLISHED)
    if fields["status"] in (Article.Status.PUBLISHED, Article.Status.WITHDRAWN):
        fields.setdefault("published_at", LONG_AGO)
    article = Article.objects.create(title=title, **fields)
    if authors is None:
        authors = [Author.objects.filter(name="Energy Desk").first() or make_author()]
    for position, author in enumerate(authors):
        Byline.objects.create(article=article, author=author, position=position)
    for position, category in enumerate(categories):
        Filing.objects.create(article=article, category=category, position=position)
    article.tags.add(*tags)
    return article


def make_hidden_articles():
    """One article for each way of not being public, titled for the reason."""
    later = timezone.now() + dt.timedelta(days=2)
    return [
        make_article("hidden draft", status=Article.Status.DRAFT),
        make_article("hidden in review", status=Article.Status.IN_REVIEW),
        make_article("hidden scheduled", published_at=later),
        make_article("hidden embargoed", embargo_until=later),
        make_article("hidden withdrawn", status=Article.Status.WITHDRAWN),
    ]


def make_call(title="Forty days without the pass", **fields):
    """A call that is open from a year ago for ten years, unless told otherwise."""
    now = timezone.now()
    fields.setdefault("scenario", "The pass closes at four in the morning.\n\nForty days follow.")
    fields.setdefault("terms", "The Center may publish the text under your name and title.")
    fields.setdefault("opens_at", now - dt.timedelta(days=365))
    fields.setdefault("closes_at", now + dt.timedelta(days=3650))
    fields.setdefault("is_public", True)
    return Call.objects.create(title=title, **fields)


def make_submission(call=None, **fields):
    """A submission by an invented hydrologist whose address is not confirmed."""
    defaults = {
        "full_name": "Gülçöhrə Ağabəyimqızı Şıxəmirli",
        "email": "gulchohra@example.org",
        "phone": "+994 12 555 01 23",
        "phone_e164": "+994125550123",
        "position": "Hydrologist",
        "title": "The seventh convoy",
        "summary": "What a bakery knows of a closed road.",
        "text": "Day one. The pass closes at 04:10.\n\nThe first call is to a bakery.",
        "language": "en",
    }
    return Submission.objects.create(call=call or make_call(), **(defaults | fields))


def make_user(name="editor", role=None, **fields):
    """Somebody who may log in to the desk; with the role, its permissions."""
    user = User.objects.create_user(name, password="correct horse battery", is_staff=True, **fields)
    if role:
        user.groups.add(Group.objects.get(name=role))
    return user
