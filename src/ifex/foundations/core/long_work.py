"""A process that will make millions of short-lived objects settles first."""

import gc

_OBJECTS_BEFORE_A_LOOK = 20_000


def settle_for_long_work() -> None:
    """What is loaded by now stays: the collector looks at it no more, and less often at the rest.

    Nearly all rows of an import and documents of the index die by reference counting; Python's defaults look through
    them, and through all of Django, at every seven hundredth object.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_OBJECTS_BEFORE_A_LOOK)
