"""CSV: the export of the Committee to Protect Journalists, and any other by its mapping."""

import pytest
from tests.network.archive.interchange_samples import rejects_of, take_in

from ifex.network.archive.interchange.sources import SourceRefused
from ifex.network.archive.models import (
    Alert,
    ImportRun,
    Person,
)

pytestmark = pytest.mark.usefixtures("data_folder")


CPJ_HEADER = (
    "year,combinedStatus,fullName,primaryNationality,secondaryNationality,tertiaryNationality,gender,type,typeOfDeath,"
    "employedAs,organizations,jobs,coverage,mediums,country,location,locality,sourcesOfFire,motiveConfirmed,"
    "impunityMurder,tortured,captive,threatened\n"
)


CPJ_ROWS = [
    "2006,Confirmed,Maher,,,,,Media Worker,N/A,Staff,Channel,,,,Iraq,Baghdad,Baghdad,,N/A,,,,\n",
    "2006,Confirmed,Maher,,,,,Media Worker,N/A,Staff,Channel,,,,Iraq,Baghdad,Baghdad,,N/A,,,,\n",
    '1999,Confirmed,Ana P,Mexico,,,Female,Journalist,Murder,Staff,"A,B",Editor,Crime,Print,Yugoslavia,X,X,'
    "Criminal Group,Confirmed,Complete Impunity,Yes,No,Yes\n",
    ",,,,,,1585,,,,,,,,,,,,,,,,\n",
]


def test_import_of_cpj_rows_makes_two_people_of_two_equal_rows_in_any_order(tmp_path):
    first = tmp_path / "a.csv"
    first.write_text(CPJ_HEADER + "".join(CPJ_ROWS))
    shuffled = tmp_path / "b.csv"
    shuffled.write_text(CPJ_HEADER + "".join(reversed(CPJ_ROWS)))

    outcome = take_in(first, format="cpj")
    again = take_in(shuffled, format="cpj")

    assert outcome.counts == {"new person": 3, "new alert": 3, "rejected": 1}
    assert again.counts == {"unchanged": 6, "rejected": 1}
    assert Person.objects.filter(names__en="Maher").count() == 2
    murdered = Alert.objects.get(primary_violation="murder")
    assert (murdered.country, murdered.further_violations) == ("YUCS", ["torture", "threat"])
    assert "1585" in rejects_of(outcome)[0]["reason"]


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("Kabul", " in Kabul, Yugoslavia"), ("near Qena", " near Qena, Yugoslavia"), ("", " in Yugoslavia"),
        ("Outside Baghdad", " outside Baghdad, Yugoslavia"), ("Place of death unknown", " in Yugoslavia"),
        ("Consulate (Istanbul, Turkey)", ": Consulate (Istanbul, Turkey)"), ("Niš, Yugoslavia", " in Niš, Yugoslavia"),
        ("north of Niš", " north of Niš, Yugoslavia"), ("northwest Kosovo", " in northwest Kosovo, Yugoslavia"),
    ],
)  # fmt: skip
def test_import_of_cpj_tells_the_place_in_a_sentence_and_overstates_nothing(tmp_path, place, told):
    path = tmp_path / "a.csv"
    row = CPJ_ROWS[2].replace(",X,X,", f',X,"{place}",' if place else ",,,")
    path.write_text(CPJ_HEADER + row)

    take_in(path, format="cpj")

    alert = Alert.objects.get()
    text = alert.texts.get()
    assert text.title == f"Ana P, journalist (A, B), killed{told}"
    assert text.summary == f"Ana P, journalist (A, B), was murdered{told}, in 1999."
    assert text.summary not in text.body
    assert (alert.expression_link, alert.verification) == ("clear", "")
    assert list(alert.perpetrators.values_list("kind", "certainty")) == [("organised-crime", "alleged")]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"format": "cpj"}, "no column combinedStatus, fullName"),
        (
            {"format": "csv", "mapping": "type: alert\nfields: {versions.en.title: {column: Headline}}"},
            "column Headline",
        ),
        ({"format": "csv", "mapping": "published: {date: '%Y'}\nfields: {}"}, "published names no column"),
        ({"format": "jsonl"}, "say --format csv"),
    ],
)
def test_import_refuses_a_file_of_another_kind_whole(tmp_path, options, said):
    path = tmp_path / "a.csv"
    path.write_text("year,who\n1999,Ana\n")
    if "mapping" in options:
        (tmp_path / "map.yaml").write_text(options["mapping"])
        options = options | {"mapping": tmp_path / "map.yaml"}

    with pytest.raises(SourceRefused, match=said):
        take_in(path, **options)

    assert not ImportRun.objects.exists()


def test_import_of_csv_follows_its_mapping(tmp_path):
    mapping = tmp_path / "map.yaml"
    mapping.write_text(
        "type: alert\nuid: {columns: [ID], prefix: misa-}\npublished: {column: Date, date: '%d/%m/%Y'}\n"
        "defaults: {urgency: standard}\nfields:\n  versions.en.title: {column: Headline}\n"
        "  countries: {column: Country, split: ';'}\n  targets.0.name: {column: Victim}\n"
        "  violations: {column: Type, split: ',', map: {Beaten: physical-assault}}\n"
    )
    path = tmp_path / "a.csv"
    path.write_text(
        "ID,Date,Headline,Country,Victim,Type,Note\n1,14/08/2003,Editor beaten,Namibia;Angola,G L,Beaten,kept\n"
        "2,99/99/2003,x,Namibia,,,\n3,14/08/2003,x\n"
    )

    outcome = take_in(path, format="csv", mapping=mapping)

    alert = Alert.objects.get()
    assert (alert.uid, alert.country, alert.further_countries) == ("misa-1", "NA", ["AO"])
    assert (alert.primary_violation, alert.targets.get().name) == ("physical-assault", "G L")
    assert alert.extra == {"csv": {"Note": "kept"}}
    assert [row["line"] for row in rejects_of(outcome)] == [3, 4]
