"""What the archive enters into the sitemap: each thing in the languages in which it is published."""

from collections.abc import Callable, Iterator

from django.db.models import Max

from ifex.foundations.core.languages import LANGUAGE_CODES
from ifex.instruments.cms.finding import Entry, in_every_language, register_sitemap
from ifex.instruments.taxonomy.enums import REGIONS_WITHOUT_COUNTRIES, Vocabulary
from ifex.instruments.taxonomy.queries import countries, regions, vocabulary

from .enums import SubjectKind
from .models import Publication
from .presenters.members import member_lines
from .queries import current_publications

NUMBERS_A_FILE = 5_000
"""A file holds the publications with so many numbers: to skip to any file costs the same. At most 20,000 addresses."""
_PATHS = {SubjectKind.ALERT: "alerts", SubjectKind.CASE: "cases"}


def register_sitemaps() -> None:
    for kind, name in _PATHS.items():
        register_sitemap(name, _count_parts, _entries_of(kind))
    register_sitemap("places", lambda: 1, lambda number: _places())


def _count_parts() -> int:
    newest = Publication.objects.aggregate(newest=Max("pk"))["newest"] or 0
    return int(newest) // NUMBERS_A_FILE + 1


def _entries_of(kind: SubjectKind) -> Callable[[int], Iterator[Entry]]:
    def entries(part: int) -> Iterator[Entry]:
        numbers = range((part - 1) * NUMBERS_A_FILE, part * NUMBERS_A_FILE)
        rows = current_publications(kind).filter(pk__gte=numbers[0], pk__lte=numbers[-1]).order_by("pk")
        for uid, texts, valid_from in rows.values_list("uid", "texts", "valid_from").iterator(chunk_size=500):
            codes = [code for code in LANGUAGE_CODES if code in texts]
            yield Entry({code: f"/{code}/{_PATHS[kind]}/{uid}/" for code in codes}, valid_from)

    return entries


def _places() -> Iterator[Entry]:
    for path in ("countries/", "regions/", "issues/", "organisations/", "prison/", "cases/", "persons/"):
        yield in_every_language(path)
    yield from (in_every_language(f"countries/{row.code.lower()}/") for row in countries())
    slugs = [slug for slug in regions() if slug not in REGIONS_WITHOUT_COUNTRIES]
    yield from (in_every_language(f"regions/{slug}/") for slug in slugs)
    issues = vocabulary(Vocabulary.ISSUE_AREAS).items()
    yield from (in_every_language(f"issues/{slug}/") for slug, row in issues if not row.is_retired)
    yield from (in_every_language(line.url.split("/", 2)[-1]) for line in member_lines())
