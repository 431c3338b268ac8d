"""Whether search finds what is meant: `python -m bench.relevance DATA_FOLDER`.

1. XQuAD: a question, and the one paragraph that answers it. Mean reciprocal rank among ten, through
`finding.find` as the
   page calls it, beside a bare tantivy index in the same run: Snowball for the language, question words
   OR-ed.
2. NTREX: news in four languages. Each document is indexed in English alone, with labels from
`ntrex_tags.yaml`
   (countries and issues, named in four languages by the product's own tables), and searched in the others.
"""

import argparse
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import tantivy

from bench.installation import set_up

set_up()

from bench.cross_language import measure_ntrex  # noqa: E402
from ifex.instruments.search.analysed import analyse_document  # noqa: E402
from ifex.instruments.search.documents import Document, Texts  # noqa: E402
from ifex.instruments.search.engines import get_engine  # noqa: E402
from ifex.instruments.search.finding import find  # noqa: E402
from ifex.instruments.search.requests import SearchRequest  # noqa: E402

LANGUAGES = {"en": "english", "es": "spanish", "ar": "arabic"}
MOST = 10
# Our score may be lower than the bare one's by at most this; for Arabic it must be higher.
MARGIN = {"en": 0.005, "es": 0.005, "ar": -0.0001}


def read_xquad(folder: Path, language: str) -> tuple[list[str], list[tuple[str, int]]]:
    """Paragraphs, and questions with the number of their paragraph."""
    data = json.loads((folder / "xquad" / f"xquad.{language}.json").read_text())["data"]
    found = [paragraph for article in data for paragraph in article["paragraphs"]]
    questions = [(asked["question"], number) for number, p in enumerate(found) for asked in p["qas"]]
    return [paragraph["context"] for paragraph in found], questions


def reciprocal_rank(ranked: Iterable[str], wanted: str) -> float:
    """1 for the first place, ½ for the second …, 0 beyond the tenth."""
    return next((1 / place for place, uid in enumerate(ranked, 1) if uid == wanted), 0.0)


def fill(documents: list[Document]) -> None:
    """The product's index holds exactly these."""
    with get_engine().rebuilding() as writer:
        writer.index(map(analyse_document, documents))


def measure_ours(paragraphs: list[str], questions: list[tuple[str, int]], language: str) -> float:
    at = datetime(2020, 1, 1, tzinfo=UTC)
    fill(
        [
            Document("alert", f"p{n}", at, "1", {language: Texts(body=text)})
            for n, text in enumerate(paragraphs)
        ]
    )
    total = 0.0
    for question, number in questions:
        request = SearchRequest.from_params({"q": question}, language=language, limit=MOST)
        total += reciprocal_rank((hit.uid for hit in find(request).hits), f"p{number}")
    return total / len(questions)


def measure_bare(paragraphs: list[str], questions: list[tuple[str, int]], language: str) -> float:
    filters = [tantivy.Filter.lowercase(), tantivy.Filter.stemmer(LANGUAGES[language])]
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for one in filters:
        builder = builder.filter(one)
    analyser = builder.build()
    schema = (
        tantivy.SchemaBuilder()
        .add_text_field("text", tokenizer_name="bare")
        .add_text_field("uid", stored=True)
        .build()
    )
    index = tantivy.Index(schema)
    index.register_tokenizer("bare", analyser)
    writer = index.writer(15_000_000, 1)
    for number, text in enumerate(paragraphs):
        writer.add_document(tantivy.Document(text=text, uid=f"p{number}"))
    writer.commit()
    index.reload()
    searcher = index.searcher()
    total = 0.0
    for question, number in questions:
        terms = [tantivy.Query.term_query(schema, "text", token) for token in analyser.analyze(question)]
        query = tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in terms])
        ranked = (searcher.doc(address)["uid"][0] for _, address in searcher.search(query, MOST).hits)
        total += reciprocal_rank(ranked, f"p{number}")
    return total / len(questions)


def main(given: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the folder with xquad/ and ntrex/")
    folder: Path = parser.parse_args(given).data
    print("XQuAD, MRR@10: ours beside bare OR-ed tantivy")
    failures = 0
    for language, margin in MARGIN.items():
        paragraphs, questions = read_xquad(folder, language)
        ours = measure_ours(paragraphs, questions, language)
        bare = measure_bare(paragraphs, questions, language)
        is_good = ours >= bare - margin
        failures += not is_good
        print(
            f"  {language}  {ours:.4f}  bare {bare:.4f}  {ours - bare:+.4f}  {'good' if is_good else 'TOO LOW'}"
        )
    measure_ntrex(folder, fill)
    if failures:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
