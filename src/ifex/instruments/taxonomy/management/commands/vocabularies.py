from typing import Any

from django.utils.translation import gettext as _

from ifex.foundations.core.tables import TableCommand
from ifex.instruments.taxonomy.domain.loading import LoadCount, load_vocabularies


class Command(TableCommand):
    help = _("Load or update the vocabularies and countries; what editors changed is kept.")

    def handle(self, *args: Any, **options: Any) -> None:
        counts = load_vocabularies(by="vocabularies")
        self.stdout.write(f"{_('Terms')}: {tell_count(counts['terms'])}")
        self.stdout.write(f"{_('Countries')}: {tell_count(counts['countries'])}")


def tell_count(count: LoadCount) -> str:
    return _(
        "%(new)d new, %(updated)d updated, %(kept)d kept because edited, %(unchanged)d unchanged,"
        " %(retired)d retired"
    ) % {
        "new": count.new,
        "updated": count.updated,
        "kept": count.kept,
        "unchanged": count.unchanged,
        "retired": count.retired,
    }
