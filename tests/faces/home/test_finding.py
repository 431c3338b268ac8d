"""How programs find their way: sitemaps in all languages, robots, OpenSearch, what a page says of itself."""

import json
import re
from xml.etree import ElementTree as ET

import pytest

from ifex.instruments.cms.meta import PageMeta

NS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
BASE = "http://localhost:8000"


def text_of(response):
    return b"".join(response.streaming_content).decode() if response.streaming else response.content.decode()


def addresses_in(response):
    return [one.text for one in ET.fromstring(text_of(response)).findall("s:url/s:loc", NS)]


def test_the_sitemap_names_every_thing_in_the_languages_that_it_has(
    client, pages, index, publish_alert, member
):
    alert = publish_alert(texts={"en": "Arrested", "ar": "توقيف"})
    index()
    files = [
        one.text for one in ET.fromstring(text_of(client.get("/sitemap.xml"))).findall("s:sitemap/s:loc", NS)
    ]

    found = [address for file in files for address in addresses_in(client.get(file.removeprefix(BASE)))]

    assert len(found) == len(set(found))
    alerts = [address for address in found if "/alerts/" in address]
    assert alerts == [f"{BASE}/en/alerts/{alert.uid}/", f"{BASE}/ar/alerts/{alert.uid}/"]
    for address in (
        "/fr/travail/",
        "/en/work/history/",
        "/es/",
        "/ar/countries/tn/",
        f"/en/organisations/{member.uid}/",
    ):
        assert BASE + address in found
    for address in found:
        assert client.get(address.removeprefix(BASE)).status_code == 200, address


def test_the_sitemap_names_other_languages_beside_each(client, pages):
    root = ET.fromstring(text_of(client.get("/sitemap-pages-1.xml")))
    work = next(one for one in root if one.find("s:loc", NS).text == f"{BASE}/fr/travail/")

    links = {one.get("hreflang"): one.get("href") for one in work.findall("x:link", NS)}
    assert links == {
        "en": f"{BASE}/en/work/", "fr": f"{BASE}/fr/travail/", "es": f"{BASE}/es/trabajo/", "ar": f"{BASE}/ar/work/",
    }  # fmt: skip


def test_what_is_withdrawn_leaves_the_sitemap(client, publish_alert, index):
    from ifex.network.archive.domain.publication import withdraw  # noqa: PLC0415  beside its one use

    withdraw(publish_alert(), by="test", note={"en": "Wrong."})

    assert "/alerts/" not in text_of(client.get("/sitemap-alerts-1.xml"))


@pytest.mark.parametrize(
    "address", ["/sitemap-nothing-1.xml", "/sitemap-alerts-0.xml", "/sitemap-alerts-99.xml"]
)
def test_a_sitemap_that_there_is_not_is_404(client, db, address):
    assert client.get(address).status_code == 404


def test_robots_name_the_sitemap_and_keep_programs_from_forms(client, db):
    text = client.get("/robots.txt").content.decode()

    assert f"Sitemap: {BASE}/sitemap.xml" in text
    assert "Disallow: /admin/" in text
    assert "Disallow: /ar/weekly-updates/" in text


def test_security_and_humans_are_answered(client, db):
    security = client.get("/.well-known/security.txt").content.decode()

    assert re.search(r"^Contact: \S+\nExpires: \d{4}-\d\d-\d\dT", security)
    assert client.get("/humans.txt").status_code == 200


@pytest.mark.parametrize("code", ["en", "fr", "es", "ar"])
def test_a_browser_learns_to_search_here(client, db, code):
    assert f'href="/{code}/opensearch.xml"' in client.get(f"/{code}/style/").content.decode()

    root = ET.fromstring(client.get(f"/{code}/opensearch.xml").content)
    url = root.find("{http://a9.com/-/spec/opensearch/1.1/}Url")
    assert url.get("template") == f"{BASE}/{code}/search/?q={{searchTerms}}"


def meta_of(page):
    pairs = re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)"', page)
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return dict(pairs), json.loads(found.group(1)) if found else None


def test_an_alert_says_of_itself_what_it_is(client, publish_alert, index):
    alert = publish_alert(texts={"ar": "توقيف «صحفية» </script><b>"})

    meta, data = meta_of(client.get(f"/en/alerts/{alert.uid}/").content.decode())

    assert (meta["og:type"], meta["og:url"]) == ("article", f"{BASE}/ar/alerts/{alert.uid}/")
    assert (data["@type"], data["inLanguage"]) == ("NewsArticle", "ar")
    assert data["headline"] == "توقيف «صحفية» </script><b>"
    assert data["author"] == [{"@type": "Organization", "name": "Lantern Press Watch (LPW)"}]


def test_pages_and_members_say_of_themselves_what_they_are(client, pages, member, no_index):
    page, _none = meta_of(client.get("/fr/travail/").content.decode())
    _meta, organisation = meta_of(client.get(f"/en/organisations/{member.uid}/").content.decode())
    _front, network = meta_of(client.get("/en/").content.decode())

    assert (page["og:title"], page["og:description"]) == ("Notre travail", "Ce qui est fait.")
    assert organisation["name"] == "Lantern Press Watch (LPW)"
    assert (network["@type"], network["url"]) == ("Organization", BASE)


def test_json_ld_cannot_end_its_element():
    text = PageMeta("t", "/", "en", data={"a": "</script><!--<b>&\u2028"}).json_ld

    assert not set("<>&\u2028") & set(text)
    assert json.loads(text)["a"] == "</script><!--<b>&\u2028"


def test_an_alert_can_be_passed_on(client, publish_alert, index):
    alert = publish_alert(texts={"en": "Reporter arrested & released"})
    use = f"/en/alerts/{alert.uid}/use/"
    assert f'href="{use}"' in client.get(f"/en/alerts/{alert.uid}/").content.decode()

    page = client.get(use).content.decode()

    assert "Reporter arrested &amp; released\n\nPolice came at dawn.\n\nSource: " in page
    assert f"{BASE}/en/alerts/{alert.uid}/" in page
    assert 'href="mailto:?subject=Reporter%20arrested%20%26%20released&amp;body=http' in page
    assert not re.search(r'(?:src|srcset|action)="https?://', page)
    assert client.get("/en/alerts/nothing/use/").status_code == 404
