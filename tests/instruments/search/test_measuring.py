from itertools import pairwise

import pytest

from ifex.instruments.search.analysed import analyse_document
from ifex.instruments.search.documents import Texts
from ifex.instruments.search.domain.measuring import draw_questions, measure, percentile
from ifex.instruments.search.finding import count

KINDS = ["one word", "two words", "phrase", "word and filter", "filter alone", "everything"]


@pytest.fixture
def indexed(engine, shelf, make_document):
    shelf.put(
        *(
            make_document(
                f"doc-{n}",
                texts={"en": Texts(title=f"Editor of the paper number{n}")},
                facets={"country": ["TN"]},
            )
            for n in range(4)
        )
    )
    with engine.writer() as writer:
        writer.index(map(analyse_document, shelf.iterate("")))
        writer.commit()


def test_draw_questions_asks_for_what_is_there(indexed):
    drawn = list(draw_questions(3, seed=5))

    assert [kind for kind, _ in drawn] == KINDS * 3
    assert all(count(request) for _, request in drawn)
    assert drawn == list(draw_questions(3, seed=5))


def test_measure_times_hits_and_whole_answers(indexed):
    timings = measure(each=2)

    assert list(timings) == KINDS
    assert all(len(timing.hits) == len(timing.whole) == 2 for timing in timings.values())
    assert all(time > 0 for timing in timings.values() for time in [*timing.hits, *timing.whole])


def test_measure_of_an_empty_index_asks_nothing(engine, shelf):
    assert measure(each=2) == {}


def test_percentiles_rise_within_what_was_measured():
    times = [4.0, 1.0, 3.0, 2.0]
    found = [percentile(times, hundredth) for hundredth in (1, 50, 95)]

    assert found[1] == 2.5
    assert all(one < other for one, other in pairwise([1.0, *found, 4.0]))
    assert percentile([7.0], 95) == 7.0
