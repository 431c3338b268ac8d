"""The photograph above an alert's text: chosen, described in each language, and the alert's face elsewhere."""

import io
import json
import re

import pytest
from django.core.files.base import ContentFile
from PIL import Image
from tests.streams import leave

from ifex.foundations.files.domain.upload import store_upload
from ifex.network.archive.domain.publication import PublicationRefused, publish
from ifex.network.archive.models import AlertAttachment

DESCRIBED = {"en": "A shuttered kiosk", "ar": "كشك مغلق"}


@pytest.fixture
def attach(index, make_alert):
    """`attach(alert, color, **fields)`: a picture of 1000 × 600 pixels, attached."""

    def make(alert, color="red", **fields):
        out = io.BytesIO()
        Image.new("RGB", (1000, 600), color).save(out, "JPEG")
        stored = store_upload(ContentFile(out.getvalue(), name=f"{color}.jpg"), by="test")
        return AlertAttachment.objects.create(alert=alert, file=stored, **fields)

    return make


def page_of(client, alert, language="en"):
    return client.get(f"/{language}/alerts/{alert.uid}/").content.decode()


def codes(refused):
    return [refusal.code for refusal in refused.value.refusals]


def test_lead_photograph_stands_above_the_text_in_all_its_sizes(client, attach, make_alert):
    alert = make_alert(texts={"en": "Kiosk closed", "ar": "إغلاق كشك"})
    attach(alert, "blue", caption={"en": "The order"})
    lead = attach(
        alert, "red", is_lead=True, alternative_text=DESCRIBED, credit="A. Example", licence="CC BY 4.0"
    )
    publish(alert, by="test")
    base = f"/files/{lead.file.sha256}"

    html = page_of(client, alert)

    figure = re.search(r"<figure.*?</figure>", html, re.DOTALL)[0]
    assert html.index(figure) < html.index('<div class="prose"')
    assert (
        f'srcset="{base}/400/picture.avif 400w, {base}/800/picture.avif 800w, {base}/1000/picture.avif 1000w"'
        in figure
    )
    assert 'width="1000" height="600" alt="A shuttered kiosk"' in figure
    assert "Photograph: A. Example" in figure
    assert "CC BY 4.0" in figure
    assert 'alt="The order"' in html[html.index('<div class="prose"') :]
    assert 'alt="كشك مغلق"' in page_of(client, alert, "ar")


def test_every_size_of_a_lead_photograph_is_served(client, attach, make_alert):
    alert = make_alert()
    attach(alert, is_lead=True, alternative_text=DESCRIBED)
    publish(alert, by="test")

    addresses = set(re.findall(r"/files/\S+?/picture\.\w+", page_of(client, alert)))

    assert len(addresses) == 9
    for address in addresses:
        response = client.get(address)
        leave(response)
        assert response.status_code == 200


def test_lead_photograph_is_the_face_of_the_alert_where_it_is_shared(client, attach, make_alert):
    alert = make_alert()
    attach(alert, "blue")
    lead = attach(alert, "red", is_lead=True, alternative_text=DESCRIBED)
    publish(alert, by="test")
    whole = f"http://localhost:8000/files/{lead.file.sha256}/1000/picture.jpg"

    html = page_of(client, alert)

    assert f'<meta property="og:image" content="{whole}">' in html
    assert '<meta property="og:image:alt" content="A shuttered kiosk">' in html
    data = json.loads(
        re.search(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', html, re.DOTALL)[1]
    )
    assert data["image"] == whole


def test_publish_refuses_a_lead_photograph_without_words_in_each_language(attach, make_alert):
    alert = make_alert(texts={"en": "Kiosk closed", "fr": "Kiosque fermé"})
    attach(alert, is_lead=True, alternative_text=DESCRIBED)

    with pytest.raises(PublicationRefused) as refused:
        publish(alert, by="test")

    assert codes(refused) == ["lead_not_described"]
    assert str(refused.value.refusals[0].message).endswith("in: Français.")


def test_publish_refuses_two_leads_and_a_document_as_lead(attach, make_alert):
    alert = make_alert()
    text = store_upload(ContentFile(b"words", name="a.txt"), by="test")
    attach(alert, is_lead=True, alternative_text=DESCRIBED)
    AlertAttachment.objects.create(alert=alert, file=text, is_lead=True)

    with pytest.raises(PublicationRefused) as refused:
        publish(alert, by="test")

    assert codes(refused) == ["several_leads", "lead_is_no_picture"]


def test_name_behind_a_pseudonym_is_found_in_an_alternative_text(attach, make_alert, add_target):
    alert = make_alert()
    add_target(alert, name="Samira Ben Yedder", pseudonym="S.")
    attach(alert, is_lead=True, alternative_text={"en": "Samira Ben Yedder at her desk"})

    with pytest.raises(PublicationRefused) as refused:
        publish(alert, by="test")

    assert codes(refused) == ["name_in_text"]
