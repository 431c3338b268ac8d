"""What files say to `ifex check`."""

from ifex.foundations.audit.models import AuditLine
from ifex.foundations.core.soundness import Finding, good, register_check, warning

from .domain.cleaning_anew import NOT_CLEANED
from .enums import FileState
from .models import StoredFile


def check_copies() -> Finding:
    """Public files that newer rules refuse: their copies were cleaned by older ones."""
    refused = AuditLine.objects.filter(act=NOT_CLEANED).values("subject")
    public = StoredFile.objects.filter(sha256__in=refused, state=FileState.PUBLIC)
    addresses = [one.get_absolute_url() for one in public[:5]]
    if not addresses:
        return good("Cleaned by today's rules, or waiting to be.")
    return warning(
        f"{public.count()} public files could not be cleaned by newer rules: look at them, and take them down if they"
        f" tell of their makers: {', '.join(addresses)}"
    )


register_check("copies of files", check_copies, is_quick=False)
