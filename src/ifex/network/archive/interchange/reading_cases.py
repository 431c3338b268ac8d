"""The case of the interchange format."""

from ifex.instruments.taxonomy.enums import Vocabulary
from ifex.network.archive.domain.parts import CaseParts, PersonOfCase
from ifex.network.archive.enums import DatePrecision
from ifex.network.archive.models import Case, CasePerson, CaseText, Situation

from .reading import (
    Entry,
    demand_uid,
    digest_of,
    reads,
    take_extra,
    take_legacy_paths,
    take_publication,
    take_source_language,
    take_state,
    take_versions,
)
from .references import References
from .values import (
    Object,
    Unreadable,
    take_choice,
    take_date,
    take_each,
    take_html,
    take_moment,
    take_text,
    take_uid,
    take_words,
)
from .vocabulary import Terms

CASE_KEYS = frozenset(
    [
        "type",
        "uid",
        "status",
        "countries",
        "opened",
        "violated",
        "accountability",
        "accountability_on",
        "published",
        "embargo_until",
        "persons",
        "versions",
        "legacy_urls",
        "extra",
        "state",
        "source_language",
        "publications",
        "overruled",
        "corrections",
    ]
)


@reads("case")
def read_case(item: Object, references: References, terms: Terms) -> Entry:
    uid = demand_uid(item)
    versions = take_versions(item)
    countries = terms.take_countries(item, "countries")
    case = Case(
        uid=uid,
        status=terms.take_term(item, "status", Vocabulary.CASE_STATUSES, default="open"),
        country=countries[0] if countries else "",
        further_countries=countries[1:],
        opened_on=take_date(item, "opened"),
        violated_on=take_date(item, "violated"),
        accountability=terms.take_term(item, "accountability", Vocabulary.ACCOUNTABILITY_STATUSES),
        accountability_on=take_date(item, "accountability_on"),
        embargo_until=take_moment(item, "embargo_until"),
        source_language=take_source_language(item, versions),
        imported_digest=digest_of(item),
        extra=take_extra(item, CASE_KEYS),
    )
    entry = take_publication(
        item, Entry("case", uid, case.imported_digest, CaseParts(case)), references, case.opened_on
    )
    entry.parts = CaseParts(
        record=case,
        texts=[_read_text(case, code, version, entry) for code, version in versions.items()],
        persons=take_each(item, "persons", lambda row: _read_person(case, row, references, terms)),
        legacy_paths=take_legacy_paths(item),
    )
    for number, person in enumerate(entry.parts.persons):
        person.row.sort_order = number
    return entry


def _read_text(case: Case, code: str, version: Object, entry: Entry) -> CaseText:
    try:
        return CaseText(
            case=case,
            language=code,
            state=take_state(version, entry.published is not None),
            title=take_words(version, "title"),
            summary=take_words(version, "summary", at_most=5_000),
            body=take_html(version, "body"),
            state_reply=take_words(version, "state_reply", at_most=20_000),
            outcome=take_words(version, "outcome", at_most=20_000),
        )
    except Unreadable as wrong:
        raise Unreadable(f"versions.{code}.{wrong}") from None


def _read_person(case: Case, row: Object, references: References, terms: Terms) -> PersonOfCase:
    uid = take_uid(row, "person")
    if uid is None or uid not in references.persons:
        raise Unreadable(f"person is {uid!r}, whom neither the archive nor an earlier line knows")
    link = CasePerson(case=case, person=references.persons[uid])
    return PersonOfCase(link, take_each(row, "situations", lambda item: _read_situation(link, item, terms)))


def _read_situation(link: CasePerson, row: Object, terms: Terms) -> Situation:
    start, end = take_date(row, "from"), take_date(row, "until")
    if start is None:
        raise Unreadable("from is missing")
    if end is not None and end <= start:
        raise Unreadable(f"until is {end}, not after {start}")
    return Situation(
        case_person=link,
        situation=terms.take_term(row, "situation", Vocabulary.PERSON_SITUATIONS, default="unknown"),
        from_on=start,
        until_on=end,
        precision=take_choice(row, "precision", DatePrecision, DatePrecision.DAY),
        country=terms.take_country(row, "country"),
        source=take_text(row, "source", at_most=500),
    )
