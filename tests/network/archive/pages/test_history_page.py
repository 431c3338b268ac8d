from types import SimpleNamespace

from ifex.foundations.core.enums import VersionState
from ifex.network.archive.domain.publication import publish, withdraw
from ifex.network.archive.models import AlertText, Target
from ifex.network.archive.presenters.history import languages_behind, mark_differences, names_taken_back


def history_of(client, alert):
    return client.get(f"/en/alerts/{alert.uid}/history/").content.decode()


def publication(number, texts, source="en"):
    return SimpleNamespace(number=number, texts=texts, facts={"source_language": source})


def test_history_says_what_changed_and_why(client, index, publish_alert, correct):
    alert = publish_alert()
    correct(alert, title="Reporter arrested in Sfax", note="It was Sfax, not Tunis.")

    html = history_of(client, alert)

    assert "It was Sfax, not Tunis." in html
    assert "<del>Tunis</del> <ins>Sfax</ins>" in html
    assert html.index("Correction<") < html.index("First publication<")


def test_history_names_the_facts_that_changed(client, index, publish_alert):
    alert = publish_alert()
    alert.primary_violation = "abduction"
    alert.save()
    publish(alert, by="test", note={"en": "They were no police."})

    assert "Facts that changed: violations" in history_of(client, alert)


def test_history_says_which_language_was_added(client, index, publish_alert):
    alert = publish_alert()
    AlertText.objects.create(alert=alert, language="fr", title="Arrêtée", state=VersionState.READY)
    publish(alert, by="test")

    html = history_of(client, alert)

    assert "Further language" in html
    assert '<span lang="fr">Français</span>' in html


def test_history_never_shows_a_text_with_a_name_that_was_taken_back(client, index, publish_alert, correct):
    alert = publish_alert(target={"name": "Samira Ben Yedder"}, texts={"en": "Samira Ben Yedder arrested"})
    Target.objects.filter(alert=alert).update(pseudonym="Amel")
    correct(alert, title="A reporter arrested", note="The name was taken back.")

    html = history_of(client, alert)

    assert "Samira" not in html
    assert "withheld for somebody’s safety" in html


def test_history_of_a_withdrawn_alert_shows_no_text(client, index, publish_alert, correct):
    alert = publish_alert(target={"name": "Samira Ben Yedder"})
    correct(alert, title="Samira Ben Yedder arrested", note="Named.")
    withdraw(alert, by="test", note={"en": "Untrue."})

    response = client.get(f"/en/alerts/{alert.uid}/history/")

    assert response.status_code == 200
    assert b"Untrue." in response.content
    assert b"Samira" not in response.content


def test_history_of_an_unknown_alert_is_404(client, db):
    assert client.get("/en/alerts/nobody-knows/history/").status_code == 404
    assert client.get("/en/cases/nobody-knows/history/").status_code == 404


def test_languages_behind_are_those_older_than_their_source():
    first = publication(1, {"en": {"title": "a"}, "fr": {"title": "b"}, "ar": {"title": "c"}})
    second = publication(2, {"en": {"title": "a2"}, "fr": {"title": "b"}, "ar": {"title": "c2"}})
    third = publication(3, {**second.texts, "es": {"title": "d"}})

    assert languages_behind([first]) == set()
    assert languages_behind([first, second]) == {"fr"}
    assert languages_behind([first, second, third]) == {"fr"}


def test_names_taken_back_are_those_of_the_past_alone():
    past = SimpleNamespace(facts={"targets": [{"name": "Ana", "variants": ["Anna"]}, {"name": "Bo"}]})
    now = SimpleNamespace(facts={"targets": [{"name": "Bo"}]})

    assert names_taken_back([past, now]) == {"ana", "anna"}


def test_mark_differences_escapes_the_words():
    marked = mark_differences(["<b>", "stays"], ["<i>", "stays"])

    assert marked == "<del>&lt;b&gt;</del> <ins>&lt;i&gt;</ins> stays"


def test_history_of_a_withdrawn_alert_shows_no_words_of_a_name_that_no_fact_gave(
    client, index, publish_alert, correct
):
    alert = publish_alert(texts={"en": "Samira Ben Yedder arrested"})
    correct(alert, title="Samira Ben Yedder arrested in Sfax", note="The place.")
    withdraw(alert, by="test", note={"en": "She is in danger."})

    assert "Samira" not in history_of(client, alert)


def test_history_withholds_texts_and_notes_from_before_a_correction_that_says_so(
    client, index, publish_alert, correct
):
    alert = publish_alert(texts={"en": "Amel of Sfax arrested"})
    correct(alert, title="Amel of Gabes arrested", note="Not Sfax, her family says.")
    AlertText.objects.filter(alert=alert).update(title="Reporter arrested")
    publish(alert, by="test", note={"en": "For safety."}, withholding=True)
    correct(alert, title="Reporter held", note="Held, not arrested.")

    html = history_of(client, alert)

    assert [word for word in ("Amel", "Sfax", "Gabes", "family") if word in html] == []
    assert html.count("The texts changed too. The earlier one is withheld for somebody’s safety.") == 2
    assert html.count("What was said of this change is withheld for somebody’s safety.") == 1
    assert "For safety." in html
    assert "<del>arrested</del> <ins>held</ins>" in html
    assert "family" not in client.get(f"/en/alerts/{alert.uid}/").content.decode()


def test_history_withholds_a_name_given_back_in_other_letters(client, index, publish_alert, correct):
    alert = publish_alert(target={"name": "Samira Ben Yedder"}, texts={"en": "SAMÍRA BENYEDDER arrested"})
    Target.objects.filter(alert=alert).update(name="")
    correct(alert, title="A reporter arrested", note="Taken back.")

    assert "BENYEDDER" not in history_of(client, alert)
