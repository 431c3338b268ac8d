"""Every kind of page × language × colour scheme × width in a real browser: no barrier, nothing from elsewhere."""

from datetime import date
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from ifex.foundations.core import clock
from ifex.foundations.core.languages import LANGUAGE_CODES
from ifex.network.archive.domain.publication import publish, withdraw
from ifex.network.archive.models import Perpetrator, RecommendedAction
from ifex.network.bulletins.domain.subscribers import confirm_subscriber, sign_up_subscriber
from ifex.network.bulletins.links import CONFIRM, OWN, link_of
from ifex.network.bulletins.models import Subscriber

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
SITE = "http://localhost:8000"

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def kinds(pages, index, publish_alert, make_case, make_person, correct, member):
    """One address of each kind, without its language, all of them full."""
    person = make_person()
    spans = [("pretrial-detention", date(2025, 1, 1), None)]
    case = make_case(person, spans=spans, violated_on=date(2025, 1, 1))
    publish(case, by="test")
    target = {"person": person, "name": "Samira Ben Yedder", "variants": ["سميرة بن يدر"], "gender": "f"}
    alert = publish_alert(
        texts={"en": "Reporter arrested", "ar": "توقيف صحفية"}, target=target, case=case, urgency="flash"
    )
    Perpetrator.objects.create(alert=alert, kind="police", certainty="alleged", claimed_by="a witness")
    RecommendedAction.objects.create(alert=alert, text={"en": "Write."}, addressees=[{"name": "Minister"}])
    correct(alert, title="Reporter arrested in Tunis")
    publish_alert(texts={"fr": "Une journaliste remise en liberté"}, updates=alert, case=case)
    gone = publish_alert(texts={"en": "Wrong"})
    withdraw(gone, by="test", note={"en": "It was another place."})
    index()
    sign_up_subscriber("reader@example.org", language="en", bulletins=[], at=clock.now())
    confirm = link_of(Subscriber.objects.get(), CONFIRM)
    confirm_subscriber(Subscriber.objects.get(), at=clock.now())
    own = link_of(Subscriber.objects.get(), OWN)
    private = [link.removeprefix(f"{SITE}/en/") for link in (confirm, own, f"{own}leave/")]
    return [
        "", "work/", "work/history/", "search/?q=reporter&country=TN", "search/?q=nothing-at-all",
        "search/page/?q=work", *(f"alerts/{alert.uid}/{part}" for part in ("", "history/", "alike/", "use/")),
        f"alerts/{gone.uid}/", "cases/", f"cases/{case.uid}/", "persons/", f"persons/{person.uid}/", "organisations/",
        f"organisations/{member.uid}/", "countries/", "countries/tn/", "regions/", "regions/mena/", "issues/",
        "issues/press-freedom/", "prison/", "weekly-updates/", "report/?about=/en/work/", "secure-connection/", "api/",
        "account/login/", "nothing-here/", *private,
    ]  # fmt: skip


@pytest.mark.matrix
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGE_CODES)
def test_no_kind_of_page_has_a_barrier(page, live_server, kinds, language, scheme, width):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    for address in kinds:
        page.goto(f"{live_server.url}/{language}/{address}")
        violations = Axe().run(page, options=RULES).response["violations"]
        found = [(one["id"], one["nodes"][0]["html"][:200]) for one in violations]
        assert (address, found) == (address, [])
        assert (address, page.evaluate("document.documentElement.scrollWidth")) == (address, width)
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(live_server.url).netloc}
    cookies = {cookie["name"] for cookie in page.context.cookies()}
    assert {name for name in cookies if not name.startswith("ifex_csrf")} == set()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_stay_whole_at_400_percent(page, live_server, kinds, language):
    """1280 px at 400 % are 320 px, with the letters as large as they were."""
    page.set_viewport_size({"width": 320, "height": 256})
    for address in kinds:
        page.goto(f"{live_server.url}/{language}/{address}")
        assert (address, page.evaluate("document.documentElement.scrollWidth")) == (address, 320)


def test_readers_of_any_kind_of_page_get_no_cookie(client, kinds):
    """The sign-in form alone needs one."""
    for address in kinds:
        response = client.get(f"/en/{address}")
        if not address.startswith("account/"):
            assert (address, list(response.cookies)) == (address, [])
            policy = response["Content-Security-Policy"]
            assert "unsafe" not in policy
            assert "default-src 'none'" in policy
