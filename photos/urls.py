from django.urls import path

from photos import views

app_name = "photos"

urlpatterns = [
    path("photo-credits/", views.photo_credits, name="credits"),
]

# Files have one address in every language; see caucasus_center/urls.py.
media = [
    path("media/<path:path>", views.media, name="media"),
]
