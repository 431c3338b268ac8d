"""An alert that concerns no single country: a resolution, a platform's rules."""

import pytest
from django.urls import reverse

from ifex.network.archive.domain.publication import PublicationRefused, publish
from ifex.network.archive.findable import document_of, surroundings_of


@pytest.fixture
def resolution(make_alert):
    return make_alert(
        country="", is_international=True, texts={"en": "Council adopts a resolution on safety"}
    )


def test_publish_takes_an_alert_of_no_country_when_it_is_international(resolution):
    facts = publish(resolution, by="test").facts

    assert (facts["countries"], facts["international"]) == ([], True)


def test_publish_refuses_an_alert_of_no_country(make_alert):
    with pytest.raises(PublicationRefused) as refused:
        publish(make_alert(country=""), by="test")

    assert [refusal.code for refusal in refused.value.refusals] == ["no_country"]


def test_a_country_counts_before_the_tick(make_alert):
    assert publish(make_alert(is_international=True), by="test").facts["international"] is False


def test_document_of_finds_it_under_the_region_international(resolution):
    publication = publish(resolution, by="test")

    document = document_of(publication, surroundings_of([publication]))

    assert (document.facets["region"], document.facets["country"]) == (["international"], [])
    assert "International" in document.labels["fr"]


def test_alert_page_says_international(resolution, client):
    publish(resolution, by="test")

    page = client.get(f"/fr/alerts/{resolution.uid}/").content.decode()

    assert "region=international" in page


def test_region_page_of_international_has_no_countries(db, client):
    page = client.get(reverse("archive:region-show", args=["international"]))

    assert page.status_code == 200
    assert page.context["countries"] == []
