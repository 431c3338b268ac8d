"""Across languages: NTREX news that exist in English alone, searched in French, Spanish and Arabic.

What may reach them are the labels (countries and issues, in four languages, from the product's own tables)
and names.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import yaml

from ifex.instruments.search.documents import Document, Texts
from ifex.instruments.search.finding import find, match
from ifex.instruments.search.requests import SearchRequest
from ifex.instruments.taxonomy.domain.shipped import Shipped, read_shipped

TAGS = Path(__file__).with_name("ntrex_tags.yaml")
LANGUAGES = {
    "fr": "newstest2019-ref.fra.txt",
    "es": "newstest2019-ref.spa.txt",
    "ar": "newstest2019-ref.arb.txt",
}
_ENGLISH = "newstest2019-src.eng.txt"
Fill = Callable[[list[Document]], None]


@dataclass(frozen=True)
class News:
    """One document of NTREX: its sentences in every language, and our tags."""

    uid: str
    sentences: dict[str, list[str]]
    countries: list[str]
    issues: list[str]


def read_ntrex(folder: Path) -> list[News]:
    """In the order of the files."""
    tags = yaml.safe_load(TAGS.read_text())
    ids = (folder / "ntrex" / "DOCUMENT_IDS.tsv").read_text().splitlines()
    sentences: dict[str, dict[str, list[str]]] = {uid: {} for uid in ids}
    for language, name in {"en": _ENGLISH, **LANGUAGES}.items():
        lines = (folder / "ntrex" / name).read_text().splitlines()
        for uid, line in zip(ids, lines, strict=True):
            sentences[uid].setdefault(language, []).append(line.strip())
    return [
        News(uid, texts, tags[uid]["countries"], tags[uid].get("issues", []))
        for uid, texts in sentences.items()
    ]


def names_of(shipped: Shipped, news: News) -> dict[str, list[str]]:
    """The labels of one document, by language."""
    rows = [shipped.countries[code]["name"] for code in news.countries]
    rows += [shipped.terms["issue_areas"][slug]["name"] for slug in news.issues]
    labels: dict[str, list[str]] = {}
    for row in rows:
        for language, name in row.items():
            labels.setdefault(language, []).append(name)
    return labels


def make_documents(news: Iterable[News], shipped: Shipped, *, with_labels: bool) -> list[Document]:
    return [
        Document(
            "alert", one.uid, datetime(2018, 10, 1, tzinfo=UTC), "1",
            texts={"en": Texts(one.sentences["en"][0], "", " ".join(one.sentences["en"][1:]))},
            labels=names_of(shipped, one) if with_labels else {},
        )
        for one in news
    ]  # fmt: skip


def measure_ntrex(folder: Path, fill: Fill) -> None:
    """Print what labels bring."""
    news = read_ntrex(folder)
    shipped = read_shipped()
    print("NTREX, English documents searched in other languages")
    for with_labels in (False, True):
        documents = make_documents(news, shipped, with_labels=with_labels)
        fill(documents)
        print("  with labels" if with_labels else "  without labels")
        for language in LANGUAGES:
            country, both = _asked_by_label(news, shipped, documents, language)
            print(
                f"    {language}  country: recall {country[0]:.3f} precision {country[1]:.3f}"
                f"   country and issue: recall {both[0]:.3f} precision {both[1]:.3f}"
                f"   headline MRR@10 {_asked_by_headline(news, language):.3f}"
            )


def _asked_by_label(
    news: list[News], shipped: Shipped, documents: list[Document], language: str
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Mean recall and precision of the whole result set, for each country and for each pair of country and
    issue.
    """
    countries = sorted({code for one in news for code in one.countries})
    pairs = sorted({(code, slug) for one in news for code in one.countries for slug in one.issues})
    by_country = [
        _recall_and_precision(
            _country(shipped, code, language),
            {one.uid for one in news if code in one.countries},
            documents,
            language,
        )
        for code in countries
    ]
    by_pair = [
        _recall_and_precision(
            f"{_issue(shipped, slug, language)} {_country(shipped, code, language)}",
            {one.uid for one in news if code in one.countries and slug in one.issues},
            documents,
            language,
        )
        for code, slug in pairs
    ]
    return _means(by_country), _means(by_pair)


def _country(shipped: Shipped, code: str, language: str) -> str:
    return str(shipped.countries[code]["name"][language])


def _issue(shipped: Shipped, slug: str, language: str) -> str:
    return str(shipped.terms["issue_areas"][slug]["name"][language])


def _recall_and_precision(
    q: str, wanted: set[str], documents: list[Document], language: str
) -> tuple[float, float]:
    """Of the results as asked for: what loosening adds stands behind them, under a line that says so."""
    request = SearchRequest.from_params({"q": q}, language=language, limit=200)
    found = {document.uid for document in documents if match(document, [request])}
    result = find(request)
    assert found == {hit.uid for hit in result.hits[: len(found)]}, "the exact results come first"
    right = len(found & wanted)
    return right / len(wanted), right / len(found) if found else 1.0


def _means(pairs: list[tuple[float, float]]) -> tuple[float, float]:
    return sum(p[0] for p in pairs) / len(pairs), sum(p[1] for p in pairs) / len(pairs)


def _asked_by_headline(news: list[News], language: str) -> float:
    """The headline in another language, word by word: only names and labels can meet."""
    total = 0.0
    for one in news:
        request = SearchRequest.from_params({"q": one.sentences[language][0]}, language=language, limit=10)
        ranked = [hit.uid for hit in find(request).hits]
        total += 1 / (ranked.index(one.uid) + 1) if one.uid in ranked else 0.0
    return total / len(news)
