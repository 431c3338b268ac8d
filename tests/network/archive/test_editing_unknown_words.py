import pytest
from django.urls import reverse
from tests.network.archive.desk_forms import words_of

from ifex.foundations.accounts.enums import StaffRole
from ifex.foundations.audit.models import AuditLine
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
    assert "Netzsperre" in words_of(client.get(f"{URL}?shown=mapped"))


def test_unknown_word_is_set_aside_and_put_back(sign_in, db):
    note_unmapped_value("issue_areas", "Sonstiges", subject_kind="alert", subject="a")
    client, word = sign_in("editor"), UnmappedValue.objects.get()

    client.post(URL, {"word": word.pk, "to": "", "verb": "aside"})

    assert "Sonstiges Issues" not in words_of(client.get(URL))
    assert "Sonstiges Issues 1" in words_of(client.get(f"{URL}?shown=aside"))
    note_unmapped_value("issue_areas", "sonstiges", subject_kind="alert", subject="b")
    assert "Sonstiges Issues" not in words_of(client.get(URL))
    client.post(f"{URL}?shown=aside", {"word": word.pk, "to": "", "verb": "back"})
    assert "Sonstiges Issues 2" in words_of(client.get(URL))
    acts = (
        AuditLine.objects.filter(subject_kind="unmapped-value").order_by("pk").values_list("act", flat=True)
    )
    assert list(acts) == ["value-set-aside", "value-taken-up"]


def test_unknown_word_that_was_mapped_meanwhile_is_not_set_aside(sign_in, db):
    note_unmapped_value("issue_areas", "Netzsperre", subject_kind="alert", subject="a")
    client, word = sign_in("editor"), UnmappedValue.objects.get()
    client.post(URL, {"word": word.pk, "to": "internet-censorship"})

    answer = client.post(URL, {"word": word.pk, "to": "", "verb": "aside"}, follow=True)

    word.refresh_from_db()
    assert "has been mapped meanwhile" in words_of(answer)
    assert word.set_aside_at is None


def test_unknown_word_leads_to_all_alerts_that_carry_it(sign_in, make_alert):
    for number, raw in enumerate(["Netzsperre", "NETZSPERRE!", "Sonstiges"]):
        make_alert(texts={"en": f"Alert {number}"}, unmapped={"issue_areas": [raw]})
        note_unmapped_value("issue_areas", raw, subject_kind="alert", subject=f"a{number}")
    client, word = sign_in("editor"), UnmappedValue.objects.get(value="Netzsperre")
    address = f"{reverse('wagtailsnippets_archive_alert:list')}?word={word.pk}"

    assert f'href="{address}"' in client.get(URL).content.decode()
    words = words_of(client.get(address))
    assert [title for title in ("Alert 0", "Alert 1", "Alert 2") if title in words] == ["Alert 0", "Alert 1"]


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
