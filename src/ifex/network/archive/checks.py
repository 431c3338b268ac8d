"""What the archive says to `ifex check`."""

from ifex.foundations.core.soundness import Finding, good, register_check, warning

from .queries import mentions_still_naming


def check_names() -> Finding:
    count = mentions_still_naming().order_by().values("kind", "uid").distinct().count()
    if not count:
        return good("Nothing published names anybody who is hidden.")
    return warning(
        f"Publications that still name somebody who is hidden: {count:,}. An editor finds them at the desk under"
        " Archive, Hidden names still published, and corrects them."
    )


def register_checks() -> None:
    # Not of `/health/`: the public has no need to know that there is something to find.
    register_check("hidden names", check_names, is_quick=False)
