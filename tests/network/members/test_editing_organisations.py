from datetime import date

import pytest
from django.urls import reverse
from tests.network.archive.desk_forms import read_form, words_of

from ifex.foundations.audit.models import AuditLine
from ifex.foundations.core.erasures import repeat_erasures
from ifex.foundations.core.models import Event
from ifex.network.members.domain.mandates import give_mandate
from ifex.network.members.domain.standings import change_standing
from ifex.network.members.models import Mandate, Organisation, Standing


def url_of(name, *args):
    return reverse(f"wagtailsnippets_members_organisation:{name}", args=args)


def test_add_organisation_in_two_languages(sign_in):
    client = sign_in("membership_officer")
    form = read_form(client.get(url_of("add")))
    form |= {
        "names_en": ["Lantern"],
        "names_fr": ["Lanterne"],
        "description_fr": ["Une veille"],
        "country": ["TN"],
    }

    client.post(url_of("add"), form)

    organisation = Organisation.objects.get()
    assert (organisation.names, organisation.country) == ({"en": "Lantern", "fr": "Lanterne"}, "TN")
    assert [(row.language, row.description) for row in organisation.texts.all()] == [("fr", "Une veille")]
    assert AuditLine.objects.get(act="organisation-added").subject == organisation.uid


def test_edit_organisation_tells_rooms_above(sign_in, make_organisation):
    organisation, client = make_organisation(), sign_in("editor")
    form = read_form(client.get(url_of("edit", organisation.pk))) | {"is_hidden": ["on"]}

    client.post(url_of("edit", organisation.pk), form)

    organisation.refresh_from_db()
    assert organisation.is_hidden
    assert Event.objects.filter(name="organisation_changed").count() == 1


def test_edit_organisation_refuses_stale_form(sign_in, make_organisation):
    organisation, client = make_organisation(), sign_in("editor")
    old = read_form(client.get(url_of("edit", organisation.pk)))
    client.post(url_of("edit", organisation.pk), old | {"acronym": ["LPW"]})

    response = client.post(url_of("edit", organisation.pk), old | {"website": ["https://example.org"]})

    organisation.refresh_from_db()
    assert "Somebody has saved this organisation" in words_of(response)
    assert (organisation.acronym, organisation.website) == ("LPW", "")


def test_change_standing_by_the_form(sign_in, make_organisation):
    organisation, client = make_organisation(), sign_in("membership_officer")
    change_standing(organisation, status="interim", from_on=date(2025, 1, 1), by="test")

    refused = client.post(url_of("standing", organisation.pk), {"status": "full", "from_on": "2024-01-01"})
    client.post(url_of("standing", organisation.pk), {"status": "full", "from_on": "2026-01-01"})

    assert "begins on that day or later" in words_of(refused)
    spans = list(Standing.objects.order_by("from_on").values_list("status", "until_on"))
    assert spans == [("interim", date(2026, 1, 1)), ("full", None)]
    assert "2026-01-01" in words_of(client.get(url_of("edit", organisation.pk)))


def test_give_and_end_mandate_by_the_forms(sign_in, make_organisation, make_user):
    organisation, client, person = make_organisation(), sign_in("membership_officer"), make_user(name="Dalia")
    values = {"email": person.email.upper(), "kind": "delegate", "from_on": "2026-01-01"}

    client.post(url_of("mandate_give", organisation.pk), values)
    twice = client.post(url_of("mandate_give", organisation.pk), values)
    mandate = Mandate.objects.get()
    assert (mandate.user, mandate.kind) == (person, "delegate")
    assert "has that mandate already" in words_of(twice)

    client.post(url_of("mandate_end", mandate.pk), {"on": "2026-02-01"})
    mandate.refresh_from_db()
    assert mandate.until_on == date(2026, 2, 1)


def test_give_mandate_names_an_unknown_address(sign_in, make_organisation):
    client = sign_in("membership_officer")
    values = {"email": "nobody@example.org", "kind": "delegate", "from_on": "2026-01-01"}

    response = client.post(url_of("mandate_give", make_organisation().pk), values)

    assert "No account has this address." in words_of(response)


def test_merge_and_split_organisations(sign_in, make_organisation):
    kept, merged, client = make_organisation("One"), make_organisation("Two"), sign_in("editor")

    client.post(url_of("merge", kept.pk), {"other": merged.pk, "kept": "first"})
    merged.refresh_from_db()
    assert merged.merged_into == kept

    client.post(url_of("split", merged.pk))
    merged.refresh_from_db()
    assert merged.merged_into is None


def test_inspect_shows_the_register_without_its_buttons(sign_in, make_organisation, make_user):
    organisation = make_organisation()
    change_standing(organisation, status="full", from_on=date(2025, 1, 1), by="test")
    give_mandate(
        make_user(name="Dalia"), organisation=organisation, kind="delegate", from_on=date(2025, 1, 1), by="t"
    )

    words = words_of(sign_in("finance").get(url_of("inspect", organisation.pk)))

    assert "Dalia" in words
    assert "Change standing" not in words


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=lant", True),
        ("q=LPW", True),
        ("status=full", True),
        ("status=interim", False),
        ("country=EG", False),
    ],
)
def test_list_filters_and_finds(sign_in, make_organisation, query, found):
    organisation = make_organisation(acronym="LPW", country="TN")
    change_standing(organisation, status="full", from_on=date(2025, 1, 1), by="test")

    words = words_of(sign_in("finance").get(f"{url_of('list')}?{query}"))

    assert ("Lantern Press Watch" in words) == found


def test_hiding_is_repeated_after_a_restore_until_it_is_taken_back(
    sign_in, make_organisation, settings, tmp_path
):
    settings.IFEX_DATA = tmp_path
    organisation, client = make_organisation(), sign_in("membership_officer")
    url = url_of("edit", organisation.pk)
    client.post(url, read_form(client.get(url)) | {"is_hidden": ["on"]})
    Organisation.objects.filter(pk=organisation.pk).update(is_hidden=False)

    assert repeat_erasures() == 1
    organisation.refresh_from_db()
    assert organisation.is_hidden

    shown = read_form(client.get(url))
    del shown["is_hidden"]
    client.post(url, shown)
    assert repeat_erasures() == 0
