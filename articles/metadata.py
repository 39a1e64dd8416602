"""What machines are told of an article: search engines, Scholar, Zotero and cards elsewhere."""

import datetime as dt
import json
from typing import NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.safestring import SafeString

from articles import citations, credits, republishing, share_card
from articles.citations import tidy
from articles.credits import Signature
from articles.models import Article, Byline, Category, FirstPublication
from house.models import Outlet
from photos.licensing import image_object
from series.models import Series

NEWS = "NewsArticle"
TYPES = {
    # Google documents the plain types, so the finer one stands beside one of them.
    Article.Genre.ANALYSIS: [NEWS, "AnalysisNewsArticle"],
    Article.Genre.OPINION: [NEWS, "OpinionNewsArticle"],
    Article.Genre.REVIEW: [NEWS, "ReviewNewsArticle"],
    Article.Genre.INTERVIEW: [NEWS],
    Article.Genre.REPORT: ["Report"],
    Article.Genre.BRIEF: ["Report"],
    Article.Genre.SIMULATION: ["Article", "AnalysisNewsArticle"],
}
LOCALES = {"en": "en_GB", "az": "az_AZ", "ka": "ka_GE", "hy": "hy_AM", "ru": "ru_RU"}
# What would end the script element or a line of an old script engine.
UNSAFE_IN_SCRIPT = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}


class Metadata(NamedTuple):
    canonical: str
    description: str
    names: list[tuple[str, str]]
    properties: list[tuple[str, str]]
    translations: list[tuple[str, str]]
    references: list[tuple[str, str]]
    json_ld: SafeString


def describe(article, house, translations=()) -> Metadata | None:
    """Return everything for the head of the page; None while the article is not public."""
    if article.public_from is None or article.public_from > timezone.now():
        return None
    record = citations.record(article, house)
    versions = [article, *translations]
    return Metadata(
        canonical=canonical_address(article),
        description=tidy(article.excerpt),
        names=highwire(article, record),
        properties=open_graph(article, house, record),
        translations=[(version.language, republishing.address(version)) for version in versions]
        if len(versions) > 1
        else [],
        references=[
            (form.content_type, f"{republishing.address(article)}cite.{ending}")
            for ending, form in citations.FORMATS.items()
        ],
        json_ld=script(graph(article, house, record, versions)),
    )


def canonical_address(article) -> str:
    """Return the page that search engines should show: a partner's, where that was agreed.

    A translation is no copy of its original; its page is its own.
    """
    first = credits.first_publication(article)
    if (
        first
        and first.url
        and first.kind != FirstPublication.Kind.TRANSLATION
        and first.outlet.canonical_rule == Outlet.CanonicalRule.THEIRS
    ):
        return first.url
    return republishing.address(article)


def modified_at(article) -> dt.datetime:
    """Return when readers were last told of a change: publication or the newest correction.

    A draft is described to its editor as if it went out now.
    """
    made = [correction.made_at for correction in article.corrections.all()]
    return max([article.public_from or timezone.now(), *made])


def highwire(article, record) -> list[tuple[str, str]]:
    """Return the tags that Scholar and Zotero read; none where Scholar does not want them.

    News, opinion and magazine pieces are outside its scope, copies of a page elsewhere too.
    """
    if record.kind not in {"journal", "report"} or canonical_address(article) != record.address:
        return []
    issue_date = article.issue.date if article.issue else None
    online = f"{record.date:%Y/%m/%d}"
    printed = f"{issue_date:%Y/%m/%d}" if issue_date else str(record.year)
    published = printed if issue_date or record.season else online
    is_report = record.kind == "report"
    authors = []
    for person in record.authors:
        authors.append(("citation_author", citations.inverted(person)))
        authors.append(("citation_author_institution", tidy(person.affiliation)))
    tags = [
        ("citation_title", record.title),
        *authors,
        ("citation_publication_date", published),
        ("citation_online_date", online if online != published else ""),
        ("citation_technical_report_institution", record.publisher if is_report else ""),
        ("citation_technical_report_number", record.report_number if is_report else ""),
        ("citation_journal_title", "" if is_report else record.series),
        ("citation_journal_abbrev", "" if is_report else record.abbreviation),
        ("citation_issn", record.issn),
        ("citation_volume", record.volume),
        ("citation_issue", record.issue),
        ("citation_firstpage", record.first_page),
        ("citation_lastpage", record.last_page),
        ("citation_doi", record.doi),
        ("citation_language", record.language),
        ("citation_abstract", record.abstract),
        *(("citation_keywords", keyword) for keyword in record.keywords),
        ("citation_abstract_html_url", record.address),
        ("citation_fulltext_html_url", record.address),
    ]
    return [(name, content) for name, content in tags if content]


def open_graph(article, house, record) -> list[tuple[str, str]]:
    category = article.main_category
    properties = [
        ("og:type", "article"),
        ("og:title", record.title),
        ("og:description", tidy(article.excerpt)),
        ("og:url", record.address),
        ("og:site_name", house.name),
        ("og:locale", LOCALES.get(article.language, article.language)),
        *share_image(article, record),
        ("article:published_time", _moment(article.public_from)),
        ("article:modified_time", _moment(modified_at(article))),
        *(("article:author", person.address) for person in record.authors),
        ("article:section", category.name if category else ""),
        *(("article:tag", keyword) for keyword in record.keywords),
    ]
    return [(name, content) for name, content in properties if content]


def share_image(article, record) -> list[tuple[str, str]]:
    """Return the lead photo for cards elsewhere; a drawn card where there is none to be lent."""
    if photo := shareable_photo(article):
        return [("og:image", _whole(photo.src)), ("og:image:alt", tidy(photo.alt_text))]
    if not share_card.is_legible(article):
        return []
    width, height = share_card.SIZE
    return [
        ("og:image", f"{record.address}share.png"),
        ("og:image:type", "image/png"),
        ("og:image:width", str(width)),
        ("og:image:height", str(height)),
        ("og:image:alt", record.title),
    ]


def shareable_photo(article):
    """Return the lead photo where others may show it, as a card on their pages does."""
    photo = article.lead_photo
    return photo if photo and photo.may_redistribute and photo.is_public() else None


# JSON-LD: one graph in which the things refer to each other by @id.


def graph(article, house, record, versions=()) -> dict:
    with translation.override(article.language):
        things = [
            _website(house),
            _house(house),
            _breadcrumbs(article, house, record),
            _article(article, house, record, versions),
            *(_person(person) for person in _people(article)),
        ]
        if article.lead_photo and article.lead_photo.is_public():
            things.append(_image(article.lead_photo))
    return prune({"@context": "https://schema.org", "@graph": things})


def script(data: dict) -> SafeString:
    """Return the JSON for a script element: nothing in it can end the element."""
    return SafeString(json.dumps(data, ensure_ascii=False).translate(UNSAFE_IN_SCRIPT))


def prune(value):
    """Leave out whatever is empty, at every depth."""
    if isinstance(value, dict):
        pruned = {key: prune(inner) for key, inner in value.items()}
        return {key: inner for key, inner in pruned.items() if inner not in ("", None, [], {})}
    if isinstance(value, list):
        return [inner for inner in map(prune, value) if inner not in ("", None, [], {})]
    return value


def _article(article, house, record, versions) -> dict:
    terms = republishing.terms(article, house)
    first = credits.first_publication(article)
    own = {"@id": f"{record.address}#article"}
    original = article.translation_of_id
    is_periodical = article.series and article.series.kind == Series.Kind.PERIODICAL
    places, subjects = _filed(article)
    usage = reverse("articles:republish", args=[article.slug]) if terms.has_page else None
    return own | {
        "@type": ["ScholarlyArticle"]
        if is_periodical and record.kind == "journal"
        else TYPES[article.genre],
        "headline": record.title,
        "alternativeHeadline": tidy(article.standfirst),
        "description": tidy(article.excerpt),
        "abstract": tidy(" ".join(article.summary_points)),
        "genre": str(article.get_genre_display()),
        "image": [{"@id": _image_id(article.lead_photo)}]
        if article.lead_photo and article.lead_photo.is_public()
        else [],
        "datePublished": _moment(article.public_from),
        "dateModified": _moment(modified_at(article)),
        "author": [_reference(person) for person in record.authors],
        "translator": [_reference(person) for person in record.translators],
        "editor": [_reference(person) for person in record.editors],
        "contributor": [
            _reference(person) for person in credits.signatures(article, Byline.Role.CONTRIBUTOR)
        ],
        "publisher": _publisher(article),
        "inLanguage": article.language,
        "translationOfWork": [
            {"@id": f"{republishing.address(version)}#article"}
            for version in versions
            if version.pk == original
        ],
        "workTranslation": [
            {"@id": f"{republishing.address(version)}#article"}
            for version in versions
            if version.translation_of_id == article.pk
        ],
        "articleSection": places + subjects,
        "keywords": record.keywords,
        "contentLocation": [{"@type": "Place", "name": name} for name in places],
        "about": [{"@type": "Thing", "name": name} for name in subjects],
        "wordCount": article.word_count or None,
        "isAccessibleForFree": True,
        "license": terms.licence.url,
        "usageInfo": _whole(usage or "/republishing/"),
        "copyrightHolder": _publisher(article),
        "copyrightYear": record.date.year,
        "creditText": republishing.notice(article, house),
        "reportNumber": record.report_number,
        "pagination": record.pages,
        "identifier": f"https://doi.org/{record.doi}" if record.doi else "",
        "mainEntityOfPage": record.address,
        "url": record.address,
        "isPartOf": _part_of(article, record),
        "isBasedOn": first
        and {
            "@type": "CreativeWork",
            "name": first.original_title or record.title,
            "url": first.url,
            "datePublished": first.date and first.date.isoformat(),
            "publisher": _outlet(first.outlet),
        },
        "citation": [
            {
                "@type": "CreativeWork",
                "name": source.outlet_name,
                "url": source.url,
                "datePublished": source.date and source.date.isoformat(),
            }
            for source in article.sources.all()
            if source.url
        ],
        "correction": [
            {
                "@type": "CorrectionComment",
                "text": tidy(correction.text),
                "datePublished": _moment(correction.made_at),
            }
            for correction in article.corrections.all()
        ],
    }


def _part_of(article, record) -> dict | None:
    """Return the chain issue, volume, periodical, with the links that have a value."""
    if not article.series:
        return None
    series = article.series
    chain = {
        "@type": "Periodical" if record.kind in {"journal", "magazine"} else "CreativeWorkSeries",
        "@id": _whole(series.get_absolute_url()),
        "name": series.name,
        "issn": series.issn,
        "url": _whole(series.get_absolute_url()),
        "publisher": _publisher(article),
    }
    if record.volume:
        chain = {"@type": "PublicationVolume", "volumeNumber": record.volume, "isPartOf": chain}
    if record.issue or record.season:
        issue = article.issue
        chain = {
            "@type": "PublicationIssue",
            "issueNumber": record.issue,
            "name": issue.title or record.season,
            "datePublished": issue.date and issue.date.isoformat(),
            "url": _whole(issue.get_absolute_url()),
            "isPartOf": chain,
        }
    return chain


def _website(house) -> dict:
    return {
        "@type": "WebSite",
        "@id": _whole("/#website"),
        "name": house.name,
        "alternateName": house.acronym,
        "url": _whole("/"),
        "publisher": {"@id": _whole("/#organization")},
    }


def _house(house) -> dict:
    return {
        "@type": "Organization",
        "@id": _whole("/#organization"),
        "name": house.full_name,
        "alternateName": [house.name, house.acronym],
        "url": _whole("/"),
        "logo": _whole(f"{settings.STATIC_URL}mark.svg"),
        "description": house.description,
    }


def _breadcrumbs(article, house, record) -> dict:
    category = article.main_category
    steps = [(house.name, _whole("/"))]
    if category:
        steps.append((category.name, _whole(category.get_absolute_url())))
    steps.append((record.title, record.address))
    return {
        "@type": "BreadcrumbList",
        "@id": f"{record.address}#breadcrumbs",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": url}
            for position, (name, url) in enumerate(steps, start=1)
        ],
    }


def _people(article) -> list[Signature]:
    return credits.signatures(article, *Byline.Role.values)


def _person(person: Signature) -> dict:
    return {
        "@type": "Organization" if person.is_organisation else "Person",
        "@id": person.address,
        "name": person.name,
        "url": person.address,
        "jobTitle": "" if person.is_organisation else person.title,
        "affiliation": person.affiliation and {"@type": "Organization", "name": person.affiliation},
        "sameAs": f"https://orcid.org/{person.author.orcid}" if person.author.orcid else "",
    }


def _reference(person: Signature) -> dict:
    # The name again: some readers of metadata do not follow an @id.
    kind = "Organization" if person.is_organisation else "Person"
    return {"@type": kind, "@id": person.address, "name": person.name}


def _image(photo) -> dict:
    """Return the photo's own fields; the page of credits stands in for terms it does not name."""
    credits_page = _whole("/photo-credits/")
    stand_in = {"license": credits_page, "acquireLicensePage": photo.source_url or credits_page}
    return stand_in | image_object(photo, settings.SITE_URL) | {"@id": _image_id(photo)}


def _publisher(article) -> dict:
    """Return who publishes the text: for a partner's series, never us."""
    if article.series and article.series.partner:
        return _outlet(article.series.partner)
    return {"@id": _whole("/#organization")}


def _outlet(outlet) -> dict:
    return {"@type": "Organization", "name": outlet.name, "url": outlet.url}


def _filed(article) -> tuple[list[str], list[str]]:
    """Return the names of its regions and of its topics."""
    categories = [filing.category for filing in article.filings.all()]
    regions = [item.name for item in categories if item.kind == Category.Kind.REGION]
    return regions, [item.name for item in categories if item.kind == Category.Kind.TOPIC]


def _image_id(photo) -> str:
    return _whole(f"/photo-credits/#photo-{photo.pk}")


def _moment(moment: dt.datetime) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds")


def _whole(path: str) -> str:
    return path if "://" in path else settings.SITE_URL + path
