"""A server that these tests may stop, kill and start again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import neo4j_server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.neo4j_store import Neo4jStore


@pytest.fixture(scope="package")
def own_server() -> Iterator[neo4j_server.StartedServer]:
    """Return a server of our own, also where the environment names another."""
    try:
        with neo4j_server.server() as started:
            yield started
    except neo4j_server.NotThere as error:
        pytest.skip(str(error))


@pytest.fixture
def store(neo4j_address: neo4j_server.Address) -> Iterator[Neo4jStore]:
    """Return an empty store."""
    with neo4j_address.opened() as opened:
        yield opened
