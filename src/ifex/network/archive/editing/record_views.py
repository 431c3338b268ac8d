"""Adding and editing alerts and cases: save, publish, correct; one editor at a time; no lost update."""

from collections.abc import Sequence
from typing import Any

from django.contrib.admin.utils import quote
from django.db import transaction
from django.forms import Media
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import log
from wagtail.snippets.views import snippets

from ifex.instruments.cms.editing.texts import TextComparison
from ifex.network.archive.checklist.rule import Finding
from ifex.network.archive.domain.editing import ChangedMeanwhile, save_edit, version_mark
from ifex.network.archive.domain.gates import Refusal
from ifex.network.archive.domain.locks import release_lease, take_lease
from ifex.network.archive.domain.naming import Passage
from ifex.network.archive.domain.outlook import Outlook, outlook_of
from ifex.network.archive.domain.publication import (
    CorrectionNeedsNote,
    NothingToPublish,
    PublicationRefused,
    current_publication,
    kind_of,
    publish,
)
from ifex.network.archive.enums import PublicationReason, RecordState
from ifex.network.archive.models import Publication
from ifex.network.archive.permissions import can_edit_facts, can_publish_alert, can_withdraw_alert

from .actions import RecordActions
from .reading import facts_to_read, texts_to_read

_LOGGED_AS = {
    PublicationReason.FIRST: "ifex.publish",
    PublicationReason.TRANSLATION: "ifex.translate",
    PublicationReason.CORRECTION: "ifex.correct",
}
_SAID = {
    PublicationReason.FIRST: gettext_lazy("“%(object)s” is published."),
    PublicationReason.TRANSLATION: gettext_lazy("“%(object)s” is published in a further language."),
    PublicationReason.CORRECTION: gettext_lazy("“%(object)s” is corrected in public."),
}
NOT_SAVED = gettext_lazy("Nothing has been saved yet: what you wrote stands below.")


class RecordViewMixin:
    """Beneath a Wagtail create or edit view whose form is a `RecordForm`."""

    publications_url_name = withdraw_url_name = lease_url_name = ""
    published: Publication | None = None
    alarms: tuple[Passage, ...] = ()
    findings: Sequence[Finding] = ()

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        # Autosave would write half a name into a revision for ever, past gates and past the mark of the version.
        self.autosave_enabled = False

    def get_editing_sessions(self) -> None:
        """Our lease says who is editing, and binds; Wagtail's sessions only tell, and write a row at each look."""
        return

    def get_lock_url(self) -> None:
        return None

    get_unlock_url = get_usage_url = get_lock_url

    def get_available_actions(self) -> list[str]:
        actions = [*super().get_available_actions(), "close"]
        return [*actions, "publish"] if can_publish_alert(self.request.user, self.object) else actions

    def is_valid(self, form: Any) -> bool:
        return super().is_valid(form) and (self.action != "publish" or self._may_go_out(form))

    def _may_go_out(self, form: Any) -> bool:
        form.save(commit=False)
        outlook = outlook_of(
            form.instance,
            is_overruling=bool(form.overruling_given),
            passing=form.passing_given,
            withholding=form.withholds,
        )
        self._refuse(form, outlook.refusals)
        self.findings = outlook.findings
        if outlook.findings:
            form.add_error(None, _("The checklist has open points: mend them, or say why each may stand."))
        if outlook.needs_note and not form.note_given:
            form.add_error("note", _("Say in words what has changed: a correction is public."))
        if not form.is_valid():
            self.produced_error_message = _("Not published. %(saved)s") % {"saved": NOT_SAVED}
        return form.is_valid()

    def _refuse(self, form: Any, refusals: list[Refusal]) -> None:
        for refusal in refusals:
            form.add_error(None, refusal.message)
        self.alarms = Outlook(refusals).passages

    def form_valid(self, form: Any) -> HttpResponse:
        self.form = form
        try:
            with transaction.atomic():
                self.object = self._save(form)
                if self.action == "publish":
                    self._publish(form)
        except ChangedMeanwhile as changed:
            return self._show_both(form, changed.stored)
        except PublicationRefused as refused:
            self._refuse(form, refused.refusals)
            return self.form_invalid(form)
        if self.action == "close":
            release_lease(self.object, by=self.request.user)
        return self.run_after_hook() or self.save_action()

    def _save(self, form: Any) -> Any:
        is_new = form.instance.pk is None
        return save_edit(
            form.instance,
            write=self.save_instance,
            fields=form.changed_fields(),
            seen=None if is_new else form.cleaned_data.get("seen", ""),
            by=self.request.user,
        )

    def _publish(self, form: Any) -> None:
        try:
            self.published = publish(
                self.object,
                by=self.request.user,
                note=form.note_given or None,
                overruling=form.overruling_given,
                passing=form.passing_given,
                withholding=form.withholds,
            )
        except NothingToPublish:
            return
        except CorrectionNeedsNote:
            # The form looked a moment ago (_may_go_out); somebody has published in between.
            raise ChangedMeanwhile(type(self.object).objects.get(pk=self.object.pk)) from None
        self.object.refresh_from_db(fields=["state", "published_at", "changed_at"])
        if self.published:
            action = _LOGGED_AS[self.published.reason]
            log(instance=self.object, action=action, user=self.request.user, content_changed=False)

    def _show_both(self, form: Any, stored: Any) -> HttpResponse:
        form.save(commit=False)
        self.conflict = _compare(self, stored, form.instance)
        form.show_present_mark(stored)
        self.produced_error_message = _(
            "Somebody has saved this since you opened it. %(saved)s Compare the two, then save again."
        ) % {"saved": NOT_SAVED}
        return self.form_invalid(form)

    def get_success_url(self) -> str:
        return super().get_success_url() if self.action == "close" else self.get_edit_url()

    def get_success_buttons(self) -> list[Any]:
        return []

    def get_success_message(self, instance: Any = None) -> str:
        name = {"object": self.object}
        if self.action != "publish":
            return _("“%(object)s” is saved.") % name
        if self.published:
            return _SAID[self.published.reason] % name
        if self.object.state == RecordState.SCHEDULED and not self.object.embargo_until:
            return _("“%(object)s” goes out once all its languages are ready.") % name
        if self.object.state == RecordState.SCHEDULED:
            moment = self.object.embargo_until.strftime("%Y-%m-%d %H:%M")
            return _("“%(object)s” goes out at %(moment)s UTC.") % {**name, "moment": moment}
        return _("“%(object)s” is saved. What is published says the same already.") % name

    def _get_action_menu(self) -> RecordActions:
        record = getattr(self, "object", None)
        return RecordActions(
            self.request,
            record,
            is_locked=bool(getattr(self, "locked_for_user", False)),
            may_publish=can_publish_alert(self.request.user, record),
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["conflict"] = getattr(self, "conflict", None)
        context["outlook"] = outlook = self._outlook()
        if "overruling" in context["form"].fields:
            found = self.findings or (outlook.findings if outlook else [])
            given = context["form"].passing_given if context["form"].is_bound else {}
            context["findings"] = [(finding, given.pop(finding.digest, "")) for finding in found]
            # Those that these let pass are not found anew where something else is wrong: their reasons stay.
            context["reasons_given"] = given
        if "overruling" in context["form"].fields:
            context["alarms"] = shown_passages(self.alarms or (outlook.passages if outlook else ()))
        return context

    def _outlook(self) -> Outlook | None:
        """What keeps a stored draft from going out, shown above its form."""
        record = getattr(self, "object", None)
        if record is None or record.pk is None or self.request.method != "GET":
            return None
        return None if record.state == RecordState.WITHDRAWN else outlook_of(record)


def _compare(view: Any, before: Any, after: Any) -> list[Any]:
    panel = view.panel.get_bound_panel(instance=before, request=view.request, form=None)
    differences = (compare(before, after) for compare in panel.get_comparison())
    changed = [difference for difference in differences if difference.has_changed()]
    return shown_to(view.request.user, changed)


def shown_passages(passages: tuple[Passage, ...]) -> list[str]:
    """Each once, in the order of the text."""
    return list(dict.fromkeys(passage.words for passage in passages))


def shown_to(user: Any, differences: list[Any]) -> list[Any]:
    """Names stand in the facts without pseudonyms: who edits the texts alone compares the texts alone."""
    if can_edit_facts(user):
        return differences
    return [difference for difference in differences if isinstance(difference, TextComparison)]


class RecordCompareView(snippets.RevisionsCompareView):
    def _get_comparison(self, revision_a: Any, revision_b: Any) -> list[Any]:
        return shown_to(self.request.user, super()._get_comparison(revision_a, revision_b))


class RecordCreateView(RecordViewMixin, snippets.CreateView):
    template_name = "archive/editing/create.html"


class RecordEditView(RecordViewMixin, snippets.EditView):
    template_name = "archive/editing/edit.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self._take_lease()
        # The preview reads the form, and who may only read is shown none.
        self.preview_enabled = self.preview_enabled and not self.locked_for_user
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self._take_lease()
        return super().post(request, *args, **kwargs)

    def _take_lease(self) -> None:
        take_lease(self.object, by=self.request.user)
        self.lock = self.get_lock()
        self.locked_for_user = bool(self.lock and self.lock.for_user(self.request.user))

    def is_valid(self, form: Any) -> bool:
        if self.locked_for_user:
            form.is_valid()
            self.produced_error_code = "locked"
            self.produced_error_message = f"{self.lock.get_message(self.request.user)} {NOT_SAVED}"
            return False
        return super().is_valid(form)

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        record, user = self.object, self.request.user
        buttons = []
        if current_publication(kind_of(record), record.uid):
            url = reverse(self.publications_url_name, args=[quote(record.pk)])
            buttons.append(Button(_("Publications"), url=url, icon_name="history", priority=10))
        if record.state == RecordState.PUBLISHED and can_withdraw_alert(user, record):
            url = reverse(self.withdraw_url_name, args=[quote(record.pk)])
            buttons.append(Button(_("Withdraw…"), url=url, icon_name="warning", priority=20))
        return buttons

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        is_read_only = bool(self.locked_for_user and self.request.method == "GET")
        if is_read_only:
            context["facts"], context["texts"] = facts_to_read(self.object), texts_to_read(self.object)
        if not self.locked_for_user:
            context["lease_url"] = reverse(self.lease_url_name, args=[quote(self.object.pk)])
            context["media"] += Media(js=["archive/editing/lease.js"])
        return {**context, "is_read_only": is_read_only, "mark": version_mark(self.object)}


class RecordPreviewView(snippets.PreviewOnEditView):
    """Over the stored rows, as the form is: Wagtail's last revision has the states of before the publication."""

    def get_object(self) -> Any:
        return self.model.objects.get(pk=super().get_object().pk)


class RecordInspectView(snippets.InspectView):
    """For those who read and do not edit."""

    template_name = "archive/editing/inspect.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "facts": facts_to_read(self.object), "texts": texts_to_read(self.object)}

    def get_page_subtitle(self) -> str:
        return capfirst(str(self.object))
