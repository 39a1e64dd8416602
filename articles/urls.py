from django.urls import path, re_path

from articles import citations, feeds, listings, lists, reuse, views

app_name = "articles"

# An article's own pages: their language is the article's, so their address has no language.
urlpatterns = [
    path("<slug:slug>/", views.article_detail, name="detail"),
    path("<slug:slug>/republish/", reuse.article_republish, name="republish"),
    path("<slug:slug>/share.png", reuse.article_share_card, name="share-card"),
    path("<slug:slug>/cite.<str:ending>", reuse.article_cite, name="cite"),
]

# Lists exist once per language and hang under its prefix; see caucasus_center/urls.py.
archive = (
    [
        path("categories/<slug:slug>/", lists.category_detail, name="category"),
        path("tags/<slug:slug>/", lists.tag_detail, name="tag"),
        path("archive/", lists.archive, name="archive"),
        re_path(r"^archive/(?P<year>[0-9]{4})/$", lists.archive, name="archive-year"),
        re_path(
            r"^archive/(?P<year>[0-9]{4})/(?P<month>[0-9]{2})/$",
            lists.archive,
            name="archive-month",
        ),
        path("search/", lists.search, name="search"),
        *(
            path(f"search/feed.{ending}", lists.search_feed, {"ending": ending})
            for ending in feeds.FORMATS
        ),
        *(
            path(f"search/cite.{ending}", lists.search_cite, {"ending": ending})
            for ending in citations.FORMATS
        ),
        path("corrections/", lists.corrections, name="corrections"),
    ],
    "archive",
)

# What machines ask for, at the root of the site and in no language.
machines = [
    path("r/<slug:public_id>.gif", reuse.republication_counter, name="republication-counter"),
]

LISTS = {
    "": listings.home,
    "categories/<slug:slug>/": listings.category,
    "tags/<slug:slug>/": listings.tag,
    "authors/<slug:slug>/": listings.author,
    "series/<slug:slug>/": listings.series,
    "series/<slug:slug>/<int:volume>/": listings.volume,
    "series/<slug:slug>/<int:volume>/<slug:issue_slug>/": listings.issue,
    "series/<slug:slug>/issue/<slug:issue_slug>/": listings.issue,
}
# Under the address of every list, in each language; see caucasus_center/urls.py.
formats_of_lists = [
    path(f"{address}{name}.{ending}", view, {"listing": listing, "ending": ending})
    for address, listing in LISTS.items()
    for name, view, endings in (
        ("feed", feeds.feed, feeds.FORMATS),
        ("cite", reuse.list_cite, citations.FORMATS),
    )
    for ending in endings
]
