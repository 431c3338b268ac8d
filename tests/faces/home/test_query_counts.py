"""A page asks the database as often for one thing as for three hundred."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ifex.foundations.core import changes
from ifex.network.archive.domain.publication import publish
from ifex.network.archive.models import Source
from ifex.network.members.domain.standings import change_standing
from ifex.network.members.models import Organisation

pytestmark = pytest.mark.django_db

SIZES = (1, 3, 300)


@pytest.fixture
def grow(pages, index, make_alert, add_target, make_case, make_person, member):
    """`grow(n)`: a world in which a country, a member, a person and a case have n alerts, and there are n of each."""
    hero = make_person("Samira Ben Yedder")
    main = make_case(hero, spans=[("pretrial-detention", date(2025, 1, 1), None)])
    publish(main, by="test")
    made = []

    def alert_with(person, case):
        alert = make_alert(case=case, texts={"en": "Reporter arrested in Tunis"})
        add_target(alert, person=person, name="Samira Ben Yedder")
        Source.objects.create(alert=alert, organisation=member)
        publish(alert, by="test")

    def until(total):
        for number in range(len(made), total):
            alert_with(hero, main)
            person = make_person(f"Nabil Person {number}")
            case = make_case(person, spans=[("serving-sentence", date(2025, 1, 1), None)])
            publish(case, by="test")
            alert_with(person, case)
            other = Organisation.objects.create(names={"en": f"Watch {number}"}, country="TN")
            change_standing(other, status="full", from_on=date(2010, 1, 1), by="test")
            made.append(number)
        index()
        return [
            "", "work/", "search/?q=reporter", "search/page/?q=work", "cases/", f"cases/{main.uid}/", "persons/",
            f"persons/{hero.uid}/", "organisations/", f"organisations/{member.uid}/", "countries/", "countries/tn/",
            "regions/", "regions/mena/", "issues/", "issues/press-freedom/", "prison/", "sitemap.xml",
        ]  # fmt: skip

    return until


@pytest.mark.usefixtures("steady_tables")
def test_every_kind_of_page_asks_as_often_for_three_hundred_things_as_for_one(client, grow, settings):
    settings.IFEX_PAGE_CACHE_MEGABYTES = 0
    counts = {}
    for size in SIZES:
        for address in grow(size):
            url = f"/{address}" if address.endswith(".xml") else f"/en/{address}"
            client.get(url)
            changes.forget_all()
            with CaptureQueriesContext(
                connection,
            ) as asked:
                assert client.get(url).status_code == 200
            counts.setdefault(address, {})[size] = len(asked)

    assert {address: found for address, found in counts.items() if len(set(found.values())) > 1} == {}
    assert max(max(found.values()) for found in counts.values()) < 40
