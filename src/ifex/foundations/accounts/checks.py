"""What the accounts say to `ifex check`."""

from django.conf import settings

from ifex.foundations.core.soundness import Finding, good, register_check, warning

from .models import User


def check_demonstration_logins() -> Finding:
    count = User.objects.filter(is_demonstration=True, is_active=True).count()
    if not count:
        return good("None.")
    if settings.IFEX_DEMO:
        return good(f"{count}, open to everybody: this is a demonstration.")
    return warning(
        f"{count} are here, with passwords that everybody knows. They are shut while IFEX_DEMO is not set; an invented"
        " world does not belong on a real site: set IFEX_DATA to an empty folder."
    )


register_check("demonstration log-ins", check_demonstration_logins, is_quick=False)
