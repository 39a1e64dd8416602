"""What search knows of an article: its folded text, in a row that the database indexes by itself.

The row's key is the public moment and the article's key in one number. So the newest hits are the
largest keys, a year is a range of them, and what is not public yet lies beyond the present.
"""

import datetime as dt
import html
import re
from collections.abc import Iterable

from articles.folding import fold
from articles.models import Article, SearchDocument

BITS = 30  # for the article's key; the rest is for the seconds, enough until the year 2242
ARTICLE = (1 << BITS) - 1
TAG = re.compile(r"<[^>]+>")


def key_at(moment: dt.datetime) -> int:
    """Return the smallest key of the articles that become public at the moment."""
    return int(moment.timestamp()) << BITS


def document(article: Article) -> SearchDocument | None:
    """Make the row of an article; None while it has no public moment."""
    if article.public_from is None:
        return None
    names = [byline.name for byline in article.bylines.all()]
    tags = [tag.name for tag in article.tags.all()]
    captions = [figure.caption or figure.photo.caption for figure in article.figures.all()]
    return SearchDocument(
        id=key_at(article.public_from) | article.pk,
        article=article,
        title=fold(article.title),
        summary=fold(
            " ".join([article.standfirst, article.summary, article.teaser, *names, *tags])
        ),
        body=fold(plain(article.body)),
        captions=fold(" ".join([article.lead_caption, *captions])),
    )


def refresh(articles: Iterable[Article]) -> None:
    """Rewrite the rows that say something else than their articles."""
    columns = ("id", "title", "summary", "body", "captions")
    keys = [article.pk for article in articles]
    before = {
        row[0]: row[1:]
        for row in SearchDocument.objects.filter(article__in=keys).values_list("article", *columns)
    }
    gone, new = [], []
    for article in articles:
        row = document(article)
        wanted = row and tuple(getattr(row, name) for name in columns)
        if before.get(article.pk) != wanted:
            gone.append(article.pk)
            new += [row] if row else []
    if gone:
        SearchDocument.objects.filter(article__in=gone).delete()
    SearchDocument.objects.bulk_create(new, batch_size=200)


def plain(body: str) -> str:
    """Return the words of a stored body, which is clean HTML; for searching, not for printing."""
    return html.unescape(TAG.sub(" ", body))
