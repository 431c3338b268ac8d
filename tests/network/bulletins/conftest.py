import re

import pytest
from django.utils import translation

from ifex.foundations.core import clock
from ifex.foundations.mail.models import Message
from ifex.network.bulletins.domain.subscribers import confirm_subscriber, sign_up_subscriber
from ifex.network.bulletins.links import OWN, link_of
from ifex.network.bulletins.models import Subscriber


@pytest.fixture
def subscribe(db):
    """A confirmed subscriber."""

    def make(address="reader@example.org", *, language="en", **choices):
        sign_up_subscriber(
            address, language=language, **({"bulletins": ["weekly_updates"]} | choices), at=clock.now()
        )
        subscriber = Subscriber.objects.get(address=address)
        confirm_subscriber(subscriber, at=clock.now())
        Message.objects.all().delete()
        return subscriber

    return make


@pytest.fixture
def own_path():
    """Where a subscriber's own page is."""

    def path(subscriber, name="", language=None):
        with translation.override(language or subscriber.language):
            return link_of(subscriber, OWN, name=name).removeprefix("http://localhost:8000")

    return path


def link_in(message):
    """The address in a mail, without its host."""
    return re.search(r"http://localhost:8000(/\S+)", message.text).group(1)
