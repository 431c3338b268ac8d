"""Alerts and cases as the translators' room sees them: read, written, checked, and remembered once published."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ifex.foundations.core.enums import VersionState
from ifex.foundations.core.events import subscribe
from ifex.foundations.core.html import html_to_text
from ifex.instruments.translation.domain.memory import forget, remember
from ifex.instruments.translation.kinds import (
    Finding,
    Original,
    TargetMoved,
    TranslatableField,
    TranslatableKind,
    Words,
    register_translatable,
)

from .checklist.drafts import Draft
from .checklist.rules import findings_of
from .domain.editing import save_translation
from .domain.publication import current_publication, history_of, publish_translation
from .enums import SubjectKind
from .models import Alert, AlertText, Case, CaseText

ALERT_FIELDS = (
    TranslatableField("title", _("Headline"), longest=300),
    TranslatableField("summary", _("Summary")),
    TranslatableField("body", _("Text"), is_html=True),
    TranslatableField("motive", _("Probable motive")),
    TranslatableField("justification", _("Official justification")),
)
CASE_FIELDS = (
    TranslatableField("title", _("Title"), longest=300),
    TranslatableField("summary", _("Summary")),
    TranslatableField("body", _("Text"), is_html=True),
    TranslatableField("state_reply", _("Reply of the State")),
    TranslatableField("outcome", _("Outcome")),
)
_FIELDS = {SubjectKind.ALERT: ALERT_FIELDS, SubjectKind.CASE: CASE_FIELDS}
_MODELS: dict[SubjectKind, tuple[Any, Any]] = {
    SubjectKind.ALERT: (Alert, AlertText),
    SubjectKind.CASE: (Case, CaseText),
}


def register_translating() -> None:
    for kind, label in ((SubjectKind.ALERT, _("Alerts")), (SubjectKind.CASE, _("Cases"))):
        register_translatable(_translatable(kind, label))
        subscribe("translation_handed_on", f"publish-translation-{kind.value}", _publishing(kind))
        for event in (f"{kind.value}_published", f"{kind.value}_corrected", f"{kind.value}_withdrawn"):
            subscribe(event, f"translation-memory-{kind.value}", _remembering(kind))


def _translatable(kind: SubjectKind, label: Any) -> TranslatableKind:
    model = _MODELS[kind][0]
    return TranslatableKind(
        slug=kind.value,
        label=label,
        fields=_FIELDS[kind],
        rows=lambda: (
            model.objects.exclude(source_language="").prefetch_related("texts").order_by("-changed_at", "-pk")
        ),
        read=lambda uid: _read(kind, uid),
        write=lambda uid, language, words, **how: _write(kind, uid, language, words, **how),
        edit_url=lambda thing: reverse(f"wagtailsnippets_archive_{kind.value}:edit", args=[thing.pk]),
        check=_findings,
    )


def _read(kind: SubjectKind, uid: str) -> Original | None:
    record = _MODELS[kind][0].objects.filter(uid=uid).prefetch_related("texts").first()
    if record is None or not record.source_language:
        return None
    texts = {text.language: _words_of(kind, text) for text in record.texts.all()}
    states = {text.language: VersionState(text.state) for text in record.texts.all()}
    return Original(
        uid, str(record), record.source_language, texts, states, _translated_from(kind, record, texts)
    )


def _words_of(kind: SubjectKind, text: Any) -> Words:
    return {one.name: getattr(text, one.name) for one in _FIELDS[kind] if getattr(text, one.name)}


def _translated_from(kind: SubjectKind, record: Any, texts: dict[str, Words]) -> dict[str, Words]:
    """For each language the source as it stood in the publication that first had the translation as it is now."""
    source, found = record.source_language, {}
    for publication in history_of(kind, record.uid):
        for code, words in texts.items():
            sealed = publication.texts.get(code)
            if code != source and code not in found and sealed and _same(sealed, words):
                found[code] = {name: text for name, text in publication.texts.get(source, {}).items() if text}
    return found


def _same(one: Words, other: Words) -> bool:
    return {name: text for name, text in one.items() if text} == {
        name: text for name, text in other.items() if text
    }


def _write(
    kind: SubjectKind, uid: str, language: str, words: Words, *, state: VersionState, expected: Words, by: Any,
    at: datetime,
) -> None:  # fmt: skip
    """Raises TargetMoved: an editor has changed it in the form meanwhile."""
    model, text_model = _MODELS[kind]
    with transaction.atomic():
        record = model.objects.select_for_update().get(uid=uid)
        row = text_model.objects.filter(**{kind.value: record}, language=language).first()
        if not _same(_words_of(kind, row) if row else {}, expected):
            raise TargetMoved(uid)

        def write() -> None:
            text_model.objects.update_or_create(
                **{kind.value: record}, language=language, defaults={**words, "state": state}
            )
            # Whoever has the form open is told, instead of writing over it.
            record.save(update_fields=["changed_at"])

        save_translation(record, language=language, write=write, by=by)


def _findings(uid: str, language: str, words: Words) -> Iterable[Finding]:
    """What the checklist says of words alone."""
    draft = Draft(
        language=language,
        title=words.get("title", ""),
        summary=words.get("summary", ""),
        body=html_to_text(words.get("body", "")),
        asks_for_facts=False,
    )
    passages: dict[str, Finding] = {}
    for found in findings_of(draft):
        if found.passage:
            passages.setdefault(found.rule.slug, Finding(found.rule.title, [])).passages.append(found.passage)
    return passages.values()


def _publishing(of: SubjectKind) -> Any:
    def follow(kind: str, uid: str, language: str) -> None:
        if kind == of.value:
            publish_translation(kind, uid)

    return follow


def _remembering(kind: SubjectKind) -> Any:
    def follow(uid: str, number: int) -> None:
        """What readers may read is remembered; what was taken back is not suggested to anybody."""
        now = current_publication(kind, uid)
        source = _MODELS[kind][0].objects.filter(uid=uid).values_list("source_language", flat=True).first()
        if now is None or not now.texts or not source:
            forget(kind.value, uid)
            return
        remember(
            kind.value, uid, fields=_FIELDS[kind], source_language=source, texts=now.texts, at=now.valid_from
        )

    return follow
