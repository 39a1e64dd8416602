from django.urls import path

from articles.feeds import FORMATS
from submissions import feeds, views

app_name = "submissions"

urlpatterns = [
    path("simulations/", views.calls, name="calls"),
    *(
        path(f"simulations/feed.{ending}", feeds.calls, {"ending": ending}, name=f"feed-{ending}")
        for ending in FORMATS
    ),
    path("simulations/received/<str:signed>/", views.received, name="received"),
    path("simulations/confirm/<str:signed>/", views.confirm, name="confirm"),
    path("simulations/status/<str:token>/", views.status, name="status"),
    path("simulations/status/<str:token>/withdraw/", views.withdraw, name="status-withdraw"),
    path("simulations/status/<str:token>/data/", views.export, name="status-export"),
    path("simulations/status/<str:token>/erase/", views.erase, name="status-erase"),
    path("simulations/<slug:slug>/", views.call_detail, name="call"),
    path("simulations/<slug:slug>/submit/", views.submit, name="submit"),
    path("contact/", views.contact, name="contact"),
    path("contact/received/<str:signed>/", views.contact_received, name="contact-received"),
]
