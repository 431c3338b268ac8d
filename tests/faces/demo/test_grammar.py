from datetime import date

import pytest

from ifex.faces.demo.world import grammar
from ifex.faces.demo.world.grammar import Sentence, of, to


@pytest.mark.parametrize(
    ("name", "language", "expected"),
    [
        ("le quotidien", "fr", "du quotidien"),
        ("les Philippines", "fr", "des Philippines"),
        ("l’avocate", "fr", "de l’avocate"),
        ("Amrani", "fr", "d’Amrani"),
        ("Haïti", "fr", "d’Haïti"),
        ("Hernán", "fr", "de Hernán"),
        ("el diario", "es", "del diario"),
        ("El Salvador", "es", "de El Salvador"),
        ("la emisora", "es", "de la emisora"),
    ],
)
def test_of_contracts_and_elides(name, language, expected):
    assert of(name, language) == expected


@pytest.mark.parametrize(
    ("name", "language", "expected"),
    [
        ("le site", "fr", "au site"),
        ("la radio", "fr", "à la radio"),
        ("el periodista", "es", "al periodista"),
        ("la periodista", "es", "a la periodista"),
    ],
)
def test_to_contracts(name, language, expected):
    assert to(name, language) == expected


def test_sentence_agrees_with_person_and_organisation():
    sentence = Sentence("<يدين|تدين> {org} اعتقال[|ها] {last}", "ar")

    assert sentence.fill({"org": "شبكة", "last": "الزعفراني"}, "f", "f") == "تدين شبكة اعتقالها الزعفراني"


def test_sentence_capitalises_every_sentence():
    sentence = Sentence("{last} a été arrêté[|e]. {last} est libre.", "fr")

    assert (
        sentence.fill({"last": "la journaliste"}, "f")
        == "La journaliste a été arrêtée. La journaliste est libre."
    )


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "on 1 March 2004"),
        ("fr", "le 1er mars 2004"),
        ("es", "el 1 de marzo de 2004"),
        ("ar", "في 1 آذار/مارس 2004"),
    ],
)
def test_on_day_follows_the_language(language, expected):
    assert grammar.on_day(date(2004, 3, 1), language) == expected
