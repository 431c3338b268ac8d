from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ifex.foundations.core.languages import LANGUAGE_CODES
from ifex.instruments.search.analysis import find_exacter, get_analyser
from ifex.instruments.search.analysis.names import other_scripts, skeleton, skeletons
from ifex.instruments.search.analysis.spelling import folded_form, spelling_of, spellings


def all_tokens(language: str, words: Iterable[str]) -> set[str]:
    return {token for word in words for token in get_analyser(language).tokens(word)}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ar", "صحفيين الصحفيين والصحفيين للصحفيين صحافيين الصحافيون صحفي الصَّحَفِيّ صحـفيين"),
        ("ar", "تونس وتونس"),
        ("ar", "حكومة الحكومة والحكومة بالحكومة للحكومة حكومه"),
        ("ar", "أحمد احمد إحمد"),
        ("ar", "مستشفى مستشفي"),
        ("fr", "journaliste journalistes JOURNALISTES"),
        ("fr", "arrêté arrete ARRÊTÉ"),
        ("fr", "l'arrestation l’arrestation arrestation arrestations d'arrestation"),
        ("es", "detención detencion detenciones"),
        ("es", "información informaciones"),
        ("en", "journalist journalists journalist's Journalist’s"),
        ("en", "2004 ٢٠٠٤ ۲۰۰۴ ２００４"),
        ("de", "Zeitungen Zeitung"),
    ],
)
def test_analyser_joins_forms_of_one_word(language: str, words: str) -> None:
    assert len(all_tokens(language, words.split())) == 1


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [("ar", "كتاب", "كلاب"), ("ar", "صحفي", "صحة"), ("en", "press", "prison"), ("fr", "presse", "prison")],
)
def test_analyser_parts_different_words(language: str, one: str, other: str) -> None:
    assert all_tokens(language, [one]).isdisjoint(all_tokens(language, [other]))


def test_exacter_of_arabic_leaves_what_the_light_stem_takes_off() -> None:
    exacter = find_exacter("ar")
    assert exacter is not None
    assert (exacter.tokens("والصحفيين"), get_analyser("ar").tokens("والصحفيين")) == (["والصحفي"], ["صحف"])
    assert find_exacter("en") is None


def test_analyser_reads_scripts_without_spaces_as_pairs() -> None:
    assert get_analyser("en").tokens("北京市民 Beijing") == ["北京", "京市", "市民", "beij"]
    assert get_analyser("zh").tokens("京") == ["京"]


def test_analyser_joins_decomposed_and_composed_letters() -> None:
    assert get_analyser("fr").tokens("arre\u0302te\u0301") == get_analyser("fr").tokens("arrêté")


def test_analyser_reads_arabic_in_any_language_alike() -> None:
    assert get_analyser("en").tokens("والصحفيين") == get_analyser("ar").tokens("صحافيين")


def test_spans_point_at_the_words() -> None:
    text = "The journalist's arrest, in Tunis."
    spans = list(get_analyser("en").spans(text))

    assert [text[span.start : span.end] for span in spans] == ["The", "journalist's", "arrest", "in", "Tunis"]
    assert spans[1].tokens == ("journalist",)


@given(st.text(max_size=80), st.sampled_from([*LANGUAGE_CODES, "zh", "xx"]))
def test_analyser_makes_clean_tokens_of_anything(text: str, language: str) -> None:
    analyser = get_analyser(language)
    tokens = analyser.tokens(text)

    assert all(token.isalnum() and 0 < len(token) <= 40 for token in tokens)
    assert tokens == [token for span in analyser.spans(text) for token in span.tokens]


@given(st.text(max_size=80))
def test_skeleton_and_spelling_take_anything(text: str) -> None:
    assert all(len(bones) >= 3 for bones in skeletons(text))
    assert all(1 <= len(token.split()) <= 2 for token in spellings(text.split()))


@pytest.mark.parametrize(
    "names",
    [
        "Nabeel|نبيل|Nabil|Набиль",
        "Rajab|رجب|Radjab|Ragab|Раджаб",
        "Mohamed|محمد|Muhammad|Mohammed|Мухаммед",
        "Navalny|Навальный|نافالني|Navalnyi",
        "Fatima|Fatimah|فاطمة",
        "Khadija|خديجة|Хадиджа",
        "Ahmed|أحمد|احمد|Ахмед",
        "Yousef|يوسف|Youssef|Yusuf|Юсуф",
        "Walid|وليد|Waleed",
        "Ali|علي|Али",
        "Khashoggi|خاشقجي",
    ],
)
def test_skeleton_joins_one_name_across_scripts(names: str) -> None:
    assert len({skeleton(name)[1:] for name in names.split("|")}) == 1


def test_skeleton_names_its_script_and_other_scripts_the_rest() -> None:
    assert (skeleton("Nabil"), skeleton("نبيل")) == ("lnbl", "anbl")
    assert set(other_scripts("lnbl")) == {"anbl", "cnbl"}


@pytest.mark.parametrize("word", ["", "a", "1234", "北京", "Ω", "-", "'"])
def test_skeleton_is_empty_where_there_is_none(word: str) -> None:
    assert skeleton(word) == ""


def test_skeletons_pass_over_the_article() -> None:
    assert skeletons("Abdulhadi al-Khawaja") == [skeleton("Abdulhadi"), skeleton("Khawaja")]


def test_spellings_keep_what_readers_see_beside_what_is_compared() -> None:
    token = spellings(["Liberté"]).pop()

    assert (token.partition("|")[0], spelling_of(token)) == ("liberte", "liberté")
    assert spellings(["press"]) == {"press"}
    assert folded_form("أَحْمَد") == folded_form("احمد")
