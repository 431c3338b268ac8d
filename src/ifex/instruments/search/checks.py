"""What the index says to `ifex check`."""

from datetime import timedelta

from ifex.foundations.core import clock
from ifex.foundations.core.soundness import Finding, bad, good, register_check, warning

from .engines import engine_name, get_engine
from .enums import Priority
from .models import BuiltIndex, IndexChange
from .protocol import SearchUnavailable

LATE = timedelta(minutes=10)


def check_search() -> Finding:
    engine = get_engine()
    if not engine.exists() and not BuiltIndex.objects.filter(engine=engine_name()).exists():
        return good("No index yet: the worker makes the first one.")
    try:
        engine.snapshot()
    except SearchUnavailable as gone:
        return bad(f"No reader can search: {gone} Run `ifex search rebuild`.")
    late = IndexChange.objects.filter(priority=Priority.FRESH, created_at__lt=clock.now() - LATE).count()
    if late:
        return warning(f"{late} changes wait for over ten minutes: is a worker running?")
    return good("Readable, and up to date.")


register_check("search", check_search)
