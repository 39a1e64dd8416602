from django.urls import path

from house import views

urlpatterns = [
    path("robots.txt", views.robots, name="robots"),
    path("healthz", views.health, name="health"),
]
