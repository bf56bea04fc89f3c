"""Stores and clients that several files use."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from graph.embedded import EmbeddedStore
from loaders.load import load
from loaders.packaged import packaged
from tests.api.clients import client_of
from tests.spec.engines import ENGINES, KEPT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fastapi.testclient import TestClient

    from graph.store import GraphStore


@pytest.fixture(scope="package", params=KEPT)
def packaged_store(request: pytest.FixtureRequest) -> Iterator[GraphStore]:
    """Return a store with the packaged data, on each engine in turn; tests read it only."""
    with closing(ENGINES[request.param].opener(request)()) as store:
        load(store, packaged().values(), author="test", reason="the packaged data")
        yield store


@pytest.fixture(scope="session")
def embedded_packaged_store() -> Iterator[EmbeddedStore]:
    """Return a store with the packaged data in a file, for tests that ask thousands of times."""
    with EmbeddedStore.open("memory:") as store:
        load(store, packaged().values(), author="test", reason="the packaged data")
        yield store


@pytest.fixture(scope="package")
def client(packaged_store: GraphStore) -> TestClient:
    """Return a client of the packaged data; it keeps nothing from one request to the next."""
    return client_of(packaged_store)


@pytest.fixture
def store() -> Iterator[EmbeddedStore]:
    """Return an empty store."""
    with EmbeddedStore.open("memory:") as opened:
        yield opened
