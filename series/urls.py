from django.urls import path

from series import views

app_name = "series"

urlpatterns = [
    path("", views.series_index, name="index"),
    path("<slug:slug>/", views.series_detail, name="detail"),
    path("<slug:slug>/issue/<slug:issue>/", views.issue_detail, name="issue-without-volume"),
    path("<slug:slug>/<int:volume>/", views.volume_detail, name="volume"),
    path("<slug:slug>/<int:volume>/<slug:issue>/", views.issue_detail, name="issue"),
]
