from django.urls import path

from articles import views

app_name = "articles"

# An article's own pages: their language is the article's, so their address has no language.
urlpatterns = [
    path("<slug:slug>/", views.article_detail, name="detail"),
]

# Lists exist once per language and hang under its prefix; see caucasus_center/urls.py.
archive = (
    [
        path("categories/<slug:slug>/", views.category_detail, name="category"),
        path("tags/<slug:slug>/", views.tag_detail, name="tag"),
    ],
    "archive",
)
