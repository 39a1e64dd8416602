from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from articles.urls import archive, formats_of_lists, machines
from photos.urls import media

urlpatterns = [
    path("admin/", admin.site.urls),
    path("articles/", include("articles.urls")),
    path("", include("house.urls")),
    path("preview/", include("desk.urls")),
    *media,
    *machines,
    path("", include("caucasus_center.sitemaps")),
    # Home and lists: English at the root, other languages under /ru/, /az/ and so on.
    *i18n_patterns(
        path("", include("frontpage.urls")),
        path("authors/", include("authors.urls")),
        path("series/", include("series.urls")),
        path("", include(archive)),
        path("", include(formats_of_lists)),
        path("", include("photos.urls")),
        path("", include("submissions.urls")),
        prefix_default_language=False,
    ),
]

if settings.DEBUG:
    from frontpage.styleguide import styleguide

    urlpatterns.append(path("styleguide/", styleguide))
