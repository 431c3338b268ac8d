"""The secure connection: suggested or demanded, explained, and reached over Tor."""

import pytest

pytestmark = pytest.mark.django_db

ONION = "a" * 56 + ".onion"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("en", ["Use a secure connection", "Why this is important"]),
        ("fr", ["Utiliser une connexion sécurisée", "Pourquoi c’est important"]),
        ("es", ["Usar una conexión segura", "Por qué es importante"]),
        ("ar", ["استخدم اتصالًا آمنًا", "لماذا هذا مهم"]),
    ],
)
def test_plain_http_is_told_of_a_secure_connection(client, settings, code, words):
    settings.IFEX_BASE_URL = "https://network.example"

    page = client.get(f"/{code}/style/?q=a").content.decode()

    assert f'<a href="https://network.example/{code}/style/?q=a">{words[0]}</a>' in page
    assert f'<a href="/{code}/secure-connection/">{words[1]}</a>' in page


def test_https_is_told_nothing(client):
    assert b'class="secure"' not in client.get("/en/style/", secure=True).content


def test_where_there_is_no_https_the_notice_explains(client):
    page = client.get("/en/style/").content.decode()

    assert '<a href="/en/secure-connection/">Use a secure connection</a>' in page


def test_redirect_leads_to_the_same_address(client, settings):
    settings.IFEX_HTTPS, settings.IFEX_BASE_URL = "redirect", "https://network.example"

    response = client.get("/ar/search/?q=a%20b")

    assert (response.status_code, response["Location"]) == (301, "https://network.example/ar/search/?q=a%20b")
    assert client.post("/en/style/").status_code == 308
    assert client.get("/en/style/", secure=True).status_code == 200


def test_an_onion_address_is_offered_over_https_and_secure_in_itself(client, settings):
    settings.IFEX_ONION, settings.IFEX_HTTPS = ONION, "redirect"
    settings.IFEX_BASE_URL = "https://network.example"
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, ONION]

    response = client.get("/en/secure-connection/?a=b", secure=True)
    inside = client.get("/en/style/", headers={"host": ONION})

    assert response["Onion-Location"] == f"http://{ONION}/en/secure-connection/?a=b"
    assert f'<a href="http://{ONION}/" dir="ltr">' in response.content.decode()
    assert (inside.status_code, "Onion-Location" in inside) == (200, False)
    assert b'class="secure"' not in inside.content


@pytest.mark.parametrize("code", ["en", "fr", "es", "ar"])
def test_the_explanation_says_how_this_connection_is(client, code):
    plain = client.get(f"/{code}/secure-connection/").content
    secure = client.get(f"/{code}/secure-connection/", secure=True).content

    assert plain != secure
    assert plain.count(b"<h2>") == 4
