import pytest

ADDRESSES = [
    "",
    "alerts",
    "alerts/nothing-here",
    "cases",
    "persons",
    "vocabularies",
    "nothing",
    "openapi.json",
    "docs",
]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("method", ["get", "head", "options", "post", "delete"])
def test_every_answer_is_open_to_every_site(db, client, build_index, address, method):
    build_index()

    response = getattr(client, method)(f"/api/v1/{address}", headers={"origin": "https://example.org"})

    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert "Access-Control-Allow-Credentials" not in response


def test_preflight_needs_no_body(client):
    response = client.options("/api/v1/alerts")

    assert (response.status_code, response.content) == (204, b"")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_writing_is_405_in_words(db, client, method):
    response = getattr(client, method)("/api/v1/alerts", headers={"accept-language": "en"})

    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD, OPTIONS"
    assert response.json()["error"]["code"] == "method_not_allowed"


def test_head_has_the_headers_and_no_body(db, client):
    got, head = client.get("/api/v1/vocabularies"), client.head("/api/v1/vocabularies")

    assert head.content == b""
    assert head["ETag"] == got["ETag"]
    assert head["Content-Length"] == str(len(got.content))


def test_an_unchanged_answer_is_304(db, client):
    etag = client.get("/api/v1/countries")["ETag"]

    response = client.get("/api/v1/countries", headers={"if-none-match": etag})

    assert (response.status_code, response.content) == (304, b"")
    assert response["Access-Control-Allow-Origin"] == "*"


def test_no_address_is_404_in_json(db, ask):
    status, answer, _ = ask("alerts/a-b-c/more/and/more")

    assert status == 404
    assert answer["error"]["code"] == "not_found"


def test_a_slash_too_many_leads_to_the_address(db, client):
    response = client.get("/api/v1/countries/?lang=fr")

    assert (response.status_code, response["Location"]) == (302, "/api/v1/countries?lang=fr")


@pytest.mark.parametrize(
    ("query", "accepted", "language"),
    [
        ("", "fr", "fr"),
        ("lang=ar", "fr", "ar"),
        ("lang=xx", "es", "es"),
        ("lang=AR", "", "ar"),
        ("", "de", "en"),
    ],
)
def test_messages_are_in_the_askers_language(db, ask, query, accepted, language):
    _, _, response = ask(f"alerts/nothing-here?{query}", accept_language=accepted)

    assert response["Content-Language"] == language
    assert "Accept-Language" in response["Vary"]


def test_front_says_where_everything_is(db, ask, settings):
    _, answer, _ = ask("")

    assert answer["licence"] == settings.IFEX_DATA_LICENCE
    assert f"{settings.IFEX_BASE_URL}/api/v1/alerts" in answer["addresses"]
    assert ask(answer["openapi"].removeprefix(settings.IFEX_BASE_URL))[0] == 200


def test_show_vocabulary_gives_all_names(db, ask):
    _, listed, _ = ask("vocabularies")
    by_slug = {item["slug"]: item for item in listed["items"]}

    _, answer, _ = ask(by_slug["issue_areas"]["terms"])

    assert answer["count"] == by_slug["issue_areas"]["count"] == len(answer["items"])
    assert all(set(item["names"]) == {"en", "fr", "es", "ar"} for item in answer["items"])
    assert ask("vocabularies/nonsense")[0] == 404


def test_list_countries_has_living_and_historic_ones(db, ask):
    _, answer, _ = ask("countries")

    by_code = {item["code"]: item for item in answer["items"]}
    assert by_code["TN"]["names"]["ar"] == "تونس"
    assert by_code["SUHH"]["until_year"] is not None


@pytest.mark.parametrize("path", ["alerts/%0A/", "alerts/%0Ax", "%0A", "//alerts"])
def test_an_odd_path_is_answered_here_too(db, client, path):
    response = client.get(f"/api/v1/{path}", follow=True)

    assert response.status_code == 404
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response.json()["error"]["code"] == "not_found"
