"""Every kind of page in a real browser: no barrier that axe knows, nothing wider than a phone."""

from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe

from ifex.network.archive.domain.publication import publish
from ifex.network.archive.models import Perpetrator, RecommendedAction

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def addresses(index, publish_alert, make_case, make_person, correct, member):
    """One page of each kind, all of them full."""
    person = make_person()
    case = make_case(
        person, spans=[("pretrial-detention", date(2025, 1, 1), None)], violated_on=date(2025, 1, 1)
    )
    publish(case, by="test")
    target = {"person": person, "name": "Samira Ben Yedder", "variants": ["سميرة بن يدر"], "gender": "f"}
    alert = publish_alert(
        texts={"en": "Reporter arrested", "ar": "توقيف صحفية"}, target=target, case=case, urgency="flash"
    )
    Perpetrator.objects.create(alert=alert, kind="police", certainty="alleged", claimed_by="a witness")
    RecommendedAction.objects.create(alert=alert, text={"en": "Write."}, addressees=[{"name": "Minister"}])
    correct(alert, title="Reporter arrested in Tunis")
    publish_alert(texts={"fr": "Une journaliste remise en liberté"}, updates=alert, case=case)
    index()
    return [
        "", "search/?q=reporter&country=TN", "search/?q=nothing-at-all", f"alerts/{alert.uid}/",
        f"alerts/{alert.uid}/history/", f"alerts/{alert.uid}/alike/", f"cases/{case.uid}/",
        f"persons/{person.uid}/", f"organisations/{member.uid}/", "countries/", "countries/tn/",
        "regions/mena/", "issues/", "issues/press-freedom/", "prison/", "alerts/nobody-knows/",
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_hold_no_barrier_and_fit_a_phone(page, live_server, addresses, language):
    page.set_viewport_size({"width": 360, "height": 900})
    for address in addresses:
        page.goto(f"{live_server.url}/{language}/{address}")
        violations = Axe().run(page, options=RULES).response["violations"]
        found = [(one["id"], one["nodes"][0]["html"][:200]) for one in violations]
        assert (address, found) == (address, [])
        assert (address, page.evaluate("document.documentElement.scrollWidth")) == (address, 360)
