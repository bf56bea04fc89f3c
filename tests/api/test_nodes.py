"""One node: its record, what it is joined to, and its thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.api.clients import client_of, codes, problem
from tests.spec.sketch import sketch

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

    from graph.embedded import EmbeddedStore

THREAD = "asker:tiltak.a-1 -ADVANCES-> asker:delmal.1 -DERIVED_FROM-> sdg:11.6"


def test_a_node_is_its_record(client: TestClient) -> None:
    """All its fields, its texts by language, and nothing about its edges."""
    record = client.get("/api/v1/nodes/sdg:11.6").json()

    assert record["id"] == "sdg:11.6"
    assert record["kind"] == "SDGTarget"
    assert record["title"].keys() >= {"nb"}
    assert record["iri"] == "http://metadata.un.org/sdg/11.6"
    assert record.keys() >= {"basis", "source", "revision", "text_revision"}


@pytest.mark.parametrize("written", ["asker:tiltak.a-1", "asker%3Atiltak%2Ea-1"])
def test_identifiers_may_be_encoded(store: EmbeddedStore, written: str) -> None:
    """Colon, full stop and hyphen lead to the node as they stand and percent-encoded."""
    store.apply(sketch(THREAD))

    assert client_of(store).get(f"/api/v1/nodes/{written}").json()["id"] == "asker:tiltak.a-1"


def test_neighbours_stand_in_words_in_both_directions(store: EmbeddedStore) -> None:
    """The edge, the node at its other end, and how it reads from here."""
    store.apply(sketch(THREAD))

    document = client_of(store).get("/api/v1/nodes/asker:delmal.1/neighbours").json()

    assert [
        (each["direction"], each["words"]["en"], each["node"]["id"])
        for each in document["neighbours"]
    ] == [
        ("out", "is derived from", "sdg:11.6"),
        ("in", "is advanced by", "asker:tiltak.a-1"),
    ]
    assert document["question"]["node"] == "asker:delmal.1"


@pytest.mark.parametrize(
    ("query", "start", "expected"),
    [
        ("", "sdg:11.6", ["asker:delmal.1", "asker:tiltak.a-1", "sdg:11.6"]),
        ("?direction=down", "asker:delmal.1", ["asker:delmal.1", "asker:tiltak.a-1"]),
        ("?direction=up", "asker:delmal.1", ["asker:delmal.1", "sdg:11.6"]),
        ("?direction=up&basis=documented&mode=strict", "sdg:11.6", ["sdg:11.6"]),
    ],
)
def test_trace(store: EmbeddedStore, query: str, start: str, expected: list[str]) -> None:
    """What serves a node or what it serves, as a graph; down where nothing is said."""
    store.apply(sketch(THREAD))

    traced = client_of(store).get(f"/api/v1/trace/{start}{query}").json()

    assert [each["id"] for each in traced["nodes"]] == expected
    assert len(traced["edges"]) == len(expected) - 1


@pytest.mark.parametrize(
    "path",
    ["nodes/asker:delmal.2", "nodes/asker:delmal.2/neighbours", "trace/asker:delmal.2"],
)
def test_an_unknown_node_is_404_and_the_nearest_is_named(store: EmbeddedStore, path: str) -> None:
    """The path leads nowhere; the hint leads on."""
    store.apply(sketch(THREAD))

    document = problem(client_of(store).get(f"/api/v1/{path}"), 404, "unknown-node")

    assert codes(document) == ["unknown-node"]
    assert document["problems"][0]["hint"] == "Did you mean 'asker:delmal.1'?"
    assert document["instance"] == f"/api/v1/{path}"


def test_a_path_that_holds_no_identifier_is_404_and_says_how_to_write_one(
    client: TestClient,
) -> None:
    """Upper case is pointed out."""
    document = problem(client.get("/api/v1/nodes/SDG:11.6"), 404, "unknown-node")

    assert document["problems"][0]["hint"] == "Write 'sdg:11.6'."


def test_a_node_takes_no_filters(client: TestClient) -> None:
    """The record is the record whatever the day, so a date is refused and not passed over."""
    document = problem(
        client.get("/api/v1/nodes/sdg:11.6?as_of=2020-01-01"), 422, "refused-question"
    )

    assert codes(document) == ["unknown-filter"]


def test_a_trace_of_an_unknown_organisation_is_422(client: TestClient) -> None:
    """The node is there; what is wrong is the filter."""
    response = client.get("/api/v1/trace/sdg:11.6?organisation=askar")

    document = problem(response, 422, "refused-question")

    assert document["problems"][0]["hint"] == "Did you mean 'asker'?"
