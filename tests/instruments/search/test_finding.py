"""What readers find, through the functions that pages call."""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from ifex.instruments.search import counting
from ifex.instruments.search.analysed import analyse_document
from ifex.instruments.search.documents import Document, Texts
from ifex.instruments.search.facets import Facet, register_facet
from ifex.instruments.search.finding import count, find, match, more_like, suggest, uids_of, walk
from ifex.instruments.search.protocol import Engine, SearchUnavailable
from ifex.instruments.search.requests import FacetCount, Hit, SearchRequest, SearchResult

MakeDocument = Callable[..., Document]
START = datetime(2005, 1, 1, tzinfo=UTC)


def put(engine: Engine, *documents: Document) -> None:
    with engine.writer() as writer:
        writer.index([analyse_document(document) for document in documents])
        writer.commit()


def search(q: str = "", **params: object) -> SearchResult:
    language = str(params.pop("language", "en"))
    return find(SearchRequest.from_params({"q": q, **params}, language=language))


def uids(q: str = "", **params: object) -> list[str]:
    return [hit.uid for hit in search(q, **params).hits]


@pytest.fixture
def english_only(engine: Engine, make_document: MakeDocument) -> None:
    """One alert that exists in English alone, labelled in four languages, and one that has nothing to do with it."""
    labels = {
        "en": ["Tunisia", "Journalists", "Freedom of the press"],
        "fr": ["Tunisie", "Journalistes", "Liberté de la presse"],
        "es": ["Túnez", "Periodistas", "Libertad de prensa"],
        "ar": ["تونس", "الصحفيون", "حرية الصحافة"],
    }
    one = make_document(
        "one", en="A reporter was beaten in the capital.", labels=labels, names=["Nabeel Rajab"]
    )
    put(engine, one, make_document("two", en="The poet sang.", ar="غنى الشاعر", labels={"ar": ["مصر"]}))


@pytest.mark.parametrize(
    ("q", "language"),
    [
        ("صحفيين تونس", "ar"),
        ("الصحفيين في تونس", "ar"),
        ("صحافيين تونس", "en"),
        ("journalistes Tunisie", "fr"),
        ("la liberté de la presse en Tunisie", "fr"),
        ("periodistas túnez", "es"),
        ("PERIODISTAS TUNEZ", "en"),
        ('"freedom of the press"', "en"),
        ("«liberté de la presse»", "ar"),
    ],
)
def test_find_reaches_an_english_text_in_every_language(english_only: None, q: str, language: str) -> None:
    result = search(q, language=language)

    assert ([hit.uid for hit in result.hits], result.total, result.loosened) == (["one"], 1, False)


@pytest.mark.parametrize("q", ["Nabeel Rajab", "نبيل رجب", "Nabil Radjab", "Набиль Раджаб", "رجب", "Раджаб"])
def test_find_reaches_a_name_in_every_script(english_only: None, q: str) -> None:
    assert uids(q) == ["one"]


@pytest.mark.parametrize("q", ["Rejeb", "Robjig"])
def test_find_takes_no_lone_word_of_the_same_consonants_for_the_name(english_only: None, q: str) -> None:
    assert search(q).total == 0


def test_find_puts_title_above_summary_above_body(engine: Engine) -> None:
    def told(uid: str, **parts: str) -> Document:
        texts = {"en": Texts(**{"title": "aaa bbb", "summary": "ccc ddd", "body": "eee fff", **parts})}
        return Document("alert", uid, START, "1", texts)

    put(
        engine,
        told("body", body="eee press"),
        told("title", title="aaa press"),
        told("summary", summary="ccc press"),
    )

    assert uids("press") == ["title", "summary", "body"]


def test_find_puts_the_newer_of_equals_first(engine: Engine, make_document: MakeDocument) -> None:
    for days in (3, 9, 1):
        put(engine, make_document(f"d{days}", en="press", at=START + timedelta(days=days)))

    assert uids("press") == uids("press", sort="newest") == ["d9", "d3", "d1"]
    assert uids("press", sort="oldest") == ["d1", "d3", "d9"]
    assert uids("") == ["d9", "d3", "d1"]


def test_find_requires_all_of_four_words(engine: Engine, make_document: MakeDocument) -> None:
    put(engine, *[make_document(f"d{n}", en="alpha beta gamma delta") for n in range(5)])
    put(engine, *[make_document(f"e{n}", en="alpha beta gamma omega") for n in range(5)])

    assert (search("alpha beta gamma delta").total, search("alpha beta gamma").total) == (5, 10)


def test_find_requires_most_of_more_words(engine: Engine, make_document: MakeDocument) -> None:
    q = "alpha beta gamma delta zeta theta iota kappa omega sigma"
    words = q.split()
    put(engine, *[make_document(f"seven{n}", en=" ".join(words[:7])) for n in range(5)])
    put(engine, *[make_document(f"six{n}", en=" ".join(words[:6])) for n in range(5)])
    result = search(q)

    assert ({hit.uid[:-1] for hit in result.hits}, result.loosened) == ({"seven"}, False)


def test_find_loosens_when_few_have_all_words_and_says_so(
    engine: Engine, make_document: MakeDocument
) -> None:
    put(
        engine,
        make_document("all", en="journalist beaten beside very many other words that fill the text up"),
    )
    put(engine, *[make_document(f"some{n}", en="journalist") for n in range(6)])
    result = search("journalist beaten")

    assert (result.total, result.loosened, result.hits[0].uid) == (7, True, "all")
    assert [notice.code for notice in result.notices] == ["loosened"]


def test_find_does_not_loosen_without_need(engine: Engine, make_document: MakeDocument) -> None:
    put(engine, make_document("one", en="journalist beaten"), make_document("two", en="poet"))
    result = search("journalist beaten")

    assert (result.total, result.loosened, result.notices) == (1, False, [])


def test_find_does_not_loosen_a_query_with_a_star(engine: Engine, make_document: MakeDocument) -> None:
    put(engine, *[make_document(f"some{n}", en="journalist") for n in range(6)])

    assert (search("journ* beaten").total, search("journ* beaten").loosened) == (0, False)


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ('"press freedom"', ["phrase"]),
        ("press -freedom", ["press"]),
        ('press -"press freedom"', ["apart", "press"]),
        ("poet OR press", ["apart", "phrase", "poet", "press"]),
        ("free*", ["apart", "phrase"]),
        ("po* OR \"press freedom\"", ["phrase", "poet"]),
        ("press country:tn", ["press"]),
        ("press -country:tn", ["apart", "phrase"]),
        ("country:tn OR poet", ["poet", "press"]),
        ("year:2004..2006", ["poet", "press"]),
        ("year:2004,2011", ["apart", "press"]),
        ("-press", ["poet"]),
    ],
)  # fmt: skip
def test_find_obeys_the_query_language(
    engine: Engine, make_document: MakeDocument, q: str, expected: list[str]
) -> None:
    put(
        engine,
        make_document("phrase", en="the press freedom day"),
        make_document("apart", en="freedom for the press", year=2011),
        make_document("press", en="press", facets={"country": ["TN"]}, year=2004),
        make_document("poet", en="poet", year=2006),
    )

    assert sorted(uids(q)) == expected


def test_find_takes_no_phrase_across_title_and_summary(engine: Engine) -> None:
    put(engine, Document("alert", "one", START, "1", {"en": Texts("free press", "freedom now", "press")}))

    assert search('"press freedom"').total == 0


@pytest.fixture
def years_and_countries(engine: Engine, make_document: MakeDocument) -> None:
    rows = [("TN", 2004, "arrest"), ("TN", 2005, "killing"), ("EG", 2005, "assault"), ("FR", 2006, "arrest")]
    put(
        engine,
        *[
            make_document(
                f"d{n}", en="press", facets={"country": [country], "violation": [violation]}, year=year
            )
            for n, (country, year, violation) in enumerate(rows)
        ],
    )


def as_counts(listed: list[FacetCount]) -> dict[str, int]:
    return {count.value: count.count for count in listed}


def test_facets_respect_every_choice_but_their_own(years_and_countries: None) -> None:
    result = search("press", country="TN,EG", year="2005")

    assert result.total == 2
    assert as_counts(result.facets["country"]) == {"TN": 1, "EG": 1}
    assert as_counts(result.facets["year"]) == {"2004": 1, "2005": 2}
    assert result.histogram == {2004: 1, 2005: 2}
    assert as_counts(result.facets["violation"]) == {"attacks": 2, "killing": 1, "assault": 1}


def test_facets_promise_what_choosing_then_gives(years_and_countries: None) -> None:
    for params in ({}, {"country": "TN"}, {"violation": "attacks"}, {"country": "TN", "year": "2004..2005"}):
        result = search("press", **params)
        for name, listed in result.facets.items():
            for value in listed:
                alone = search("press", **{**params, name: value.value})
                assert alone.total == value.count, (params, name, value)


def test_facets_group_chooses_all_its_types(years_and_countries: None) -> None:
    assert sorted(uids(violation="attacks")) == ["d1", "d2"]
    assert sorted(uids("violation:attacks")) == ["d1", "d2"]


def test_facets_list_a_chosen_value_without_documents(years_and_countries: None) -> None:
    result = search("press", country="XX", year="1990..1995")

    assert FacetCount("XX", 0, is_chosen=True) in result.facets["country"]
    assert FacetCount("1990..1995", 0, is_chosen=True) in result.facets["year"]


def test_facets_of_all_at_once_equal_those_of_one(years_and_countries: None) -> None:
    few = search("press")
    for number in range(6):
        register_facet(Facet(f"more{number}", "More"))
    counting.memory.forget()
    many = search("press")

    assert {name: many.facets[name] for name in few.facets} == few.facets


def test_facets_are_remembered_until_the_index_changes(
    years_and_countries: None, engine: Engine, make_document: MakeDocument
) -> None:
    search("press")
    before = (counting.memory.hits, counting.memory.misses)
    search("press")
    put(engine, make_document("new", en="press", facets={"country": ["TN"]}))
    after = search("press")

    assert (counting.memory.hits, counting.memory.misses) == (before[0] + 1, before[1] + 1)
    assert as_counts(after.facets["country"])["TN"] == 3


@pytest.fixture
def many_random(engine: Engine, make_document: MakeDocument) -> list[Document]:
    draw = random.Random(4)
    words = [
        "press",
        "freedom",
        "journalist",
        "arrested",
        "poet",
        "prison",
        "trial",
        "Tunis",
        "editor",
        "beaten",
    ]
    documents = [
        make_document(
            f"d{n:03}",
            en=" ".join(draw.choices(words, k=6)),
            at=START + timedelta(days=draw.randrange(40)),
            facets={"country": draw.sample(["TN", "EG", "FR"], k=draw.choice([0, 1, 2]))},
            year=draw.choice([2004, 2005, None]),
        )
        for n in range(150)
    ]
    put(engine, *documents[:60])
    put(engine, *documents[60:])
    return documents


REQUESTS = [
    {"q": "press"},
    {"q": "press freedom journalist"},
    {"q": '"press freedom"'},
    {"q": "press -poet", "country": "TN,EG"},
    {"q": "press freedom journalist arrested poet prison"},
    {"q": "pri*", "year": "2004"},
    {"q": "", "country": "FR"},
    {"q": "country:tn OR trial"},
    {"q": "press freedom journalist arrested poet prison trial tunis editor beaten", "year": "2005"},
]


@pytest.mark.parametrize("params", REQUESTS)
def test_total_count_walk_and_facets_speak_of_the_same_set(
    many_random: list[Document], params: dict[str, str]
) -> None:
    request = SearchRequest.from_params(params, limit=200)
    result = find(request)
    found = {hit.uid for hit in result.hits}

    assert len(found) == result.total == count(request)
    assert set(uids_of(request)) == found
    by_country = {
        country: sum(country in d.facets["country"] for d in many_random if d.uid in found)
        for country in ("TN", "EG", "FR")
    }
    if "country" not in params:
        assert as_counts(result.facets["country"]) == {c: n for c, n in by_country.items() if n}
    dates = {document.uid: document.at for document in many_random}
    walked = [dates[hit.uid] for hit in walk(request)]
    assert walked == sorted(walked, reverse=True)


@pytest.mark.parametrize("params", REQUESTS[:-1])
def test_match_agrees_with_find(many_random: list[Document], params: dict[str, str]) -> None:
    request = SearchRequest.from_params(params, limit=200)
    result = find(request)
    assert not result.loosened

    assert {d.uid for d in many_random if match(d, [request])} == {hit.uid for hit in result.hits}


def test_match_names_the_places_of_the_requests(make_document: MakeDocument) -> None:
    requests = [SearchRequest(q=q) for q in ("press", "poet", "press -poet")]

    assert match(make_document("one", en="the press"), requests) == [0, 2]


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
def test_pages_by_number_and_by_cursor_give_everything_once(many_random: list[Document], sort: str) -> None:
    by_number = [hit.uid for page in range(1, 9) for hit in search("press", sort=sort, page=str(page)).hits]
    by_cursor: list[str] = []
    cursor = ""
    while True:
        result = search("press", sort=sort, cursor=cursor)
        by_cursor += [hit.uid for hit in result.hits]
        cursor = result.next_cursor
        if not cursor:
            break

    assert by_cursor == by_number
    assert len(set(by_cursor)) == len(by_cursor) == search("press").total


def test_find_limits_kinds(engine: Engine, make_document: MakeDocument) -> None:
    put(engine, make_document("one", en="press"), make_document("two", en="press", kind="case"))
    request = SearchRequest.from_params({"q": "press"}, kinds=["case"])

    assert find(request).hits[0].key == ("case", "two")
    assert (find(request).total, list(walk(request))) == (1, [Hit("case", "two")])


@pytest.mark.parametrize(
    ("q", "better"),
    [
        ("journlist", "journalist"),
        ("jorunalist Tunis", "journalist Tunis"),
        ("ojurnalist", "journalist"),
        ("صحفيبن", "صحفيين"),
        ("journalist journali", "journalist journalist"),
        ("tnis", "tunis"),
        ("arrette", "arrêté"),
        ("censurre", "censuré"),
        ("Radjab", "rajab"),
        ("نبيل", ""),
        ("journalist", ""),
        ("xqzvw", ""),
        ("-journlist", ""),
        ("country:tn", ""),
    ],
)
def test_find_asks_did_you_mean(engine: Engine, make_document: MakeDocument, q: str, better: str) -> None:
    put(
        engine,
        make_document("one", en="journalist Tunis", ar="صحفيين", fr="arrêté censuré", names=["Nabeel Rajab"]),
    )

    assert search(q).did_you_mean == better


def test_suggest_completes_the_last_word_by_frequency(engine: Engine, make_document: MakeDocument) -> None:
    put(
        engine,
        make_document("a", en="prison press"),
        make_document("b", fr="presse press Liberté", ar="الصحفيين"),
    )

    assert suggest("free pre", language="en") == ["free press", "free presse"]
    assert suggest("lib", language="fr") == ["liberté"]
    assert suggest("صحف", language="ar") == suggest("الصح", language="ar") == ["الصحفيين"]
    assert (suggest("p", language="en"), suggest("press ", language="en"), suggest("", language="en")) == (
        [],
        [],
        [],
    )


def test_more_like_finds_what_shares_telling_words(
    engine: Engine, make_document: MakeDocument, shelf: object
) -> None:
    documents = [make_document(f"noise{n}", en="the usual words of every day") for n in range(30)]
    documents.append(make_document("one", en="the usual censorship of satellite television"))
    documents.append(make_document("two", en="satellite television under censorship every day"))
    shelf.put(*documents)  # type: ignore[attr-defined]
    put(engine, *documents)

    assert [hit.uid for hit in more_like("alert", "one")] == ["two"]
    assert (more_like("alert", "never"), more_like("never", "one")) == ([], [])


def test_find_without_an_index_says_so(settings: object, tmp_path: object) -> None:
    settings.IFEX_SEARCH_URL = f"tantivy://{tmp_path}/nothing"  # type: ignore[attr-defined]

    with pytest.raises(SearchUnavailable):
        find(SearchRequest())
