"""What a text seems to say: each rule in each language, and never more than a suggestion."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ifex.foundations.core import clock
from ifex.foundations.core.languages import LANGUAGE_CODES
from ifex.network.archive.checklist.telling_dates import dates_in
from ifex.network.archive.domain.publication import publish
from ifex.network.archive.enums import DatePrecision
from ifex.network.archive.models import Alert
from ifex.network.newsroom.domain.submissions import send_submission
from ifex.network.newsroom.suggesting.facts import suggest_facts
from ifex.network.newsroom.suggesting.persons import suggest_persons
from ifex.network.newsroom.suggesting.places import suggest_countries
from ifex.network.newsroom.suggesting.told import ToldText
from ifex.network.newsroom.suggesting.violations import cues_in, suggest_violations

pytestmark = pytest.mark.django_db

SENT_ON = date(2026, 3, 9)

ARRESTS = {
    "en": ("Journalist arrested in Sfax", "Police arrested Mona Haddad on 3 March 2026 in Sfax, Tunisia."),
    "fr": (
        "Une journaliste arrêtée à Sfax",
        "La police a arrêté Mona Haddad le 3 mars 2026 à Sfax, en Tunisie.",
    ),
    "es": (
        "Detienen a una periodista en Sfax",
        "La policía detuvo a Mona Haddad el 3 de marzo de 2026 en Túnez.",
    ),
    "ar": ("اعتقال صحفية في صفاقس", "اعتقلت الشرطة الصحفية منى حداد يوم 3 مارس/آذار 2026 في صفاقس التونسية."),
}


@pytest.mark.parametrize("language", LANGUAGE_CODES)
def test_suggest_facts_reads_country_day_and_violation_in_each_language(language, no_index):
    found = suggest_facts(ToldText(language, *ARRESTS[language]), sent_on=SENT_ON)

    assert found.countries == ["TN"]
    assert [day.on for day in found.days] == [date(2026, 3, 3)]
    assert found.violations[0] == "arrest"
    assert found.persons == []


def test_suggest_countries_knows_peoples_and_leaves_what_is_only_spoken_of_beside():
    told = ToldText(
        "en",
        "Nigerien editor held",
        "The editor was taken from his office in Niamey.\nA French embassy spokesman spoke in Geneva.",
    )

    assert suggest_countries(told) == ["NE"]


def test_suggest_countries_takes_no_common_arabic_word_for_a_town():
    told = ToldText("ar", "السيول تجتاح المدينة", "أغرقت السيول المطبعة، ولم تنج ورقة واحدة في صنعاء.")

    assert suggest_countries(told) == ["YE"]


def test_suggest_violations_prefers_the_narrower_word():
    told = ToldText("en", "Editor receives death threats", "She received death threats by telephone.")

    assert suggest_facts(told, sent_on=SENT_ON).violations == ["death-threat"]


def test_suggest_violations_is_silent_where_nothing_happened():
    told = ToldText("en", "New opening hours", "The kiosk opens at nine.")

    assert suggest_facts(told, sent_on=SENT_ON).violations == []


@pytest.mark.parametrize(
    ("language", "text", "day", "precision"),
    [
        ("en", "He was arrested on 5 January.", date(2026, 1, 5), DatePrecision.DAY),
        ("en", "He was arrested on December 30.", date(2025, 12, 30), DatePrecision.DAY),
        ("fr", "Il a été arrêté le 1er février 2025.", date(2025, 2, 1), DatePrecision.DAY),
        ("es", "Fue detenido en setiembre de 2024.", date(2024, 9, 1), DatePrecision.MONTH),
        ("ar", "اعتُقل في ١٢ جويلية ٢٠٢٥.", date(2025, 7, 12), DatePrecision.DAY),
        ("ar", "اعتقل في كانون الثاني 2025.", date(2025, 1, 1), DatePrecision.MONTH),
        ("ar", "اعتقل مساء الخامس من كانون الأول/ديسمبر 2019.", date(2019, 12, 5), DatePrecision.DAY),
        ("ar", "اعتقل ليلة الحادي والعشرين من شهر مايو عام 2008.", date(2008, 5, 21), DatePrecision.DAY),
        ("ar", "صدر الحكم يوم ١٢ حزيران/يونيه ١٩٩٨.", date(1998, 6, 12), DatePrecision.DAY),
        ("es", "Fue detenida el primero de mayo de 2024.", date(2024, 5, 1), DatePrecision.DAY),
    ],
)
def test_suggest_days_reads_days_and_months(language, text, day, precision):
    (found,) = suggest_facts(ToldText(language, "", text), sent_on=SENT_ON).days

    assert (found.on, found.precision) == (day, precision)


def test_suggest_days_takes_the_year_that_is_told_nearest():
    text = "It began in May 2008. On 22 May he was arrested. The law of 3 March 1997 does not allow it."

    assert suggest_facts(ToldText("en", "", text), sent_on=SENT_ON).days[0].on == date(2008, 5, 22)


def test_suggest_days_offers_nothing_that_lies_ahead_and_nothing_for_yesterday():
    text = "He was arrested yesterday; the trial opens on 4 May 2026."

    assert suggest_facts(ToldText("en", "", text), sent_on=SENT_ON).days == []


@given(st.text(max_size=300), st.sampled_from(LANGUAGE_CODES))
def test_dates_in_bears_any_text(text, language):
    assert all(1 <= told.month <= 12 and told.start < told.end for told in dates_in(text, language))


@given(st.text(max_size=300), st.sampled_from(LANGUAGE_CODES))
def test_suggest_violations_and_countries_bear_any_text(text, language):
    told = ToldText(language, text[:40], text)

    assert len(suggest_violations(told, cues_in(told))) <= 5
    assert len(suggest_countries(told)) <= 3


# --- Persons whom the archive knows


@pytest.fixture
def known_person(make_alert, add_target, make_person, index):
    """Published with a target who is this person, and to be found."""
    person = make_person("Nabeel Rashwani")
    alert = make_alert()
    add_target(alert, name="Nabeel Rashwani", person=person)
    publish(alert, by="test")
    index()
    return person


@pytest.mark.parametrize(
    ("language", "text", "is_found"),
    [
        ("en", "Police came for Nabeel Rashwani at night.", True),
        ("fr", "La police a emmené Nabil Rashwani.", True),
        ("ar", "اعتقلت الشرطة نبيل الرشواني ليلا.", True),
        ("en", "Police came for Nabeel Haddad and for Omar Rashwani.", False),
        ("en", "Rashwani is a common name.", False),
    ],
)
def test_suggest_persons_needs_the_whole_name_in_any_script(language, text, is_found, known_person):
    found = suggest_persons(ToldText(language, "", text))

    assert [person.uid for person in found] == ([known_person.uid] if is_found else [])


def test_suggest_persons_is_silent_without_an_index(no_index):
    assert suggest_persons(ToldText("en", "", "Nabeel Rashwani")) == []


# --- At the desk


def test_desk_takes_along_what_was_ticked_and_nothing_else(
    make_submission, contributor, sign_in, known_person
):
    submission = make_submission(
        headline="Writer arrested", account="Nabeel Rashwani was arrested in Cairo, Egypt. He was beaten.",
        country="", violation="", targets=[], language="en",
    )  # fmt: skip
    send_submission(submission, by=contributor, at=clock.now())
    editor = sign_in("editor")
    url = f"/admin/submissions/{submission.uid}/"

    page = editor.get(url).content.decode()
    assert 'value="country:EG"' in page
    assert f'value="person:{known_person.uid}"' in page
    editor.post(
        url, {"verb": "accept", "fact": ["country:EG", f"person:{known_person.uid}", "violation:murder"]}
    )

    alert = Alert.objects.latest("pk")
    assert (alert.country, alert.primary_violation) == ("EG", "")
    assert [target.person for target in alert.targets.all()] == [known_person]


def test_desk_suggests_nothing_that_the_member_has_told(make_submission, contributor, sign_in, no_index):
    submission = make_submission(
        headline="Journaliste arrêté", account="Arrêté à Tunis le 3 mars 2026.",
        country="TN", violation="threat", further_violations=["arrest"], happened_from=date(2026, 3, 3), language="fr",
    )  # fmt: skip
    send_submission(submission, by=contributor, at=clock.now())

    page = sign_in("editor").get(f"/admin/submissions/{submission.uid}/").content.decode()

    assert 'name="fact"' not in page


def test_suggest_facts_takes_a_moment_for_750_words(known_person):
    words = " ".join(body for _title, body in [ARRESTS["en"]] * 60)
    told = ToldText("en", "Journalist arrested", " ".join(words.split()[:750]))

    # 0.05 on a machine that does nothing else (`make bench ARGS="suggestions"`).
    assert min(_seconds_of_processor(told) for _ in range(4)) < 0.3


def _seconds_of_processor(told: ToldText) -> float:
    """What this process used, whatever else the machine does."""
    started = time.process_time()
    suggest_facts(told, sent_on=SENT_ON)
    return time.process_time() - started


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", "Il est seul dans sa cellule, le seul du quartier."),
        ("es", "El juez le quitó la cámara para una reunión, para siempre."),
    ],
)
def test_common_words_are_no_towns(language, words):
    assert suggest_countries(ToldText(language, "", words * 3)) == []


EARLIER = {
    "en": "Police arrested her on 3 March 2026 in Sfax. In 2014 they smashed her camera in Mali.",
    "fr": "La police l’a arrêtée le 3 mars 2026 à Sfax. En 2014, au Mali, sa caméra avait été brisée.",
    "es": "La policía la detuvo el 3 de marzo de 2026 en Sfax. En 2014, en Malí, rompieron su cámara.",
    "ar": "اعتقلت الشرطة الصحفية يوم 3 مارس/آذار 2026 في صفاقس. وفي عام 2014 حطموا كاميرتها في مالي.",
}


@pytest.mark.parametrize("language", LANGUAGE_CODES)
def test_what_happened_years_before_is_not_suggested(language):
    told = ToldText(language, "", EARLIER[language])
    alone = ToldText(language, "", EARLIER[language].replace("2014", "2026"))

    assert (suggest_violations(told, cues_in(told)), suggest_countries(told)) == (["arrest"], ["TN"])
    assert "equipment-damaged" in suggest_violations(alone, cues_in(alone))
