"""Whole addresses of the newsroom's pages, for mail."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from .models import Submission


def submission_url(submission: Submission, *, language: str) -> str:
    with translation.override(language):
        return settings.IFEX_BASE_URL + reverse("newsroom:submission-show", args=[submission.uid])
