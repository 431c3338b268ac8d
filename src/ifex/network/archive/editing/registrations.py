"""What editors' work needs to have registered: sentences of the audit trail, and the job that applies mappings."""

from django.utils.translation import gettext_lazy as _

from ifex.foundations.audit.presenters import present_act
from ifex.foundations.core.events import subscribe
from ifex.foundations.core.panels import fill_panel
from ifex.foundations.jobs.domain.job import ask_for_job, register_job_kind
from ifex.network.archive.domain.mapping import run_mapping
from ifex.network.archive.domain.reindexing import index_again, reindex_mentions
from ifex.network.archive.findable_organisations import ORGANISATION
from ifex.network.archive.queries import ORGANISATION_KINDS
from ifex.network.members.queries import uids_of_organisation

from .still_named import still_named_of_organisation
from .tiles import show_imports, show_records, show_stale, show_words

MAPPING = "archive-mapping"


def register_editing() -> None:
    register_job_kind(MAPPING, run_mapping)
    subscribe("vocabulary_mapped", MAPPING, _ask_for_mapping)
    fill_panel("members.organisation-desk", still_named_of_organisation)
    subscribe("organisation_changed", "archive-reindex", _reindex_organisation)
    for order, tile in enumerate((show_records, show_stale, show_words, show_imports)):
        fill_panel("desk.tiles", tile, order=order)
    present_act("alert-added", _("%(actor)s began alert %(subject)s"))
    present_act("alert-edited", _("%(actor)s changed alert %(subject)s: %(fields)s"))
    present_act("alert-mapped", _("%(actor)s gave alert %(subject)s the term %(slug)s"))
    present_act("case-added", _("%(actor)s began case %(subject)s"))
    present_act("case-edited", _("%(actor)s changed case %(subject)s: %(fields)s"))
    present_act("person-added", _("%(actor)s entered person %(subject)s"))
    present_act("person-edited", _("%(actor)s changed person %(subject)s: %(fields)s"))


def _ask_for_mapping(vocabulary: str, value: str, slug: str) -> None:
    ask_for_job(MAPPING, by="mapping", vocabulary=vocabulary, value=value, slug=slug)


def _reindex_organisation(uid: str) -> None:
    for thing_kind in ORGANISATION_KINDS:
        reindex_mentions(thing_kind, uids_of_organisation(uid))
    index_again(ORGANISATION, uids_of_organisation(uid))
