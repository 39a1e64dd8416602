from django.urls import path

from house import stylesheet, views

urlpatterns = [
    path("robots.txt", views.robots, name="robots"),
    path("stylesheet-<slug:digest>.css", stylesheet.serve, name="stylesheet"),
    path("healthz", views.health, name="health"),
]
