"""The newsroom's later pages in a real browser: translating, one's own site, notifications, de-naming; no barrier."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.network.newsroom.test_browser import RULES
from tests.network.newsroom.test_browser import open_as as open_as

from ifex.foundations.accounts.models import User
from ifex.foundations.core import clock
from ifex.foundations.core.enums import VersionState
from ifex.foundations.mail.domain.inbound import receive_message
from ifex.instruments.notifications.domain.notices import notify
from ifex.instruments.translation.models import GlossaryTerm, TranslationWork
from ifex.network.archive.models import AlertText
from ifex.network.members.domain.program_keys import give_key
from ifex.network.newsroom.domain.confirming import confirming_path
from ifex.network.newsroom.domain.feeds import enter_feed
from ifex.network.newsroom.telling import SENT

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("index")]


def barriers(page):
    violations = Axe().run(page, options=RULES).response["violations"]
    return [(one["id"], one["nodes"][0]["html"][:200]) for one in violations]


@pytest.fixture
def user_with(sign_in):
    def make(role):
        return User.objects.get(pk=sign_in(role).session["_auth_user_id"])

    return make


@pytest.fixture
def english_alert(publish_alert):
    alert = publish_alert(source_language="en")
    AlertText.objects.filter(alert=alert).exclude(language="en").delete()
    AlertText.objects.filter(alert=alert, language="en").update(
        title="Reporter held", body="<p>Police held <strong>her</strong>. She was freed on 8 March 2026.</p>"
    )
    return alert


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_of_members_hold_no_barrier(
    open_as,
    live_server,
    member,
    person_of,
    language,
    width,
):
    delegate = person_of("delegate")
    enter_feed(member, url="https://member.example/feed", language="fr", by=delegate, at=clock.now())
    give_key(member, name="Our site", by=delegate, at=clock.now())
    raw = f"From: {delegate.email}\r\nTo: alerts@x.example\r\nSubject: Held\r\n\r\nWords".encode()
    receive_message(raw)
    mailed = confirming_path(delegate).split("/", 2)[2]
    page = open_as(delegate)
    page.set_viewport_size({"width": width, "height": 900})
    for address in ("desk/site/", "desk/notifications/", "desk/alerts/", mailed):
        page.goto(f"{live_server.url}/{language}/{address}")
        assert page.locator("h1").count() == 1, address
        assert (address, barriers(page)) == (address, [])
        assert (address, page.evaluate("document.documentElement.scrollWidth")) == (address, width)


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_of_the_desk_hold_no_barrier(
    open_as,
    live_server,
    english_alert,
    user_with,
    make_person,
    language,
    width,
):
    editor = user_with("editor")
    User.objects.filter(pk=editor.pk).update(language=language)
    GlossaryTerm.objects.create(names={"en": "police", "fr": "la police", "ar": "الشرطة"})
    notify([editor], SENT, key="1", uid="unknown")
    person = make_person()
    page = open_as(editor)
    page.set_viewport_size({"width": width, "height": 900})
    for address in (
        "/admin/translations/",
        f"/admin/translations/alert/{english_alert.uid}/ar/",
        f"/admin/snippets/archive/person/dename/{person.pk}/",
        f"/{language}/desk/notifications/",
    ):
        page.goto(f"{live_server.url}{address}")
        assert (address, barriers(page)) == (address, [])
        assert (address, page.evaluate("document.documentElement.scrollWidth")) == (address, width)


def test_a_translator_writes_arabic_from_right_to_left(
    open_as,
    live_server,
    english_alert,
    user_with,
):
    page = open_as(user_with("translator"))
    page.goto(f"{live_server.url}/admin/translations/alert/{english_alert.uid}/ar/")
    field = page.locator("[name=t-0]")
    assert page.evaluate("e => getComputedStyle(e).direction", field.element_handle()) == "rtl"
    field.fill("توقيف صحفية")
    page.locator("button[value=save]").last.click()
    page.wait_for_url("**/ar/")

    assert TranslationWork.objects.get().units[0]["target"] == "توقيف صحفية"
    assert AlertText.objects.filter(alert=english_alert, language="ar", state=VersionState.READY).count() == 0
