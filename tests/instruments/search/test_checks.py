from datetime import timedelta

from ifex.foundations.core import clock
from ifex.foundations.core.soundness import Level
from ifex.instruments.search.checks import check_search
from ifex.instruments.search.domain.changes import enqueue_index_change
from ifex.instruments.search.domain.indexing import remember_index


def test_check_search_names_the_remedy_where_the_index_is_gone(db, settings, tmp_path):
    settings.IFEX_SEARCH_URL = f"tantivy://{tmp_path / 'nothing'}"
    assert check_search().level == Level.GOOD
    remember_index()

    finding = check_search()

    assert finding.level == Level.BAD
    assert "ifex search rebuild" in finding.sentence


def test_check_search_tells_of_changes_that_wait(db, engine):
    with clock.stopped_clock(clock.now() - timedelta(hours=1)):
        enqueue_index_change("alert", ["alert-1"])

    assert check_search().level == Level.WARNING
