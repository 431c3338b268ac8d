"""De-naming: a person's name is replaced by a pseudonym everywhere, once and for all; the numbers stay as they are.

Published rows, texts and revisions, submissions, discussions, translations and their memory, mail, file names: every
column of every table that holds words is read, whatever room it belongs to, so that no later room can be forgotten.
Files that give the name are destroyed. The person's own row comes last: whoever is killed half-way finds in it what was
to be replaced, and begins anew.

Only what stands in a backup remains; the ledger of erasures repeats the act after a restore.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction
from django.db.models.functions import Cast
from wagtail.fields import StreamField

from ifex.foundations.audit.domain import record_act
from ifex.foundations.audit.models import AuditLine
from ifex.foundations.core import clock
from ifex.foundations.core.changes import EVERYTHING, tell_change
from ifex.foundations.core.erasures import note_erasure
from ifex.foundations.core.events import emit
from ifex.foundations.core.html import unescape
from ifex.foundations.core.sealed import unsealed
from ifex.foundations.documents.shelf import empty_shelf
from ifex.foundations.files.domain.destroying import destroy_file
from ifex.foundations.files.enums import FileState
from ifex.foundations.files.models import StoredFile
from ifex.foundations.mail.reading import (
    decode_part,
    parse_mail,
    read_attachments,
    read_header,
    read_part_name,
    walk_parts,
)
from ifex.network.archive.enums import PERSON, SubjectKind
from ifex.network.archive.models import Alert, Case, LegacyAddress, Mention, Person, Target
from ifex.network.archive.queries import uids_of_person

from .denaming_media import replace_in_media
from .denaming_pages import give_pages_new_addresses, give_up_redirects, give_up_tags, renew_desk_search
from .files_giving_names import content_gives_name, gives_name
from .reindexing import reindex_mentions
from .replacing_names import NameReplacer

ACT = "person-denamed"
_PAGE = 500
_REASON = "reason"
_RAW = "raw_"
# Names of people stand in none of these, and some must not change by a letter.
_LEFT_ALONE = frozenset(
    ["contenttypes.contenttype", "auth.permission", "auth.group", "sessions.session", "sites.site", "core.limitwindow",
     "taxonomy.term", "taxonomy.country", "wagtailcore.locale", "wagtailcore.referenceindex", "files.storedfile",
     "accounts.user", "archive.person", "archive.legacyaddress", "audit.auditline"]
)  # fmt: skip
_TEXTS = (models.CharField, models.TextField, models.JSONField, StreamField)
_NOT_TEXTS = (models.SlugField, models.EmailField, models.UUIDField)


class PseudonymRefused(ValueError):
    """It is empty, or gives a part of the name itself."""


@dataclass
class Related:
    """The records that speak of the person: there even a single word of the name is theirs."""

    alerts: set[int] = field(default_factory=set)
    cases: set[int] = field(default_factory=set)
    uids: set[str] = field(default_factory=set)

    def holds(self, row: models.Model) -> bool:
        facts = row.__dict__
        return (
            facts.get("alert_id") in self.alerts
            or facts.get("case_id") in self.cases
            or facts.get("uid") in self.uids
            or facts.get("object_id") in self.uids
            or (isinstance(row, Alert) and row.pk in self.alerts)
            or (isinstance(row, Case) and row.pk in self.cases)
        )


Advance = Callable[[int, int | None], None]


def dename_person(
    person: Person, *, pseudonym: str, by: Any, at: datetime, advance: Advance = lambda done, whole: None
) -> Counter[str]:
    """Returns how many rows of each table were changed, files destroyed, old addresses given up. May be repeated.

    Raises PseudonymRefused.
    """
    other = " ".join(pseudonym.split())
    persons = list(Person.objects.filter(uid__in=uids_of_person(person.standing)))
    names = names_of(person) - {other}
    refuse_telling(person, other)
    related = _related(persons)
    targets = Target.objects.filter(person__in=persons)
    note_erasure(ACT, f"{person.standing.uid}|{other}")
    _keep_spellings(person.standing, names)
    replacer = NameReplacer(names, other)
    counts: Counter[str] = Counter()
    counts["addresses of pages"] += give_pages_new_addresses(replacer) + give_up_redirects(replacer)
    counts["tags"] += give_up_tags(replacer)
    counts["files of pages"] += replace_in_media(replacer, by=by)
    tables = list(_tables())
    for number, model in enumerate(tables):
        if changed := _walk(model, replacer, related):
            counts[model._meta.label] += changed
        advance(number + 1, len(tables))
    counts["reasons"] += _replace_in_reasons(replacer, related)
    counts["old addresses"] += _give_up_addresses(replacer)
    counts["files"] += _destroy_files(replacer, by=by)
    empty_shelf()
    renew_desk_search()
    counts["lists of refusals"] += _delete_rejects(replacer)
    _hide(persons, targets, other, related, by=by, at=at, rows=sum(counts.values()))
    _forget_freed_pages()
    return +counts


def names_of(person: Person) -> set[str]:
    """Every spelling that the person, whoever is merged with them, or an alert has of the name."""
    persons = list(Person.objects.filter(uid__in=uids_of_person(person.standing)))
    names = {name for one in persons for name in (*one.names.values(), *one.variants)}
    targets = Target.objects.filter(person__in=persons)
    names |= {name for target in targets for name in (target.name, *target.variants)}
    return {name for name in names if name}


def refuse_telling(person: Person, pseudonym: str) -> None:
    """Raises PseudonymRefused."""
    names = names_of(person) - {pseudonym}
    if not pseudonym or (names and NameReplacer(names, "").in_text(pseudonym, with_parts=True)[1]):
        raise PseudonymRefused(pseudonym)


def _related(persons: list[Person]) -> Related:
    related = Related()
    uids = [person.uid for person in persons]
    mentions = Mention.objects.filter(thing_kind=PERSON, thing__in=uids).values_list("kind", "uid")
    alerts = {uid for kind, uid in mentions if kind == SubjectKind.ALERT}
    cases = {uid for kind, uid in mentions if kind == SubjectKind.CASE}
    related.alerts = set(Target.objects.filter(person__in=persons).values_list("alert_id", flat=True))
    related.alerts |= set(Alert.objects.filter(uid__in=alerts).values_list("pk", flat=True))
    related.cases = set(Case.objects.filter(persons__person__in=persons).values_list("pk", flat=True))
    related.cases |= set(Case.objects.filter(uid__in=cases).values_list("pk", flat=True))
    for model, pks in ((Alert, related.alerts), (Case, related.cases)):
        related.uids |= set(model.objects.filter(pk__in=pks).values_list("uid", flat=True))
    return related


def _keep_spellings(person: Person, names: set[str]) -> None:
    """In the row that is changed last: half-way nothing else may know them any more."""
    person.variants = sorted({*person.variants, *names} - set(person.names.values()))
    person.save(update_fields=["variants"])


def _tables() -> Iterator[type[models.Model]]:
    for model in apps.get_models(include_auto_created=True):
        if model._meta.label_lower not in _LEFT_ALONE and model._meta.managed and not model._meta.proxy:
            yield model


def _walk(model: type[models.Model], replacer: NameReplacer, related: Related) -> int:
    texts = [one for one in model._meta.local_concrete_fields if _holds_words(one)]
    raws = [one for one in model._meta.local_concrete_fields if isinstance(one, models.BinaryField)]
    if not texts and not raws:
        return 0
    changed, after = 0, None
    # As it is stored, with blocks that pages no longer know.
    bodies = {
        _RAW + one.attname: Cast(one.attname, models.JSONField())
        for one in texts
        if isinstance(one, StreamField)
    }
    rows = model._base_manager.annotate(**bodies).order_by("pk")
    while page := list(rows.filter(pk__gt=after)[:_PAGE] if after is not None else rows[:_PAGE]):
        for row in page:
            changed += _change_row(model, row, texts, raws, replacer, related)
        after = page[-1].pk
    return changed


def _holds_words(one: Any) -> bool:
    return (
        isinstance(one, _TEXTS)
        and not isinstance(one, _NOT_TEXTS)
        and not one.primary_key
        and not one.choices
    )


def _change_row(
    model: type[models.Model],
    row: models.Model,
    texts: list[Any],
    raws: list[Any],
    replacer: NameReplacer,
    related: Related,
) -> int:
    values = {
        one.attname: getattr(row, (_RAW if isinstance(one, StreamField) else "") + one.attname)
        for one in texts
    }
    is_about = related.holds(row) or any(replacer.in_value(value)[1] for value in values.values())
    changes: dict[str, Any] = {}
    for one in texts:
        new, count = replacer.in_value(values[one.attname], with_parts=is_about)
        if count:
            longest = getattr(one, "max_length", None)
            changes[one.attname] = new[:longest] if isinstance(new, str) and longest else new
    for one in raws:
        raw = getattr(row, one.attname)
        if raw and _mail_gives_name(bytes(raw), replacer):
            changes[one.attname] = b""
    if changes:
        with unsealed(model):
            model._base_manager.filter(pk=row.pk).update(**changes)
    return bool(changes)


def _replace_in_reasons(replacer: NameReplacer, related: Related) -> int:
    """Of the audit trail what people wrote, and nothing else: the lines themselves stay."""
    changed = 0
    for line in AuditLine.objects.filter(details__has_key=_REASON).iterator():
        is_about = line.subject in related.uids
        new, count = replacer.in_text(str(line.details[_REASON]), with_parts=is_about)
        if count:
            with unsealed(AuditLine):
                AuditLine.objects.filter(pk=line.pk).update(details=line.details | {_REASON: new})
            changed += 1
    return changed


def _mail_gives_name(raw: bytes, replacer: NameReplacer) -> bool:
    """A received mail: its name may stand in any part, in any coding."""
    mail = parse_mail(raw)
    words = [read_header(mail, name) for name in ("subject", "from", "to")]
    words.append(raw.decode("utf-8", "replace"))
    parts = walk_parts(mail)
    words += [read_part_name(part) for part in parts]
    words += [unescape(decode_part(part)) for part in parts if not part.is_multipart()]
    if any(replacer.in_text(text)[1] for text in words):
        return True
    return any(content_gives_name(content, replacer) for _name, content in read_attachments(mail))


def _give_up_addresses(replacer: NameReplacer) -> int:
    """Old addresses with the name in them: whoever has one finds the alert by search."""
    gone = [
        row.pk for row in LegacyAddress.objects.iterator() if replacer.in_text(row.path.replace("-", " "))[1]
    ]
    return LegacyAddress.objects.filter(pk__in=gone).delete()[0]


def _destroy_files(replacer: NameReplacer, *, by: Any) -> int:
    destroyed = 0
    for stored in StoredFile.objects.exclude(state=FileState.DESTROYED).iterator():
        if replacer.in_text(stored.name.replace("-", " "))[1] or gives_name(stored, replacer):
            destroy_file(stored, by=by)
            destroyed += 1
    return destroyed


def _delete_rejects(replacer: NameReplacer) -> int:
    """What imports have refused lies as they brought it."""
    deleted = 0
    for path in (Path(settings.IFEX_DATA) / "rejects").rglob("*"):
        if path.is_file() and replacer.in_text(path.read_bytes().decode("utf-8", "replace"))[1]:
            path.unlink()
            deleted += 1
    return deleted


def _hide(
    persons: list[Person],
    targets: Iterable[Target],
    other: str,
    related: Related,
    *,
    by: Any,
    at: datetime,
    rows: int,
) -> None:
    """The person's own rows, last; and whatever was made of the old words is made anew."""
    person = persons[0].standing
    with transaction.atomic():
        Target.objects.filter(pk__in=[target.pk for target in targets]).update(
            name=other, variants=[], pseudonym=other
        )
        for one in persons:
            one.names = dict.fromkeys(one.names, other) or {"en": other}
            one.variants, one.extra, one.pseudonym = [], {}, other
            one.save(update_fields=["names", "variants", "extra", "pseudonym", "changed_at"])
        # Whoever has a form open with the old words is told, instead of writing them back.
        Alert.objects.filter(pk__in=related.alerts).update(changed_at=clock.now())
        Case.objects.filter(pk__in=related.cases).update(changed_at=clock.now())
        record_act(ACT, by=by, subject_kind=PERSON, subject=person.uid, rows=rows)
        reindex_mentions(PERSON, [one.uid for one in persons])
        emit("person_changed", uid=person.uid)
        tell_change(EVERYTHING)


def _forget_freed_pages() -> None:
    """SQLite has written zeros over what was freed (secure_delete), but for what still lies in the write-ahead log."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def repeat_denaming(key: str) -> bool:
    """After a restore. Whether there was anything to do."""
    uid, _bar, pseudonym = key.partition("|")
    person = Person.objects.filter(uid=uid).first()
    if person is None or (person.pseudonym == pseudonym and set(person.names.values()) <= {pseudonym}):
        return False
    dename_person(person, pseudonym=pseudonym, by="restore", at=clock.now())
    return True
