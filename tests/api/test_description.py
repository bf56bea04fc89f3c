"""Kinds, index and OpenAPI: everything follows the table of kinds."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from api.asking import filters_of
from api.description import EXAMPLES
from api.problem_details import TYPES
from graph.embedded import EmbeddedStore
from graph.kinds import MODEL
from graph.model import Field, FieldType, NodeKind, Words
from tests.api.clients import client_of, codes, found, problem
from tests.docs import examples
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
    help=Words("En oppdiktet type, <av> én rad.", "An imaginary kind, <of> one row."),
    colour="#123456",
    id_example="asker:festival.1",
    fields=(
        Field(
            name="visitors",
            type=FieldType.WHOLE,
            label=Words("besøkende", "visitors"),
            help=Words("Hvor mange som kom.", "How many came."),
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
        expected = {"200", "400", "405", "408", "413", "414", "422", "431", "500"}
        expected |= set() if path.endswith(("/health", "/ready")) else {"304"}
        expected |= set() if path.endswith("/health") else {"503"}
        expected |= {"404"} if "{" in path else set()
        assert responses.keys() == expected
        for status, response in responses.items():
            if status not in {"200", "304"}:
                assert response["$ref"].startswith("#/components/responses/")
    for response in described["components"]["responses"].values():
        assert response["content"].keys() == {"application/problem+json"}
    assert "HTTPValidationError" not in described["components"]["schemas"]


def test_openapi_refers_to_all_that_is_there_and_nothing_else(client: TestClient) -> None:
    """Nothing is described that no route leads to; each operation has a name of its own."""
    described = client.get("/openapi.json").json()
    there = {
        f"#/components/{sort}/{name}"
        for sort, named in described["components"].items()
        for name in named
    }

    assert set(_references(described)) == there
    names = [route["get"]["operationId"] for route in described["paths"].values()]
    assert len(set(names)) == len(names)


def test_openapi_is_openapi(client: TestClient) -> None:
    """By the rules of OpenAPI 3.1, and of JSON Schema in it."""
    described = client.get("/openapi.json").json()

    assert described["openapi"].startswith("3.1.")
    assert [str(error) for error in OpenAPIV31SpecValidator(described).iter_errors()] == []


def test_openapi_follows_the_rules_of_linters(client: TestClient) -> None:
    """Those of Redocly's and Spectral's recommended sets that a read-only interface can break.

    Both are programs for Node; a validator alone asks less than they do.
    """
    described = client.get("/openapi.json").json()
    info, tags = described["info"], [each["name"] for each in described["tags"]]

    assert info["contact"]
    assert info["license"]["identifier"]
    assert info["description"]
    assert described["servers"]
    assert "security" in described
    assert len(set(tags)) == len(tags)
    assert all(each["description"] for each in described["tags"])
    for path, route in described["paths"].items():
        operation = route["get"]
        assert not path.endswith("/")
        assert "?" not in path
        assert re.fullmatch(r"[a-zA-Z][\w-]*", operation["operationId"])
        assert operation["description"].strip()
        assert not operation["summary"].endswith(" ")
        assert set(operation["tags"]) <= set(tags)
        named = [(each["in"], each["name"]) for each in operation["parameters"]]
        assert len(set(named)) == len(named)
        in_path = {name for where, name in named if where == "path"}
        assert in_path == set(re.findall(r"{(\w+)}", path))
        for each in operation["parameters"]:
            assert each["in"] == "query" or each["required"]
        for response in operation["responses"].values():
            assert "$ref" in response or response["description"]
    for name, schema in described["components"]["schemas"].items():
        assert re.fullmatch(r"[A-Z]\w*", name)
        # An enumeration says of which type its words are.
        assert all("type" in each for each in _enumerations(schema)), name


def _enumerations(schema: object) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        if isinstance(schema.get("enum"), list):
            yield schema
        for each in schema.values():
            yield from _enumerations(each)
    elif isinstance(schema, list):
        for each in schema:
            yield from _enumerations(each)


def test_every_route_and_every_problem_has_an_example(client: TestClient) -> None:
    """And every operation and parameter is described."""
    described = client.get("/openapi.json").json()

    for path, route in described["paths"].items():
        operation = route["get"]
        (content,) = operation["responses"]["200"]["content"].values()
        assert content["examples"], path
        assert operation["summary"], path
        assert len(operation["tags"]) == 1
        assert all(each["description"] for each in operation["parameters"]), path
    shown = [
        each["value"]["type"]
        for response in described["components"]["responses"].values()
        for content in response["content"].values()
        for each in content["examples"].values()
    ]
    assert sorted(shown) == sorted(each.address for each in TYPES)


@pytest.mark.parametrize(
    ("code", "name"), [("method-not-allowed", "Allow"), ("store-unavailable", "Retry-After")]
)
def test_what_a_problem_tells_in_a_header_is_described(
    client: TestClient, code: str, name: str
) -> None:
    """So that who writes a client finds it."""
    components = client.get("/openapi.json").json()["components"]

    assert name in components["responses"][code]["headers"]
    assert components["headers"][name]["description"]


def test_the_examples_are_what_is_answered() -> None:
    """When this fails for a good reason: python -m tests.docs.commands."""
    assert EXAMPLES.read_text(encoding="utf-8") == examples.text()


def test_examples_are_what_their_schemas_say(client: TestClient) -> None:
    """Each of a response and each of a parameter, and with no member that is not described."""
    described = client.get("/openapi.json").json()

    for sort, schema, value in _examples(described):
        problems = list(_validator(described, schema).iter_errors(value))

        assert not problems, (sort, [each.message for each in problems][:3])


def test_answers_are_what_their_schemas_say(client: TestClient) -> None:
    """Of every route, whole, also where the examples are cut."""
    described = client.get("/openapi.json").json()
    asked = json.loads(EXAMPLES.read_text(encoding="utf-8"))["answers"]
    asked["/api/v1/trace/{id}"]["request"] = "GET /api/v1/trace/sdg:11?mode=broad"

    for path, each in asked.items():
        document = client.get(each["request"].split()[1]).json()
        (content,) = described["paths"][path]["get"]["responses"]["200"]["content"].values()
        problems = list(_validator(described, content["schema"]).iter_errors(document))

        assert not problems, (path, [each.message for each in problems][:3])


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


def _examples(described: dict[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """Yield each example with its schema and where it stands."""
    responses = dict(described["components"]["responses"])
    for path, route in described["paths"].items():
        responses[path] = route["get"]["responses"]["200"]
        for each in route["get"]["parameters"]:
            if "example" in each:
                yield f"{path} {each['name']}", each["schema"], each["example"]
    for where, response in responses.items():
        for content in response["content"].values():
            for each in content["examples"].values():
                yield where, content["schema"], each["value"]


def _validator(described: dict[str, Any], schema: dict[str, Any]) -> Draft202012Validator:
    """Return what validates a schema, its objects closed."""
    components = {"components": {"schemas": described["components"]["schemas"]}}
    return Draft202012Validator(_closed(schema | components))


def _closed(schema: Any) -> Any:  # noqa: ANN401 - JSON is what it is
    match schema:
        case {"properties": dict(), "type": "object"}:
            closed = {name: _closed(each) for name, each in schema.items()}
            return {"additionalProperties": False} | closed
        case dict():
            return {name: _closed(each) for name, each in schema.items()}
        case list():
            return [_closed(each) for each in schema]
    return schema
