"""Streamed answers that a test does not read to their end."""

from django.core.signals import request_finished
from django.db import close_old_connections


def leave(response):
    """The reader goes away. As Django's test client does it: the test's own connection stays open."""
    # One that has begun ends in the client's own wrapper, which connects the signal again.
    if response.streaming:
        response._iterator.close()
    request_finished.disconnect(close_old_connections)
    response.close()
    request_finished.connect(close_old_connections)
