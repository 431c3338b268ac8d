"""A hidden organisation is not named as a target: not in what is sealed, nor in what was sealed before."""

import pytest

from ifex.instruments.search.models import IndexChange
from ifex.network.archive.domain.publication import publish
from ifex.network.archive.editing.registrations import _reindex_organisation
from ifex.network.archive.exports.columns import COLUMNS, row_of
from ifex.network.archive.findable import documents_of
from ifex.network.archive.interchange.writing import public_alert
from ifex.network.archive.models import Mention
from ifex.network.archive.presenters.cards import organisations_of
from ifex.network.members.directory import forget_member_rows
from ifex.network.members.models import Organisation

NAME = "Lantern Press Watch"


@pytest.fixture
def hit(make_alert, add_target, organisation):
    """An alert whose target is the organisation."""
    alert = make_alert()
    add_target(alert, name=NAME, variants=["LPW"], kind="media-outlets", organisation=organisation)
    return alert


@pytest.fixture
def hide(organisation):
    """Make the organisation hidden; `merged` hides it by the one it becomes part of."""

    def hide(*, merged=False):
        row = organisation
        if merged:
            row = Organisation.objects.create(names={"en": "Whole"})
            Organisation.objects.filter(pk=organisation.pk).update(merged_into=row)
        Organisation.objects.filter(pk=row.pk).update(is_hidden=True)
        forget_member_rows()

    yield hide
    forget_member_rows()


@pytest.mark.parametrize("merged", [False, True])
def test_publish_leaves_a_hidden_organisation_unnamed(hit, hide, merged):
    hide(merged=merged)

    publication = publish(hit, by="test")

    [target] = publication.facts["targets"]
    assert (target["name"], target["kind"]) == ("", "media-outlets")
    assert (target["variants"], target["outlet"], target["organisation"]) == ([], None, None)
    assert not Mention.objects.filter(thing_kind="organisation").exists()


def test_publish_keeps_the_name_of_a_person_who_works_for_a_hidden_organisation(
    make_alert, add_target, make_person, organisation, hide
):
    alert, person = make_alert(), make_person()
    add_target(alert, person=person, outlet=NAME, organisation=organisation)
    hide()

    [target] = publish(alert, by="test").facts["targets"]

    assert (target["name"], target["person"]) == ("Samira Ben Yedder", person.uid)
    assert (target["outlet"], target["organisation"]) == (None, None)


@pytest.mark.parametrize("merged", [False, True])
def test_what_was_published_before_shows_the_organisation_nowhere(hit, hide, client, merged):
    publication = publish(hit, by="test")
    hide(merged=merged)

    page = client.get(f"/en/alerts/{hit.uid}/").content.decode()
    export = public_alert(publication)
    [document] = documents_of([publication])
    cells = dict(zip(COLUMNS, row_of(publication, "en", organisations_of([publication])), strict=True))

    assert NAME not in page
    assert "Not named" in page
    assert export["targets"][0]["name"] == ""
    assert export["targets"][0]["organisation"] is None
    assert document.names == []
    assert cells["targets"] == ""


def test_hiding_an_organisation_brings_the_index_up_to_date(hit, organisation, hide):
    publish(hit, by="test")
    IndexChange.objects.all().delete()
    hide()

    _reindex_organisation(organisation.uid)

    changes = IndexChange.objects.order_by("kind").values_list("kind", "uid")
    assert list(changes) == [("alert", hit.uid), ("organisation", organisation.uid)]
