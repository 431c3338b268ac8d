import pytest

from ifex.network.archive.domain.naming import find_names

LATIN = "Samira Ben Yedder"
ARABIC = "نبيل أحمد رجب"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (LATIN, "SAMIRA BEN YEDDER was held"),
        (LATIN, "Sámira ben Yèdder’s lawyer"),
        (LATIN, "Samira Benyedder"),
        (LATIN, "Samira Yedder was held"),
        (LATIN, "Yedder, Samira"),
        (LATIN, "#SamiraBenYedder"),
        (LATIN, "samira_ben_yedder.jpg"),
        (LATIN, "https://example.org/samira-ben-yedder-held"),
        (LATIN, "Sam\u00adira Ben Yed\u200bder"),
        (ARABIC, "اعتقل نَبيل احمد رجب"),
        (ARABIC, "وقال لنبيل أحمد رجب"),
        ("Amal al-Haddad", "Amal Alhaddad"),
        ("S. B. Y.", "S.B.Y. was held"),
        ("Li Wei", "Li Wei was held"),
        ("Zineb", "Zineb was held"),
        ("王小明", "记者王小明被捕"),
        ("김철수", "기자 김철수는"),
    ],
)
def test_find_names_finds_the_whole_name(name, words):
    assert find_names([name], [words]).is_whole


@pytest.mark.parametrize(
    ("name", "words", "passage"),
    [
        (LATIN, "the lawyer of Yedder said", "the lawyer of Yedder said"),
        (LATIN, "l’avocat d’Yedder", "l’avocat d’Yedder"),
        (LATIN, "a b c d e samira f g h i j", "b c d e samira f g h i"),
        (LATIN, "سميرة بن يدر", "سميرة بن يدر"),
        (ARABIC, "ولنبيل", "ولنبيل"),
        (ARABIC, "Nabil Radjab", "Nabil Radjab"),
        ("Nabeel Rajab", "Набиля Раджаба", "Набиля Раджаба"),
        ("Nabeel Rajab", "Nabil Radjab", "Nabil Radjab"),
        ("Amal al-Haddad", "Alhaddad", "Alhaddad"),
        ("الحداد", "للحداد", "للحداد"),
        ("Mai", "le 3 mai", "le 3 mai"),
        ("Ali Said", "she said", "she said"),
    ],
)  # fmt: skip
def test_find_names_shows_where_a_part_of_one_may_stand(name, words, passage):
    found = find_names([name], [words])

    assert not found.is_whole
    assert [one.words for one in found.passages] == [passage]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (LATIN, "Ben Ali said nothing"),
        (LATIN, "The samiras and yedderism"),
        (LATIN, "Samir was held"),
        (ARABIC, "Nabil was held"),
        (ARABIC, "سنبيلة"),
        ("Ali Omar", "all armour"),
        ("Van der Berg", "Van der Bellen"),
        ("Ali", "quality"),
        ("", "anything"),
        ("...", "anything"),
    ],
)
def test_find_names_leaves_other_words_alone(name, words):
    found = find_names([name], [words])

    assert (found.is_whole, found.passages) == (False, ())


def test_find_names_does_not_join_two_texts():
    assert not find_names([LATIN], ["… by Samira", "Yedder …"]).is_whole


def test_find_names_knows_a_passage_again_until_its_words_change():
    def keys(words):
        return [passage.key for passage in find_names(["Ali Said"], [words]).passages]

    assert keys("Then she said that he left") == keys("THEN, she SAID that he stayed")
    assert keys("Then she said that he left") != keys("The lawyer of Said left")


def test_find_names_leaves_the_words_of_somebody_else_who_is_named():
    def passages(words):
        return [one.words for one in find_names(["Femi Pategi"], [words], besides=["Femi Eberechi"]).passages]

    assert passages("Femi Eberechi was held") == []
    assert passages("Femi was held") == ["Femi was held"]
    assert find_names(["Femi Pategi"], ["Femi Pategi"], besides=["Femi Eberechi"]).is_whole
