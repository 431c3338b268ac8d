"""The OpenAPI document is valid and true, its examples and those of the reference page work, the page shows it."""

import re
from pathlib import Path

import jsonschema
import pytest
from django.utils import translation

from ifex.faces.api.endpoints import ENDPOINTS
from ifex.faces.api.openapi import ROOT, openapi_document
from ifex.faces.api.views.front import ADDRESSES
from ifex.foundations.core.languages import LANGUAGE_CODES

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "api.md"
ON_THE_PAGE = re.findall(r"^GET (/\S+)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
OF_ENDPOINTS = [(endpoint.name, ROOT + example) for endpoint in ENDPOINTS for example in endpoint.examples]


def references_in(thing):
    if isinstance(thing, dict):
        if isinstance(thing.get("$ref"), str):
            yield thing["$ref"]
        for value in thing.values():
            yield from references_in(value)
    elif isinstance(thing, list):
        for value in thing:
            yield from references_in(value)


def test_openapi_json_is_the_document(db, ask):
    status, answer, _ = ask("openapi.json")

    assert status == 200
    assert answer["openapi"] == "3.1.0"
    assert answer == openapi_document()


def test_openapi_document_is_sound(db):
    document = openapi_document()

    operations = [operation for path in document["paths"].values() for operation in path.values()]
    assert {method for path in document["paths"].values() for method in path} == {"get"}
    assert len({operation["operationId"] for operation in operations}) == len(operations) == len(ENDPOINTS)
    for reference in references_in(document):
        assert reference.removeprefix("#/components/schemas/") in document["components"]["schemas"]
    for schema in document["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)
    for path, operations_of_path in document["paths"].items():
        parameters = operations_of_path["get"]["parameters"]
        names = [(one["in"], one["name"]) for one in parameters]
        assert len(set(names)) == len(names)
        assert {name for place, name in names if place == "path"} == set(re.findall(r"{(\w+)}", path))
        assert all(one["required"] for one in parameters if one["in"] == "path")
        for one in parameters:
            jsonschema.Draft202012Validator.check_schema(one["schema"])
        assert all(re.fullmatch(r"\d{3}", status) for status in operations_of_path["get"]["responses"])


@pytest.mark.parametrize(("name", "example"), OF_ENDPOINTS, ids=[example for _, example in OF_ENDPOINTS])
def test_examples_answer_in_the_documented_shape(world, ask, name, example):
    document = openapi_document()
    endpoint = next(endpoint for endpoint in ENDPOINTS if endpoint.name == name)
    operation = document["paths"][ROOT + endpoint.path]["get"]
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]

    status, answer, _ = ask(example.format(**world))

    assert status == 200
    assert answer.get("notices", []) == []
    jsonschema.validate(answer, schema | {"components": document["components"]})


def test_errors_have_the_documented_shape(db, ask):
    document = openapi_document()
    schema = document["components"]["schemas"]["ErrorAnswer"] | {"components": document["components"]}

    jsonschema.validate(ask("alerts/nothing-here")[1], schema)


@pytest.mark.parametrize("example", ON_THE_PAGE)
def test_examples_of_the_reference_page_work(world, ask, example):
    status, answer, _ = ask(example.format(**world))

    assert status == 200
    assert answer.get("notices", []) == []


def test_reference_page_names_every_address(db):
    for endpoint in ENDPOINTS:
        words = ROOT + re.sub(r"{\w+}", "", endpoint.path.split("/{")[0])
        assert words in PAGE.read_text(encoding="utf-8")
    assert set(ADDRESSES) == {endpoint.path for endpoint in ENDPOINTS} - {""}


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_docs_page_explains_every_address_without_script(db, client, code):
    response = client.get(f"/{code}/api/")

    page = response.content.decode()
    assert response.status_code == 200
    assert f'<html lang="{code}"' in page
    assert all(f'id="{endpoint.name}"' in page for endpoint in ENDPOINTS)
    assert "<script" not in page
    assert "style=" not in page
    assert not response.cookies


def test_docs_page_links_the_licence_and_escapes_what_an_operator_writes(db, client, settings):
    settings.IFEX_DATA_LICENCE = "CC BY 4.0 <b> (https://licence.example/)"

    html = client.get("/en/api/").content.decode()

    assert 'CC BY 4.0 &lt;b&gt; (<a href="https://licence.example/">https://licence.example/</a>)' in html


def test_docs_page_is_linked_and_led_to(db, client):
    assert client.get("/api/v1/docs", headers={"accept-language": "fr"})["Location"] == "/fr/api/"
    assert 'href="/en/api/"' in client.get("/en/api/").content.decode().partition("</main>")[2]


def test_document_is_made_in_the_active_language(db):
    with translation.override("ar"):
        document = openapi_document()

    assert isinstance(document["paths"][f"{ROOT}alerts"]["get"]["summary"], str)
