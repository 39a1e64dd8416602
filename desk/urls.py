from django.urls import path

from desk import views

urlpatterns = [
    path("<str:token>/", views.preview, name="preview"),
]
