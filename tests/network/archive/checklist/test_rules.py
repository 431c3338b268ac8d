"""Each rule on texts that break it and on texts that do not, in each language."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ifex.foundations.core.languages import LANGUAGE_CODES
from ifex.network.archive.checklist.drafts import Draft, Name
from ifex.network.archive.checklist.passages import knows, listed_passages, words_of
from ifex.network.archive.checklist.rules import RULES, findings_of, rule_by_slug


def found(rule, language, body, **facts):
    """The passages that one rule has against a text."""
    draft = Draft(language=language, body=body, **facts)
    return [finding.passage for finding in findings_of(draft) if finding.rule.slug == rule]


@pytest.mark.parametrize(
    ("language", "text", "passages"),
    [
        ("en", "Yesterday police came; they came last week too.", ["Yesterday", "last week"]),
        ("en", "He was arrested on Monday and freed three days ago.", ["on Monday", "three days ago"]),
        ("en", "He was arrested on Monday, 8 March 2004, on Monday the 8th.", []),
        ("en", "World Press Freedom Day is marked today.", ["today"]),
        ("fr", "Il a été arrêté hier soir, il y a deux jours.", ["hier soir", "il y a deux jours"]),
        ("fr", "Aujourd’hui, lundi dernier encore", ["Aujourd’hui", "lundi dernier"]),
        ("fr", "Le lundi 8 mars 2004, le lundi 1er avril", []),
        (
            "es",
            "Ayer por la tarde lo detuvieron; hace tres días lo soltaron.",
            ["Ayer por la tarde", "hace tres días"],
        ),
        ("es", "A las ocho de la mañana del 8 de marzo", []),
        ("es", "El juicio sigue mañana.", ["mañana"]),
        ("es", "el lunes, 8 de marzo", []),
        ("ar", "اعتُقل أمس، وكان قد استُدعي الأسبوع الماضي.", ["أمس", "الأسبوع الماضي"]),
        ("ar", "في اليوم العالمي لحرية الصحافة", []),
        ("ar", "وصلت الشرطة قبل يومين، يوم الاثنين.", ["قبل يومين", "يوم الاثنين"]),
        ("ar", "يوم الاثنين 8 مارس 2004", []),
    ],
)
def test_relative_dates(language, text, passages):
    assert found("relative-date", language, text) == passages


@pytest.mark.parametrize(
    ("language", "text", "is_dated"),
    [
        ("en", "Police came at dawn.", False),
        ("en", "Police came on 8 March 2004.", True),
        ("en", "Police came on March 8.", True),
        ("en", "Police came in March 2004.", True),
        ("en", "They may march again.", False),
        ("fr", "La police est venue le 1er mars 2004.", True),
        ("fr", "La police est venue à l'aube.", False),
        ("es", "La policía llegó el 8 de marzo de 2004.", True),
        ("es", "La policía llegó de madrugada.", False),
        ("ar", "جاءت الشرطة في 8 آذار/مارس 2004.", True),
        ("ar", "جاءت الشرطة في 8 أفريل.", True),
        ("ar", "جاءت الشرطة فجرًا.", False),
        ("en", "On 2004-03-08 police came.", True),
    ],
)
def test_a_text_tells_a_date(language, text, is_dated):
    assert found("no-date", language, text) == ([] if is_dated else [""])


@pytest.mark.parametrize(
    ("language", "text", "passages"),
    [
        (
            "en",
            "She was mistreated, and soldiers interfered with his work.",
            ["was mistreated", "interfered"],
        ),
        ("en", "Two policemen struck her with a cable.", []),
        ("fr", "Il a été maltraité et harcelé.", ["maltraité", "harcelé"]),
        ("es", "Fue hostigada y recibió presiones.", ["hostigada", "recibió presiones"]),
        ("ar", "تعرّض لسوء المعاملة ولمضايقات.", ["لسوء المعاملة", "ولمضايقات"]),
    ],
)
def test_vague_words(language, text, passages):
    assert found("vague", language, text) == passages


def test_spellings_that_differ():
    names = (Name("Emin Farhadov"), Name("Samira Ben Yedder", ("سميرة بن يدر",)))
    body = "Farkhadov and Samira Ben Yeder were seen with Farhadov's lawyer. The farmhands left."

    assert found("spelling", "en", body, names=names) == ["Farhadov / Farkhadov", "Yedder / Yeder"]


def test_spellings_that_differ_leaves_months_alone():
    names = (Name("Abrila Haddad"), Name("Augusto Ramos"))

    assert found("spelling", "en", "In April and in August", names=names) == []
    assert found("spelling", "es", "El 3 de Abril y en Agosto", names=names) == []


def test_spellings_that_differ_leaves_endings_and_prefixes_alone():
    names = (Name("سمير المرزوقي"), Name("Jean Martin"))

    assert found("spelling", "ar", "قال المرزوقي والمرزوقي وللمرزوقي", names=names) == []
    assert found("spelling", "ar", "قال المرزوكي", names=names) == ["المرزوقي / المرزوكي"]
    assert found("spelling", "fr", "Martinez et Martine", names=names) == []


def test_full_names_at_first_mention():
    names = (Name("Emin Farhadov"),)

    assert found("full-name", "en", "Farhadov was seized. Emin Farhadov writes.", names=names) == ["Farhadov"]
    assert found("full-name", "en", "Emin Farhadov was seized. Farhadov writes.", names=names) == []
    assert found("full-name", "en", "Farhadov was seized.", names=names) == ["Farhadov"]
    assert found("full-name", "en", "A journalist was seized.", names=names) == []


def test_organisations_in_full_at_first_mention():
    assert found("acronym", "en", "The MFWA protested.") == ["MFWA"]
    assert found("acronym", "en", "(MFWA/IFEX) – The Media Foundation (MFWA) protested. MFWA said so.") == []
    assert found("acronym", "fr", "L'ONU et l'UNESCO") == []
    assert found("acronym", "en", "MFWA (Media Foundation for West Africa)") == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Lantern Press Watch condemns the arrest."),
        ("en", "The members are deeply concerned."),
        ("fr", "L'organisation exige sa libération."),
        ("es", "La organización exhorta a las autoridades."),
        ("ar", "وتطالب المنظمة بالإفراج عنه."),
    ],
)
def test_a_stance_is_heard(language, text):
    assert found("no-stance", language, text) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Police came."),
        ("fr", "La police est venue."),
        ("es", "Llegó la policía."),
        ("ar", "جاءت الشرطة."),
    ],
)
def test_a_stance_that_is_not_there_is_missed(language, text):
    assert found("no-stance", language, text) == [""]
    assert found("no-stance", language, text, has_stance=True) == []


def test_facts_that_are_missing():
    assert [finding.rule.slug for finding in findings_of(Draft("en", body="On 8 March 2004 it urged them."))] == [
        "no-perpetrator", "no-link", "no-source",
    ]  # fmt: skip
    whole = Draft(
        "en",
        body="On 8 March 2004 it urged them.",
        has_perpetrator=True,
        has_source=True,
        has_expression_link=True,
    )
    assert findings_of(whole) == []
    assert findings_of(Draft("en", body="On 8 March 2004 it urged them.", asks_for_facts=False)) == []


def test_seven_hundred_and_fifty_words_are_enough():
    assert found("too-long", "en", "word " * 750) == []
    assert found("too-long", "en", "word " * 751) == [""]


def test_a_recommended_action_needs_its_closing_date():
    assert found("no-closing-date", "en", "Write to them.", has_action=True) == [""]
    assert found("no-closing-date", "en", "Write to them.", has_action=True, closes_on=date(2026, 4, 1)) == []
    assert found("no-closing-date", "en", "Write to them.") == []


def test_a_text_that_has_not_begun_breaks_no_rule():
    assert findings_of(Draft("en")) == []


def test_a_language_without_lists_is_not_asked_for_words():
    assert words_of("ru") == {}
    assert list(listed_passages("Вчера его избили.", "ru", "vague")) == []
    assert not knows("ru", "stance")


def test_the_same_finding_has_the_same_key_until_its_passage_changes():
    [one] = [each for each in findings_of(Draft("en", body="Yesterday")) if each.passage]
    [other] = [each for each in findings_of(Draft("en", body="Then, Yesterday.")) if each.passage]

    assert one.key == other.key == "relative-date:en:Yesterday"


def test_every_rule_says_why_and_has_a_slug_of_its_own():
    assert len({rule.slug for rule in RULES}) == len(RULES)
    assert all(str(rule.title) and str(rule.why).endswith(".") for rule in RULES)
    assert rule_by_slug("vague") in RULES
    assert rule_by_slug("no-such-rule") is None


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_every_language_has_all_lists(code):
    assert set(words_of(code)) == {"relative_dates", "vague", "stance"}


@given(st.sampled_from(LANGUAGE_CODES), st.text(max_size=400), st.lists(st.text(max_size=30), max_size=3))
def test_findings_of_bears_any_text(language, text, names):
    draft = Draft(language, title=text, body=text, names=tuple(Name(name) for name in names))

    for finding in findings_of(draft):
        assert isinstance(finding.key, str)


@pytest.mark.parametrize("length", [8, 38, 280])
def test_names_that_are_all_but_alike_are_compared_in_a_moment(length):
    names = tuple(Name("A" * length + f"bcde{chr(97 + number % 26)}") for number in range(60))
    words = " ".join("A" * length + f"xyz{chr(97 + number % 26)}{number % 97}" for number in range(20_000))
    started = time.process_time()

    findings_of(Draft("en", body=words[:100_000], names=names))

    assert time.process_time() - started < 5


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_a_long_text_is_read_in_a_moment(code):
    words = {"en": "Samira wrote on the road ", "fr": "Samira écrivait en route ", "es": "Samira escribía en ruta ",
             "ar": "كتبت سميرة في الطريق "}  # fmt: skip
    draft = Draft(
        code, body=words[code] * 150, names=tuple(Name(f"Nabeel Rajab{number}") for number in range(8))
    )
    findings_of(draft)
    started = time.perf_counter()

    findings_of(draft)

    assert time.perf_counter() - started < 0.5
