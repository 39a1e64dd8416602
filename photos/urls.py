from django.urls import path

from photos import views

# Files have one address in every language; see caucasus_center/urls.py.
media = [
    path("media/<path:path>", views.media, name="media"),
]
