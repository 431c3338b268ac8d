"""Rows written many at a time are the rows that Django would have written one by one."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection, transaction

from ifex.foundations.core.bulk import (
    Conflict,
    Numbers,
    insert_rows,
    prepare_rows,
    reserve_numbers,
    write_rows,
)
from ifex.foundations.core.sealed import Sealed, unsealed
from ifex.instruments.search.models import IndexChange
from ifex.network.archive.models import Alert, Case, Mention, Publication, Source, Target

MOMENT = datetime(2026, 3, 9, 12, tzinfo=UTC)


def an_alert(uid, **facts):
    return Alert(uid=uid, country="TN", happened_from=date(2026, 3, 8), embargo_until=MOMENT, place_latitude=36.8,
                 place_longitude=10.18, further_issues=["privacy"], extra={"note": "كما ورد"}, **facts)  # fmt: skip


def stored(model, **wanted):
    found = model.objects.filter(**wanted).values().get()
    return {name: value for name, value in found.items() if name not in {"id", "created_at", "changed_at"}}


def test_insert_rows_stores_what_save_stores(db):
    an_alert("alert-saved").save()

    insert_rows(Alert, [an_alert("alert-inserted")])

    assert stored(Alert, uid="alert-inserted") | {"uid": "alert-saved"} == stored(Alert, uid="alert-saved")
    assert Alert.objects.get(uid="alert-inserted").created_at is not None


def test_prepare_rows_reads_keys_given_after_the_row_was_made(db):
    case, alert = Case(uid="case-later", country="TN"), an_alert("alert-first")
    alert.case = case
    target, source = Target(alert=alert, name="Samira"), Source(alert=alert, name="A witness")
    numbers = Numbers(at_once=2)

    numbers.give(Case, [case])
    numbers.give(Alert, [alert])
    with transaction.atomic():
        # Before what they point at: keys are checked when the transaction ends.
        write_rows(*(prepare_rows(type(row), [row]) for row in (source, target, alert, case)))

    found = Alert.objects.get(uid="alert-first")
    assert found.case == Case.objects.get(uid="case-later")
    assert [row.name for row in found.targets.all()] == ["Samira"]


def test_insert_rows_renews_what_is_there(db):
    insert_rows(IndexChange, [IndexChange(kind="alert", uid="abc", priority=0, version=1, created_at=MOMENT)])

    insert_rows(
        IndexChange,
        [
            IndexChange(kind="alert", uid=uid, priority=1, version=2, created_at=MOMENT)
            for uid in ("abc", "def")
        ],
        conflict=Conflict(("kind", "uid"), ("version",)),
    )

    rows = IndexChange.objects.order_by("uid").values_list("uid", "priority", "version")
    assert list(rows) == [("abc", 0, 2), ("def", 1, 2)]


def test_write_rows_keeps_sealed_models_sealed(db):
    rows = prepare_rows(Mention, [Mention(kind="alert", uid="a", thing_kind="case", thing="c", at=MOMENT)])

    with pytest.raises(Sealed):
        write_rows(rows)
    with unsealed(Mention):
        write_rows(rows)

    assert Mention.objects.count() == 1


def test_write_rows_does_nothing_for_none(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        insert_rows(Publication, [])


def test_reserve_numbers_gives_each_key_once(db):
    first, second = reserve_numbers(Alert, 3), reserve_numbers(Alert, 2)
    saved = Alert.objects.create(uid="alert-after", country="TN")

    assert len({*first, *second, saved.pk}) == 6
    assert first + second == sorted(first + second)


@pytest.mark.django_db(transaction=True)
def test_reserve_numbers_begins_an_empty_table():
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [Alert._meta.db_table])

    numbers = reserve_numbers(Alert, 2)

    assert Alert.objects.create(uid="alert-after", country="TN").pk not in numbers
