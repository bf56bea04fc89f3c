"""The API's answers are the same on a Neo4j server as from a file, to the last byte."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Final

import pytest

from graph.embedded import EmbeddedStore
from graph.history import past_changes
from loaders.load import load
from loaders.packaged import packaged
from tests.api.clients import client_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fastapi.testclient import TestClient

    from tests.neo4j_server import Address

ASKED: Final = (
    "/api/v1/measures?serves=sdg:11.6",
    "/api/v1/measures?serves=sdg:11&mode=broad&limit=5",
    "/api/v1/measures?limit=3",
    "/api/v1/subgoals?q=klima",
    "/api/v1/nodes?limit=50&as_of=2023-06-01",
    "/api/v1/nodes/sdg:11.6",
    "/api/v1/nodes/sdg:11.6/neighbours",
    "/api/v1/nodes/sdg:11.6/history",
    "/api/v1/changes",
    "/api/v1/trace/sdg:11.6?direction=down",
    "/api/v1/trace/sdg:11?direction=down&mode=broad",
)


@pytest.fixture(scope="module")
def clients(neo4j_address: Address) -> Iterator[tuple[TestClient, TestClient]]:
    """Return a client of the packaged data on each engine."""
    with (
        closing(EmbeddedStore.open("memory:")) as embedded,
        closing(neo4j_address.opened()) as neo4j,
    ):
        load(embedded, packaged().values(), author="test", reason="the packaged data")
        # With its history, so that both say the same of when what was done.
        neo4j.fill(past_changes(embedded))
        yield client_of(embedded), client_of(neo4j)


@pytest.mark.parametrize("asked", ASKED)
def test_both_engines_give_the_same_bytes(
    clients: tuple[TestClient, TestClient], asked: str
) -> None:
    """Status, revision, day, results, chains and the rest, and the tag that a client keeps."""
    embedded, neo4j = (client.get(asked) for client in clients)

    assert embedded.status_code == neo4j.status_code
    assert embedded.content == neo4j.content
    assert embedded.headers.get("etag") == neo4j.headers.get("etag")
