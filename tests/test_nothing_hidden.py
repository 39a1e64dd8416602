"""What is not public reaches nobody: every public address is asked, whatever it serves."""

import re

import pytest
from django.urls import get_resolver

from articles.models import Article, Correction, FirstPublication, Sequence
from frontpage.models import FrontPage, FrontSection
from tests.factories import (
    make_article,
    make_author,
    make_call,
    make_category,
    make_hidden_articles,
    make_issue,
    make_outlet,
    make_photo,
    make_series,
)

# Every invented secret begins with two of these words; "hidden" alone is a word of the markup.
HIDDEN = re.compile(
    r"hidden[ -](draft|in[ -]review|scheduled|embargoed|withdrawn|photo|word|call|issue)",
    re.IGNORECASE,
)
# An example of each kind of address. A new one in the URLconf needs an example here, or it is
# among those below that hold nothing of articles and photos.
EXAMPLES = {
    "articles/<slug:slug>/": ["articles/in-the-open/", "articles/HIDDEN/"],
    "articles/<slug:slug>/republish/": [
        "articles/in-the-open/republish/",
        "articles/HIDDEN/republish/",
    ],
    "articles/<slug:slug>/cite.<str:ending>": [
        f"{article}/cite.{ending}"
        for article in ("articles/in-the-open", "articles/HIDDEN")
        for ending in ("ris", "bib", "csl.json")
    ],
    "articles/<slug:slug>/share.png": [
        "articles/in-the-open/share.png",
        "articles/HIDDEN/share.png",
    ],
    "robots.txt": ["robots.txt"],
    "sitemap.xml": ["sitemap.xml"],
    "sitemap-<slug:section>.xml": [
        f"sitemap-{section}.xml"
        for section in (
            *("home", "pages", "categories", "tags", "authors", "series", "issues", "calls"),
            "articles-2025",
        )
    ],
    "news-sitemap.xml": ["news-sitemap.xml"],
    "": [""],
    "authors/": ["authors/"],
    "authors/<slug:slug>/": ["authors/walking-desk/"],
    "series/": ["series/"],
    "series/<slug:slug>/": ["series/monitor/"],
    "series/<slug:slug>/<int:volume>/": ["series/monitor/22/", "series/monitor/77/"],
    "series/<slug:slug>/<int:volume>/<slug:issue>/": [
        "series/monitor/22/112/",
        "series/monitor/77/7/",
    ],
    "series/<slug:slug>/issue/<slug:issue>/": ["series/monitor/issue/winter/"],
    "categories/<slug:slug>/": [
        "categories/corridors/",
        "categories/corridors/?genre=analysis&year=2025&series=monitor&author=walking-desk",
    ],
    "tags/<slug:slug>/": ["tags/rails/"],
    "archive/": ["archive/"],
    "archive/<year>/": ["archive/2025/"],
    "archive/<year>/<month>/": ["archive/2025/07/"],
    "search/": [
        "search/",
        "search/?q=hidden",
        "search/?q=open",
        "search/?q=hiden",
        "search/?q=word",
    ],
    "corrections/": ["corrections/"],
    "photo-credits/": ["photo-credits/"],
    "simulations/": ["simulations/"],
    "simulations/<slug:slug>/": ["simulations/an-open-call/", "simulations/not-yet/"],
    "simulations/<slug:slug>/submit/": [
        "simulations/an-open-call/submit/",
        "simulations/not-yet/submit/",
    ],
    "contact/": ["contact/"],
    "media/<path:path>": ["PHOTO"],
    "r/<slug:public_id>.gif": ["r/nothing.gif"],
}
LISTS = {
    "": "",
    "search/": "search/",
    "simulations/": "simulations/",
    "categories/<slug:slug>/": "categories/corridors/",
    "tags/<slug:slug>/": "tags/rails/",
    "authors/<slug:slug>/": "authors/walking-desk/",
    "series/<slug:slug>/": "series/monitor/",
    "series/<slug:slug>/<int:volume>/": "series/monitor/22/",
    "series/<slug:slug>/<int:volume>/<slug:issue_slug>/": "series/monitor/22/112/",
    "series/<slug:slug>/issue/<slug:issue_slug>/": "series/monitor/issue/winter/",
}
FORMATS = re.compile(r"(?P<list>.*?)(?P<format>(feed|cite)\.[a-z.]+)")
# Behind a login or a secret address of their own, or a file of the house.
APART = re.compile(
    r"admin/|preview/|healthz|stylesheet-|simulations/(received|confirm|status)/|contact/received/"
)


def addresses(patterns=None, before=""):
    """Every address of the site as it stands in the URLconf."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = re.sub(r"\(\?P(<\w+>)[^)]*\)|[\^$]", r"\1", str(pattern.pattern))
        if hasattr(pattern, "url_patterns"):
            yield from addresses(pattern.url_patterns, before + route)
        else:
            yield before + route


def examples(address):
    form = FORMATS.fullmatch(address)
    if address in EXAMPLES:
        return EXAMPLES[address]
    if form and form["list"] in LISTS:
        query = "?q=hidden" if form["list"] == "search/" else ""
        lists = [LISTS[form["list"]]]
        if "issue_slug" in form["list"] or "volume" in form["list"]:
            lists.append(lists[0].replace("22/", "77/").replace("112/", "7/"))
        return [one + form["format"] + query for one in lists]
    return []


@pytest.fixture
def hidden():
    """Articles that nobody may see, tied to everything that readers may."""
    desk = make_author("Walking Desk", slug="walking-desk")
    series = make_series("Monitor", slug="monitor", abbreviation="MON")
    issue = make_issue(series, volume=22, number="112")
    secret_issue = make_issue(series, volume=77, number="7", title="hidden issue")
    make_issue(series, volume=None, number="", season="Winter", editors_note="hidden issue")
    category, sequence = make_category("Corridors"), Sequence.objects.create(title="hidden word")
    picture = make_photo("hidden photo", rights_note="hidden word", may_redistribute=True)
    secret_picture = make_photo(
        "hidden photo", is_public=False, caption="hidden photo", photographer="Hidden Photo"
    )
    outlet = make_outlet("Gazette", agreement="hidden word", may_republish_further=True)
    shown = make_article(
        "In the open",
        body=f"<p>Readers see this (<span data-source>(see MON, July 30)</span>).</p>"
        f'<figure data-photo="{secret_picture.pk}"><figcaption>hidden photo</figcaption></figure>'
        f'<figure data-photo="{picture.pk}"></figure>',
        authors=[desk],
        categories=[category],
        tags=["rails"],
        series=series,
        issue=issue,
        issue_position=3,
        sequence=sequence,
        part_number=90,
        lead_photo=secret_picture,
    )
    FirstPublication.objects.create(article=shown, outlet=outlet, permission="hidden word")
    everything = make_hidden_articles()
    for number, article in enumerate(everything, start=1):
        article.body = f"<p>{article.title} <span data-source>(Gazette, July 29)</span></p>"
        article.standfirst = article.summary = article.teaser = article.title
        article.series, article.issue, article.issue_position = series, issue, number
        article.sequence, article.part_number = sequence, number
        article.lead_photo = make_photo("hidden photo", caption=article.title)
        article.save()
        article.bylines.create(author=desk, printed_name=article.title)
        article.bylines.create(author=make_author(f"{article.title} author"), position=1)
        article.filings.create(category=category)
        article.tags.add("rails", f"{article.title} tag")
        Correction.objects.create(article=article, text=article.title)
    # Translations of each other, in both directions, and an issue that holds nothing public.
    scheduled, embargoed = everything[2], everything[3]
    Article.objects.filter(pk=scheduled.pk).update(translation_of=shown, language="ru")
    Article.objects.filter(pk=embargoed.pk).update(issue=secret_issue)
    Article.objects.filter(pk=shown.pk).update(translation_of=embargoed)
    front = FrontPage.objects.create(lead=everything[0])
    for article in everything:
        front.pinned.create(article=article)
    FrontSection.objects.create(front_page=front, category=category)
    make_call("An open call")
    make_call("hidden call", slug="not-yet", is_public=False)
    return everything


def test_no_public_address_tells_of_what_is_hidden(client, hidden):
    photo = hidden[0].lead_photo
    for address in dict.fromkeys(addresses()):
        if APART.match(address):
            continue
        assert examples(address), f"{address} needs an example"
        for example in examples(address):
            places = (
                [example.replace("HIDDEN", article.slug) for article in hidden]
                if "HIDDEN" in example
                else [photo.src.removeprefix("/")]
                if example == "PHOTO"
                else [example]
            )
            for place in places:
                response = client.get(f"/{place}")
                told = HIDDEN.search(response.getvalue().decode("utf-8", "replace"))
                wanted = {404, 410} if "HIDDEN" in example else {200, 302, 404}
                assert response.status_code in wanted, place
                assert not told, (place, told)
