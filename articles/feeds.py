"""Feeds of every list, in three formats: Atom, RSS and JSON Feed.

An entry's id never changes and only a correction moves its date, or aggregators show it again.
"""

import json
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.utils.feedgenerator import (
    Atom1Feed,
    Rss201rev2Feed,
    SyndicationFeed,
    rfc3339_date,
)
from django.utils.http import http_date
from django.utils.translation import get_language
from django.views.decorators.http import conditional_page, require_safe

from articles import credits, republishing
from articles.copies import NOT_XML, feed_html, image_address, public_photos
from articles.listings import Listing
from articles.metadata import canonical_address, modified_at
from articles.models import Article, Byline
from house.models import SiteSettings
from pagecache.models import ContentVersion

NEWEST = 30
# The year this scheme was settled. It is part of every id, so it never changes.
TAG_YEAR = 2026
OTHER_ROLES = [Byline.Role.CONTRIBUTOR, Byline.Role.TRANSLATOR, Byline.Role.EDITOR]
NAMESPACES = {
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:media": "http://search.yahoo.com/mrss/",
}


class AtomFeed(Atom1Feed):
    content_type = "application/atom+xml; charset=utf-8"

    def root_attributes(self):
        return super().root_attributes() | {"xmlns:media": NAMESPACES["xmlns:media"]}

    def item_attributes(self, item):
        return {"xml:lang": item["language"]}

    def add_item_elements(self, handler, item):
        people = item["people"]
        # The generator knows one author; all of them stand at the front, each with an address.
        for element, signatures in (("author", people), ("contributor", item["contributors"])):
            for signature in signatures:
                handler.startElement(element, {})
                handler.addQuickElement("name", signature.name)
                handler.addQuickElement("uri", signature.address)
                handler.endElement(element)
        super().add_item_elements(handler, item)
        if item["content"]:
            handler.addQuickElement("content", item["content"], {"type": "html"})
        if item["canonical"] != item["link"]:
            handler.addQuickElement("link", "", {"rel": "canonical", "href": item["canonical"]})
        if item["via"]:
            handler.addQuickElement("link", "", {"rel": "via", "href": item["via"]})
        add_media(handler, item["photo"])


class RssFeed(Rss201rev2Feed):
    def rss_attributes(self):
        return super().rss_attributes() | NAMESPACES

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        for signature in [*item["people"], *item["contributors"]]:
            handler.addQuickElement("dc:creator", signature.name)
        handler.addQuickElement("dc:language", item["language"])
        handler.addQuickElement("dc:rights", item["item_copyright"])
        if item["content"]:
            handler.addQuickElement("content:encoded", item["content"])
        if item["via"]:
            handler.addQuickElement("dc:source", item["via"])
        add_media(handler, item["photo"])


class JsonFeed(SyndicationFeed):
    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile, encoding):
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.feed["title"],
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "description": self.feed["description"],
            "language": self.feed["language"],
        }
        feed = without_empty(feed) | {"items": [self.entry(item) for item in self.items]}
        outfile.write(json.dumps(feed, ensure_ascii=False).encode(encoding))

    def entry(self, item) -> dict:
        photo = item["photo"]
        return without_empty(
            {
                "id": item["unique_id"],
                "url": item["link"],
                "external_url": item["via"],
                "title": item["title"],
                "content_html": item["content"],
                # One of the two has to be there.
                "content_text": "" if item["content"] else item["description"] or item["title"],
                "summary": item["description"],
                "image": image_address(photo) if photo else "",
                "date_published": rfc3339_date(item["pubdate"]),
                "date_modified": rfc3339_date(item["updateddate"]),
                "authors": [
                    {"name": person.name, "url": person.address}
                    for person in [*item["people"], *item["contributors"]]
                ],
                "tags": item["categories"],
                "language": item["language"],
                "_credit": without_empty(
                    {
                        "about": f"{settings.SITE_URL}/republishing/",
                        "rights": item["item_copyright"],
                        "image_credit": photo.credit_line if photo else "",
                    }
                ),
            }
        )


FORMATS = {"atom": AtomFeed, "rss": RssFeed, "json": JsonFeed}


@require_safe
@conditional_page
def feed(request, listing, ending, **kwargs):
    """Answer with the newest articles of a list; `listing` is one of articles.listings."""
    found: Listing = listing(**kwargs)
    response = HttpResponse(content_type=FORMATS[ending].content_type)
    make_feed(found, request, FORMATS[ending]).write(response, "utf-8")
    response["Last-Modified"] = http_date(last_change())
    return response


def make_feed(found: Listing, request, feed_type: type[SyndicationFeed]) -> SyndicationFeed:
    house = SiteSettings.load()
    query = f"?{urlencode({'q': request.GET['q']})}" if request.GET.get("q") else ""
    generator = feed_type(
        title=f"{house.name}: {found.title}" if found.title else house.name,
        link=settings.SITE_URL + request.path.rpartition("/")[0] + "/" + query,
        description=clean_text(found.description or house.description),
        language=get_language(),
        feed_url=settings.SITE_URL + request.path + query,
        feed_copyright=house.full_name,
        author_name=house.name,
    )
    articles = found.newest(NEWEST)
    photos = public_photos(articles)
    for article in articles:
        generator.add_item(**entry(article, house, photos))
    return generator


def entry(article: Article, house: SiteSettings, photos: dict) -> dict:
    """Return what all three formats say of one article."""
    first = credits.first_publication(article)
    photo = photos.get(article.lead_photo_id)
    return {
        "title": clean_text(article.title),
        "link": republishing.address(article),
        "description": clean_text(article.excerpt),
        "unique_id": f"tag:{urlsplit(settings.SITE_URL).hostname},{TAG_YEAR}:{article.public_id}",
        "unique_id_is_permalink": False,
        "pubdate": article.public_from,
        "updateddate": modified_at(article),
        "categories": [
            clean_text(name)
            for name in (
                *(filing.category.name for filing in article.filings.all()),
                *(tag.name for tag in article.tags.all()),
            )
        ],
        "item_copyright": clean_text(republishing.notice(article, house)),
        "content": clean_text(feed_html(article, house, photos))
        if may_carry_text(article, house)
        else "",
        "people": credits.authors(article),
        "contributors": credits.signatures(article, *OTHER_ROLES),
        "language": article.language,
        "canonical": canonical_address(article),
        "via": first.url if first else "",
        "photo": photo if photo and photo.may_redistribute else None,
    }


def may_carry_text(article: Article, house: SiteSettings) -> bool:
    """A partner's text goes out with a link only, unless the partner lets it travel."""
    holder = republishing.rights_holder(article)
    return house.feed_has_full_text and (holder is None or holder.may_republish_further)


def last_change() -> float:
    """Return when anything readers see last changed: what was withdrawn has to leave as well."""
    changed = ContentVersion.objects.values_list("changed_at", flat=True).first()
    moments = [changed, Article.objects.last_public_moment()]
    return max((moment.timestamp() for moment in moments if moment), default=0)


def add_media(handler, photo) -> None:
    """Name a photo only where others may show it, and never without its credit."""
    if photo is None:
        return
    attributes = {
        "url": image_address(photo),
        "medium": "image",
        "type": "image/jpeg",
    }
    handler.startElement("media:content", attributes)
    handler.addQuickElement("media:credit", clean_text(photo.credit_line), {"role": "credit"})
    if photo.caption:
        handler.addQuickElement("media:description", clean_text(photo.caption), {"type": "plain"})
    handler.endElement("media:content")


def clean_text(text: str) -> str:
    return NOT_XML.sub("", text)


def without_empty(values: dict) -> dict:
    return {key: value for key, value in values.items() if value not in ("", None, [], {})}
