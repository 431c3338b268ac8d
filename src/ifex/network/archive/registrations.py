"""What the archive tells the rooms below it when the house opens."""

from datetime import timedelta
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from ifex.foundations.audit.presenters import present_act
from ifex.foundations.core.events import subscribe
from ifex.foundations.files.readers import register_readers
from ifex.foundations.jobs.domain.job import ask_for_job, register_job_kind
from ifex.foundations.jobs.loops import Loop, register_loop
from ifex.foundations.jobs.periodic import register_periodic
from ifex.instruments.cms.enums import Place
from ifex.instruments.cms.navigation import register_item, register_search
from ifex.instruments.cms.styles import register_sheet
from ifex.instruments.search.declarations import follow_index, register_kind
from ifex.instruments.search.facets import register_facet

from .checks import register_checks
from .denaming_job import register_denaming
from .domain import gates
from .domain.freshness import follow_index_change, tell_of_organisation
from .domain.publication import publish_what_is_due
from .domain.reindexing import index_again, reindex_mentions
from .editing.registrations import register_editing
from .facets import archive_facets
from .findable import alert_kind
from .findable_cases import case_kind
from .findable_organisations import ORGANISATION, organisation_kind
from .findable_persons import person_kind
from .found_kinds import register_found_kinds
from .interchange.dump_on_offer import DUMP, renew_dump, take_dump_back_when_needed
from .live_numbers import register_live_numbers
from .permissions import can_read_attached
from .queries import ORGANISATION_KINDS
from .sitemaps import register_sitemaps
from .translating import register_translating


def register() -> None:
    for gate in (
        gates.gate_of_words,
        gates.gate_of_facts,
        gates.gate_of_pictures,
        gates.gate_of_names,
        gates.gate_of_cases,
    ):
        gates.register_gate(gate)
    for kind in (alert_kind(), case_kind(), person_kind(), organisation_kind()):
        register_kind(kind)
    for facet in archive_facets():
        register_facet(facet)
    register_loop(Loop("publication", publish_what_is_due, idle_seconds=5.0))
    register_job_kind(DUMP, renew_dump)
    register_periodic("public-dump", every=timedelta(days=1), function=_ask_for_dump, at_hour=4)
    subscribe("organisation_merged", "archive-reindex", _reindex_organisation)
    subscribe("standing_changed", "archive-member-search", _reindex_member)
    subscribe("organisation_changed", "archive-freshness", tell_of_organisation)
    follow_index(follow_index_change)
    register_found_kinds()
    take_dump_back_when_needed()
    register_editing()
    register_readers(can_read_attached)
    register_translating()
    register_denaming()
    register_checks()
    _present_acts()
    register_item(title=_("Search"), url_name="archive:search-show", order=10, place=Place.ARCHIVE)
    register_item(title=_("Countries"), url_name="archive:country-list", order=20, place=Place.ARCHIVE)
    register_item(title=_("Issues"), url_name="archive:issue-list", order=30, place=Place.ARCHIVE)
    register_item(title=_("Cases"), url_name="archive:case-list", order=32, place=Place.ARCHIVE)
    register_item(title=_("Persons"), url_name="archive:person-list", order=34, place=Place.ARCHIVE)
    register_item(title=_("Who is in prison"), url_name="archive:prison-show", order=40, place=Place.ARCHIVE)
    register_item(title=_("Regions"), url_name="archive:region-list", order=20, place=Place.FOOTER)
    register_item(title=_("Members"), url_name="archive:organisation-list", order=30, place=Place.FOOTER)
    register_item(title=_("All data as one file"), url_name="archive:dump-show", order=70, place=Place.FOOTER)
    register_search("archive:search-show")
    register_live_numbers()
    register_sitemaps()
    register_sheet(Path(__file__).resolve().parent / "static" / "archive" / "archive.css")


def _ask_for_dump() -> None:
    # A long job of its own: other periodic work does not wait for it.
    ask_for_job(DUMP, by="schedule")


def _reindex_organisation(uid: str, merged: str) -> None:
    for thing_kind in ORGANISATION_KINDS:
        reindex_mentions(thing_kind, [merged])
    index_again(ORGANISATION, [uid, merged])
    tell_of_organisation(uid)


def _reindex_member(uid: str, status: str) -> None:
    tell_of_organisation(uid)
    index_again(ORGANISATION, [uid])


_WITHHELD = _("%(actor)s withheld what %(subject)s said before number %(number)s")


def _present_acts() -> None:
    for kind, sentences in {
        "alert": (
            _("%(actor)s published alert %(subject)s (number %(number)s)"),
            _("%(actor)s withdrew alert %(subject)s"),
            _("%(actor)s scheduled alert %(subject)s"),
            _("%(actor)s changed the texts of alert %(subject)s: it is scheduled no more"),
        ),
        "case": (
            _("%(actor)s published case %(subject)s (number %(number)s)"),
            _("%(actor)s withdrew case %(subject)s"),
            _("%(actor)s scheduled case %(subject)s"),
            _("%(actor)s changed the texts of case %(subject)s: it is scheduled no more"),
        ),
    }.items():
        for verb, sentence in zip(
            ("published", "withdrawn", "scheduled", "unscheduled"), sentences, strict=True
        ):
            present_act(f"{kind}-{verb}", sentence)
        present_act(f"{kind}-withheld", _WITHHELD)
    present_act("publication-refused", _("The scheduled publication of %(subject)s was refused: %(reason)s"))
    present_act(
        "name-alarm-overruled",
        _("%(actor)s judged that %(subject)s gives no hidden name (%(passages)s passages): %(reason)s"),
    )
    present_act(
        "finding-overruled",
        _("%(actor)s let a point of the checklist stand in %(subject)s (%(rule)s, %(language)s): %(reason)s"),
    )
    present_act("persons-merged", _("%(actor)s merged person %(merged)s into %(subject)s"))
    present_act(
        "site-document-destroyed", _("%(actor)s deleted document %(subject)s of the site, which gave a name")
    )
    present_act(
        "person-denamed", _("%(actor)s replaced the name of person %(subject)s everywhere (%(rows)s rows)")
    )
    present_act("person-split", _("%(actor)s split person %(subject)s from %(kept)s"))
    present_act("import-finished", _("%(actor)s finished import %(subject)s: %(done)s lines"))
