"""What alerts and cases have in common: a public identity, a state, an embargo, facts that no column knows."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.models import LockableMixin, PreviewableMixin, RevisionMixin

from ifex.foundations.core.languages import DEFAULT_LANGUAGE, LANGUAGE_CODES, LANGUAGE_TABLE
from ifex.foundations.core.uids import new_uid
from ifex.network.archive.enums import GoesOut, RecordState


class Record(PreviewableMixin, LockableMixin, RevisionMixin, ClusterableModel):
    """The editors' working row. `state` moves in `domain.publication` only."""

    uid = models.CharField(_("identifier"), max_length=64, unique=True, default=new_uid, editable=False)
    state = models.CharField(
        _("state"), max_length=12, choices=RecordState.choices, default=RecordState.DRAFT, editable=False
    )
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, editable=False)
    embargo_until = models.DateTimeField(
        _("embargo until"), null=True, blank=True, help_text=_("Nothing is shown before this moment (UTC)")
    )
    goes_out = models.CharField(
        _("languages go out"), max_length=8, choices=GoesOut.choices, default=GoesOut.BY_HAND
    )
    awaited_languages = models.JSONField(_("languages awaited"), default=list, blank=True)
    source_language = models.CharField(_("source language"), max_length=8, blank=True)
    extra = models.JSONField(
        _("further facts"), default=dict, blank=True, editable=False,
        help_text=_("What an import brought and no field knows. Counted as personal"),
    )  # fmt: skip
    imported_digest = models.CharField(max_length=64, blank=True, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True, db_index=True)

    MOVED_BY_THE_DOMAIN = (
        "uid",
        "state",
        "published_at",
        "imported_digest",
        "created_at",
        "changed_at",
        "unmapped",
        "extra",
    )
    """What no editor's form and no revision of old writes: their present value always stands."""

    class Meta:
        abstract = True

    @property
    def preview_modes(self):
        return [(row.code, row.name) for row in LANGUAGE_TABLE]

    @property
    def default_preview_mode(self):
        return self.source_language if self.source_language in LANGUAGE_CODES else DEFAULT_LANGUAGE

    def serve_preview(self, request, mode_name):
        # Wagtail asks the model; pages stand above it.
        from ifex.network.archive.editing.preview import show_preview  # noqa: PLC0415

        return show_preview(self, request, language=mode_name)

    def with_content_json(self, content):
        revived = super().with_content_json(content)
        for name in self.MOVED_BY_THE_DOMAIN:
            if hasattr(self, name):
                setattr(revived, name, getattr(self, name))
        return revived

    def get_lock(self):
        # Wagtail asks here whether somebody may edit: our lease comes before its own switch.
        from ifex.network.archive.domain.locks import lock_of  # noqa: PLC0415 (the domain stands on the models)

        return lock_of(self) or super().get_lock()
