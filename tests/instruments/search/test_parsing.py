import pytest
from hypothesis import given
from hypothesis import strategies as st

from ifex.instruments.search.query.compiling import MOST_WORDS, compile_query, guess_language
from ifex.instruments.search.query.parsing import MOST_CLAUSES, Clause, ClauseKind, parse
from ifex.instruments.search.query.tree import all_nodes
from ifex.instruments.search.requests import SORTS, SearchRequest


def word(text: str) -> Clause:
    return Clause(ClauseKind.WORD, text)


def phrase(text: str) -> Clause:
    return Clause(ClauseKind.PHRASE, text)


def facet(name: str, *values: str) -> Clause:
    return Clause(ClauseKind.FACET, facet=name, values=values)


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("", []),
        ("journalist arrested", [[word("journalist")], [word("arrested")]]),
        ('"press freedom" Tunis', [[phrase("press freedom")], [word("Tunis")]]),
        ("«liberté de la presse»", [[phrase("liberté de la presse")]]),
        ("“press freedom”", [[phrase("press freedom")]]),
        ('"press"', [[word("press")]]),
        ('"press freedom', [[word("press")], [word("freedom")]]),
        ("صحفيين، تونس", [[word("صحفيين")], [word("تونس")]]),
        ("صحفيين،تونس؟", [[word("صحفيين")], [word("تونس")]]),
        ("(press (freedom))", [[word("press")], [word("freedom")]]),
        ("journal*", [[Clause(ClauseKind.PREFIX, "journal")]]),
        ("jail OR prison Tunis", [[word("jail"), word("prison")], [word("Tunis")]]),
        ("a OR b OR c", [[word("a"), word("b"), word("c")]]),
        ("OR jail OR", [[word("jail")]]),
        ("jail | prison", [[word("jail"), word("prison")]]),
        ("country:tn", [[facet("country", "TN")]]),
        ("Country:TN,fr", [[facet("country", "TN", "FR")]]),
        ("country:tn press country:fr", [[facet("country", "TN", "FR")], [word("press")]]),
        ("year:2011..2005", [[facet("year", "2005..2011")]]),
        ("year:2005", [[facet("year", "2005")]]),
        ('violation:"arrest"', [[facet("violation", "arrest")]]),
        ("country:tn OR press", [[facet("country", "TN"), word("press")]]),
        ("nothing:here", [[word("nothing")], [word("here")]]),
        ("http://example.org/x", [[word("http")], [word("example org x")]]),
        ("Abu-Ghraib", [[word("Abu Ghraib")]]),
        ("l'État", [[word("l'État")]]),
        ('* ** - -- : " () OR |', []),
    ],
)
def test_parse_reads_units(text: str, units: list[list[Clause]]) -> None:
    assert [list(unit) for unit in parse(text).units] == units


@pytest.mark.parametrize(
    ("text", "excluded"),
    [
        ("press -sport", [word("sport")]),
        ('press -"world cup"', [phrase("world cup")]),
        ("press -country:fr", [facet("country", "FR")]),
        ("well-known", []),
        ("press - sport", []),
        ("press -sport*", [Clause(ClauseKind.PREFIX, "sport")]),
    ],
)
def test_parse_reads_what_to_leave_out(text: str, excluded: list[Clause]) -> None:
    assert list(parse(text).excluded) == excluded


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a*", "prefix_short"),
        ("country:nowhere", "value_unknown"),
        ("year:abc", "value_unknown"),
        (" ".join(f"w{n}" for n in range(99)), "words_cut"),
        ("-press", "only_excluded"),
        ("ab* cd* ef* gh*", "prefixes_cut"),
    ],
)
def test_parse_says_what_it_did_not_do(text: str, code: str) -> None:
    notices = parse(text).notices

    assert [notice.code for notice in notices] == [code]
    assert notices[0].message


def test_parse_reads_prefixes_beyond_the_third_as_words() -> None:
    kinds = [unit[0].kind for unit in parse("ab* cd* ef* gh* -ij*").units]

    assert kinds == [ClauseKind.PREFIX] * 3 + [ClauseKind.WORD]
    assert parse("ab* cd* ef* gh* -ij*").excluded == (word("ij"),)


def test_compile_query_looks_for_the_first_words_and_every_phrase() -> None:
    compiled = compile_query(
        parse(" ".join(f"word{n}" for n in range(20)) + ' "press freedom"'), language="en"
    )

    assert (len(compiled.words), len(compiled.fixed)) == (MOST_WORDS, 1)
    assert [(notice.code, notice.values) for notice in compiled.notices] == [
        ("words_cut", {"most": MOST_WORDS})
    ]


def test_parse_keeps_the_first_words_of_too_many() -> None:
    parsed = parse(" ".join(f"w{n}" for n in range(500)))

    assert [unit[0].text for unit in parsed.units] == [f"w{n}" for n in range(MOST_CLAUSES)]


@pytest.mark.parametrize(
    ("q", "reader", "language"),
    [
        ("the freedom of the press", "fr", "en"),
        ("la liberté de la presse dans le monde", "en", "fr"),
        ("los periodistas en el país", "en", "es"),
        ("حرية الصحافة", "en", "ar"),
        ("Tunis", "fr", "fr"),
        ("Tunis", "de", "en"),
    ],
)
def test_guess_language_follows_letters_and_common_words(q: str, reader: str, language: str) -> None:
    assert guess_language(q.split(), reader) == language


def test_compile_query_leaves_common_words_out_and_says_so() -> None:
    compiled = compile_query(parse("the freedom of the press"), language="en")

    assert len(compiled.words) == 2
    assert [(n.code, n.values) for n in compiled.notices] == [("common_words", {"words": "the of"})]


def test_compile_query_keeps_common_words_where_there_is_nothing_else() -> None:
    assert len(compile_query(parse("to be or not"), language="en").words) == 4


@pytest.mark.parametrize(
    ("count", "levels"),
    [(1, [1]), (2, [2, 1]), (3, [3, 2, 1]), (4, [4, 2, 1]), (5, [4, 3, 1]), (10, [7, 5, 1])],
)
def test_levels_require_all_of_four_words_and_most_of_more(count: int, levels: list[int]) -> None:
    compiled = compile_query(parse(" ".join(f"word{chr(97 + n)}" for n in range(count))), language="en")

    assert compiled.levels == levels


HOSTILE = st.one_of(
    st.text(max_size=300),
    st.binary(max_size=300).map(lambda raw: raw.decode("utf-8", "surrogateescape")),
    st.lists(
        st.sampled_from(
            ["(", ")", '"', "«", "»", "-", "*", "OR", "country:", "country:tn", "year:..", "year:1..", ":", "\0",
             "\ud800", "،", "a", "ab*",
             "صحفيين", "北京", "\u0301", "-\"", "AND", "NOT", "^2", "~1", "[a TO z]", "\\", "/.*/", "𝔘", "\u202e"]
        ),
        max_size=60,
    ).map(" ".join),
)  # fmt: skip


@given(HOSTILE)
def test_parse_and_compile_take_anything(text: str) -> None:
    parsed = parse(text)
    tree = compile_query(parsed, language="en").tree()

    assert sum(map(len, parsed.units)) + len(parsed.excluded) <= MOST_CLAUSES
    assert sum(1 for _ in all_nodes(tree)) < 5_000


@pytest.mark.parametrize(
    "text", ["(" * 3_000, "(a " * 3_000 + ")" * 3_000, '"' * 3_000, "-" * 9_999, "a OR " * 3_000]
)
def test_parse_takes_thousands_of_signs(text: str) -> None:
    compile_query(parse(text), language="ar").tree()


@given(
    st.dictionaries(
        st.sampled_from(["q", "sort", "page", "limit", "cursor", "country", "year", "violation", "other"]),
        st.one_of(HOSTILE, st.lists(HOSTILE, max_size=3), st.integers(), st.none()),
    )
)
def test_from_params_takes_anything_and_gives_a_canonical_address(params: dict[str, object]) -> None:
    request = SearchRequest.from_params(params, language="fr")
    again = SearchRequest.from_params(_as_mapping(request.to_params()), language="fr", limit=request.limit)

    assert (again.q, again.filters, again.sort, again.to_params()) == (
        request.q, request.filters, request.sort, request.to_params(),
    )  # fmt: skip
    assert request.sort in SORTS
    assert 0 <= request.offset <= 10_000
    assert 1 <= request.limit <= 200
    assert request.query_string.isascii()
    assert all(notice.message and notice.as_dict() for notice in request.notices)


def _as_mapping(pairs: list[tuple[str, str]]) -> dict[str, list[str]]:
    mapping: dict[str, list[str]] = {}
    for name, value in pairs:
        mapping.setdefault(name, []).append(value)
    return mapping
