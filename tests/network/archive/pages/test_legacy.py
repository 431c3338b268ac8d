import pytest

from ifex.network.archive.domain.publication import withdraw
from ifex.network.archive.models import LegacyAddress


@pytest.fixture
def old(publish_alert):
    def make(path):
        alert = publish_alert()
        LegacyAddress.objects.create(path=path, kind="alert", uid=alert.uid)
        return alert

    return make


@pytest.mark.parametrize(
    ("stored", "asked", "language"),
    [
        ("/tunisia/2004/03/09/slug/", "/tunisia/2004/03/09/slug/", "en"),
        ("/tunisia/2004/03/09/slug/", "/tunisia/2004/03/09/slug", "en"),
        ("/tunisia/2004/03/09/slug/fr/", "/tunisia/2004/03/09/slug/fr/", "fr"),
        ("/tunisia/2004/03/09/slug/", "/tunisia/2004/03/09/slug/ar/", "ar"),
        ("/fr/une-journaliste", "/fr/une-journaliste/", "fr"),
        ("/en/content/view/full/1234", "/en/content/view/full/1234/", "en"),
        ("/?p=1234", "/?p=1234", "en"),
        ("/story.php?id=7", "/story.php?id=7", "en"),
        ("/تونس/2004/", "/%D8%AA%D9%88%D9%86%D8%B3/2004/", "en"),
    ],
)
def test_an_address_of_old_leads_on_for_ever(client, old, stored, asked, language):
    alert = old(stored)

    response = client.get(asked)

    assert (response.status_code, response["Location"]) == (301, f"/{language}/alerts/{alert.uid}/")


def test_an_address_of_old_of_a_withdrawn_alert_leads_to_the_word_of_it(client, old):
    alert = old("/tunisia/2004/03/09/slug/")
    withdraw(alert, by="test", note={"en": "Untrue."})

    assert client.get("/tunisia/2004/03/09/slug/", follow=True).status_code == 410


def test_an_unknown_address_stays_404(client, db):
    for address in ("/tunisia/2004/03/09/other/", "/?p=9", "/" + "a" * 3_000, "/%00/", "/fr/nothing/"):
        assert client.get(address).status_code in (404, 302), address
    assert client.get("/?p=9").status_code == 302


def test_a_known_address_never_asks_for_an_old_one(client, index, publish_alert):
    other = publish_alert()
    LegacyAddress.objects.create(path="/en/search/", kind="alert", uid=other.uid)

    assert client.get("/en/search/").status_code == 200
