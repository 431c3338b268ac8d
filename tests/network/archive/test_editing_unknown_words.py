import pytest
from django.urls import reverse
from tests.network.archive.desk_forms import words_of

from ifex.foundations.accounts.enums import StaffRole
from ifex.foundations.core.models import Event
from ifex.instruments.taxonomy.domain.unmapped import note_unmapped_value
from ifex.instruments.taxonomy.models import UnmappedValue

URL = reverse("archive_unknown_words:index")


def test_unknown_words_are_listed_with_counts_and_mapped(sign_in, make_alert):
    alert, client = make_alert(), sign_in("editor")
    for _time in range(2):
        note_unmapped_value("issue_areas", "Netzsperre", subject_kind="alert", subject=alert.uid)
    note_unmapped_value("countries", "Tunesia", subject_kind="alert", subject=alert.uid)

    words = words_of(client.get(URL))
    assert "Netzsperre Issues 2" in words
    assert "Tunesia Countries 1" in words

    word = UnmappedValue.objects.get(value="Netzsperre")
    answer = client.post(URL, {"word": word.pk, "to": "internet-censorship"}, follow=True)

    word.refresh_from_db()
    assert word.mapped_to == "internet-censorship"
    assert "“Netzsperre” means “Internet censorship”" in words_of(answer)
    assert Event.objects.get(name="vocabulary_mapped").payload["slug"] == "internet-censorship"
    assert "Netzsperre" in words_of(client.get(f"{URL}?mapped=1"))


@pytest.mark.parametrize(("word", "status"), [("0", 404), ("x", 404), ("", 404)])
def test_unknown_words_refuse_what_is_none(sign_in, db, word, status):
    assert sign_in("editor").post(URL, {"word": word, "to": "arrest"}).status_code == status


def test_unknown_words_ask_for_a_term(sign_in, db):
    note_unmapped_value("issue_areas", "Netzsperre", subject_kind="alert", subject="a")

    answer = sign_in("editor").post(
        URL, {"word": UnmappedValue.objects.get().pk, "to": "no-such"}, follow=True
    )

    assert "Choose a term" in words_of(answer)


@pytest.mark.parametrize("role", StaffRole.values)
def test_unknown_words_are_for_editors(sign_in, role):
    assert (sign_in(role).get(URL).status_code == 200) == (role == "editor")
