"""Pages go out and come down at their times; one that names somebody hidden holds up no other."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ifex.faces.home.models import FrontPage, TextPage
from ifex.foundations.jobs.event_delivery import deliver_due_events
from ifex.foundations.mail.models import Message
from ifex.instruments.cms.scheduled_pages import follow_schedules_of_pages
from ifex.instruments.notifications.models import Notice
from ifex.network.archive.models import Person

pytestmark = pytest.mark.django_db
SOON = timedelta(hours=1)


@pytest.fixture
def make_page(pages):
    front = FrontPage.objects.live().first()

    def make(slug, **fields):
        return front.add_child(instance=TextPage(title=f"Page {slug}", slug=slug, **fields))

    return make


def schedule(page):
    """As an editor does, for a time that was then ahead, and now is past."""
    page.go_live_at = timezone.now() + SOON
    revision = page.save_revision()
    revision.publish()
    past = timezone.now() - SOON
    revision.content["go_live_at"] = past.isoformat()
    revision.approved_go_live_at = past
    revision.save()


def test_a_page_goes_out_at_its_time(make_page, client):
    page = make_page("to-come", live=False)
    page.go_live_at = timezone.now() + SOON
    page.save_revision().publish()
    assert follow_schedules_of_pages() == "down 0, out 0, refused 0"
    assert client.get(page.url).status_code == 404

    schedule(page)

    assert follow_schedules_of_pages() == "down 0, out 1, refused 0"
    assert client.get(page.url).status_code == 200
    assert follow_schedules_of_pages() == "down 0, out 0, refused 0"


def test_a_page_comes_down_at_its_time(make_page, client):
    page = make_page("for-a-while", expire_at=timezone.now() - SOON)
    assert client.get(page.url).status_code == 200

    assert follow_schedules_of_pages() == "down 1, out 0, refused 0"

    assert client.get(page.url).status_code == 404


def test_what_is_refused_is_told_and_holds_up_nothing(make_page, make_person, staff):
    editor = staff("editor")
    refused, other = make_page("about-samira", live=False), make_page("other", live=False)
    refused.summary = "On Samira Ben Yedder."
    for page in (refused, other):
        schedule(page)
    Person.objects.filter(pk=make_person().pk).update(pseudonym="Nour")

    assert follow_schedules_of_pages() == "down 0, out 1, refused 1"
    deliver_due_events()

    assert [TextPage.objects.get(pk=page.pk).live for page in (refused, other)] == [False, True]
    notice = Notice.objects.get(user=editor)
    assert (notice.purpose, notice.about) == ("publication-refused", {"kind": "page", "uid": str(refused.pk)})
    mail = Message.objects.get(to=editor.email)
    assert f"/pages/{refused.pk}/edit/" in mail.text
    assert "Samira" not in mail.text
    assert follow_schedules_of_pages() == "down 0, out 0, refused 0"
