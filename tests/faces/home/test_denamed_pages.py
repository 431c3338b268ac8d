"""A page whose address gave a name has another after the de-naming, with all below it, and is served there."""

import pytest

from ifex.faces.home.models import FrontPage, TextPage
from ifex.foundations.core import clock
from ifex.network.archive.domain.denaming import dename_person

pytestmark = pytest.mark.django_db


def page_below(parent, **fields):
    page = parent.add_child(instance=TextPage(body=[("text", "<p>Free.</p>")], **fields))
    page.save_revision().publish()
    return page


def test_a_denamed_page_is_served_at_its_new_address(pages, make_person, client, settings, tmp_path):
    settings.IFEX_DATA = tmp_path
    front = FrontPage.objects.live().first()
    page_below(front, title="Another", slug="nour-is-free")
    page = page_below(front, title="Samira Ben Yedder is free", slug="samira-ben-yedder-is-free")
    below = page_below(page, title="Questions", slug="questions")
    old = page.url

    dename_person(make_person(), pseudonym="Nour", by="test", at=clock.now())

    for one in (page, below):
        one.refresh_from_db()
    assert (page.title, page.slug) == ("Nour is free", f"nour-is-free-{page.pk}")
    assert [client.get(one.url).status_code for one in (page, below)] == [200, 200]
    assert client.get(old).status_code == 404
    page.latest_revision.publish()
    assert TextPage.objects.get(pk=page.pk).slug == page.slug
