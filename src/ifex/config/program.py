"""The one program: `ifex serve`, `ifex import` … and Django's own commands."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from ifex.foundations.core.disk import FULL_DISK, is_disk_full


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ifex.config.settings")
    try:
        execute_from_command_line(["ifex", *sys.argv[1:]])
    except ImproperlyConfigured as wrong:
        sys.exit(f"ifex: {wrong}")
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as failed:
        if not is_disk_full(failed):
            raise
        sys.exit(f"ifex: {FULL_DISK}")


if __name__ == "__main__":
    main()
