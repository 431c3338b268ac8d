"""Translations of the demonstration that are in work, so that the board has something to show."""

from datetime import timedelta
from typing import Any

from ifex.faces.demo.world.tables import glossary
from ifex.foundations.accounts.models import User
from ifex.foundations.core import clock
from ifex.instruments.translation.domain.work import give_work, open_work
from ifex.instruments.translation.kinds import find_kind
from ifex.instruments.translation.models import GlossaryTerm, TranslationWork
from ifex.network.archive.models import Alert

IN_WORK = 3
LANGUAGE = "ar"


def give_translations(*, translator: User, editor: User) -> None:
    """Once: the newest alerts that are missing in the translator's language, each due on another day."""
    if TranslationWork.objects.exists() or GlossaryTerm.objects.exists():
        return
    GlossaryTerm.objects.bulk_create(GlossaryTerm(names=names) for names in glossary())
    kind = find_kind("alert")
    missing: Any = Alert.objects.filter(source_language__in=["en", "fr"]).exclude(texts__language=LANGUAGE)
    for number, alert in enumerate(missing.order_by("-changed_at", "-pk")[:IN_WORK], start=1):
        original = kind.read(alert.uid) if kind else None
        if kind is None or original is None:
            continue
        at = clock.now()
        work = open_work(kind, original, LANGUAGE, by=editor, at=at)
        due_on = (at + timedelta(days=number)).date()
        give_work(work, to=translator, due_on=due_on, seen=work.version, by=editor, at=at)
