from datetime import date

from django.urls import reverse
from tests.network.archive.desk_forms import add_row, publish_form, read_form, rich

from ifex.network.archive.models import Case, Situation


def edit_url(case):
    return reverse("wagtailsnippets_archive_case:edit", args=[case.pk])


def test_add_case_with_persons_and_their_situations(sign_in, make_person):
    client, person = sign_in("editor"), make_person()
    url = reverse("wagtailsnippets_archive_case:add")
    form = read_form(client.get(url))
    form |= {
        "title_en": ["The case of a reporter"],
        "outcome_fr": ["Libérée"],
        "body_en": [rich("Since March.")],
        "status": ["open"],
        "country": ["TN"],
        "violated_on": ["2026-03-08"],
        "accountability": ["no-investigation"],
    }
    add_row(form, "persons", person=str(person.pk))
    form |= {
        "persons-0-situations-TOTAL_FORMS": ["0"],
        "persons-0-situations-INITIAL_FORMS": ["0"],
        "persons-0-situations-MIN_NUM_FORMS": ["0"],
        "persons-0-situations-MAX_NUM_FORMS": ["1000"],
    }
    add_row(form, "persons-0-situations", situation="pretrial-detention", from_on="2026-03-08", until_on="",
            precision="day", country="TN", source="Her lawyer")  # fmt: skip

    response = client.post(url, form)

    case = Case.objects.get()
    assert response.headers["Location"] == edit_url(case)
    assert sorted((row.language, row.title, row.outcome) for row in case.texts.all()) == [
        ("en", "The case of a reporter", ""),
        ("fr", "", "Libérée"),
    ]
    assert (case.status, case.country, case.violated_on) == ("open", "TN", date(2026, 3, 8))
    situation = Situation.objects.get()
    assert (situation.case_person.person, situation.from_on, situation.source) == (
        person,
        date(2026, 3, 8),
        "Her lawyer",
    )


def test_edit_case_round_trip_changes_nothing(sign_in, make_case, make_person):
    spans = [("pretrial-detention", date(2025, 1, 1), date(2025, 6, 1)), ("released", date(2025, 6, 1), None)]
    case, client = make_case(make_person(), spans=spans), sign_in("editor")
    before = list(Situation.objects.values())

    client.post(edit_url(case), read_form(client.get(edit_url(case))))

    assert list(Situation.objects.values()) == before
    assert case.texts.get().title == "The case of a reporter"


def test_publish_case_from_the_form(sign_in, make_case, make_person):
    case, client = make_case(make_person()), sign_in("editor")

    publish_form(client, edit_url(case), read_form(client.get(edit_url(case))))

    case.refresh_from_db()
    assert case.state == "published"
