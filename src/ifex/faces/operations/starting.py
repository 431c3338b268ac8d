"""What `ifex serve` sees to before it serves."""

import hashlib
import socket
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import CommandError, OutputWrapper


def demand_free_port(host: str, port: int) -> None:
    """Raise CommandError when another program listens there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, port))
        except OSError as refused:
            raise CommandError(
                f"Port {port} of {host} cannot be used ({refused.strerror}). Choose another with --port."
            ) from refused


def answers(host: str, port: int) -> bool:
    reachable = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    try:
        with socket.create_connection((reachable, port), timeout=0.2):
            return True
    except OSError:
        return False


def collect_static_files(out: OutputWrapper) -> None:
    """Copy the static files to where they are served from, if any of them has changed."""
    mark = Path(settings.STATIC_ROOT) / ".collected"
    fingerprint = _fingerprint()
    if mark.exists() and mark.read_text() == fingerprint:
        return
    out.write("Collecting the static files.")
    call_command("collectstatic", interactive=False, verbosity=0, clear=mark.exists())
    mark.write_text(fingerprint)


def _fingerprint() -> str:
    """Changes whenever a static file is added, removed, or saved."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            status = Path(storage.path(path)).stat()
            digest.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
