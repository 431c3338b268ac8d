"""The form of a page at the desk: what was opened before a de-naming is not saved after it."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm

from ifex.foundations.audit.models import AuditLine
from ifex.foundations.core import clock
from ifex.network.archive.domain.denaming import ACT


def _now() -> float:
    return clock.now().timestamp()


class NamingPageForm(WagtailAdminPageForm):
    """Afterwards nobody knows the name any more, the gate neither: an open form alone could write it back."""

    opened_at = forms.FloatField(widget=forms.HiddenInput, initial=_now, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        opened = cleaned.pop("opened_at", None)
        if opened is not None and AuditLine.objects.filter(act=ACT, at__gt=_moment(opened)).exists():
            words = _(
                "A name was replaced everywhere since you opened this page."
                " Open it anew and make your changes there."
            )
            self.add_error(None, words)
        return cleaned


def _moment(seconds: float) -> datetime:
    """What is no moment is long ago."""
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(0, UTC)
