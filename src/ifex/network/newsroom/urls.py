"""Addresses of the newsroom for readers and members, under a language."""

from django.urls import path

from .views import mailed, own_site, reports, submissions, writing

app_name = "newsroom"
urlpatterns = [
    path("report/", reports.report, name="report-send"),
    path("alert-by-mail/<str:token>/", mailed.confirm, name="mail-confirm"),
    path("desk/site/", own_site.show_own_sites, name="feed-list"),
    path("desk/site/<slug:uid>/", own_site.change_own_site, name="feed-change"),
    path("desk/alerts/", submissions.show_submissions, name="submission-list"),
    path("desk/alerts/begin/<slug:uid>/", submissions.begin, name="submission-begin"),
    path("desk/alerts/<slug:uid>/", submissions.show_submission, name="submission-show"),
    path("desk/alerts/<slug:uid>/write/", writing.write, name="submission-write"),
    path("desk/alerts/<slug:uid>/safety/", submissions.tell_safety, name="submission-safety"),
    path("desk/alerts/<slug:uid>/answer/", submissions.answer, name="submission-answer"),
    path("desk/alerts/<slug:uid>/withdraw/", submissions.withdraw, name="submission-withdraw"),
]
