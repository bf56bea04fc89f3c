"""Kinds, index and OpenAPI: everything follows the table of kinds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from api.asking import filters_of
from graph.embedded import EmbeddedStore
from graph.kinds import MODEL
from graph.model import Field, FieldType, NodeKind, Words
from tests.api.clients import client_of, codes, found, problem
from tests.spec.sketch import change, node

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fastapi.testclient import TestClient

FESTIVAL = NodeKind(
    name="Festival",
    one=Words("festival", "festival"),
    many=Words("festivaler", "festivals"),
    the=Words("festivalen", "the festival"),
    plural="festivals",
    help="An imaginary kind, <of> one row.",
    colour="#123456",
    id_example="asker:festival.1",
    fields=(
        Field(
            name="visitors",
            type=FieldType.WHOLE,
            label=Words("besøkende", "visitors"),
            help="How many came.",
            bounds=(0, 1000),
        ),
    ),
)


@pytest.fixture
def imaginary() -> Iterator[TestClient]:
    """Return a client of a store whose table has one row more, with one node of that kind."""
    model = replace(MODEL, nodes=(*MODEL.nodes, FESTIVAL))
    festival = node("asker:festival.1", "Festival", visitors=12)
    with EmbeddedStore.open("memory:", model) as store:
        store.apply(change(festival))
        yield client_of(store)


def test_a_kind_of_one_row_has_a_route_with_its_filters(imaginary: TestClient) -> None:
    """Nothing but the row was written for it."""
    assert found(imaginary.get("/api/v1/festivals?visitors=12")) == ["asker:festival.1"]
    assert found(imaginary.get("/api/v1/festivals?visitors=13")) == []
    assert imaginary.get("/api/v1/nodes/asker:festival.1").json()["visitors"] == 12
    document = problem(imaginary.get("/api/v1/festivals?visitor=1"), 422, "refused-question")
    assert document["problems"][0]["hint"] == "Did you mean visitors?"


def test_a_kind_of_one_row_is_described(imaginary: TestClient) -> None:
    """In the index, the table of kinds, OpenAPI and the pages, where its words are escaped."""
    described = imaginary.get("/openapi.json").json()

    assert "visitors" in _parameters(described, "/api/v1/festivals")
    visitors = described["components"]["schemas"]["Festival"]["properties"]["visitors"]
    assert visitors.items() >= {"type": "integer", "minimum": 0, "maximum": 1000}.items()
    kinds = imaginary.get("/api/v1/kinds").json()
    assert "Festival" in [kind["name"] for kind in kinds["nodes"]]
    index = imaginary.get("/api/v1").json()
    assert "/api/v1/festivals" in [each["href"] for each in index["collections"]]
    assert "An imaginary kind, &lt;of&gt; one row." in imaginary.get("/docs").text
    assert '<a href="/festivals">Festivaler</a>' in imaginary.get("/").text


def test_another_table_does_not_know_it(client: TestClient) -> None:
    """The routes are those of the store's own table."""
    problem(client.get("/api/v1/festivals"), 404, "unknown-path")


@pytest.mark.parametrize("kind", MODEL.nodes, ids=lambda kind: kind.name)
def test_openapi_lists_every_filter_of_every_kind(client: TestClient, kind: NodeKind) -> None:
    """With its help; one that repeats is a list."""
    described = client.get("/openapi.json").json()

    parameters = _parameters(described, f"/api/v1/{kind.plural}")

    for name, each in filters_of(MODEL, kind).items():
        assert parameters[name]["description"] == each.help
        assert (parameters[name]["schema"]["type"] == "array") is each.repeats


def test_openapi_names_what_can_go_wrong(client: TestClient) -> None:
    """Every route tells its problems, and none the framework's own form of them."""
    described = client.get("/openapi.json").json()

    for path, route in described["paths"].items():
        assert route.keys() == {"get"}
        responses = route["get"]["responses"]
        assert responses.keys() == {"200", "422", "503"} | ({"404"} if "{id}" in path else set())
        assert all(
            response["content"].keys() == {"application/problem+json"}
            for status, response in responses.items()
            if status != "200"
        )
    assert "HTTPValidationError" not in described["components"]["schemas"]


def test_openapi_refers_to_nothing_that_is_not_there(client: TestClient) -> None:
    """Each reference leads to a schema, and each operation has a name of its own."""
    described = client.get("/openapi.json").json()
    schemas = {f"#/components/schemas/{name}" for name in described["components"]["schemas"]}

    assert set(_references(described)) <= schemas
    names = [route["get"]["operationId"] for route in described["paths"].values()]
    assert len(set(names)) == len(names)


def test_records_are_what_their_schemas_say(client: TestClient) -> None:
    """No record holds a field that its kind's schema does not know."""
    schemas = client.get("/openapi.json").json()["components"]["schemas"]

    for kind in MODEL.nodes:
        for node_id in found(client.get(f"/api/v1/{kind.plural}?limit=3")):
            record = client.get(f"/api/v1/nodes/{node_id}").json()

            assert record.keys() <= schemas[kind.name]["properties"].keys()
            assert record.keys() >= set(schemas[kind.name]["required"])


def test_the_index_leads_everywhere(client: TestClient) -> None:
    """Each address that it gives answers."""
    index = client.get("/api/v1").json()
    addresses = [*index["links"].values(), *(each["href"] for each in index["collections"])]

    assert len(addresses) > len(MODEL.nodes)
    assert {client.get(address).status_code for address in addresses} == {200}


@pytest.mark.parametrize(
    "path", ["/", "/docs", "/openapi.json", "/health", "/ready", "/api/v1", "/api/v1/kinds"]
)
def test_what_takes_no_filters_refuses_them(client: TestClient, path: str) -> None:
    """A misspelt address is told apart from one that was understood."""
    document = problem(client.get(f"{path}?x=1"), 422, "refused-question")

    assert codes(document) == ["unknown-filter"]


def _parameters(described: dict[str, Any], path: str) -> dict[str, dict[str, Any]]:
    return {each["name"]: each for each in described["paths"][path]["get"]["parameters"]}


def _references(described: object) -> Iterator[str]:
    match described:
        case {"$ref": str(reference)}:
            yield reference
        case dict():
            for each in described.values():
                yield from _references(each)
        case list():
            for each in described:
                yield from _references(each)
