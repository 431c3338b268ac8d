"""What the texts look like in each language."""

import re
from collections import Counter

import pytest

from ifex.faces.demo.world.tables import LANGUAGES, Telling, events, phrases, shared
from ifex.faces.demo.world.telling import SLOT_NAMES

PARTS = ("title", "summary", "body", "motive", "justification")


def words_of(version: dict[str, str]) -> str:
    return re.sub(r"</?p>", " ", " ".join(version[part] for part in PARTS))


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_hold_no_open_marks(invented, language):
    for version in invented.texts(language):
        text = words_of(version)
        assert not re.search(r"[{}\[\]|<>]|None|  +\S*  ,", text), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_have_headline_summary_and_paragraphs(invented, language):
    for version in invented.texts(language):
        assert 8 < len(version["title"]) < 250
        assert version["summary"].endswith(".")
        assert re.fullmatch(r"(<p>[^<>]+</p>)+", version["body"])


def test_texts_keep_apostrophes_curly(invented):
    straight = [v["body"] for code in ("en", "fr", "es") for v in invented.texts(code) if "'" in words_of(v)]

    assert straight == []


def test_french_contracts_and_elides(invented):
    # "l’eau" and "revient à les …" are right.
    wrong = re.compile(r"(?<!’)\b([dD]e|[lL]e|[lL]a|[qQ]ue) [aeéèiou]|\b(de|à) (le|les) (?!punir)\w")
    found = [match.group() for version in invented.texts("fr") for match in wrong.finditer(words_of(version))]

    assert Counter(found) == {}


def test_french_elides_before_names(invented):
    found = [
        match.group()
        for version in invented.texts("fr")
        for match in re.finditer(r"\b(de|que) [AEÉIOU]\w+", words_of(version))
    ]

    assert Counter(found) == {}


def test_french_sets_spaces_that_do_not_break(invented):
    assert not any(re.search(r" [:;?!»]|« ", words_of(version)) for version in invented.texts("fr"))


def test_spanish_contracts(invented):
    found = [
        match.group()
        for version in invented.texts("es")
        for match in re.finditer(r"\b(de|a) el \w+", words_of(version))
    ]

    assert Counter(found) == {}


def test_english_chooses_its_article(invented):
    found = [
        match.group()
        for version in invented.texts("en")
        for match in re.finditer(r"(?<![’\w])a [aeio]\w+|\ban [bcdfgjklmnpqrstvwxyz]\w+", words_of(version))
    ]

    assert [word for word in found if not word.startswith(("a one", "a uni", "a use"))] == []


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_sentences_begin_with_a_capital(invented, language):
    for version in invented.texts(language):
        assert version["title"][0].isupper() or not version["title"][0].isalpha()
        assert not re.search(r"[.!?] [a-zà-ÿ]", words_of(version))


def test_arabic_has_no_latin_letters_but_acronyms(invented):
    acronyms = {item["acronym"] for item in invented.of("organisation")}
    found = {
        word
        for version in invented.texts("ar")
        for word in re.findall(r"[A-Za-z][A-Za-z0-9]*", words_of(version))
    }

    assert found <= acronyms


def test_arabic_has_no_letters_of_other_alphabets(invented):
    for version in invented.texts("ar"):
        assert not re.search(
            r"[\u0400-\u04ff\u4e00-\u9fff\u0679\u0686\u0688\u0698\u06a9\u06af\u06cc]", words_of(version)
        )


def test_source_texts_are_long_enough(invented):
    lengths = sorted(
        len(re.sub("<[^>]+>", " ", next(iter(item["versions"].values()))["body"]).split())
        for item in invented.of("alert")
    )

    assert lengths[len(lengths) // 20] >= 115
    assert lengths[-1] <= 300


def test_titles_are_seldom_alike(invented):
    titles = Counter(version["title"] for code in LANGUAGES for version in invented.texts(code))

    assert sum(count - 1 for count in titles.values()) / titles.total() < 0.02


def test_titles_name_the_city_of_the_facts(invented):
    about_place = [
        item
        for item in invented.of("alert")
        if item["violations"][:1] == ["murder"] and "en" in item["versions"]
    ]

    assert about_place
    assert all(
        item["place"] is None or item["place"]["name"] in item["versions"]["en"]["summary"]
        or item["place"]["name"] in item["versions"]["en"]["body"]
        for item in about_place
    )  # fmt: skip


def all_tellings() -> list[tuple[str, Telling]]:
    rows = [(key, telling) for key, event in events().items()
            for part in (event.titles, event.leads, event.details) for telling in part]  # fmt: skip
    for key, pool in shared().items():
        if isinstance(pool, tuple):
            rows += [(key, telling) for telling in pool]
        elif isinstance(pool, dict):
            rows += [(key, telling) for telling in pool.values()]
    return rows + [("scene", telling) for telling in phrases()["scenes"]]


def test_sentences_use_only_slots_that_are_filled():
    asked = {
        (key, slot)
        for key, telling in all_tellings()
        for language in LANGUAGES
        for slot in re.findall(r"{(\w+)}", " ".join(telling[language]._forms.values()))
    }

    assert {slot for _, slot in asked} <= SLOT_NAMES


def test_events_that_say_by_whom_know_how_to_say_it():
    agents = set(phrases()["agents"])
    for key, event in events().items():
        said = " ".join(
            form for part in (event.titles, event.leads, event.details) for telling in part
            for language in LANGUAGES for form in telling[language]._forms.values()
        )  # fmt: skip
        if "{by}" in said or "{agent}" in said:
            assert set(event.facts["agents"]) <= agents, key
