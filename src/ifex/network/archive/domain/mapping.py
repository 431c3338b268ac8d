"""An editor has said what an unknown word means: the alerts that carry it take the term, and the public is told."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db import transaction

from ifex.foundations.audit.domain import record_act
from ifex.instruments.taxonomy.enums import COUNTRIES, Vocabulary
from ifex.instruments.taxonomy.keys import match_key
from ifex.instruments.taxonomy.queries import country_row, term
from ifex.network.archive.enums import RecordState
from ifex.network.archive.models import Alert

from .outlook import outlook_of
from .publication import NothingToPublish, PublicationRefused, publish

Progress = Callable[..., None]

NOTE = {
    "en": "A word of the original report has been matched with our vocabulary. What is reported has not changed.",
    "fr": "Un terme du signalement d’origine a été rattaché à notre vocabulaire. Les faits rapportés sont inchangés.",
    "es": "Una palabra de la denuncia original se ha vinculado a nuestro vocabulario. Lo denunciado no ha cambiado.",
    "ar": "رُبطت كلمة من البلاغ الأصلي بمفرداتنا. لم يتغير ما ورد في البلاغ.",
}
_AT_ONCE = 2_000
_PRIMARY_AND_FURTHER: dict[str, tuple[str, str]] = {
    Vocabulary.ISSUE_AREAS: ("primary_issue", "further_issues"),
    Vocabulary.VIOLATION_TYPES: ("primary_violation", "further_violations"),
    COUNTRIES: ("country", "further_countries"),
}
_SINGLE: dict[str, str] = {
    Vocabulary.ALERT_KINDS: "kind",
    Vocabulary.URGENCY_LEVELS: "urgency",
    Vocabulary.EXPRESSION_LINKS: "expression_link",
    Vocabulary.VERIFICATION_LEVELS: "verification",
}
_OF_CHILDREN: dict[str, tuple[str, str]] = {
    Vocabulary.TARGET_KINDS: ("targets", "kind"),
    Vocabulary.GENDER_FACTORS: ("targets", "gender_factor"),
    Vocabulary.PERPETRATOR_KINDS: ("perpetrators", "kind"),
    Vocabulary.PERPETRATOR_CERTAINTY: ("perpetrators", "certainty"),
    Vocabulary.RECOMMENDED_ACTIONS: ("actions", "kind"),
}


def run_mapping(progress: Progress, *, vocabulary: str, value: str, slug: str) -> dict[str, int]:
    """The long job `archive-mapping`."""
    return apply_mapping(vocabulary, value, slug, by="mapping", progress=progress)


def apply_mapping(
    vocabulary: str, value: str, slug: str, *, by: Any, progress: Progress | None = None
) -> dict[str, int]:
    """Put `slug` where the alerts that carry `value` want it, each in its own transaction.

    Counts: `corrected` (in public), `saved` (drafts, and alerts that hold other changes which are not public yet),
    `left` (several rows could be meant: an editor decides). May be killed and run again: what is done carries the
    value no more.
    """
    counts = {"corrected": 0, "saved": 0, "left": 0}
    for done, key in enumerate(alerts_that_carry(vocabulary, match_key(value) or value)):
        counts[_apply_to(key, vocabulary, value, slug, by=by)] += 1
        if progress:
            progress(done + 1)
    return counts


def alerts_that_carry(vocabulary: str, wanted: str) -> Iterator[int]:
    """Their keys; `wanted` is the unknown word's match key."""
    after = 0
    rows = Alert.objects.exclude(unmapped={}).order_by("pk").values_list("pk", "unmapped")
    while page := list(rows.filter(pk__gt=after)[:_AT_ONCE]):
        after = page[-1][0]
        for key, unmapped in page:
            if any(_is_same(raw, wanted) for raw in unmapped.get(vocabulary, [])):
                yield key


def _is_same(raw: str, wanted: str) -> bool:
    return (match_key(raw) or raw) == wanted


def _apply_to(key: int, vocabulary: str, value: str, slug: str, *, by: Any) -> str:
    with transaction.atomic():
        alert = Alert.objects.select_for_update().get(pk=key)
        # Asked before anything moves: other changes that wait for their own correction must not go out with this one.
        is_public_as_it_stands = alert.state == RecordState.PUBLISHED and outlook_of(alert).says_nothing_new
        wanted = match_key(value) or value
        fields = _put(alert, vocabulary, wanted, slug)
        if fields is None:
            return "left"
        _forget_value(alert, vocabulary, wanted, slug)
        alert.save(update_fields=[*fields, "unmapped", "changed_at"])
        record_act(
            "alert-mapped", by=by, subject_kind="alert", subject=alert.uid, vocabulary=vocabulary, slug=slug
        )
        if not is_public_as_it_stands:
            return "saved"
        return _correct(alert, by=by)


def _correct(alert: Alert, *, by: Any) -> str:
    try:
        publish(alert, by=by, note=NOTE)
    except (NothingToPublish, PublicationRefused):
        return "saved"
    return "corrected"


def _put(alert: Alert, vocabulary: str, wanted: str, slug: str) -> list[str] | None:
    """Set the slug; returns the alert's own changed fields, or None where it cannot be told which row is meant."""
    if vocabulary == COUNTRIES and alert.country and alert.targets.filter(nationality="").exists():
        return None
    if vocabulary in _PRIMARY_AND_FURTHER:
        primary, further = _PRIMARY_AND_FURTHER[vocabulary]
        present = [one for one in (getattr(alert, primary), *getattr(alert, further)) if one]
        slugs = _in_place(alert.unmapped[vocabulary], present, wanted, slug)
        setattr(alert, primary, slugs[0])
        setattr(alert, further, slugs[1:])
        return [primary, further]
    if vocabulary == Vocabulary.POSITIVE_DEVELOPMENTS:
        alert.developments = list(dict.fromkeys([*alert.developments, slug]))
        return ["developments"]
    if vocabulary in _SINGLE:
        setattr(alert, _SINGLE[vocabulary], slug)
        return [_SINGLE[vocabulary]]
    if vocabulary in _OF_CHILDREN:
        return [] if _put_into_only_child(alert, *_OF_CHILDREN[vocabulary], slug) else None
    return None


def _in_place(words: list[str], present: list[str], wanted: str, slug: str) -> list[str]:
    """`present` with `slug` where the file had the word; last where an editor has rearranged what was there."""
    slugs = [slug if _is_same(word, wanted) else word for word in words]
    if [word for word in words if word in present] == present:
        return list(dict.fromkeys(one for one in slugs if one == slug or one in present))
    return list(dict.fromkeys([*present, slug]))


def _put_into_only_child(alert: Alert, relation: str, field: str, slug: str) -> bool:
    """The import gave a row with an unknown word the default: if one row alone has it, that is the one."""
    model = alert._meta.get_field(relation).related_model
    default = model._meta.get_field(field).get_default()
    rows = model.objects.filter(alert=alert, **{field: default})
    if rows.count() != 1:
        return False
    rows.update(**{field: slug})
    # The relation's rows are kept in memory once read; the publication reads them anew.
    alert.__dict__.pop("_cluster_related_objects", None)
    alert.__dict__.pop("_prefetched_objects_cache", None)
    return True


def _forget_value(alert: Alert, vocabulary: str, wanted: str, slug: str) -> None:
    """The slug holds the word's place while others of the list are unknown."""
    words = [slug if _is_same(raw, wanted) else raw for raw in alert.unmapped.get(vocabulary, [])]
    others = {name: values for name, values in alert.unmapped.items() if name != vocabulary}
    is_done = all(_is_term(vocabulary, word) for word in words)
    alert.unmapped = others if is_done else {**others, vocabulary: words}


def _is_term(vocabulary: str, word: str) -> bool:
    return country_row(word) is not None if vocabulary == COUNTRIES else term(vocabulary, word) is not None
